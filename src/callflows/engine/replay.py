"""A trace run again: the same caller and the same answers meet today's program. The first difference is the change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from callflows.engine import trace as t
from callflows.engine.call import Call
from callflows.engine.codec import UnreadableError, decode
from callflows.engine.errors import WrongEventError
from callflows.engine.memory import Answered, Fault, RememberedFunctions, RememberedOrg
from callflows.engine.program import Program
from callflows.engine.recording import context_of, event_of, events_of


class Divergence(msgspec.Struct, frozen=True):
    """The first difference. `index` is that of the event in both traces; `expected` is what the trace has there and
    `found` what happens now, None where nothing more does. `reason` says why where the call refuses what it is told."""

    index: int
    expected: t.TraceEvent | None
    found: t.TraceEvent | None
    reason: str = ""


class Replay(msgspec.Struct, frozen=True):
    """What came of it: the trace that was given, with the name that the flow has today, the trace of the call now, up
    to the first difference and a little further, and that difference, None where all is the same."""

    recorded: t.Trace
    now: t.Trace
    divergence: Divergence | None


def replay(program: Program, recorded: Sequence[t.TraceEvent]) -> Replay:
    """Run a trace again. The org, data tables, data actions, transfers and stand-ins for functions answer as they did,
    whatever they would answer today; another name of the flow itself is no difference.

    A trace that does not begin with `Started`, or holds what no call can be told, raises UnreadableError.
    """
    began = _began(recorded)
    expected = tuple(renamed(event, began, program.flow.name) for event in recorded)
    events_of(event for event in expected if isinstance(event, t.Told))
    org = RememberedOrg(event for event in expected if isinstance(event, t.Known))
    functions = RememberedFunctions(_answered(expected))
    call = Call(program, context_of(began, org, functions.answers()), trace=True)
    call.start()
    at = 0
    while True:
        same = _compare(expected, call.trace_from(at), at)
        if same is None:
            return Replay(expected, call.trace, None)
        at += same
        following = expected[at]
        if not isinstance(following, t.Told) or call.ended is not None or call.trace_from(at):
            return _diverged(expected, call.trace, at)
        try:
            call.receive(event_of(following))
        except WrongEventError as error:
            return _diverged(expected, call.trace, at, str(error))


def renamed(event: t.TraceEvent, began: t.Started, new: str) -> t.TraceEvent:
    """The event with the flow's name as it is now, also as that of a start task that has none of its own."""
    if isinstance(event, t.Started | t.Failed | t.Ended) and event.flow == began.flow:
        return msgspec.structs.replace(event, flow=new)
    if isinstance(event, t.EnteredTask | t.LeftTask) and event.address == f"/{began.flow_type}":
        return msgspec.structs.replace(event, task=new)
    return event


def _began(recorded: Sequence[t.TraceEvent]) -> t.Started:
    if not recorded or not isinstance(recorded[0], t.Started):
        raise UnreadableError("a trace begins with Started")
    return recorded[0]


def _answered(events: Sequence[t.TraceEvent]) -> Iterator[Answered]:
    for event in events:
        if isinstance(event, t.Mocked):
            fault = Fault(event.code, event.message) if event.code else None
            yield Answered(event.function, tuple(map(decode, event.arguments)), decode(event.value), fault)


def _compare(expected: t.Trace, news: t.Trace, at: int) -> int | None:
    """How many of the news are as recorded from `at` on; None where nothing that was recorded is left."""
    for count, event in enumerate(news):
        if at + count == len(expected) or expected[at + count] != event:
            return count if at + count < len(expected) else None
    return len(news) if at + len(news) < len(expected) else None


def _diverged(expected: t.Trace, now: t.Trace, at: int, reason: str = "") -> Replay:
    wanted = expected[at] if at < len(expected) else None
    found = now[at] if at < len(now) else None
    return Replay(expected, now, Divergence(at, wanted, found, reason))
