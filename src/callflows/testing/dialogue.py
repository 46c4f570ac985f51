"""A call as a person reads it: who says, presses and asks what, and the place of it in the flow's file.

Everything comes from the trace, so a dialogue can be made of any call that has one.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import msgspec

from callflows.diagnostics import Span
from callflows.engine import trace as t
from callflows.engine.audio import text_of

WIDTH: Final = 72
"""Columns of a dialogue: with the margin that pytest gives to an exception it fits in 80."""
_SAID: Final = 16
"""Columns left of what is said."""

Where = Callable[[str, str], Span | None]
"""The place of (flow, address)."""


class Line(msgspec.Struct, frozen=True):
    """One line: at `ms` of the call, `who` (`flow`, `caller`, `org`) did something; `index` is that of its event in
    the trace, `flow` and `address` the place (empty where it has none)."""

    index: int
    ms: int
    who: str
    text: str
    flow: str = ""
    address: str = ""


class Doing(msgspec.Struct, frozen=True):
    """What a caller did that no event of the trace shows, before the event `index`."""

    index: int
    ms: int
    text: str


def lines(events: Sequence[t.TraceEvent], doings: Iterable[Doing] = ()) -> tuple[Line, ...]:
    """The dialogue of a trace."""
    found: list[Line] = []
    pending = sorted(doings, key=lambda doing: doing.index)
    for index, (flow, event) in enumerate(zip(flows_of(events), events, strict=True)):
        while pending and pending[0].index <= index:
            found.append(_did(pending.pop(0)))
        show = _SHOWN.get(type(event))
        said = show(event, _Around(events, index)) if show is not None else None
        if said is not None:
            who, text = said
            ms = 0 if isinstance(event, t.Started) else event.t
            found.append(Line(index, ms, who, text, flow, getattr(event, "address", "")))
    return (*found, *map(_did, pending))


def flows_of(events: Iterable[t.TraceEvent]) -> list[str]:
    """The flow or shared flow that each event happened in. After a run-time error it is the flow's error handling."""
    names: list[str] = []
    top = now = ""
    for event in events:
        if isinstance(event, t.Started):
            top = now = event.flow
        if isinstance(event, t.Failed | t.Ended):
            now = event.flow
        names.append(top if isinstance(event, t.EnteredModule) else now)
        if isinstance(event, t.EnteredModule):
            now = event.module
        elif isinstance(event, t.LeftModule | t.Failed):
            now = top
    return names


def waits_at(events: Sequence[t.TraceEvent]) -> tuple[str, str]:
    """The flow and address of the action or menu that was entered last, where a call that goes on waits."""
    names = flows_of(events)
    for index in range(len(events) - 1, -1, -1):
        event = events[index]
        if isinstance(event, t.Action | t.EnteredMenu | t.EnteredTask):
            return names[index], event.address
    return "", ""


def render(
    shown: Iterable[Line],
    where: Where,
    marked: Callable[[Line], bool] = lambda _: False,
    width: int = WIDTH,
    doing: Callable[[Line], Span | None] = lambda _: None,
) -> str:
    """The lines, at most so many columns wide: time, who, what, and at the right the place in the file; `>` before
    those that are marked. `doing` is the place of what a caller does, which stands in no flow. Ends with a line feed
    where there is a line."""
    return "".join(
        _rendered(line, where(line.flow, line.address) if line.address else doing(line), marked(line), width)
        for line in shown
    )


