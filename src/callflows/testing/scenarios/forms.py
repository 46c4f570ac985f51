"""The texts of a scenario file that mean more than themselves: durations, patterns, times, keys."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

KEYS: Final = re.compile(r"[0-9*#]+")
_PIECE: Final = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([a-z]*)")
_UNITS: Final = MappingProxyType(
    {
        "ms": 1,
        **dict.fromkeys(("", "s", "sec", "second", "seconds"), 1_000),
        **dict.fromkeys(("m", "min", "minute", "minutes"), 60_000),
        **dict.fromkeys(("h", "hour", "hours"), 3_600_000),
    }
)
_PATTERN: Final = re.compile(r"/(.+)/(i?)", re.DOTALL)
LONGEST_MS: Final = 24 * 3_600_000


def milliseconds(text: str) -> int | None:
    """`5 s`, `500 ms`, `1 min 30 s`, `1.5` (seconds), as milliseconds; None for what is none, or more than a day."""
    total = 0.0
    at = 0
    lowered = text.strip().lower()
    while at < len(lowered):
        found = _PIECE.match(lowered, at)
        if found is None or found[2] not in _UNITS:
            return None
        total += float(found[1]) * _UNITS[found[2]]
        at = found.end()
    return round(total) if lowered and total <= LONGEST_MS else None


def sound(text: str) -> str | re.Pattern[str]:
    """A text, or what stands between slashes as a pattern: `/welcome .*/`, with `i` after it in any case. Raises
    ValueError for a pattern that is none."""
    found = _PATTERN.fullmatch(text)
    if found is None:
        return text
    try:
        return re.compile(found[1], re.IGNORECASE if found[2] else 0)
    except re.error as error:
        raise ValueError(f"{text} is no pattern: {error}") from error
