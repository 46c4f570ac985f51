"""What became of each row."""

from __future__ import annotations

from typing import Literal, Protocol, TypeAlias

import msgspec

Result: TypeAlias = Literal["created", "updated", "skipped", "failed", "unfinished"]
Cause: TypeAlias = Literal["", "input", "conflict", "remote"]


class ReportRow(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One row's outcome.

    `result`: created, updated (an existing flow got a new version), skipped (it existed, --on-conflict skip), failed,
    or unfinished (nothing is lost: the same run goes on with it). `id` and `version` are the flow's, "" where there is
    none. `seconds` is the time the row took in this run, 0 for one that an earlier run finished. `message` says why;
    `cause` whether the input, a conflict with what exists, or the org and the network are behind a failure.
    """

    flow: str
    result: Result
    id: str = ""
    version: str = ""
    seconds: float = 0.0
    message: str = ""
    source: str = ""
    number: str = ""
    cause: Cause = ""


class Report(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The rows in the order of the plan. `resumed` counts those that were done when the same command ran before."""

    key: str
    rows: tuple[ReportRow, ...]
    resumed: int = 0

    @property
    def complete(self) -> bool:
        """Whether every row is as it was asked for."""
        return all(row.result in ("created", "updated", "skipped") for row in self.rows)

    @property
    def unfinished(self) -> bool:
        return any(row.result == "unfinished" for row in self.rows)

    @property
    def remote_failure(self) -> bool:
        """Whether the org or the network failed a row."""
        return any(row.cause == "remote" for row in self.rows)


class Step(msgspec.Struct, frozen=True):
    """A row went on: `state` is what it is at (`publishing`, `routing`) or its result; `done` of `total` are over."""

    flow: str
    state: str
    done: int
    total: int


class Progress(Protocol):
    """Told of every step, from the event loop; must not block."""

    def __call__(self, step: Step) -> None: ...
