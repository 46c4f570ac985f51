"""A call's trace as lines for people: when, what, the rest of the event, where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from callflows.engine import Trace
    from callflows.engine.trace import TraceEvent

_SHOWN_OTHERWISE = frozenset({"AgentAnswers", "Digits", "HangUp", "Played", "Silence", "Speech"})
"""What a call is told and other events show: keys pressed, what was said, waits that are over, the end."""


def lines(trace: Trace) -> Iterator[str]:
    """One line an event, without those that say what others say too."""
    return (line_of(event) for event in trace if getattr(event, "event", "") not in _SHOWN_OTHERWISE)


def line_of(event: TraceEvent) -> str:
    """One event: its time in seconds, what it is, its fields, its address."""
    seconds = getattr(event, "t", 0) / 1000
    address = getattr(event, "address", "")
    about = f"{seconds:7.1f}  {type(event).__name__:<13}  {_fields(event)}"
    return f"{about}{'  at ' + address if address else ''}".rstrip()


def words_of(event: TraceEvent) -> str:
    """What an event is, and its fields but for time and address."""
    return f"{type(event).__name__}  {_fields(event)}".rstrip()


def _fields(event: TraceEvent) -> str:
    fields = ((name, getattr(event, name)) for name in event.__struct_fields__ if name not in ("t", "address"))
    return "  ".join(f"{name}={_text(value)}" for name, value in fields if value not in ("", (), None))


def _text(value: object) -> str:
    from callflows.engine.codec import Typed

    if isinstance(value, Typed):
        return value.text
    if isinstance(value, tuple):
        return _tuple(value)
    if isinstance(value, msgspec.Struct):
        return " ".join(_text(getattr(value, field)) for field in value.__struct_fields__ if getattr(value, field))
    return str(value)


def _tuple(values: Iterable[object]) -> str:
    shown = []
    for value in values:
        if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str):
            shown.append(f"{value[0]}: {_text(value[1])}")
        else:
            shown.append(_text(value))
    return "(" + ", ".join(shown) + ")"
