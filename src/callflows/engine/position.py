"""Where a call is, as one value to compare: for searches that come to the same place by several ways."""

from __future__ import annotations

from collections.abc import Hashable

from callflows.engine.call import Call
from callflows.engine.state import Frame, State


def position(call: Call) -> Hashable:
    """Equal for two calls of a program that will do the same from here on, whatever happens to both. The clock and what
    is left of the action budget do not count, so a call that comes back to a position may do so for ever.

    It is of this process alone: hash and compare it, do not keep it.
    """
    state: State = call._state
    return (
        state.at,
        state.phase,
        state.left,
        state.taken,
        state.buffer,
        state.handling,
        state.menus,
        state.lang,
        state.unit.name,
        repr(state.slots),
        repr(state.flow_slots),
        tuple(state.attributes.items()),
        tuple(_frames(state.frame)),
    )


def _frames(frame: Frame | None) -> list[tuple[int, int, str]]:
    found = []
    while frame is not None:
        found.append((frame.kind, frame.site, repr(frame.saved)))
        frame = frame.above
    return found
