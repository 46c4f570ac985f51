"""What a caller types, and what an entry takes of it."""

from __future__ import annotations

from typing import NamedTuple

from callflows.engine.semantics import buffer_after_complete_entry


class Entering(NamedTuple):
    """How a `collectInput` takes keys: `low` to `high` digits, its terminating key, whether `*` or `#` alone is an
    entry, and how long (ms) it waits between keys."""

    low: int
    high: int
    terminator: str
    star: bool
    pound: bool
    later: int

    def whole(self, entries: tuple[str, ...], typed: int, keys: str) -> tuple[str | None, int, int] | None:
        """The entry that begins with these keys and goes on with `entries[typed]`: its keys (None: it fails), how many
        entries are typed then, and the time (ms) waited after the last. None where keys are left over, or are none.
        """
        taken = ""
        while True:
            if keys.strip("0123456789*#"):
                return None
            for at, key in enumerate(keys):
                if key in "*#":
                    return None if keys[at + 1 :] else (self._ended(taken, key), typed, 0)
                taken += key
                if len(taken) == self.high:
                    rest = buffer_after_complete_entry(keys[at + 1 :], self.terminator)
                    return None if rest else (taken, typed, 0)
            if typed >= len(entries):
                return (taken if len(taken) >= self.low else None, typed, self.later) if taken else None
            keys = entries[typed]
            typed += 1

    def _ended(self, taken: str, key: str) -> str | None:
        """The entry that `*` or `#` ends: what was taken, or the key where it stands alone and may."""
        if taken:
            return taken if key == self.terminator and len(taken) >= self.low else None
        return key if (self.star if key == "*" else self.pound) else None
