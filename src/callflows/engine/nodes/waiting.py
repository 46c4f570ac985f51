"""What a caller hears while waiting in a queue: hold music, the estimated wait, the position."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from callflows.engine import trace as t
from callflows.engine.audio import speech
from callflows.engine.builder import Builder, Place, UnitPlan
from callflows.engine.commands import Play
from callflows.engine.events import Event, Played
from callflows.engine.nodes.inputs import Said, evaluated, say
from callflows.engine.nodes.playing import PlayNode
from callflows.engine.nodes.settings import plain_settings
from callflows.engine.semantics import (
    HOLD_MUSIC_MS,
    hold_music_between_passes,
    rounded_wait,
    words_of_position,
    words_of_wait,
)
from callflows.engine.sources import NOT_SET, SILENT, Constant, PromptSound, Sound, Source
from callflows.engine.state import PARK, Node, State
from callflows.engine.values import sound_of
from callflows.expressions import Duration, Value, types
from callflows.model import Expression, Items


@dataclass(kw_only=True, eq=False, slots=True)
class HoldNode(Node):
    """Music for a time, or the whole prompt once (its length is not known: no time passes). A prompt that is NOT_SET is
    the flow's own hold music. Without a kind it is no action, but what is heard between two passes of a flow."""

    sound: Sound
    fallback: Sound
    barge_in: Source
    length: Source
    next: int

    def step(self, state: State) -> int:
        parts, _ = self.sound.parts(state)
        if not parts:
            parts, _ = self.fallback.parts(state)
        barge_in = evaluated(state, self, "bargeInEnabled", self.barge_in) is True
        length = evaluated(state, self, "playStyle/duration", self.length) if self.kind else self.length.value(state)
        ms = length.ms if isinstance(length, Duration) else 0
        state.commands.append(Play(self.address, parts, barge_in, ms))
        if state.trace is not None:
            state.trace.append(t.Heard(t=state.clock, address=self.address, parts=parts))
        return PARK

    def resume(self, state: State, event: Event) -> int:
        if not isinstance(event, Played):
            raise self.unexpected(event)
        return self.next


@dataclass(kw_only=True, eq=False, slots=True)
class TellNode(Node):
    """Says a value in words. NOT_SET says nothing (Architect: Play Position in Queue)."""

    path: str
    subject: Source
    words: Callable[[State, Node, Value], str]
    said: Said
    next: int

    def step(self, state: State) -> int:
        if state.trace is not None:
            say(state, self, self.said)
        value = evaluated(state, self, self.path, self.subject)
        text = "" if value is None else self.words(state, self, value)
        if not text:
            return self.next
        parts = (speech(text),)
        state.commands.append(Play(self.address, parts))
        if state.trace is not None:
            state.trace.append(t.Heard(t=state.clock, address=self.address, parts=parts))
        return PARK

    def resume(self, state: State, event: Event) -> int:
        if not isinstance(event, Played):
            raise self.unexpected(event)
        return self.next


def hold_music(place: Place) -> Node:
    whole = place.setting("playStyle/entirePrompt") is not None
    written = place.value("playStyle/duration", types.DURATION)
    default = Constant(Duration(HOLD_MUSIC_MS)) if place.setting("playStyle/duration") is None else written
    return HoldNode(
        **place.head,
        sound=place.sound("prompt"),
        fallback=_music(place.around.plan),
        barge_in=place.value("bargeInEnabled", types.BOOLEAN),
        length=NOT_SET if whole else default,
        next=place.next,
    )


def _music(plan: UnitPlan) -> Sound:
    own = plan.settings("settingsInQueueCall/holdMusic")
    found = SILENT if own is None else sound_of(own, plan.names)
    return PromptSound("PromptSystem.on_hold_music") if found is SILENT else found


def rest_of(builder: Builder, plan: UnitPlan) -> int:
    """Where a waiting call goes when the flow's task ends: hold music, and then the task again."""
    length = Constant(Duration(hold_music_between_passes()))
    music = _music(plan)
    return builder.add(
        HoldNode(
            address=f"{plan.unit.address}/settingsInQueueCall/holdMusic",
            cost=0,
            sound=music,
            fallback=music,
            barge_in=NOT_SET,
            length=length,
            next=plan.unit.start,
        )
    )


def play_estimated_wait_time(place: Place) -> Node:
    mode = place.setting("playbackMode")
    every = place.value("roundingInterval", types.DURATION)
    written = place.setting("specificRoundingIntervals")
    steps = tuple(
        (f"specificRoundingIntervals[{at}]", place.source(each, types.DURATION))
        for at, each in enumerate(written.items if isinstance(written, Items) else ())
    )

    def words(state: State, node: Node, value: Value) -> str:
        if not isinstance(value, Duration):
            return ""
        found = [evaluated(state, node, path, source) for path, source in steps]
        marks = [each.ms for each in found if isinstance(each, Duration)]
        interval = evaluated(state, node, "roundingInterval", every)
        wait = rounded_wait(value.ms, interval.ms if isinstance(interval, Duration) else None, marks)
        return words_of_wait(wait, mode if isinstance(mode, str) else "")

    return _tell(place, "estimatedWaitTime", "Call.EstimatedWaitTime", words)


def play_position_in_queue(place: Place) -> Node:
    mode = place.setting("playbackMode")

    def words(state: State, node: Node, value: Value) -> str:
        del state, node
        return words_of_position(value, mode if isinstance(mode, str) else "") if isinstance(value, int) else ""

    return _tell(place, "positionInQueue", "Call.PositionInQueue", words)


def _tell(place: Place, path: str, default: str, words: Callable[[State, Node, Value], str]) -> Node:
    """The flow's own audio takes the place of Architect's words."""
    custom = place.sound("customPlaybackAudio")
    if custom is not SILENT:
        return PlayNode(**place.head, sound=custom, next=place.next)
    node = place.setting(path)
    said = plain_settings(place, "playbackMode")
    subject = place.source(Expression(default) if node is None else node)
    return TellNode(**place.head, path=path, subject=subject, words=words, said=said, next=place.next)