def printable(text: str) -> str:
    """The text without anything that would steer a terminal."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() or each in " \n" else "\N{REPLACEMENT CHARACTER}" for each in text)


def time_of(ms: int) -> str:
    """`1:05`, with tenths of a second where they matter."""
    minutes, rest = divmod(ms, 60_000)
    return f"{minutes}:{rest // 1000:02}" + (f".{rest % 1000 // 100}" if rest % 1000 else "")


def place_of(span: Span | None) -> str:
    """`flows/support.yaml:12`, "" where nobody knows."""
    return "" if span is None else f"{span.file}:{span.line}"


def quoted(text: str) -> str:
    """A text for a message, in double quotes."""
    return f'"{text}"'


def _did(doing: Doing) -> Line:
    return Line(doing.index, doing.ms, "caller", doing.text)


def _rendered(line: Line, span: Span | None, marked: bool, width: int) -> str:
    head = f"{'>' if marked else ' '} {time_of(line.ms):<6} {line.who:<6} "
    place = place_of(span)
    rows = textwrap.wrap(printable(line.text), width - _SAID, break_on_hyphens=False) or [""]
    first = [head + rows[0], *(" " * _SAID + row for row in rows[1:])]
    if place and len(first[-1]) + 2 + len(place) <= width:
        first[-1] += place.rjust(width - len(first[-1]))
    elif place:
        first.append(place.rjust(width))
    return "".join(f"{row.rstrip()}\n" for row in first)


Said = tuple[str, str] | None


class _Around:
    """The events around the one with this index. Not a slice: that would copy the rest of the trace for each line."""

    def __init__(self, events: Sequence[t.TraceEvent], index: int) -> None:
        self._events = events
        self._index = index

    def took(self, address: str) -> tuple[str, str] | None:
        """The output path that the action took next, and before it "not mocked" where nobody had said what it asked;
        None where it has not taken one."""
        unknown = ""
        for index in range(self._index + 1, len(self._events)):
            event = self._events[index]
            if isinstance(event, t.Took | t.Skipped) and event.address == address:
                if isinstance(event, t.Took):
                    return event.output, unknown
                unknown = "not mocked"
        return None

    def was_asked(self, address: str) -> bool:
        """Whether the action has asked and not gone on since."""
        for index in range(self._index - 1, -1, -1):
            event = self._events[index]
            if isinstance(event, t.Asked | t.Answered | t.Took) and event.address == address:
                return isinstance(event, t.Asked)
        return False


def _heard(event: t.Heard, around: _Around) -> Said:
    text = text_of(event.parts)
    return ("flow", quoted(text)) if text else None


def _pressed(event: t.Pressed, around: _Around) -> Said:
    return "caller", f"presses {event.keys}"


def _spoke(event: t.Spoke, around: _Around) -> Said:
    return "caller", f"says {quoted(event.text)}"


def _asked(event: t.Asked, around: _Around) -> Said:
    kind, _, what = event.kind.partition("/")
    if kind == "transfer":
        return "flow", f"transfers to {_TRANSFERS.get(what, what)} {event.target}"
    details = ", ".join(f"{name} {_plain(value)}" for name, value in event.details)
    asked = f"{_ASKED.get(event.kind, event.kind)} {event.target}" + (f" ({details})" if details else "")
    took = around.took(event.address)
    if took is None:
        return "org", asked
    path, unknown = took
    return "org", f"{asked}: {unknown}, so {path}" if unknown else f"{asked}: {path}"


def _answered(event: t.Answered, around: _Around) -> Said:
    return "org", f"refuses: {event.answer}"


def _skipped(event: t.Skipped, around: _Around) -> Said:
    """What was asked and nobody answered is told where it was asked."""
    if around.was_asked(event.address):
        return None
    return "flow", f"does not execute {event.kind}: {event.reason}"


def _failed(event: t.Failed, around: _Around) -> Said:
    expression = f" in {event.expression}" if event.expression else ""
    return "flow", f"error {event.code}: {event.message}{expression}"


def _ended(event: t.Ended, around: _Around) -> Said:
    reason = f" ({event.reason})" if event.reason else ""
    return _ENDS[event.by][0], _ENDS[event.by][1] + reason


def _plain(value: t.Shown) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_plain, value))
    if isinstance(value, t.Typed):
        return value.text
    return "NOT_SET" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


_TRANSFERS: Mapping[str, str] = MappingProxyType({"secureFlow": "the secure flow", "voicemail": "voicemail of"})
_ASKED: Mapping[str, str] = MappingProxyType(
    {
        "dataAction": "data action",
        "table": "data table",
        "schedule": "schedule",
        "scheduleGroup": "schedule group",
    }
)
_ENDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "disconnect": ("flow", "ends the call"),
        "transfer": ("flow", "the call is transferred"),
        "hangUp": ("caller", "hangs up"),
        "error": ("flow", "drops the call after an error"),
    }
)
_SHOWN: Mapping[type, Callable[[Any, _Around], Said]] = MappingProxyType(
    {
        t.Heard: _heard,
        t.Pressed: _pressed,
        t.Spoke: _spoke,
        t.Asked: _asked,
        t.Answered: _answered,
        t.Skipped: _skipped,
        t.Failed: _failed,
        t.Ended: _ended,
    }
)
