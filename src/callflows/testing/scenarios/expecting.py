"""What must be so at a point of a call, one class a kind of expectation. Each names everything that is not so."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import msgspec
from msgspec.structs import replace

from callflows.diagnostics import Span
from callflows.expressions import Entity, Value, same, to_text, type_of
from callflows.expressions.given import from_data
from callflows.testing.advice import advice_on
from callflows.testing.calls import Call
from callflows.testing.dialogue import quoted
from callflows.testing.driving import Driven
from callflows.testing.placed import Placed
from callflows.testing.scenarios.steps import Prompt, Sound, Wrong, shown, wrong_now
from callflows.testing.scenarios.words import ENDS

_SAID_ENDS = {engine: said for said, engine in ENDS.items()}


class Expectation(Protocol):
    """One thing that must be so; `wrong` gives what is not."""

    def wrong(self, driven: Driven) -> Sequence[str]: ...


class Expect(msgspec.Struct, frozen=True):
    """A step: all of these must be so. Each has the place where it is written."""

    expectations: tuple[tuple[Expectation, Span | None], ...]

    def do(self, driven: Driven) -> Wrong | None:
        found = [(wrong, span) for each, span in self.expectations for wrong in each.wrong(driven)]
        if not found:
            return None
        return replace(wrong_now(driven, "; ".join(wrong for wrong, _ in found)), span=found[0][1])


class EndedBy(msgspec.Struct, frozen=True):
    """How the call ended, in the engine's word."""

    by: str

    def wrong(self, driven: Driven) -> Sequence[str]:
        ended = driven.ended
        if ended is None:
            return (f"the call has not ended; it ends by {_SAID_ENDS[self.by]}",)
        if ended.by == self.by:
            return ()
        reason = f" ({ended.reason})" if ended.reason else ""
        return (f"the call ended by {_SAID_ENDS[ended.by]}{reason}, not by {_SAID_ENDS[self.by]}",)


class EndedIn(msgspec.Struct, frozen=True):
    """The flow or shared flow in which the call ended."""

    flow: str

    def wrong(self, driven: Driven) -> Sequence[str]:
        ended = driven.ended
        if ended is None:
            return (f"the call has not ended in {self.flow}",)
        if ended.flow.casefold() == self.flow.casefold():
            return ()
        return (f"the call ended in {ended.flow}, not in {self.flow}",)


class GoesOn(msgspec.Struct, frozen=True):
    """The call has not ended."""

    def wrong(self, driven: Driven) -> Sequence[str]:
        return () if driven.ended is None else (f"the call is over: ended by {_SAID_ENDS[driven.ended.by]}",)


class TransferredTo(msgspec.Struct, frozen=True):
    """The call has left the flow for this target."""

    kind: str
    target: str

    def wrong(self, driven: Driven) -> Sequence[str]:
        wanted = f"{self.kind} {self.target}"
        last = driven.transfers[-1] if driven.transfers else None
        if last is None or not last.success:
            refused = f"; {last.command.kind} {last.command.target} refused it" if last is not None else ""
            return (f"the call is not transferred to {wanted}{refused}",)
        found = f"{last.command.kind} {last.command.target}"
        return () if found == wanted else (f"the call is transferred to {found}, not to {wanted}",)


class Variables(msgspec.Struct, frozen=True):
    """Values of the flow's variables."""

    values: Mapping[str, Placed]

    def wrong(self, driven: Driven) -> Sequence[str]:
        return _differing(driven.variables, self.values, f'the flow "{driven.flow}" has no variable')


class Outputs(msgspec.Struct, frozen=True):
    """What a shared flow gave back the last time; of one that is called by itself, its variables now."""

    module: str
    values: Mapping[str, Placed]

    def wrong(self, driven: Driven) -> Sequence[str]:
        wanted = self.module.casefold()
        found = next((pairs for name, pairs in reversed(driven.module_outputs) if name.casefold() == wanted), None)
        if found is None and driven.flow.casefold() == wanted:
            found = tuple(driven.variables.items())
        if found is None:
            return (f'the shared flow "{self.module}" has not given the call back',)
        outputs = {name.partition(".")[2] or name: value for name, value in found}
        values = {name.removeprefix("Common."): value for name, value in self.values.items()}
        return _differing(outputs, values, f'the shared flow "{self.module}" has no output')


class Attributes(msgspec.Struct, frozen=True):
    """Participant data; None for one that is not there."""

    values: Mapping[str, str | None]

    def wrong(self, driven: Driven) -> Sequence[str]:
        found = driven.attributes
        return [
            f"the attribute {name} is {_said_text(found.get(name))}, not {_said_text(value)}"
            for name, value in self.values.items()
            if found.get(name) != value
        ]


class Milestones(msgspec.Struct, frozen=True):
    """Milestones that were reached."""

    names: tuple[str, ...]

    def wrong(self, driven: Driven) -> Sequence[str]:
        reached = Call(driven).milestones
        return [
            f"the milestone {quoted(name)} was not reached (reached: {', '.join(reached) or 'none'})"
            for name in self.names
            if name not in reached
        ]


