"""What stands for the org in one call: what the file says for all of its calls, and on top what the call says."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from callflows.testing.placed import Placed

_NAMED: Final = {"dataActions": 3, "transfers": 3, "services": 3}
"""Levels of names: a data action stands under its category, a transfer's target under its kind."""
_USUAL: Final = 2


def merged(shared: Placed, own: Placed) -> Placed:
    """Both, name by name: a data action, table, schedule or transfer of which the call speaks is as the call says."""
    below = {entry.key: entry for entry in shared.entries}
    for entry in own.entries:
        before = below.get(entry.key)
        if before is not None:
            value = _over(before.value, entry.value, _NAMED.get(entry.key, _USUAL) - 1)
            entry = replace(entry, value=value)  # noqa: PLW2901 - the same entry with more in it
        below[entry.key] = entry
    return replace(own if own.entries else shared, kind="mapping", data=tuple(below.values()))


def _over(shared: Placed, own: Placed, levels: int) -> Placed:
    """Mappings joined so many levels deep; anything else is replaced."""
    if not levels or shared.kind != "mapping" or own.kind != "mapping":
        return own
    below = {entry.key: entry for entry in shared.entries}
    for entry in own.entries:
        before = below.get(entry.key)
        value = entry.value if before is None else _over(before.value, entry.value, levels - 1)
        below[entry.key] = replace(entry, value=value)
    return replace(own, data=tuple(below.values()))
