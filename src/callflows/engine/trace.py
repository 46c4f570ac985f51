"""What happened in a call, step by step: frozen events, written as JSON lines.

A trace is a function of the program, the context and the events: the same ones give the same bytes.
`t` is the virtual time in milliseconds since the call began. The first line is `Started` and names the
schema's version; a reader refuses a version that it does not know. A call without a trace builds no event.

What is entered is left: each EnteredModule, EnteredTask and EnteredMenu has its LeftModule, LeftTask or LeftMenu, with
the same address and name, the innermost first. `by` says how (`LEAVES`). `Started` enters the flow, `Ended` leaves it;
before it all is left that the call was in.

Events hold values and nothing that could hold them in turn, so the garbage collector need not look at them (`gc`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from callflows.engine.audio import Part
from callflows.engine.codec import Coded, encode, to_json
from callflows.engine.codec import Typed as Typed  # noqa: PLC0414 - a name of traces too
from callflows.expressions import Value

SCHEMA = 3
LEAVES: Mapping[str, str] = MappingProxyType(
    {
        "end": "its end: a task by the end path `path`, a module with its outputs",
        "choice": "a choice of the menu: by key, speech or extension",
        "default": "the menu has played as often as it may: the default choice, else the end of the call",
        "jump": "a jump to a task or menu, which also gives up the tasks that wait",
        "error": "a run-time error: the flow's error handling comes next",
        "over": "the end of the call",
    }
)
"""How a module, task or menu is left."""
Shown: TypeAlias = Coded
shown = encode
"""A value as a trace holds it; `codec.decode` gives the value back."""


class Started(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    """The call entered the flow. `flow_type` is the flow's; `at` the time in UTC, ISO 8601; `wanted_language` is the
    language that was asked for, None where it is the flow's default one."""

    schema: int = SCHEMA
    flow: str
    flow_type: str
    caller: str
    called: str
    at: str
    language: str
    wanted_language: str | None = None
    seed: int
    conversation_id: str
    remote_name: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    variables: tuple[tuple[str, Shown], ...] = ()


class Told(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False, omit_defaults=True):
    """What the driver told the call: the event `event` of `callflows.engine.events`, with its fields that are not as
    usual in `said`, and the names and values that it brought in `values` (a table's row, an action's outputs). All up
    to the next `Told` follows from it."""

    t: int
    event: str
    said: tuple[tuple[str, Shown], ...] = ()
    values: tuple[tuple[str, Shown], ...] | None = None


class Known(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False, omit_defaults=True):
    """What the org knew when the call asked, where a call that is replayed could not tell: an object that was not found
    or goes by another name or id (`what` is `find`, `kind` the object's), the text of a prompt (`prompt`, with its
    `language`; `kind` is `system` or `user`), who has an extension (`extension`)."""

    t: int
    what: str
    kind: str
    name: str
    language: str = ""
    answer: Shown = None


