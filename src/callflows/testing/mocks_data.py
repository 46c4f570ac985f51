"""What stands for the org, as data: `given:` of scenario files and the file of `callflows call --data`.

    queues: [Support, VIP]                      # there are these and no others
    users: {Ada: missing}                       # one that is not there; of the others nothing is said
    dataActions:
      CRM:
        Get VIP: {returns: {level: 3}}
        Open ticket: [times out, {fails: {errorCode: "500"}}, {returns: {}}]     # one after the other; the last stays
    tables:
      Customer PINs:
        - {key: "1234", name: Ada}
      Old table: missing                        # or: fails
    prompts: {welcome: Welcome., bye: {en-us: Bye., de-de: Tschüss.}}
    schedules:
      Lunch: active
      Week: {start: 2026-01-05T09:00, end: 2026-01-05T17:00, rrule: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"}
    scheduleGroups:
      Sales hours: [open, closed]
      Support hours: {timeZone: America/New_York, open: [Week], holidays: []}
    emergencyGroups: {Snow: active}
    transfers:
      queue: {Support: fails, VIP: [busy, succeeds]}
      number: {"+13175551234": {fails: {errorType: Busy, errorMessage: try later}}, "*": no answer}
    services:                                   # by the kind of the action and what it names: a bot, an id
      callLexBot: {Bank: {takes: Balance, outputs: {amount: 5}}}
      getExternalContact: {"*": failure}
    extensions: {"4711": {user: Ada}}
    functions: {OurOwn: 5}

YAML or JSON. The names are those of the fields `world` of `callflows eval`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from callflows.architect import nearest
from callflows.diagnostics import Diagnostic, Severity, Span
from callflows.expressions import Value
from callflows.expressions.given import from_data as value_from
from callflows.testing.mocks import DataActionMock, Mocks, ObjectMock, ServiceMock, StateMock, TableMock, TransferMock
from callflows.testing.placed import Entry, Placed, fault, placed, read_placed, unknown_key
from callflows.testing.world import ANY, World

KINDS: Final = MappingProxyType(
    {
        "queues": "queue",
        "users": "user",
        "groups": "group",
        "skills": "skill",
        "languageSkills": "languageSkill",
        "wrapupCodes": "wrapupCode",
    }
)
"""The keys that list objects, and what `Directory.find` calls those."""
FLOW_TARGETS: Final = ("queue", "user", "number", "group", "flow", "secureFlow", "voicemail")
"""The kinds of transfers."""
_GROUP_STATES: Final = ("open", "closed", "holiday", "emergency")
_STATES: Final = ("active", "inactive")


class Made(msgspec.Struct, frozen=True):
    """The world that the data describe, as far as they could be understood, and what is wrong with them."""

    world: World
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        """No error."""
        return all(each.severity is not Severity.ERROR for each in self.diagnostics)


def from_data(given: Placed | Mapping[str, object]) -> Made:
    """The world of a mapping: one that was read with its places, or decoded JSON. Every fault is found at once."""
    reader = _Reader()
    reader.read(given if isinstance(given, Placed) else placed(given))
    return Made(reader.mocks.world, tuple(reader.found))


def read_world(data: bytes | str, file: str, substitutions: Mapping[str, str] | None = None) -> Made:
    """The world of a file. Never raises on what it holds."""
    read = read_placed(data, file, substitutions)
    if read.root is None:
        return Made(World(), read.diagnostics)
    made = from_data(read.root)
    return Made(made.world, (*read.diagnostics, *made.diagnostics))


class _Reader:
    def __init__(self) -> None:
        self.mocks = Mocks(World())
        self.found: list[Diagnostic] = []

    def read(self, root: Placed) -> None:
        for entry in self._mapping(root, "what is given"):
            take = _TAKES.get(entry.key)
            if take is not None:
                take(self, entry)
            elif entry.key in KINDS:
                self._objects(entry)
            else:
                self.found.append(unknown_key(entry, GIVEN, "what is given"))

    def _objects(self, entry: Entry) -> None:
        """A list: there are these and no others. A mapping: `missing`, `exists`, or an object with its id."""
        kind, body = KINDS[entry.key], entry.value
        if body.kind == "list":
            self.mocks.world.only(kind, [name for item in body.items if (name := self._name(item, entry.key))])
            return
        for each in self._mapping(body, entry.key):
            mock = self.mocks.object(kind, each.key)
            if each.value.kind == "mapping":
                self._identified(mock, each)
            elif self._word(each.value, ("exists", "missing"), f'"{each.key}"') == "missing":
                mock.missing()
            else:
                mock.exists()

    def _identified(self, mock: ObjectMock, entry: Entry) -> None:
        named = {key: value.text for key, value in self._keys(entry.value, ("id", "username"), f'"{entry.key}"')}
        mock.exists(named.get("id", ""), username=named.get("username", ""))

    def _data_actions(self, entry: Entry) -> None:
        for category in self._mapping(entry.value, entry.key):
            for action in self._mapping(category.value, f'"{category.key}"'):
                mock = self.mocks.data_action(category.key, action.key)
                for answer in _one_or_more(action.value):
                    self._data_answer(mock, answer, f'the data action "{action.key}"')

    def _data_answer(self, mock: DataActionMock, answer: Placed, where: str) -> None:
        if answer.kind != "mapping":
            word = self._word(answer, ("fails", "times out"), where, "or {returns: {…}}")
            if word == "times out":
                mock.times_out()
            elif word:
                mock.fails()
            return
        for key, body in self._keys(answer, ("returns", "fails"), where):
            outputs = {each.key: self._value(each.value) for each in self._mapping(body, key)}
            if key == "returns":
                mock.returns(outputs)
            else:
                mock.fails("", **outputs)

    def _tables(self, entry: Entry) -> None:
        for table in self._mapping(entry.value, entry.key):
            mock = self.mocks.table(table.key)
            if table.value.kind == "list":
                self._rows(mock, table)
            else:
                word = self._word(table.value, ("missing", "fails"), f'the table "{table.key}"', "or a list of rows")
                if word == "missing":
                    mock.missing()
                elif word:
                    mock.fails()

    def _rows(self, mock: TableMock, table: Entry) -> None:
        mock.rows(())
        for row in table.value.items:
            columns = {each.key: each.value for each in self._mapping(row, f'the table "{table.key}"')}
            key = columns.pop("key", None)
            if key is not None and key.text:
                mock.row(key.text, {name: self._value(value) for name, value in columns.items()})
            elif row.kind == "mapping":
                advice = "Give it `key:`, as every data table has it."
                self._add("test-row-without-key", f'A row of the table "{table.key}" has no key.', row.span, advice)

    def _prompts(self, entry: Entry) -> None:
        make = self.mocks.prompt if entry.key == "prompts" else self.mocks.system_prompt
        for prompt in self._mapping(entry.value, entry.key):
            if prompt.value.kind == "mapping":
                for language in prompt.value.entries:
                    make(prompt.key).says(language.value.text, language.key)
            elif prompt.value.kind == "list":
                self._wrong(prompt.value, "a text, or a text for each language", f'the prompt "{prompt.key}"')
            else:
                make(prompt.key).says(prompt.value.text)

    def _schedules(self, entry: Entry) -> None:
        for one in self._mapping(entry.value, entry.key):
            if one.value.kind == "mapping" and entry.key in _DEFINES:
                self._defined(one, _DEFINES[entry.key])
                continue
            words = _GROUP_STATES if entry.key == "scheduleGroups" else _STATES
            mock = _STATE_MOCKS[entry.key](self.mocks, one.key)
            for answer in _one_or_more(one.value):
                word = self._word(answer, words, f'"{one.key}"')
                if word:
                    _SAY[word](mock)

    def _defined(self, one: Entry, define: Callable[[_Reader, Entry], object]) -> None:
        try:
            define(self, one)
        except ValueError as error:
            self._add("test-wrong-value", f"{error}.", one.value.span)

    def _schedule(self, one: Entry) -> None:
        said = {key: value.text for key, value in self._keys(one.value, ("start", "end", "rrule"), f'"{one.key}"')}
        self.mocks.schedule(one.key).defined(said.get("start", ""), said.get("end", ""), said.get("rrule", ""))

    def _schedule_group(self, one: Entry) -> None:
        zone = "UTC"
        named: dict[str, tuple[str, ...]] = {"open": (), "closed": (), "holidays": ()}
        for key, body in self._keys(one.value, ("timeZone", *named), f'"{one.key}"'):
            if key == "timeZone":
                zone = body.text
            else:
                named[key] = tuple(self._name(item, key) for item in _one_or_more(body))
        self.mocks.schedule_group(one.key).defined(zone, **named)

    def _services(self, entry: Entry) -> None:
        for kind in self._mapping(entry.value, entry.key):
            for target in self._mapping(kind.value, kind.key):
                mock = self.mocks.service(kind.key, _target(target.key))
                for answer in _one_or_more(target.value):
                    self._service(mock, answer, f'"{target.key}"')

    def _service(self, mock: ServiceMock, answer: Placed, where: str) -> None:
        if answer.kind != "mapping":
            mock.takes(self._name(answer, where))
            return
        found = dict(self._keys(answer, ("takes", "outputs"), where))
        outputs = self._mapping(found["outputs"], where) if "outputs" in found else ()
        path = self._name(found.get("takes", answer), where)
        mock.takes(path, {each.key: self._value(each.value) for each in outputs})

    def _extensions(self, entry: Entry) -> None:
        for digits in self._mapping(entry.value, entry.key):
            for kind, name in self._keys(digits.value, ("user", "group", "number"), f"extension {digits.key}"):
                self.mocks.extension(digits.key, self._name(name, kind), kind)

    def _transfers(self, entry: Entry) -> None:
        for kind in self._mapping(entry.value, entry.key):
            if kind.key not in FLOW_TARGETS:
                self.found.append(unknown_key(kind, FLOW_TARGETS, "transfers"))
                continue
            for target in self._mapping(kind.value, kind.key):
                mock = self.mocks.transfer(_target(target.key), kind=kind.key)
                for answer in _one_or_more(target.value):
                    self._transfer(mock, answer, f'the transfer to "{target.key}"')

    def _transfer(self, mock: TransferMock, answer: Placed, where: str) -> None:
        if answer.kind == "mapping":
            for _, body in self._keys(answer, ("fails",), where):
                said = {key: value.text for key, value in self._keys(body, ("errorType", "errorMessage"), where)}
                mock.fails(said.get("errorType", "TransferFailed"), said.get("errorMessage", ""))
            return
        word = self._word(answer, tuple(_TRANSFERS), where)
        if word:
            _TRANSFERS[word](mock)

    def _functions(self, entry: Entry) -> None:
        for one in self._mapping(entry.value, entry.key):
            self.mocks.function(one.key).returns(self._value(one.value))

    def _value(self, given: Placed) -> Value:
        """As `callflows eval` takes decoded JSON; what has no value is reported and NOT_SET."""
        try:
            return value_from(given.plain())[1]
        except ValueError as error:
            self._add("test-wrong-value", f"{error}.", given.span)
            return None

    def _name(self, item: Placed, where: str) -> str:
        if item.kind != "scalar" or not item.text:
            self._wrong(item, "a name", where)
        return item.text

    def _mapping(self, body: Placed, where: str) -> tuple[Entry, ...]:
        if body.kind != "mapping" and not (body.kind == "scalar" and body.scalar is None):
            self._wrong(body, "a mapping", where)
        return body.entries

    def _keys(self, body: Placed, known: tuple[str, ...], where: str) -> Iterator[tuple[str, Placed]]:
        for entry in self._mapping(body, where):
            if entry.key in known:
                yield entry.key, entry.value
            else:
                self.found.append(unknown_key(entry, known, where))

    def _word(self, body: Placed, words: tuple[str, ...], where: str, also: str = "") -> str:
        """One of the words; "" for anything else, which is reported."""
        if body.kind == "scalar" and body.text in words:
            return body.text
        near = nearest(body.text, words) if body.kind == "scalar" else None
        expected = ", ".join(words) + (f" {also}" if also else "")
        advice = f'Did you mean "{near}"?' if near else ""
        self._add("test-wrong-value", f"{_here(body)} for {where}; expected: {expected}.", body.span, advice)
        return ""

    def _wrong(self, body: Placed, expected: str, where: str) -> None:
        self._add("test-wrong-value", f"{_here(body)} for {where}; expected: {expected}.", body.span)

    def _add(self, code: str, message: str, span: Span | None, advice: str = "") -> None:
        self.found.append(fault(code, message, span, advice))


def _here(body: Placed) -> str:
    return f"Here stands {body.what}"


def _target(key: str) -> str:
    """`*` stands for every target."""
    return ANY if key == "*" else key


def _one_or_more(body: Placed) -> tuple[Placed, ...]:
    return body.items if body.kind == "list" else (body,)


_TAKES: Mapping[str, Callable[[_Reader, Entry], None]] = MappingProxyType(
    {
        "dataActions": _Reader._data_actions,
        "tables": _Reader._tables,
        "prompts": _Reader._prompts,
        "systemPrompts": _Reader._prompts,
        "schedules": _Reader._schedules,
        "scheduleGroups": _Reader._schedules,
        "emergencyGroups": _Reader._schedules,
        "transfers": _Reader._transfers,
        "services": _Reader._services,
        "extensions": _Reader._extensions,
        "functions": _Reader._functions,
    }
)
GIVEN: Final = (*KINDS, *_TAKES)
"""Every key of the mapping."""
_DEFINES: Mapping[str, Callable[[_Reader, Entry], None]] = MappingProxyType(
    {"schedules": _Reader._schedule, "scheduleGroups": _Reader._schedule_group}
)
_STATE_MOCKS: Mapping[str, Callable[[Mocks, str], StateMock]] = MappingProxyType(
    {
        "schedules": Mocks.schedule,
        "scheduleGroups": Mocks.schedule_group,
        "emergencyGroups": Mocks.emergency_group,
    }
)
_SAY: Mapping[str, Callable[[StateMock], StateMock]] = MappingProxyType(
    {
        "open": StateMock.open,
        "closed": StateMock.closed,
        "holiday": StateMock.holiday,
        "emergency": StateMock.emergency,
        "active": StateMock.active,
        "inactive": StateMock.inactive,
    }
)
_TRANSFERS: Mapping[str, Callable[[TransferMock], TransferMock]] = MappingProxyType(
    {
        "succeeds": TransferMock.succeeds,
        "fails": TransferMock.fails,
        "busy": TransferMock.busy,
        "no answer": TransferMock.no_answer,
    }
)
