"""A call's trace as lines for people: when, what, the rest of the event, where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from callflows.engine import Trace


def lines(trace: Trace) -> Iterator[str]:
    """One line an event."""
    for event in trace:
        fields = {field: getattr(event, field) for field in event.__struct_fields__}
        seconds = fields.pop("t", 0) / 1000
        address = fields.pop("address", "")
        about = "  ".join(f"{name}={_text(value)}" for name, value in fields.items() if value not in ("", (), None))
        yield f"{seconds:7.1f}  {type(event).__name__:<13}  {about}{'  at ' + address if address else ''}".rstrip()


def _text(value: object) -> str:
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
