"""Scenario files, read with the place of everything: all faults at once, and the calls that are meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from callflows.architect import nearest
from callflows.diagnostics import Diagnostic, Span
from callflows.testing.advice import advice_on
from callflows.testing.beginning import CALLED, CALLER, MONDAY_MORNING, address_of, moment_of
from callflows.testing.mocks_data import from_data
from callflows.testing.placed import Entry, Placed, read_placed, sentence
from callflows.testing.programs import Programs
from callflows.testing.scenarios import words
from callflows.testing.scenarios.bodies import Bodies
from callflows.testing.scenarios.cases import EMPTY, Case, CaseFile
from callflows.testing.scenarios.known import Known
from callflows.testing.scenarios.merging import merged
from callflows.testing.scenarios.rows import filled, holes
from callflows.testing.scenarios.stepping import expect_step, read_steps
from callflows.testing.scenarios.words import Form
from callflows.testing.variants import Values, values_of


def read_scenarios(
    data: bytes | str,
    file: str,
    flows: Programs | Collection[str] | None = None,
    substitutions: Mapping[str, str] | None = None,
) -> CaseFile:
    """The calls of a file. `flows` are the flows that there are, or only their names, None where nobody knows;
    `substitutions` fill `{{name}}`, as in flow files. Never raises on what the file holds."""
    read = read_placed(data, file, substitutions)
    if read.root is None:
        return CaseFile(file, (), read.diagnostics)
    reader = _Reader(file, flows)
    cases = tuple(reader.cases(read.root))
    reader.same_names(cases)
    if reader.known is not None:
        reader.bodies.note(*reader.known.unasked)
    return CaseFile(file, cases, tuple(sorted((*read.diagnostics, *reader.bodies.found), key=_place)))


def _place(found: Diagnostic) -> tuple[int, int]:
    return (0, 0) if found.span is None else (found.span.line, found.span.column)


class _Reader:
    def __init__(self, file: str, flows: Programs | Collection[str] | None) -> None:
        self.file = file
        self.known = Known(flows) if isinstance(flows, Programs) else None
        self.flows = flows.names if isinstance(flows, Programs) else flows
        self.bodies = Bodies()
        self.looked_at: dict[int, Entry] = {}

    def cases(self, root: Placed) -> Iterator[Case]:
        shared = self.bodies.entries(root, words.FILE, "a scenario file")
        calls = shared.pop("calls", None)
        if calls is None:
            self.bodies.wrong("test-key-missing", "The file has no calls.", root.span, "Write them under `calls:`.")
            return
        if calls.value.kind != "list":
            self.bodies.expected(calls.value, Form.CALLS, "calls")
        for item in calls.value.items:
            yield from self._call(item, shared)

    def same_names(self, cases: Iterable[Case]) -> None:
        """No two calls have the same name: it says which one failed."""
        first: dict[str, Span | None] = {}
        for case in cases:
            if case.name in first and case.name:
                line = first[case.name]
                advice = f"The first one stands at line {line.line}." if line is not None else ""
                self.bodies.wrong("test-same-name", f'There is another call "{case.name}".', case.span, advice)
            first.setdefault(case.name, case.span)

    def _call(self, body: Placed, shared: Mapping[str, Entry]) -> Iterator[Case]:
        own = self.bodies.entries(body, words.CALL, "a call")
        if body.kind != "mapping":
            return
        if "name" not in own:
            advice = "Say what the call shows: `name: a wrong number`."
            self.bodies.wrong("test-key-missing", "This call has no name.", body.span, advice)
        rows = own.pop("with", None)
        if rows is None:
            yield self._case(own, shared, body.span)
            return
        self._check_holes(own.values(), rows.value)
        for row in self._rows(rows):
            with_row = {key: Entry(key, entry.key_span, filled(entry.value, row)) for key, entry in own.items()}
            named = "name" in own and any(name in row for name, _ in holes(own["name"].value))
            said = "" if named else _said(row)
            yield self._case(with_row, shared, body.span, said)

    def _rows(self, rows: Entry) -> Iterator[Mapping[str, Placed]]:
        if rows.value.kind != "list" or not rows.value.items:
            self.bodies.expected(rows.value, Form.ROWS, rows.key)
        first: tuple[str, ...] = ()
        for item in rows.value.items:
            row = {entry.key: entry.value for entry in item.entries}
            first = first or tuple(row)
            if not row:
                self.bodies.expected(item, Form.ROWS, rows.key)
            elif set(row) != set(first):
                message = f"This row has {', '.join(row)}; the first one has {', '.join(first)}."
                self.bodies.wrong("test-row-differs", message, item.span, "Every row has the same names.")
            else:
                yield {key: row[key] for key in first}

    def _check_holes(self, own: Iterable[Entry], rows: Placed) -> None:
        """A name in angle brackets that is nearly one of a row is a mistake; one that is far from all is text."""
        known = {entry.key: entry for item in rows.items for entry in item.entries}
        used = [found for entry in own for found in holes(entry.value)]
        for name, where in used:
            near = None if name in known else nearest(name, known)
            if near is not None:
                advice = f"Did you mean <{near}>?"
                self.bodies.wrong("test-unknown-name", f"No row has the name <{name}>.", where.span, advice)
        for name in known.keys() - {name for name, _ in used}:
            message = f"Nothing in the call takes the value <{name}>."
            self.bodies.wrong(
                "test-unused-name", message, known[name].key_span, "Use it or leave it out.", warning=True
            )

    def _case(self, own: Mapping[str, Entry], shared: Mapping[str, Entry], span: Span | None, row: str = "") -> Case:
        bodies = self.bodies
        both = {**shared, **own}
        name = bodies.name(own.get("name"))
        case = Case(
            name=f"{name} [{row}]" if row else name,
            file=self.file,
            span=own["name"].value.span if "name" in own else span,
            flow=self._flow(both.get("flow"), span),
            caller=self._address(both.get("caller")) or CALLER,
            called=self._address(both.get("called")) or CALLED,
            at=self._at(both.get("at")),
            language=bodies.text(both.get("language")) or None,
            remote_name=bodies.text(both.get("remote name")),
            attributes=self._attributes(shared.get("attributes"), own.get("attributes")),
            variables=self._values("variables", shared, own),
            inputs=self._values("inputs", shared, own),
            seed=bodies.whole(both.get("seed")),
            given=self._given(shared.get("given"), own.get("given")),
            tags=(*bodies.texts(shared.get("tags")), *bodies.texts(own.get("tags"))),
            skip=bodies.skip(both.get("skip")),
            steps=(*read_steps(bodies, own.get("steps")), *expect_step(bodies, own.get("expect"))),
        )
        if self.known is not None:
            self._hold(self.known, case, shared, own)
        return case

    def _hold(self, known: Known, case: Case, shared: Mapping[str, Entry], own: Mapping[str, Entry]) -> None:
        """Hold the call against its flow."""
        known.call(case)
        self.bodies.note(*known.expected(case))
        for each in (shared, own):
            self.bodies.note(
                *known.language(case.flow, each.get("language")),
                *known.inputs(case.flow, each.get("inputs")),
                *known.variables(case.flow, each.get("variables")),
                *known.outputs(each.get("given")),
            )

    def _values(self, key: str, shared: Mapping[str, Entry], own: Mapping[str, Entry]) -> Values:
        """Of the file and on top of the call; names of variables ignore case."""
        both = {**self.bodies.literals(shared.get(key)), **self.bodies.literals(own.get(key))}
        return values_of(dict({name.casefold(): (name, value) for name, value in both.items()}.values()))

    def _flow(self, entry: Entry | None, span: Span | None) -> str:
        name = self.bodies.name(entry)
        if entry is None:
            advice = "Write `flow:` here, or at the top of the file for all calls."
            self.bodies.wrong("test-key-missing", "This call says no flow.", span, advice)
        elif (
            name
            and not _unfilled(name)
            and self.flows is not None
            and name.casefold() not in {each.casefold() for each in self.flows}
        ):
            advice = sentence(advice_on(name, self.flows, f"the flows are {', '.join(self.flows) or 'none'}"))
            self.bodies.wrong("test-no-flow", f'There is no flow "{name}".', entry.value.span, advice)
        return name

    def _at(self, entry: Entry | None) -> datetime:
        text = self.bodies.text(entry, Form.TIME)
        if not text or entry is None:
            return MONDAY_MORNING
        try:
            return moment_of(text)
        except ValueError:
            self.bodies.expected(entry.value, Form.TIME, entry.key)
            return MONDAY_MORNING

    def _address(self, entry: Entry | None) -> str:
        text = self.bodies.text(entry)
        if text and entry is not None:
            try:
                address_of(text)
            except ValueError as error:
                self.bodies.wrong("test-wrong-value", sentence(str(error)), entry.value.span)
        return text

    def _attributes(self, shared: Entry | None, own: Entry | None) -> tuple[tuple[str, str], ...]:
        found = {**self.bodies.texts_by_name(shared), **self.bodies.texts_by_name(own)}
        return tuple((name, text) for name, text in found.items() if text is not None)

    def _given(self, shared: Entry | None, own: Entry | None) -> Placed:
        for entry in (shared, own):
            if entry is not None and id(entry) not in self.looked_at:
                self.looked_at[id(entry)] = entry
                self.bodies.note(*from_data(entry.value).diagnostics)
        if own is None:
            return EMPTY if shared is None else shared.value
        return own.value if shared is None else merged(shared.value, own.value)


def _unfilled(name: str) -> bool:
    """Whether a placeholder of it has no value, which is told already."""
    return "{{" in name


def _said(row: Mapping[str, Placed]) -> str:
    """`1, Sales`: a row in the name of its call."""
    return ", ".join(value.text or value.what for value in row.values())
