"""What each action and menu choice is: one entry a kind, as data.

This is the only place where an action kind is described. The reader's shape checks, the reference
extraction, the engine's dispatch table and the documentation come from it.

Field shapes and output names: Architect's exports. Ranges: Architect's design-time limits.
"""

from __future__ import annotations

import enum
from types import MappingProxyType

import msgspec


class Kind(enum.StrEnum):
    """What may stand at a field."""

    VALUE = "value"  # lit, exp or noValue of the field's data type
    AUDIO = "audio"  # tts, exp, prompt, alternateSequences or noValue
    OUTPUT = "output"  # var or noValue: a variable that receives a result
    TASK_REF = "taskRef"  # address of a task
    MENU_REF = "menuRef"  # address of a menu
    NAMED = "named"  # plain {name: X}
    KEYED = "keyed"  # a mapping whose only key is the name of what is referenced
    PLAIN = "plain"  # a bare scalar
    GROUP = "group"  # a mapping of further settings


class RefKind(enum.StrEnum):
    """What a field refers to; the values are Genesys Cloud's dependency object types."""

    QUEUE = "QUEUE"
    PROMPT = "USERPROMPT"
    SYSTEM_PROMPT = "SYSTEMPROMPT"
    DATA_TABLE = "DATATABLE"
    DATA_ACTION = "DATAACTION"
    COMMON_MODULE = "COMMONMODULEFLOW"
    INBOUND_CALL = "INBOUNDCALLFLOW"
    INQUEUE_CALL = "INQUEUECALLFLOW"
    SECURE_CALL = "SECURECALLFLOW"
    VOICE_SURVEY = "VOICESURVEYFLOW"
    BOT_FLOW = "BOTFLOW"
    SKILL = "ACDSKILL"
    LANGUAGE_SKILL = "ACDLANGUAGE"
    USER = "USER"
    GROUP = "GROUP"
    SCRIPT = "SCRIPT"
    SCHEDULE = "SCHEDULE"
    SCHEDULE_GROUP = "SCHEDULEGROUP"
    EMERGENCY_GROUP = "EMERGENCYGROUP"
    OUTCOME = "FLOWOUTCOME"
    MILESTONE = "FLOWMILESTONE"
    WRAPUP_CODE = "ACDWRAPUPCODE"
    RESPONSE = "RESPONSE"


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One setting of an action.

    `path` is the key below the action (`targetQueue`, `destination/queue/targetQueue`; `*` stands for
    any one key). `type` is the data type of a VALUE. `refers_to` names what it refers to by name.
    `minimum`/`maximum` bound a literal.
    """

    path: str
    kind: Kind
    type: str = ""
    required: bool = False
    refers_to: RefKind | None = None
    minimum: int | None = None
    maximum: int | None = None


class ActionSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of action or menu choice.

    `outputs` are the ids of its output paths, in the exporter's order. `ends` says that nothing after it
    in the list runs: "call" (the call ends or leaves the flow), "task", "loop", or "" (goes on).
    A transfer goes on only when it fails. `flow_types` empty = every call flow.
    """

    key: str
    title: str
    category: str
    fields: tuple[Field, ...] = ()
    outputs: tuple[str, ...] = ()
    ends: str = ""
    transfer: bool = False
    menu_choice: bool = False
    flow_types: tuple[str, ...] = ()


def spec_of(kind: str) -> ActionSpec | None:
    """The entry of an action or menu-choice kind, None where callflows does not know it."""
    return CATALOGUE.get(kind)


CATALOGUE: MappingProxyType[str, ActionSpec] = MappingProxyType({})
