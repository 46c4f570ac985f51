"""`detectSilence` and `playAudioOnSilence`: wait until nobody speaks, as behind an answering machine's beep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from callflows.engine import trace as t
from callflows.engine.builder import Place, Target
from callflows.engine.commands import Collect, Play
from callflows.engine.events import Digits, Event, Played, Silence, Speech
from callflows.engine.nodes.collecting import Timeout
from callflows.engine.nodes.inputs import evaluated, say
from callflows.engine.semantics import SILENCE_TIMEOUT_MS, audio_starts_again, silence_heard_ms
from callflows.engine.sources import SILENT, Sound, Source
from callflows.engine.state import PARK, Node, State
from callflows.expressions import types


@dataclass(kw_only=True, eq=False, slots=True)
class SilenceNode(Node):
    """`state.left` is the time at which the wait is given up, `state.taken` counts how often the audio began."""

    hears_speech: ClassVar[bool] = True

    sound: Sound
    timeout: Timeout
    allowed: Source
    repeats: Target | None
    success: int
    timed_out: int

    def step(self, state: State) -> int:
        if state.trace is not None:
            say(state, self, self.timeout.said)
        state.left = state.clock + self.timeout.ms(state, self)
        state.taken = ""
        return self._listen(state)

    def resume(self, state: State, event: Event) -> int:
        if state.phase == "play":
            return self._while_playing(state, event)
        if isinstance(event, Digits):
            return PARK
        if isinstance(event, Speech):
            return self._listen(state)
        if not isinstance(event, Silence):
            raise self.unexpected(event)
        state.deadline = None
        if state.phase == "short":
            return self._over(state, "timeout", self.timed_out)
        return self._over(state, "success", self.success) if self.sound is SILENT else self._play(state)

    def _listen(self, state: State) -> int:
        """Wait for enough silence, or for as much as is left until the time-out."""
        whole = silence_heard_ms()
        left = max(0, state.left - state.clock)
        state.phase = "silence" if whole <= left else "short"
        wait = min(whole, left)
        state.commands.append(Collect(self.address, "silence", (), 0, wait, wait))
        state.deadline = state.clock + wait
        return PARK

    def _play(self, state: State) -> int:
        parts, _ = self.sound.parts(state)
        state.phase = "play"
        state.taken += "."
        state.commands.append(Play(self.address, parts))
        if state.trace is not None:
            state.trace.append(t.Heard(t=state.clock, address=self.address, parts=parts))
        return PARK

    def _while_playing(self, state: State, event: Event) -> int:
        if isinstance(event, Speech):
            allowed = evaluated(state, self, "allowedRepeatCount", self.allowed)
            again = audio_starts_again(len(state.taken) - 1, allowed if isinstance(allowed, int) else 0)
            return self._listen(state) if again else PARK
        if not isinstance(event, Played):
            raise self.unexpected(event)
        return self._over(state, "success", self.success)

    def _over(self, state: State, path: str, then: int) -> int:
        if self.repeats is not None:
            state.assign(self, self.repeats.name, self.repeats.slot, max(0, len(state.taken) - 1))
        state.took(self, path)
        return then


def detect_silence(place: Place) -> Node:
    return _silence(place, SILENT)


def play_audio_on_silence(place: Place) -> Node:
    return _silence(place, place.sound("audio"))


def _silence(place: Place, sound: Sound) -> Node:
    general = place.around.plan.settings(f"settingsActionDefaults/{place.action.kind}/timeout")
    own = place.value("timeout", types.DURATION)
    return SilenceNode(
        **place.head,
        sound=sound,
        timeout=Timeout("timeout", own, place.source(general, types.DURATION), SILENCE_TIMEOUT_MS),
        allowed=place.value("allowedRepeatCount", types.INTEGER),
        repeats=place.target("actualRepeatCount"),
        success=place.branch("outputs/success"),
        timed_out=place.branch("outputs/timeout"),
    )
