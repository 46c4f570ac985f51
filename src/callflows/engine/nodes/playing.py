"""Actions that are heard: `playAudio`, and the audio that stands before and after other actions."""

from __future__ import annotations

from dataclasses import dataclass

from callflows.engine import trace as t
from callflows.engine.builder import Place
from callflows.engine.commands import Play
from callflows.engine.events import Event, Played
from callflows.engine.sources import SILENT, Fixed, Sound
from callflows.engine.state import PARK, Node, State


@dataclass(kw_only=True, eq=False, slots=True)
class PlayNode(Node):
    """Play a sound and go on when it is over. A sound without parts takes no time and no command."""

    sound: Sound
    next: int
    fixed: Play | None = None

    def __post_init__(self) -> None:
        """Literal text is the same command in every call."""
        if isinstance(self.sound, Fixed) and self.sound.heard:
            self.fixed = Play(self.address, self.sound.heard)

    def step(self, state: State) -> int:
        command = self.fixed
        if command is None:
            parts, barge_in = self.sound.parts(state)
            if not parts:
                return self.next
            command = Play(self.address, parts, barge_in)
        state.commands.append(command)
        if state.trace is not None:
            state.trace.append(t.Heard(t=state.clock, address=self.address, parts=command.parts))
        return PARK

    def resume(self, state: State, event: Event) -> int:
        if not isinstance(event, Played):
            raise self.unexpected(event)
        return self.next


def play_audio(place: Place) -> Node:
    return PlayNode(
        **place.head,
        sound=place.sound("audio"),
        next=place.next,
    )


def played_before(place: Place, path: str, node: Node) -> Node:
    """The node that the action begins with: its audio at `path`, if any, and then `node`."""
    return before(place, place.sound(path), node)


def before(place: Place, sound: Sound, node: Node) -> Node:
    """The node that the action begins with: the sound, and then `node`."""
    if sound is SILENT:
        return node
    return PlayNode(**place.head, sound=sound, next=place.second(node))


def played_after(place: Place, path: str, next: int) -> int:
    """The index at which the audio at `path` is played before `next`; `next` itself where there is none."""
    sound = place.sound(path)
    if sound is SILENT:
        return next
    return place.builder.add(PlayNode(address=place.address, cost=0, sound=sound, next=next))