class EnteredModule(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    t: int
    address: str
    module: str
    inputs: tuple[tuple[str, Shown], ...]


class LeftModule(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    """`outputs` are what it gave back: nothing where it did not come to its end."""

    t: int
    address: str
    module: str
    by: str = "end"
    outputs: tuple[tuple[str, Shown], ...] = ()


class EnteredTask(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    t: int
    address: str
    task: str


class LeftTask(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    """`path` is the end path by which it ended, empty where it was left before."""

    t: int
    address: str
    task: str
    by: str = "end"
    path: str = ""


class EnteredMenu(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    t: int
    address: str
    menu: str


class LeftMenu(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    t: int
    address: str
    menu: str
    by: str


class Action(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    """The call came to an action or chose a menu choice."""

    t: int
    address: str
    kind: str
    name: str


class Given(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    """The values of an action's settings, by the paths at which they stand below it
    (`attributes[0]/attribute/name`), in the order in which they were evaluated."""

    t: int
    address: str
    inputs: tuple[tuple[str, Shown], ...]


class Took(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    """The action left by this output path. A path that is not written is an empty one."""

    t: int
    address: str
    output: str


class Assigned(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    t: int
    address: str
    variable: str
    value: Shown


class Heard(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    t: int
    address: str
    parts: tuple[Part, ...]


class Pressed(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    t: int
    keys: str


class Spoke(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    """The caller said something."""

    t: int
    text: str


class Collected(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    """The end of a wait for keys: what was taken, and why it ended (`complete`, `timeout`, `invalid`)."""

    t: int
    address: str
    keys: str
    reason: str


class Asked(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    """The world was asked: a transfer, a table, a data action, a schedule."""

    t: int
    address: str
    kind: str
    target: str
    details: tuple[tuple[str, Shown], ...] = ()


class Answered(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    t: int
    address: str
    answer: str


class Effect(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    t: int
    address: str
    kind: str


class Skipped(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    """An action that is not executed, and why."""

    t: int
    address: str
    kind: str
    reason: str


class Mocked(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False, omit_defaults=True):
    """A function that callflows does not know was answered by the call's context, or failed there (`code` and `message`
    say how). `address` is the action, menu or task that was entered last."""

    t: int
    address: str
    function: str
    arguments: tuple[Shown, ...]
    value: Shown
    code: str = ""
    message: str = ""


class Failed(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    """A run-time error; the flow's error handling comes next. `flow` is the flow or module in which `address` stands,
    `expression` the text that raised the error, `offset` the character of it (from 0) at which it arose, -1 where that
    is not known."""

    t: int
    flow: str
    address: str
    code: str
    message: str
    expression: str = ""
    offset: int = -1


class Ended(msgspec.Struct, frozen=True, kw_only=True, tag=True, gc=False):
    """`by` is `disconnect` (the flow), `transfer`, `hangUp` (the caller), or `error` (the error handling failed).
    `flow` is the flow or module in which `address` stands."""

    t: int
    by: str
    flow: str
    address: str
    reason: str = ""


TraceEvent: TypeAlias = (
    Started
    | Told
    | Known
    | EnteredModule
    | LeftModule
    | EnteredTask
    | LeftTask
    | EnteredMenu
    | LeftMenu
    | Action
    | Given
    | Took
    | Assigned
    | Heard
    | Pressed
    | Spoke
    | Collected
    | Asked
    | Answered
    | Effect
    | Skipped
    | Mocked
    | Failed
    | Ended
)
Trace: TypeAlias = tuple[TraceEvent, ...]
Entered: TypeAlias = EnteredModule | EnteredTask | EnteredMenu

_decoder: msgspec.json.Decoder[TraceEvent] = msgspec.json.Decoder(TraceEvent)


def running(events: Sequence[TraceEvent]) -> str:
    """The address of the action, menu or task that was entered last; empty where none was."""
    entered = (event.address for event in reversed(events) if isinstance(event, (Action, EnteredMenu, EnteredTask)))
    return next(entered, "")


def left(
    entered: Entered, ms: int, by: str, path: str = "", outputs: tuple[tuple[str, Value], ...] = ()
) -> LeftModule | LeftTask | LeftMenu:
    """What says that the call left what it had entered."""
    if isinstance(entered, EnteredTask):
        return LeftTask(t=ms, address=entered.address, task=entered.task, by=by, path=path)
    if isinstance(entered, EnteredMenu):
        return LeftMenu(t=ms, address=entered.address, menu=entered.menu, by=by)
    return LeftModule(t=ms, address=entered.address, module=entered.module, by=by, outputs=shown_pairs(outputs))


def shown_pairs(pairs: Iterable[tuple[str, Value]]) -> tuple[tuple[str, Shown], ...]:
    return tuple((name, shown(value)) for name, value in pairs)


def to_json_lines(events: Iterable[TraceEvent]) -> str:
    """One event a line, each line ended by a line feed."""
    return "".join(to_json(event).decode() + "\n" for event in events)


def from_json_lines(text: str) -> Trace:
    """The events of `to_json_lines`. Raises msgspec.ValidationError on anything else, also another schema."""
    events = tuple(map(from_json_line, filter(None, text.split("\n"))))
    if events and (not isinstance(events[0], Started) or events[0].schema != SCHEMA):
        raise msgspec.ValidationError(f"a trace begins with Started of schema {SCHEMA}")
    return events


def from_json_line(line: str | bytes) -> TraceEvent:
    """One event. Raises msgspec.DecodeError for what is no JSON, its subclass ValidationError for what is no event."""
    return _decoder.decode(line)


def json_schema() -> dict[str, object]:
    """The JSON Schema (draft 2020-12) of a line of a trace."""
    about = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"An event of a call, schema {SCHEMA}"}
    return {**about, **msgspec.json.schema(TraceEvent)}
