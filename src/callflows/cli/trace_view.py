"""A call's trace as lines for people: when, what, the rest of the event, where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from callflows.engine.trace import TraceEvent

_SHOWN_OTHERWISE = frozenset({"AgentAnswers", "Digits", "HangUp", "Played", "Silence", "Speech"})
"""What a call is told and other events show: keys pressed, what was said, waits that are over, the end."""


def lines(trace: Sequence[TraceEvent]) -> Iterator[str]:
    """The trace without what says what others say too: an action with its inputs on one line, an address once for all
    that happens there, and, at the end of the call, how it ended without all that was left with that."""
    shown = [event for event in trace if not _said_otherwise(event)]
    before = ""
    at = 0
    while at < len(shown):
        event = shown[at]
        at += 1
        inputs: tuple[tuple[str, object], ...] = ()
        while at < len(shown) and _inputs_of(event, shown[at]):
            inputs += getattr(shown[at], "inputs", ())
            at += 1
        address = getattr(event, "address", "")
        yield line_of(event, inputs, "" if address == before else address)
        before = address or before


def _said_otherwise(event: TraceEvent) -> bool:
    return (
        getattr(event, "event", "") in _SHOWN_OTHERWISE
        or getattr(event, "by", "") == "over"
        or type(event).__name__ == "Effect"
    )


def _inputs_of(event: TraceEvent, following: TraceEvent) -> bool:
    kinds = type(event).__name__, type(following).__name__
    here = getattr(event, "address", "") == getattr(following, "address", "")
    return here and kinds in (("Action", "Given"), ("EnteredMenu", "Given"))


def line_of(event: TraceEvent, inputs: tuple[tuple[str, object], ...] = (), address: str = "") -> str:
    """One event: its time in seconds, what it is, its fields, inputs of its action, the address that is to be shown."""
    seconds = getattr(event, "t", 0) / 1000
    about = f"{seconds:7.1f}  {type(event).__name__:<13}  {'  '.join(filter(None, (_fields(event), _named(inputs))))}"
    return f"{about}{'  at ' + address if address else ''}".rstrip()


def words_of(event: TraceEvent) -> str:
    """What an event is, and its fields but for time and address."""
    return f"{type(event).__name__}  {_fields(event)}".rstrip()


def _fields(event: TraceEvent) -> str:
    if type(event).__name__ == "Given":
        return _named(getattr(event, "inputs", ()))
    fields = ((name, getattr(event, name)) for name in event.__struct_fields__ if name not in ("t", "address"))
    return "  ".join(f"{name}={_text(value)}" for name, value in fields if value not in ("", (), None))


def _named(inputs: Iterable[tuple[str, object]]) -> str:
    return "  ".join(f"{path}: {_text(value)}" for path, value in inputs)


def _text(value: object) -> str:
    from callflows.engine.codec import Typed

    if isinstance(value, Typed):
        return value.text
    if value is None or isinstance(value, bool):
        return "NOT_SET" if value is None else str(value).lower()
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
