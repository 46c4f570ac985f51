"""Dialling an extension: the action and menu choice for it, and what menus take of it.

Whom an extension reaches the directory knows. Keys are taken as one as soon as they are an extension that no longer
one begins with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from callflows.engine import trace as t
from callflows.engine.builder import Builder, Place, Target
from callflows.engine.commands import Collect, TransferTo
from callflows.engine.events import Digits, Event, Silence
from callflows.engine.nodes.collecting import Timeout
from callflows.engine.nodes.effects import report
from callflows.engine.nodes.inputs import evaluated, say
from callflows.engine.nodes.playing import before
from callflows.engine.nodes.transfers import Failure, TransferNode, failure_of
from callflows.engine.semantics import EXTENSION_DIGITS, INTER_DIGIT_MS
from callflows.engine.sources import Sound, Source
from callflows.engine.state import PARK, Node, State
from callflows.expressions import types


def extension_of(keys: str, known: Iterable[str]) -> tuple[str, bool]:
    """The longest extension that the keys begin with, "" where there is none; whether more keys may make another."""
    found = max((each for each in known if keys.startswith(each)), key=len, default="")
    return found, any(len(each) > len(keys) and each.startswith(keys) for each in known)


@dataclass(kw_only=True, eq=False, slots=True)
class ConnectNode(TransferNode):
    """The transfer to the extension in `state.taken`."""

    def command(self, state: State) -> TransferTo:
        who = state.context.directory.extensions()[state.taken]
        return TransferTo(self.address, who.kind, who.name, (("extension", state.taken),))


@dataclass(kw_only=True, eq=False, slots=True)
class DialNode(Node):
    """Waits for an extension. `state.left` counts how often the caller is still asked again."""

    inter_digit: Timeout
    reprompt: Sound
    reprompts: Source
    variable: Target | None
    connect: int
    failure: Failure
    timed_out: int

    def step(self, state: State) -> int:
        allowed = evaluated(state, self, "repromptCount", self.reprompts)
        if state.trace is not None:
            say(state, self, self.inter_digit.said)
        state.left = allowed if isinstance(allowed, int) else 0
        state.taken = ""
        return self._listen(state, again=False)

    def resume(self, state: State, event: Event) -> int:
        if isinstance(event, Digits):
            return self._take(state)
        return self._judge(state, "timeout") if isinstance(event, Silence) else PARK

    def _listen(self, state: State, *, again: bool) -> int:
        parts = self.reprompt.parts(state)[0] if again else ()
        wait = self.inter_digit.ms(state, self)
        if state.trace is not None and parts:
            state.trace.append(t.Heard(t=state.clock, address=self.address, parts=parts))
        state.commands.append(Collect(self.address, "extension", parts, EXTENSION_DIGITS, wait, wait))
        state.deadline = state.clock + wait
        return self._take(state) if state.buffer else PARK

    def _take(self, state: State) -> int:
        known = state.context.directory.extensions()
        state.taken += state.buffer
        state.buffer = ""
        found, more = extension_of(state.taken, known)
        if not known or more:
            state.deadline = state.clock + self.inter_digit.ms(state, self)
            return PARK
        if found:
            state.buffer = state.taken[len(found) :]
            state.taken = found
        return self._judge(state, "complete")

    def _judge(self, state: State, reason: str) -> int:
        state.deadline = None
        keys = state.taken
        if state.trace is not None:
            state.trace.append(t.Collected(t=state.clock, address=self.address, keys=keys, reason=reason))
        known = state.context.directory.extensions()
        if keys in known:
            if self.variable is not None:
                state.assign(self, self.variable.name, self.variable.slot, keys)
            return self.connect
        if state.left > 0:
            state.left -= 1
            state.taken = ""
            return self._listen(state, again=True)
        return self._given_up(state, keys, known=bool(known))

    def _given_up(self, state: State, keys: str, *, known: bool) -> int:
        if not keys:
            state.took(self, "timeout")
            return self.timed_out
        if not known:
            report(state, self.address, self.kind, "nobody said which extensions there are")
        return self.failure.take(state, self, "ExtensionNotFound", f"nobody has the extension {keys}")


def dial_by_extension(place: Place) -> Node:
    failure = failure_of(place)
    connect = ConnectNode(**place.head, failure=failure)
    general = place.around.plan.settings("settingsActionDefaults/dialByExtension/interDigitTimeout")
    return DialNode(
        **place.head,
        inter_digit=Timeout(
            "interDigitTimeout",
            place.value("interDigitTimeout", types.DURATION),
            place.source(general, types.DURATION),
            INTER_DIGIT_MS,
        ),
        reprompt=place.sound("repromptAudio"),
        reprompts=place.value("repromptCount", types.INTEGER),
        variable=place.target("extensionVariable"),
        connect=place.second(before(place, place.sound("preTransferAudio"), connect)),
        failure=failure,
        timed_out=place.branch("outputs/timeout"),
    )


def connected_from_menu(builder: Builder, address: str, menu: int) -> int:
    """The transfer to an extension that is dialled in a menu; when it fails the menu repeats."""
    return builder.add(ConnectNode(address=address, cost=0, failure=Failure(None, None, menu)))
