"""What a call asks its driver to do, as frozen values.

A call gives its commands in order and then waits for the answer to the last one: `Play` → `Played`,
`Collect` → `Digits` or `Silence`, the transfers → `TransferAnswer`, `LookUp` → `TableAnswer`,
`Invoke` → `DataActionAnswer`, `EvaluateSchedule` → `ScheduleAnswer`, `Ask` → `ServiceAnswer`. `SideEffect` and
`NotExecuted` want no answer; `Disconnect` and a successful transfer end the call. `HangUp` may come at any time.
The garbage collector need not look at values that can be in no cycle (`gc`).
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

import msgspec

from callflows.engine.audio import Part
from callflows.expressions import Value


class Play(msgspec.Struct, frozen=True, tag=True, gc=False):
    """Play the parts. `barge_in` says that a key press ends it early. `ms` is how long it plays where the flow says so
    (hold music), 0 where it plays once."""

    address: str
    parts: tuple[Part, ...]
    barge_in: bool = False
    ms: int = 0


class Collect(msgspec.Struct, frozen=True, tag=True, gc=False):
    """Play `prompt` (a key press ends it), then wait for keys, and in a menu for speech.

    `purpose` is `collectInput`, `confirm`, `menu`, `extension`, or `silence`, which waits for nothing else.
    `timeout_ms` runs from the end of the prompt to the first key, `inter_digit_ms` between keys. At most `maximum` keys
    are taken.
    """

    address: str
    purpose: str
    prompt: tuple[Part, ...]
    maximum: int
    timeout_ms: int
    inter_digit_ms: int


class TransferToQueue(msgspec.Struct, frozen=True, tag=True, gc=False):
    """Transfer to ACD. `target` is the queue's name."""

    address: str
    target: str
    priority: int = 0
    skills: tuple[str, ...] = ()
    language_skill: str | None = None
    preferred_agents: tuple[str, ...] = ()
    in_queue_flow: str | None = None
    direct_agent: str | None = None
    append_skills: bool = False

    @property
    def kind(self) -> str:
        return "queue"


class TransferTo(msgspec.Struct, frozen=True, tag=True, gc=False):
    """Any other transfer. `kind` is `user`, `number`, `group`, `flow`, `secureFlow` or `voicemail`; `target`
    the user's, group's or flow's name, the number, or the queue or user whose voicemail it is."""

    address: str
    kind: str
    target: str
    settings: tuple[tuple[str, Value], ...] = ()


class LookUp(msgspec.Struct, frozen=True, tag=True, gc=False):
    """Read the row of a data table whose key is `key`."""

    address: str
    table: str
    key: str


class Invoke(msgspec.Struct, frozen=True, tag=True, gc=False):
    """Run a data action of an integration. `timeout_ms` None means the action's own time-out."""

    address: str
    category: str
    action: str
    inputs: tuple[tuple[str, Value], ...]
    timeout_ms: int | None


class EvaluateSchedule(msgspec.Struct, frozen=True, tag=True, gc=False):
    """Say in which state a schedule (`schedule`), a schedule group (`scheduleGroup`) or an emergency group
    (`emergencyGroup`) is: now, or at `at` (UTC). `time_zone` is that of a schedule on its own, "" for UTC."""

    address: str
    kind: str
    name: str
    emergency_group: str | None = None
    at: datetime | None = None
    time_zone: str = ""


class Ask(msgspec.Struct, frozen=True, tag=True, gc=False):
    """Ask what lies outside the flow for an action's outcome: a bot, external contacts, the conversation itself.

    `kind` is the action's, `target` what it names (a bot, an id; may be ""), `inputs` are its settings by path, `paths`
    its output paths. `acts` says that the action does something and asks only whether that succeeded.
    """

    address: str
    kind: str
    target: str
    inputs: tuple[tuple[str, Value], ...]
    paths: tuple[str, ...]
    acts: bool = False


class SideEffect(msgspec.Struct, frozen=True, tag=True, gc=False):
    """Something an action does beside the call: a screen pop, a milestone, participant data, a callback.
    `kind` is the action's; `settings` are its evaluated settings by their path."""

    address: str
    kind: str
    settings: tuple[tuple[str, Value], ...]


class NotExecuted(msgspec.Struct, frozen=True, tag=True, gc=False):
    """An action that callflows does not execute, reported where the call passed it."""

    address: str
    kind: str
    reason: str


class Disconnect(msgspec.Struct, frozen=True, tag=True, gc=False):
    """The flow ends the call."""

    address: str


Command: TypeAlias = (
    Play
    | Collect
    | TransferToQueue
    | TransferTo
    | LookUp
    | Invoke
    | EvaluateSchedule
    | Ask
    | SideEffect
    | NotExecuted
    | Disconnect
)
