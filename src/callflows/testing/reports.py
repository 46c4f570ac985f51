"""What a test prints of a call: the failure of an expectation, and the whole dialogue."""

from __future__ import annotations

import textwrap
from datetime import datetime

from callflows.testing.dialogue import WIDTH, place_of, render
from callflows.testing.driving import Driven

LAST = 30
"""Lines of a dialogue that a failure shows; of longer calls the beginning is left out."""


def failure(driven: Driven, message: str, marked: range = range(0)) -> str:
    """The message; the call as a dialogue, with `>` before the lines of the marked events; where the call is; what was
    not mocked. At most `WIDTH` columns wide, apart from words that are longer."""
    return "\n".join([_wrapped(message), "", *_dialogue(driven, marked, LAST), *_now(driven), *_unmocked(driven)])


def dialogue_of(driven: Driven) -> str:
    """The call as a dialogue, with where it is now and what was not mocked. Ends with a line feed."""
    return "\n".join([*_dialogue(driven, range(0)), *_now(driven), *_unmocked(driven), ""])


def _dialogue(driven: Driven, marked: range, last: int | None = None) -> list[str]:
    shown = driven.lines()
    left_out = max(0, len(shown) - last) if last is not None else 0
    head = f"Call to {driven.flow} from {driven.context.caller.removeprefix('tel:')}, {_clock(driven.begun)}"
    more = [f"  … {left_out} lines before"] if left_out else []
    body = render(shown[left_out:], driven.place, lambda line: line.index in marked)
    return [_wrapped(head), *more, *body.splitlines()]


def _now(driven: Driven) -> list[str]:
    if driven.ended is not None:
        return []
    place = place_of(driven.waits_at())
    return [_wrapped("The call waits" + (f" at {place}" if place else ""))]


def _unmocked(driven: Driven) -> list[str]:
    missing, unasked = driven.unmocked, driven.world.unasked
    if not missing:
        return []
    told = [_wrapped(f"Not mocked: {', '.join(missing)}")]
    return told + ([_wrapped(f"Mocked, but never asked: {', '.join(unasked)}")] if unasked else [])


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def _clock(moment: datetime) -> str:
    """`Mon 2026-11-23 10:00 -05:00`."""
    offset = moment.strftime("%z")
    zone = f"{offset[:3]}:{offset[3:5]}"
    return f"{_DAYS[moment.weekday()]} {moment:%Y-%m-%d %H:%M} {zone}"


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
