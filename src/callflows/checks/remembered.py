"""Ask an org each question once."""

from __future__ import annotations

from callflows.checks.finding import Known
from callflows.model import Flow, RefKind


class Remembered:
    """A `Known` that remembers the answers of another for the length of one check: flows name the same queue
    many times, and several rules look at the same module."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._has: dict[tuple[RefKind, str], bool] = {}
        self._modules: dict[str, Flow | None] = {}

    def has(self, kind: RefKind, name: str) -> bool:
        key = (kind, name)
        if key not in self._has:
            self._has[key] = self._known.has(kind, name)
        return self._has[key]

    def module(self, name: str) -> Flow | None:
        if name not in self._modules:
            self._modules[name] = self._known.module(name)
        return self._modules[name]
