"""The org that a searched call asks in passing: which objects exist."""

from __future__ import annotations

from callflows.engine import KnownOrg
from callflows.expressions import Entity


class Org(KnownOrg):
    """Every object exists but the `missing` ones. `asked` are those that were asked for, in order."""

    def __init__(self, missing: frozenset[tuple[str, str]] = frozenset()) -> None:
        super().__init__()
        self.missing = missing
        self.asked: dict[tuple[str, str], None] = {}

    def find(self, kind: str, name: str) -> Entity | None:
        self.asked[kind, name] = None
        return None if (kind, name) in self.missing else super().find(kind, name)
