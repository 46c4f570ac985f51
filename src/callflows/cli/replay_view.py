"""What came of a replay, for people and for machines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from callflows.cli.trace_view import words_of
from callflows.engine.trace import Started, TraceEvent
from callflows.testing.dialogue import Line, flows_of, lines, place_of, render, time_of

if TYPE_CHECKING:
    from callflows.cli.replay_flow import Today
    from callflows.engine.replay import Divergence, Replay

SCHEMA = 1
_BEFORE = 6
_AFTER = 3


class Difference(msgspec.Struct, frozen=True):
    """The first difference. `line` is that of the trace's file, `t` the time in the call (ms). `expected` is the event
    that the trace has there and `now` the one that happens, null where there is none. `place` is the line of the flow's
    file, "" where nobody knows it."""

    line: int
    t: int
    expected: TraceEvent | None
    now: TraceEvent | None
    flow: str
    address: str
    place: str
    reason: str = ""


class Report(msgspec.Struct, frozen=True):
    """What `--json` prints. `source` is where today's flow comes from."""

    schema: int
    trace: str
    same: bool
    events: int
    flow: str
    source: str
    divergence: Difference | None


def report(again: Replay, today: Today, trace: str) -> Report:
    """What came of it as data."""
    found = again.divergence
    difference = None if found is None else _difference(again, found, today)
    flow = today.program.flow.name
    return Report(SCHEMA, trace, found is None, len(again.recorded), flow, today.source, difference)


def text(again: Replay, today: Today, trace: str) -> str:
    """What came of it in words: the dialogue up to the first difference, what the trace has there, and what happens
    now. Ends with a line feed."""
    found = again.divergence
    about = f'"{today.program.flow.name}" ({today.source})'
    if found is None:
        return f"The same call today: {len(again.recorded)} events on {about}.\n"
    which = _difference(again, found, today)
    place = f", {which.place}" if which.place else ""
    return "".join(
        [
            f"Not the same call today on {about}:\n",
            f"the first difference is at {time_of(which.t)}, {trace}:{which.line}{place}.\n\n",
            render(_before(again.recorded, found.index), today.place),
            _side("recorded", again.recorded, found.index, found.expected, today),
            _side("now", again.now, found.index, found.found, today),
            f"\nat {which.address}\n" if which.address else "",
            f"because {found.reason}\n" if found.reason else "",
        ]
    )


def _side(name: str, events: Sequence[TraceEvent], index: int, event: TraceEvent | None, today: Today) -> str:
    """What one of the two calls does from the difference on: the event itself, and the dialogue after it."""
    what = "nothing more: the call waits, or is over" if event is None else words_of(event)
    after = [line for line in lines(events) if line.index >= index][:_AFTER]
    return f"\n{name}: {what}\n" + render(after, today.place)


def _before(events: Sequence[TraceEvent], index: int) -> list[Line]:
    return [line for line in lines(events) if line.index < index][-_BEFORE:]


def _difference(again: Replay, found: Divergence, today: Today) -> Difference:
    event = found.found or found.expected
    events = again.recorded if found.found is None else again.now
    flow = flows_of(events)[found.index]
    address = _address(events, found.index)
    return Difference(
        line=found.index + 1,
        t=0 if event is None or isinstance(event, Started) else event.t,
        expected=found.expected,
        now=found.found,
        flow=flow,
        address=address,
        place=place_of(today.place(flow, address)) if address else "",
        reason=found.reason,
    )


def _address(events: Sequence[TraceEvent], index: int) -> str:
    """The address of an event, else of the last one before it that has one."""
    return next((found for event in events[index::-1] if (found := getattr(event, "address", ""))), "")