class Outcomes(msgspec.Struct, frozen=True):
    """Flow outcomes that were set."""

    values: Mapping[str, str]

    def wrong(self, driven: Driven) -> Sequence[str]:
        found = Call(driven).outcomes
        return [
            f"the outcome {quoted(name)} is {found.get(name, 'not set')}, not {value}"
            for name, value in self.values.items()
            if found.get(name, "").upper() != value.upper()
        ]


class Heard(msgspec.Struct, frozen=True):
    """These were heard at some time; with `never` at none."""

    sounds: tuple[Sound, ...]
    never: bool = False

    def wrong(self, driven: Driven) -> Sequence[str]:
        word = "heard" if self.never else "did not hear"
        return [f"the caller {word} {shown(each)}" for each in self.sounds if _was_heard(driven, each) == self.never]


class Asked(msgspec.Struct, frozen=True):
    """How many times a data action was run (None: at least once), and its inputs the last time."""

    category: str
    action: str
    times: int | None
    inputs: Mapping[str, Placed]

    def wrong(self, driven: Driven) -> Sequence[str]:
        script = driven.world.data_actions.get((self.category, self.action))
        asked = script.asked if script is not None else []
        what = f"the data action {quoted(self.action)}"
        if self.times is not None and len(asked) != self.times:
            return (f"{what} was run {_times(len(asked))}, not {_times(self.times)}",)
        if not asked and self.times is None:
            return (f"{what} was not run",)
        if not self.inputs:
            return ()
        return _differing(asked[-1], self.inputs, f"{what} has no input") if asked else (f"{what} was not run",)


class LookedUp(msgspec.Struct, frozen=True):
    """All keys that were looked up in a data table."""

    table: str
    keys: tuple[str, ...]

    def wrong(self, driven: Driven) -> Sequence[str]:
        table = driven.world.tables.get(self.table)
        found = tuple(table.asked) if table is not None else ()
        if found == self.keys:
            return ()
        said = ", ".join(found) or "nothing"
        return (f"looked up in the table {quoted(self.table)}: {said}, not {', '.join(self.keys) or 'nothing'}",)


class Errors(msgspec.Struct, frozen=True):
    """The codes of all run-time errors."""

    codes: tuple[str, ...]

    def wrong(self, driven: Driven) -> Sequence[str]:
        found = tuple(each.code for each in driven.failures)
        if found == self.codes:
            return ()
        return (f"the run-time errors are {', '.join(found) or 'none'}, not {', '.join(self.codes) or 'none'}",)


class Within(msgspec.Struct, frozen=True):
    """The call has not taken longer than so many milliseconds."""

    ms: int

    def wrong(self, driven: Driven) -> Sequence[str]:
        if driven.time <= self.ms:
            return ()
        return (f"the call has taken {driven.time / 1000:g} s, more than {self.ms / 1000:g} s",)


def matches(actual: Value, expected: Placed) -> bool:
    """Whether a value is what a file says. A text is compared as it is written (`0000`, without quotes too); anything
    else by its value, read as the type that the actual value has; nothing, null and NOT_SET are NOT_SET."""
    if expected.kind == "scalar":
        if isinstance(actual, str):
            return expected.scalar is not None and actual == expected.text
        if expected.scalar is None or expected.text == "NOT_SET":
            return actual is None
    if actual is None:
        return False
    if expected.kind == "list" and isinstance(actual, tuple):
        pairs = zip(actual, expected.items, strict=False)
        return len(actual) == len(expected.items) and all(matches(one, item) for one, item in pairs)
    if isinstance(actual, Entity) and expected.kind == "scalar":
        return expected.text in (actual.name, actual.id)
    return any(same(actual, value) for value in _readings(actual, expected))


def _readings(actual: Value, expected: Placed) -> Iterator[Value]:
    """What a file's value may mean: a value of the type of the actual one, or what it is by itself."""
    for wanted in (type_of(actual), None):
        with contextlib.suppress(ValueError):
            yield from_data(expected.plain(), wanted)[1]


def _differing(found: Mapping[str, Value], wanted: Mapping[str, Placed], missing: str) -> list[str]:
    """What of the wanted values is not so. A name that is not there says which one is near."""
    by_key = {name.casefold(): name for name in found}
    wrong = []
    for name, value in wanted.items():
        known = by_key.get(name.casefold())
        if known is None:
            advice = advice_on(name, found, f"there are {', '.join(found) or 'none'}")
            wrong.append(f'{missing} "{name}": {advice}')
        elif not matches(found[known], value):
            wrong.append(f"{known} is {_said(found[known])}, not {_expected(value)}")
    return wrong


def _was_heard(driven: Driven, sound: Sound) -> bool:
    if isinstance(sound, Prompt):
        return any(sound.name in each.prompts for each in driven.hearing.playings)
    return driven.hearing.before(sound)


def _said(value: Value) -> str:
    if value is None:
        return "NOT_SET"
    text = to_text(value, ", ") or ""
    return quoted(text) if isinstance(value, str) else text.lower() if isinstance(value, bool) else text or "[]"


def _said_text(value: str | None) -> str:
    return "not set" if value is None else quoted(value)


def _expected(value: Placed) -> str:
    if value.kind == "scalar":
        return quoted(value.text) if isinstance(value.scalar, str) else value.text or "NOT_SET"
    return msgspec.json.encode(value.plain()).decode()


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
