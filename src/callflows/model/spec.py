"""The words in which the catalogue describes an action: its settings, what they refer to, its output paths."""

from __future__ import annotations

import enum

import msgspec


class Kind(enum.StrEnum):
    """What may stand at a field."""

    VALUE = "value"  # lit, exp or noValue of the field's data type
    AUDIO = "audio"  # tts, exp, prompt, alternateSequences or noValue
    OUTPUT = "output"  # var or noValue: a variable that receives a result
    TASK_REF = "taskRef"  # address of a task
    MENU_REF = "menuRef"  # address of a menu
    STATE_REF = "stateRef"  # address of a state
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
    CONTACT_LIST = "CONTACTLIST"
    GRAMMAR = "GRAMMAR"
    DIGITAL_BOT_FLOW = "DIGITALBOTFLOW"
    KNOWLEDGE_BASE = "KNOWLEDGEBASE"
    KNOWLEDGE_ARTICLE = "KNOWLEDGEBASEDOCUMENT"
    GUIDE = "GUIDE"
    DECISION_TABLE = "DECISIONTABLE"
    UTILIZATION_LABEL = "UTILIZATIONLABEL"
    SURVEY_FORM = "SURVEYFORM"
    WORKTYPE = "WORKTYPE"
    LEX_BOT = "LEXBOTALIAS"
    LEX_V2_BOT = "LEXV2BOTALIAS"
    DIALOGFLOW_AGENT = "DIALOGFLOWAGENT"
    DIALOGFLOW_CX_AGENT = "DIALOGFLOWCXAGENT"
    BOT_CONNECTOR_BOT = "BOTCONNECTORBOT"
    AUDIO_CONNECTOR_BOT = "AUDIOCONNECTORBOT"
    NUANCE_MIX_BOT = "NUANCEMIXBOT"
    DIALOG_ENGINE_BOT = "DIALOGENGINEBOT"


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One setting of an action.

    `path` is the key below the action (`targetQueue`, `destination/queue/targetQueue`); `*` stands for any one key,
    `[]` behind a key for each item of its list (`attributes[]/attribute/value`). `callflows.model.nodes_at` follows it.
    `type` is Architect's name of a VALUE's data type, "" for any; `typed_by_key` says that it is the key at the path's
    last `*` (`statements[]/*/value`). `callflows.model.type_at` gives the one at an address.
    `refers_to` names what it refers to by name. `minimum`/`maximum` bound a literal, durations in milliseconds.
    `one_of` lists the texts that may stand there; at a GROUP the keys of which exactly one stands there.
    `default` is what a new action or flow of Architect has there, a duration in milliseconds, None where it is not
    known or nothing. `not_set` says whether NOT_SET may stand there (`noValue`, or an expression that comes to it).
    `label` is the name on Architect's page, `help` one line on what it is for, in our words.
    """

    path: str
    kind: Kind
    type: str = ""
    typed_by_key: bool = False
    required: bool = False
    refers_to: RefKind | None = None
    minimum: int | None = None
    maximum: int | None = None
    one_of: tuple[str, ...] = ()
    bare: bool = False
    default: str | int | bool | None = None
    not_set: bool = True
    label: str = ""
    help: str = ""


class ActionSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of action or menu choice.

    `outputs` are the ids of its output paths, in the exporter's order. `ends` says that nothing after it
    in the list runs: "call" (the call ends, or the flow where there is none), "task" (control leaves this list: the
    task ends, or another task, menu or state goes on), "loop" (the same inside a loop's body), or "" (goes on).
    A `transfer` has `ends=""`: the call leaves the flow when it succeeds; when it fails, its `failure` path runs and
    then what follows it.
    `flow_types` are Archy's keys of the flow types that have it. `seen` is False where no export shows how Archy spells
    the settings: they follow the names of Architect's scripting interface, and other keys are accepted.
    `named_outputs` says that it has more output paths, named in the flow (the ends of the task that is called,
    the intents of a bot). Where those stand in a list, `path_list` is the list's key and that of its items
    (`intents`, `intent`); an item has its `name`, its `actions` and, where it is not taken, `enabled: false`.
    `switched` are the output paths that a flow can switch off with `enabled: false` in place of `actions`.
    `help` is one line on what it does, in our words.
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
    seen: bool = True
    named_outputs: bool = False
    path_list: tuple[str, str] | None = None
    switched: tuple[str, ...] = ()
    help: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """The keys that may stand directly below the action."""
        own = {field.path.partition("/")[0].removesuffix("[]") for field in self.fields}
        return frozenset(own | {"name", "refId"} | ({"outputs"} if self.outputs or self.named_outputs else set()))


class SettingsSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One group of settings in a flow's header (`settingsMenu`), or in a menu that overrides it. Field paths start
    below its key. `closed` says that all keys are known which may stand directly below it."""

    key: str
    title: str
    fields: tuple[Field, ...] = ()
    flow_types: tuple[str, ...] = ()
    closed: bool = False
    help: str = ""

    @property
    def itself(self) -> Field | None:
        """The field that the key itself is, where it is one setting and no group (`initialGreeting`)."""
        return next((field for field in self.fields if not field.path), None)

    @property
    def keys(self) -> frozenset[str]:
        """The known keys directly below it."""
        return frozenset(field.path.partition("/")[0].removesuffix("[]") for field in self.fields)


class FlowTypeSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One flow type: `key` is Archy's (`inboundCall`), `api_name` the API's (`inboundcall`).

    `header` lists the keys that its body may hold, in the exporter's order, settings, menus, tasks and start actions
    among them; `required` those that it needs. `scopes` are the variable scopes that its expressions may use.
    `voice` says that it handles calls. `seen` is False where no export shows its header: other keys are accepted.
    """

    key: str
    api_name: str
    title: str
    header: tuple[str, ...]
    required: tuple[str, ...] = ("name",)
    scopes: tuple[str, ...] = ()
    voice: bool = False
    seen: bool = True
    help: str = ""
