"""What a call can be told: the caller's doings and the world's answers.

Times are virtual milliseconds since the event before; a wait for keys that is over by then times out first, at
its time. An event that the call does not wait for is
kept where that has a meaning (digits are buffered) and is a programmer's fault otherwise (`WrongEventError`).
The garbage collector need not look at values that can be in no cycle (`gc`).
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from callflows.expressions import Value


class Played(msgspec.Struct, frozen=True, tag=True, gc=False):
    """The audio of a `Play` is over. `ms` is how long it took."""

    ms: int = 0


class Digits(msgspec.Struct, frozen=True, tag=True, gc=False):
    """The caller pressed keys (`0`-`9`, `*`, `#`), one after the other without a pause, after `ms` of silence."""

    keys: str
    ms: int = 0


class Silence(msgspec.Struct, frozen=True, tag=True, gc=False):
    """The caller did nothing for `ms`. What is longer than the time-out waited for is cut off there."""

    ms: int


class HangUp(msgspec.Struct, frozen=True, tag=True, gc=False):
    """The caller hung up."""

    ms: int = 0


class TransferAnswer(msgspec.Struct, frozen=True, tag=True, gc=False):
    """The answer to a transfer: it succeeded and the call leaves the flow, or it failed."""

    success: bool
    error_type: str | None = None
    error_message: str | None = None
    ms: int = 0


class TableAnswer(msgspec.Struct, frozen=True, tag=True, gc=False):
    """The answer to `LookUp`: a row (column, value), no row (None), or an error (`error_type` set)."""

    row: tuple[tuple[str, Value], ...] | None = None
    error_type: str | None = None
    error_message: str | None = None
    ms: int = 0


class DataActionAnswer(msgspec.Struct, frozen=True, tag=True, gc=False):
    """The answer to `Invoke`. `outcome` is `success`, `failure`, `timeout`, or `unknown`: nobody said what
    this data action returns, so the call reports it as not executed."""

    outcome: str
    outputs: tuple[tuple[str, Value], ...] = ()
    ms: int = 0


class ScheduleAnswer(msgspec.Struct, frozen=True, tag=True, gc=False):
    """The answer to `EvaluateSchedule`: `open`, `closed`, `holiday`, `emergency` for a schedule group,
    `active`, `inactive` for a schedule or an emergency group, None where nobody knows it. `schedules` are the names of
    the schedules that apply."""

    state: str | None
    ms: int = 0
    schedules: tuple[str, ...] = ()


class Speech(msgspec.Struct, frozen=True, tag=True, gc=False):
    """The caller said this, after `ms` of silence."""

    text: str
    ms: int = 0


class AgentAnswers(msgspec.Struct, frozen=True, tag=True, gc=False):
    """An agent takes the call that waits in a queue; the in-queue flow is over. It may come at any time."""

    ms: int = 0


class ServiceAnswer(msgspec.Struct, frozen=True, tag=True, gc=False):
    """The answer to `Ask`. `outcome` is one of the action's output paths, the name of an intent, or `unknown`: nobody
    said how it comes out. `outputs` go to the action's output variables by name."""

    outcome: str
    outputs: tuple[tuple[str, Value], ...] = ()
    ms: int = 0


Event: TypeAlias = (
    Played
    | Digits
    | Speech
    | Silence
    | HangUp
    | AgentAnswers
    | TransferAnswer
    | TableAnswer
    | DataActionAnswer
    | ScheduleAnswer
    | ServiceAnswer
)
