"""Who calls whom, when, and in which org: all that a call is told beside its program and its events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

import msgspec

from callflows.engine.directory import Directory, KnownOrg
from callflows.expressions import Value

FunctionAnswer: TypeAlias = Value | Callable[..., Value]
"""What stands for a function that callflows does not know: its value, or a callable on the arguments' values."""


class CallContext(msgspec.Struct, frozen=True, kw_only=True):
    """`caller` and `called` are the addresses as the flow sees them (`tel:+13175551234`, or any text).

    `at` is the time at which the call begins, kept in UTC (ValueError where it names no offset). `seed` fixes what
    `RandomInt` gives. `language` None means the flow's default language. `attributes` are the participant data that
    the conversation has already. `functions` answers calls of expression functions that callflows does not know, by
    name in any case: a value, or what makes one of the arguments; without an answer such a call is a run-time error.
    `agent_after` is how long (ms) a call waits in its queue until an agent answers, None for never: what a driver
    answers to hold music.
    `variables` are further built-in variables by name in any case (`Call.PositionInQueue`, `Flow.InvocationData`).
    """

    caller: str = "tel:+13175550100"
    called: str = "tel:+13175550199"
    at: datetime = datetime(2026, 1, 5, 15, 0, tzinfo=UTC)
    seed: int = 0
    language: str | None = None
    conversation_id: str = "00000000-0000-4000-8000-000000000001"
    remote_name: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    directory: Directory = msgspec.field(default_factory=KnownOrg)
    functions: tuple[tuple[str, FunctionAnswer], ...] = ()
    variables: tuple[tuple[str, Value], ...] = ()
    agent_after: int | None = 300_000

    def __post_init__(self) -> None:
        if self.at.tzinfo is not UTC:
            if self.at.utcoffset() is None:
                raise ValueError("the time at which a call begins needs an offset from UTC")
            msgspec.structs.force_setattr(self, "at", self.at.astimezone(UTC))
