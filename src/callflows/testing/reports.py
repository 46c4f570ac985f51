"""What a test prints of a call: the failure of an expectation, and the whole dialogue."""

from __future__ import annotations

import textwrap
from bisect import bisect_right
from collections.abc import Callable
from datetime import datetime

from callflows.diagnostics import Span
from callflows.testing.dialogue import WIDTH, Line, place_of, printable, render
from callflows.testing.driving import Driven

LAST = 30
"""Lines of a dialogue that a failure shows; of longer calls the beginning is left out."""


def failure(driven: Driven, message: str, marked: range = range(0)) -> str:
    """The message, and the call as `shown`."""
    return "\n".join([_wrapped(message, WIDTH), "", shown(driven, marked)])


def shown(driven: Driven, marked: range = range(0), width: int = WIDTH) -> str:
    """The call as a dialogue, with `>` before the lines of the marked events; where the call is; what was not mocked.
    At most so many columns wide, apart from words that are longer."""
    return "\n".join([*_dialogue(driven, marked, LAST, width), *_now(driven, width), *_unmocked(driven, width)])


def dialogue_of(driven: Driven) -> str:
    """The call as a dialogue, with where it is now and what was not mocked. Ends with a line feed."""
    return "\n".join([*_dialogue(driven, range(0), None, WIDTH), *_now(driven, WIDTH), *_unmocked(driven, WIDTH), ""])


def _dialogue(driven: Driven, marked: range, last: int | None, width: int) -> list[str]:
    lines = driven.lines()
    left_out = max(0, len(lines) - last) if last is not None else 0
    head = f"Call to {driven.flow} from {_caller(driven.context.caller)}, {_clock(driven.begun)}"
    more = [f"  … {left_out} lines before"] if left_out else []
    body = render(lines[left_out:], driven.place, lambda line: line.index in marked, width, _doing(driven))
    return [_wrapped(head, width), *more, *body.splitlines()]


def _doing(driven: Driven) -> Callable[[Line], Span | None]:
    """Where what a caller does is written."""
    starts = [index for index, _ in driven.steps]

    def place(line: Line) -> Span | None:
        at = bisect_right(starts, line.index) - 1
        return driven.steps[at][1] if at >= 0 and line.who == "caller" else None

    return place


def _now(driven: Driven, width: int) -> list[str]:
    if driven.ended is not None:
        return []
    place = place_of(driven.waits_at())
    return [_wrapped("The call waits" + (f" at {place}" if place else ""), width)]


def _unmocked(driven: Driven, width: int) -> list[str]:
    missing, unasked = driven.unmocked, driven.world.unasked
    if not missing:
        return []
    told = [_wrapped(f"Not mocked: {', '.join(missing)}", width)]
    return told + ([_wrapped(f"Mocked, but never asked: {', '.join(unasked)}", width)] if unasked else [])


def _caller(address: str) -> str:
    """A telephone number as people write it, another address as it is."""
    return address.removeprefix("tel:") if address.startswith("tel:+") else address


def _wrapped(text: str, width: int) -> str:
    return textwrap.fill(printable(text), width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def _clock(moment: datetime) -> str:
    """`Mon 2026-11-23 10:00 -05:00`."""
    offset = moment.strftime("%z")
    zone = f"{offset[:3]}:{offset[3:5]}"
    return f"{_DAYS[moment.weekday()]} {moment:%Y-%m-%d %H:%M} {zone}"


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
