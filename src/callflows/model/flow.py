"""A flow: its header, variables, settings, menus and tasks."""

from __future__ import annotations

import msgspec

from callflows.model.nodes import Action, Actions, Entries, Group, Node, NoValue


class Variable(msgspec.Struct, frozen=True, kw_only=True):
    """`- stringVariable: {name: Flow.X, initialValue: …, isInput: …, isOutput: …}`.

    `type` is Architect's camelCase type (`string`, `integerCollection`). `name` carries its scope
    (`Flow.`, `Task.`, `Common.`) and is looked up ignoring case. None = not written.
    """

    type: str
    name: str
    description: str | None = None
    initial: Node = NoValue()
    is_input: bool | None = None
    is_output: bool | None = None
    extra: Entries = ()


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A reusable task. `ref_id` is unique in the flow; `output_paths` are its named ends beside `default`."""

    name: str
    ref_id: str | None = None
    variables: tuple[Variable, ...] = ()
    actions: tuple[Action, ...] = ()
    output_paths: tuple[str, ...] = ()
    extra: Entries = ()


class Menu(msgspec.Struct, frozen=True, kw_only=True):
    """A menu. `settings` holds `settingsMenu` and `settingsSpeechRec` as written."""

    name: str
    ref_id: str | None = None
    audio: Node = None
    settings: Entries = ()
    choices: tuple[Action, ...] = ()
    default_choice_ref: str | None = None
    extra: Entries = ()


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """A flow of any type.

    `type` is Archy's key (`inboundCall`, `commonModule`). `settings` holds the `settings*` keys,
    `extra` the keys that callflows does not know; both keep their order and are written back.
    A common module has `actions` and `task_variables` (its one start task) and neither `start_up_ref`,
    menus nor tasks (Architect: common module).
    """

    type: str
    name: str
    description: str | None = None
    division: str | None = None
    start_up_ref: str | None = None
    default_language: str | None = None
    supported_languages: Group | None = None
    initial_greeting: Node = None
    variables: tuple[Variable, ...] = ()
    settings: Entries = ()
    menus: tuple[Menu, ...] = ()
    tasks: tuple[Task, ...] = ()
    actions: Actions | None = None
    task_variables: tuple[Variable, ...] = ()
    extra: Entries = ()

    @property
    def inputs(self) -> tuple[Variable, ...]:
        """The variables that a caller of this module passes in."""
        return tuple(v for v in self.variables if v.is_input)

    @property
    def outputs(self) -> tuple[Variable, ...]:
        """The variables that this module hands back to its caller."""
        return tuple(v for v in self.variables if v.is_output)
