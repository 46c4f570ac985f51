"""`collectInput`: digits into a String variable.

Architect: exactly n digits or a range; a terminating key ends a range; `*` or `#` that does not terminate
makes the entry fail, unless it stands alone and is accepted; no entry or a pause between digits that is too
long ends the wait. Surplus digits stay buffered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from callflows.engine import trace as t
from callflows.engine.audio import Part
from callflows.engine.builder import Place, Target
from callflows.engine.commands import Collect, Play
from callflows.engine.errors import FlowError
from callflows.engine.events import Digits, Event, Played, Speech
from callflows.engine.nodes.inputs import Said, evaluated, given, say
from callflows.engine.nodes.settings import plain_settings
from callflows.engine.semantics import (
    INTER_DIGIT_MS,
    MAX_DIGITS,
    NO_ENTRY_MS,
    buffer_after_complete_entry,
    digits_fit,
    entry_is_confirmed,
    prompt_is_heard,
    tries_to_confirm,
)
from callflows.engine.sources import NOT_SET, SILENT, Constant, Fixed, Sound, Source, constant_of, text_of
from callflows.engine.state import PARK, Node, State
from callflows.expressions import Duration, Value, as_type, types


class Timeout:
    """A time-out in milliseconds: the action's own at `path`, else the flow's, else Architect's default. `fixed` where
    no expression is written; `said` is then what a trace says of it."""

    __slots__ = ("_default", "_path", "_sources", "fixed", "said")

    def __init__(self, path: str, own: Source, general: Source, default: int) -> None:
        self._path = path
        self._sources = (own, general)
        self._default = default
        fixed = isinstance(own, Constant) and isinstance(general, Constant)
        self.fixed = self._first(constant_of(each) for each in self._sources) if fixed else None
        self.said: Said = () if self.fixed is None else ((path, t.shown(Duration(self.fixed))),)

    def ms(self, state: State, node: Node) -> int:
        """The time-out of `node` now."""
        if self.fixed is not None:
            return self.fixed
        ms = self._first(source.value(state) for source in self._sources)
        if state.trace is not None:
            given(state, node, self._path, Duration(ms))
        return ms

    def _first(self, values: Iterable[Value]) -> int:
        return next((value.ms for value in values if isinstance(value, Duration)), self._default)


@dataclass(kw_only=True, eq=False, slots=True)
class CollectNode(Node):
    """`said` is what a trace says of the settings that are not evaluated anew each time."""

    prompt: Sound
    read_back: Sound
    minimum: Source
    maximum: Source
    exact: bool
    terminator: str
    keep_terminator: Source
    just_star: Source
    just_pound: Source
    no_entry: Timeout
    inter_digit: Timeout
    verification: str
    target: Target | None
    success: int
    failure: int
    fixed: tuple[int, int] | None = None
    whole: int = 0
    said: Said = ()
    ready: Collect | None = None

    def __post_init__(self) -> None:
        """Literal numbers of digits are known once and for all; with a literal prompt and time-outs the command is
        the same in every call."""
        low, high = constant_of(self.minimum), constant_of(self.maximum)
        self.said = (*self.said, *self.no_entry.said, *self.inter_digit.said)
        if not isinstance(low, int) or not isinstance(high, int) or not digits_fit(low, high):
            return
        self.fixed = low, high
        bounds: Said = (("digits/range/min", low), ("digits/range/max", high))
        self.said = (*((("digits/exact", high),) if self.exact else bounds), *self.said)
        if self.verification == "none" and (self.target is None or self.target.type == types.STRING):
            self.whole = high
        first, later = self.no_entry.fixed, self.inter_digit.fixed
        if isinstance(self.prompt, Fixed) and first is not None and later is not None:
            self.ready = Collect(self.address, "collectInput", self.prompt.heard, high, first, later)

    def step(self, state: State) -> int:
        if self.verification != "none":
            state.left = tries_to_confirm()
        return self._begin(state)

    def _begin(self, state: State) -> int:
        if state.trace is not None:
            say(state, self, self.said)
        command = self.ready
        if command is None or state.buffer:
            command = self._command(state)
        state.taken = ""
        state.phase = "collect"
        if state.trace is not None and command.prompt:
            state.trace.append(t.Heard(t=state.clock, address=self.address, parts=command.prompt))
        state.commands.append(command)
        state.deadline = state.clock + command.timeout_ms
        if state.buffer:
            low, high = self._bounds(state)
            return self._take(state, low, high, command.inter_digit_ms)
        return PARK

    def _command(self, state: State) -> Collect:
        parts, _ = self.prompt.parts(state)
        heard = parts if prompt_is_heard(state.buffer) else ()
        _, high = self._bounds(state)
        first, later = self.no_entry.ms(state, self), self.inter_digit.ms(state, self)
        return Collect(self.address, "collectInput", heard, high, first, later)

    def resume(self, state: State, event: Event) -> int:
        if isinstance(event, Speech):
            return PARK
        if state.phase != "collect":
            return self._confirm(state, event)
        keys = state.buffer
        if len(keys) == self.whole and state.trace is None and not state.taken and keys.isdigit():
            return self._at_once(state, keys)
        low, high = self.fixed or self._bounds(state)
        if isinstance(event, Digits):
            return self._take(state, low, high, self.inter_digit.ms(state, self))
        enough = low <= len(state.taken) and bool(state.taken)
        return self._complete(state, "timeout") if enough else self._failed(state, "timeout")

    def _at_once(self, state: State, keys: str) -> int:
        """`_take` for all digits that may be entered, typed in one go, where they go into a text as they are."""
        state.taken, state.buffer, state.deadline = keys, "", None
        if self.target is not None:
            state.slots[self.target.slot] = keys
        return self.success

    def _bounds(self, state: State) -> tuple[int, int]:
        if self.fixed is not None:
            return self.fixed
        low = evaluated(state, self, "digits/exact" if self.exact else "digits/range/min", self.minimum)
        high = low if self.exact else evaluated(state, self, "digits/range/max", self.maximum)
        if not isinstance(low, int) or not isinstance(high, int):
            wrong = self.maximum if isinstance(low, int) else self.minimum
            raise FlowError("not-set", "the number of digits to collect is NOT_SET", text_of(wrong))
        if not digits_fit(low, high):
            raise FlowError("out-of-range", f"{low} to {high} digits cannot be collected; 1 to {MAX_DIGITS} can")
        return low, high

    def _take(self, state: State, low: int, high: int, later: int) -> int:
        """Take buffered keys until the entry is complete, fails, or the buffer is empty."""
        need = high - len(state.taken)
        plain = state.buffer[:need]
        if plain.isdigit():
            return self._take_digits(state, plain, need, later)
        while state.buffer:
            key, state.buffer = state.buffer[0], state.buffer[1:]
            if key == self.terminator:
                return self._terminated(state, key, low)
            if key in "*#":
                return self._lone(state, key)
            state.taken += key
            if len(state.taken) >= high:
                state.buffer = buffer_after_complete_entry(state.buffer, self.terminator)
                return self._complete(state, "complete")
        state.deadline = state.clock + later
        return PARK

    def _take_digits(self, state: State, plain: str, need: int, later: int) -> int:
        """Nothing but digits, as most entries are: all at once."""
        state.taken += plain
        if len(plain) < need:
            state.buffer = ""
            state.deadline = state.clock + later
            return PARK
        state.buffer = buffer_after_complete_entry(state.buffer[need:], self.terminator)
        return self._complete(state, "complete")

    def _terminated(self, state: State, key: str, low: int) -> int:
        if not state.taken:
            return self._lone(state, key)
        if len(state.taken) < low:
            return self._failed(state, "invalid")
        if evaluated(state, self, "includeTerminatingDtmfInResultData", self.keep_terminator) is True:
            state.taken += key
        return self._complete(state, "complete")

    def _lone(self, state: State, key: str) -> int:
        """`*` or `#`: alone it may be accepted, else the entry fails."""
        alone = not state.taken
        state.taken += key
        accepted = alone and self._accepts(state, key)
        return self._complete(state, "complete") if accepted else self._failed(state, "invalid")

    def _accepts(self, state: State, key: str) -> bool:
        if key == "*":
            return evaluated(state, self, "acceptJustStar", self.just_star) is True
        return evaluated(state, self, "acceptJustPound", self.just_pound) is True

    def _complete(self, state: State, reason: str) -> int:
        state.deadline = None
        if state.trace is not None:
            state.trace.append(t.Collected(t=state.clock, address=self.address, keys=state.taken, reason=reason))
        if self.verification == "none":
            return self._done(state)
        return self._verify(state)

    def _verify(self, state: State) -> int:
        """The entry is read back, digit by digit or as a number; then a key confirms it."""
        spoken = " ".join(state.taken) if self.verification == "individualDigits" else state.taken
        parts = (*self.read_back.parts(state)[0], Part("number", spoken))
        state.commands.append(Play(self.address, parts))
        if state.trace is not None:
            state.trace.append(t.Heard(t=state.clock, address=self.address, parts=parts))
        state.phase = "readBack"
        return PARK

    def _confirm(self, state: State, event: Event) -> int:
        if isinstance(event, Played):
            state.phase = "confirm"
            wait = self.no_entry.ms(state, self)
            state.commands.append(Collect(self.address, "confirm", (), 1, wait, wait))
            state.deadline = state.clock + wait
            if not state.buffer:
                return PARK
        elif state.phase != "confirm":
            raise self.unexpected(event)
        key, state.buffer = state.buffer[:1], state.buffer[1:]
        state.deadline = None
        confirmed = entry_is_confirmed(key)
        if state.trace is not None:
            reason = "timeout" if not key else "confirmed" if confirmed else "refused"
            state.trace.append(t.Collected(t=state.clock, address=self.address, keys=key, reason=reason))
        if confirmed:
            return self._done(state)
        state.left -= 1
        if state.left > 0:
            return self._begin(state) if confirmed is False else self._verify(state)
        state.took(self, "failure")
        return self.failure

    def _done(self, state: State) -> int:
        target = self.target
        if target is not None:
            taken: Value = state.taken
            if target.type != types.STRING:
                taken = as_type(taken, target.type, state)
            state.assign(self, target.name, target.slot, taken)
        if state.trace is not None:
            state.took(self, "success")
        return self.success

    def _failed(self, state: State, reason: str) -> int:
        """The variable keeps its value: the documentation names no result of a failed entry."""
        state.deadline = None
        if state.trace is not None:
            state.trace.append(t.Collected(t=state.clock, address=self.address, keys=state.taken, reason=reason))
        state.took(self, "failure")
        return self.failure


def key_of(setting: object) -> str:
    """`digit_#` -> `#`; "" for anything else."""
    return setting.removeprefix("digit_") if isinstance(setting, str) and setting.startswith("digit_") else ""


def collect_input(place: Place) -> Node:
    exact = place.setting("digits/exact")
    low = high = place.source(exact, types.INTEGER)
    if exact is None:
        low = place.value("digits/range/min", types.INTEGER)
        high = place.value("digits/range/max", types.INTEGER)
    verification = place.setting("verificationType")
    sound = place.sound("inputAudio")
    return CollectNode(
        **place.head,
        prompt=sound,
        read_back=place.sound("verificationAudio") if verification not in (None, "none") else SILENT,
        minimum=Constant(1) if low is NOT_SET else low,
        maximum=Constant(20) if high is NOT_SET else high,
        exact=exact is not None and low is not NOT_SET,
        terminator=key_of(place.setting("digits/range/terminatingDtmf")),
        keep_terminator=place.value("includeTerminatingDtmfInResultData", types.BOOLEAN),
        just_star=place.value("acceptJustStar", types.BOOLEAN),
        just_pound=place.value("acceptJustPound", types.BOOLEAN),
        no_entry=_timeout(place, "noEntryTimeout", NO_ENTRY_MS),
        inter_digit=_timeout(place, "interDigitTimeout", INTER_DIGIT_MS),
        verification=verification if isinstance(verification, str) else "none",
        target=place.target("inputData"),
        success=place.branch("outputs/success"),
        failure=place.branch("outputs/failure"),
        said=plain_settings(place, "digits/range/terminatingDtmf", "verificationType"),
    )


def _timeout(place: Place, name: str, default: int) -> Timeout:
    general = place.around.plan.settings(f"settingsActionDefaults/collectInput/{name}")
    return Timeout(name, place.value(name, types.DURATION), place.source(general, types.DURATION), default)
