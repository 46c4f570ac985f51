"""How a call can begin: who calls whom, when, with which participant data and, for a shared flow alone, inputs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from callflows.engine import CallContext, Program
from callflows.expressions import Value, builtin_names, builtin_variables, display
from callflows.model import Flow, Variable
from callflows.testing import beginning
from callflows.testing.beginning import EXACTLY, MONDAY_MORNING, address_of
from callflows.testing.built_in import OF_THE_CALL
from callflows.testing.explore.backward import NOW
from callflows.testing.explore.constants import Plain
from callflows.testing.explore.hints import ATTRIBUTE, Hints
from callflows.testing.explore.picks import Option, Picks, Point
from callflows.testing.explore.values import values_for
from callflows.testing.explore.world import Org

CALLER = address_of(beginning.CALLER)
CALLED = address_of(beginning.CALLED)
_CALLERS = frozenset({"call.ani"})
_CALLEDS = frozenset({"call.calledaddress", "call.calledaddressoriginal"})
_LANGUAGES = frozenset({"call.language", "interaction.language"})
_CLOCK = frozenset({"getcurrentdatetimeutc", "dayofweek", "hour", "minute", "month", "day", "year", "weeknum"})
_NAMES = {
    "dtm": "dateTime",
    "dur": "duration",
    "int": "integer",
    "dec": "decimal",
    "bln": "boolean",
    "str": "string",
    "phn": "phoneNumber",
    "jsn": "json",
}


class Beginnings:
    """The points before a call begins, each with its options; the first one is what is usual."""

    def __init__(self, program: Program, flow: Flow, hints: Hints) -> None:
        self._program = program
        self._main = flow.name
        self.points: dict[Point, tuple[Option, ...]] = {}
        self._inputs: dict[str, Variable] = {}
        for point, options in _points(flow, hints):
            if len(options) > 1:
                self.points[point] = options
        if flow.type == "commonModule":
            self._module_inputs(flow, hints)

    def context(self, picks: Picks, seed: int) -> CallContext:
        """The context that the picks before the call make."""
        chosen = {(pick.point.kind, pick.point.subject): pick.option.value for pick in picks}
        missing = frozenset(_named(pick.point.subject) for pick in picks if pick.point.kind == "find")
        at = chosen.get(("at", ""))
        language = chosen.get(("language", ""))
        return CallContext(
            caller=str(chosen.get(("caller", ""), CALLER)),
            called=str(chosen.get(("called", ""), CALLED)),
            at=at if isinstance(at, datetime) else MONDAY_MORNING,
            seed=seed,
            language=language if isinstance(language, str) else None,
            remote_name=str(chosen.get(("name", ""), "")),
            attributes=tuple(
                (name, str(value))
                for (kind, name), value in chosen.items()
                if kind == "attribute" and value is not None
            ),
            variables=tuple((name, value) for (kind, name), value in chosen.items() if kind == "variable"),
            directory=Org(missing),
        )

    def program(self, picks: Picks) -> Program:
        """The program; of a shared flow alone, one that begins with the inputs that were picked."""
        inputs = {pick.point.subject: pick.option.value for pick in picks if pick.point.kind == "input"}
        if not inputs:
            return self._program
        return _with_inputs(self._program, inputs)

    def _module_inputs(self, flow: Flow, hints: Hints) -> None:
        for variable in flow.inputs:
            values = values_for(variable.type, hints.values(flow.name, variable.name))
            point = Point("input", flow.name, "", variable.name)
            usual, *others = (_valued(variable.name, value) for value in values)
            self.points[point] = (Option(usual.key, "", value=usual.value), *others)


def _with_inputs(program: Program, inputs: dict[str, Value]) -> Program:
    """The program of a shared flow whose inputs begin with these values, by name in any case."""
    unit = program.flow
    template = list(unit.template)
    for name, value in inputs.items():
        template[unit.variables[name.lower()].slot] = value
    return replace(program, flow=replace(unit, template=template))


def missing_object(flow: str, kind: str, name: str) -> tuple[Point, Option]:
    """The choice that an object does not exist."""
    return Point("find", flow, "", f"{kind}/{name}"), Option("missing", f"no {kind} {name}", value=False)


def _named(subject: str) -> tuple[str, str]:
    kind, _, name = subject.partition("/")
    return kind, name


def _points(flow: Flow, hints: Hints) -> Iterator[tuple[Point, tuple[Option, ...]]]:
    unit = flow.name
    for kind, usual, names in (("caller", CALLER, _CALLERS), ("called", CALLED, _CALLEDS)):
        values = [value for name in sorted(names) for value in hints.everywhere(name)]
        said = "from" if kind == "caller" else "to"
        found = dict.fromkeys((usual, *(each for value in values for each in _addresses(value))))
        yield (
            Point(kind, unit, ""),
            tuple(_labelled(f"{said} {address_as_written(each)}", each, each == usual) for each in found),
        )
    if hints.functions & _CLOCK or any(hints.everywhere(name) for name in ("flow.startdatetimeutc",)):
        yield Point("at", unit, ""), tuple(_moments(hints))
    languages = [value for name in sorted(_LANGUAGES) for value in hints.everywhere(name) if isinstance(value, str)]
    if languages:
        usual_language = Option("usual", "")
        yield (
            Point("language", unit, ""),
            (usual_language, *(_labelled(f"in {each}", each, False) for each in dict.fromkeys(languages))),
        )
    if "call.remotename" in hints.mentioned:
        texts = [str(each) for each in hints.everywhere("call.remotename") if each not in (None, "")]
        found = dict.fromkeys((*texts, "Ada"))
        yield (
            Point("name", unit, ""),
            (_labelled("", "", True), *(_labelled(f"{each} calls", each, False) for each in found)),
        )
    for name in hints.attributes():
        values = [each for each in hints.values(unit, f"{ATTRIBUTE}{name}") if each is not None]
        options = [_valued(name, str(each)) for each in dict.fromkeys(map(str, (*values, "1")))]
        yield Point("attribute", unit, "", name), (Option("usual", ""), *options)
    yield from _variables(flow, hints)


def _variables(flow: Flow, hints: Hints) -> Iterator[tuple[Point, tuple[Option, ...]]]:
    names = builtin_names(flow.type)
    for name, type_ in builtin_variables(flow.type).items():
        values = hints.everywhere(name)
        if name not in hints.mentioned or name in OF_THE_CALL:
            continue
        declared = _NAMES.get(type_.code, "json") + ("Collection" if type_.collection else "")
        said = names.get(name, name)
        options = [_valued(said, value) for value in values_for(declared, values) if value is not None]
        yield Point("variable", flow.name, "", said), (Option("usual", ""), *options)


def _moments(hints: Hints) -> Iterator[Option]:
    """A Monday morning, each day of a week at several hours, and the turn of the year."""
    yield _labelled("", MONDAY_MORNING, True)
    wanted = [each.astimezone(UTC) for each in hints.everywhere(NOW) if isinstance(each, datetime)]
    for moment in dict.fromkeys(each for each in wanted if each != MONDAY_MORNING):
        yield _labelled(moment.strftime("%a %Y-%m-%d %H:%M:%S").removesuffix(":00"), moment, False)
    for day in range(7):
        for hour in (3, 9, 13, 19, 23):
            moment = (MONDAY_MORNING + timedelta(days=day)).replace(hour=hour)
            yield _labelled(moment.strftime("%a %H:%M"), moment, False)
    for year, month, date in ((2026, 1, 1), (2026, 12, 25), (2026, 7, 4)):
        moment = datetime(year, month, date, 12, tzinfo=UTC)
        yield _labelled(moment.strftime("%Y-%m-%d"), moment, False)


def _addresses(value: Plain) -> Iterator[str]:
    """A candidate as who calls or is called: a telephone number where it may be one, and as it is."""
    text = "" if isinstance(value, bool | None) else str(value)
    if sum(map(str.isdigit, text)) > 2 and ":" not in text:
        yield f"tel:{text}"
    if text:
        yield text


def address_as_written(address: str) -> str:
    """An address as a scenario file has it (`beginning.address_of`)."""
    for written in (address.removeprefix("tel:"), address):
        with suppress(ValueError):
            if address_of(written) == address:
                return written
    return f"{EXACTLY}{address}"


def _valued(name: str, value: Value) -> Option:
    return Option(repr(value), f"{name} {display(value)}", value=value)


def _labelled(label: str, value: Value, usual: bool) -> Option:
    return Option(repr(value), "" if usual else label, value=value)
