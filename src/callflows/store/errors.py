"""What a repository answers when it cannot do what was asked.

StoreError
├── NotFound   the record does not exist (or not any more)
├── Conflict   another record has this name, number or key
└── Locked     another client holds the flow's lock
"""

from __future__ import annotations


class StoreError(Exception):
    """The base of all store errors. `kind` and `key` name the record."""

    def __init__(self, kind: str, key: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.key = key


class NotFound(StoreError):  # noqa: N818 - named after what happened, as the HTTP answers are
    """No such record."""

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(kind, key, f"no {kind} {key!r}")


class Conflict(StoreError):  # noqa: N818
    """The record cannot be written beside the ones that exist."""

    def __init__(self, kind: str, key: str, message: str = "") -> None:
        super().__init__(kind, key, message or f"there is already a {kind} {key!r}")


class Locked(StoreError):  # noqa: N818
    """Another client holds the lock. `holder` is that client's id."""

    def __init__(self, kind: str, key: str, holder: str) -> None:
        super().__init__(kind, key, f"{kind} {key!r} is locked by client {holder!r}")
        self.holder = holder
