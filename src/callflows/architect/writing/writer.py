"""`model.Flow` to Archy YAML, in the order and layout of Architect's exporter."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from types import MappingProxyType
from typing import Final

import msgspec

from callflows.architect.keys import AFTER_BOTS, BARE, BEFORE_TASKS
from callflows.architect.writing.emitter import ListItems, OneKeyItems, Row, Shapes, emit
from callflows.model import (
    Action,
    Actions,
    Audio,
    Expression,
    Flow,
    Group,
    Items,
    Literal,
    Menu,
    Nothing,
    NoValue,
    Output,
    Task,
    Variable,
)


class _Pairs(msgspec.Struct, frozen=True):
    """A mapping that is written, made from a typed part of the flow."""

    pairs: tuple[Row, ...]


class _List(msgspec.Struct, frozen=True):
    """A list of one-key mappings that is written, made from typed parts of the flow."""

    items: OneKeyItems


def write(flow: Flow) -> str:
    """The flow as the org would export it: `read(write(flow)).flow == flow`, and writing again changes nothing.

    Settings, settings of actions and unknown keys keep their order; what the model types has the exporter's.
    """
    return emit(((flow.type, _Pairs(tuple(_flow(flow)))),), _SHAPES)


def _literal(literal: Literal) -> tuple[Row, ...]:
    return (("lit", literal.value), *literal.extra)


def _audio(audio: Audio) -> tuple[Row, ...]:
    """Alternate sequences stand after the default, as exports have them."""
    texts = (("tts", audio.tts), ("exp", audio.exp), ("prompt", audio.prompt))
    found: list[Row] = [(key, text) for key, text in texts if text is not None]
    if audio.alternates:
        found.append(("alternateSequences", Group(audio.alternates)))
    return tuple(found)


def _actions(actions: Actions) -> OneKeyItems:
    return OneKeyItems([(action.kind, _settings(action)) for action in actions.items])


def _settings(action: Action) -> object:
    entries = action.entries
    return entries[0][1] if len(entries) == 1 and entries[0][0] == BARE else action


_SHAPES: Final[Shapes] = MappingProxyType(
    {
        Group: attrgetter("entries"),
        Action: attrgetter("entries"),
        Actions: _actions,
        Items: lambda node: ListItems(node.items),
        Literal: _literal,
        Expression: lambda node: (("exp", node.text),),
        Output: lambda node: (("var", node.name),),
        NoValue: lambda node: _NO_VALUE if node.fallback else _NO_FALLBACK,
        Nothing: lambda node: _NOTHING,
        Audio: _audio,
        _Pairs: attrgetter("pairs"),
        _List: attrgetter("items"),
    }
)
_NO_VALUE: Final[tuple[Row, ...]] = (("noValue", True),)
_NO_FALLBACK: Final[tuple[Row, ...]] = (("noValueWithNoFallback", True),)
_NOTHING: Final[tuple[Row, ...]] = (("none", True),)


def _flow(flow: Flow) -> Iterator[Row]:
    yield "name", flow.name
    yield from _given("description", flow.description)
    yield from _given("division", flow.division)
    yield from _given("startUpRef", flow.start_up_ref)
    yield from _given("defaultLanguage", flow.default_language)
    yield from _given("supportedLanguages", flow.supported_languages)
    yield from _given("initialGreeting", flow.initial_greeting)
    yield from _variables("variables", flow.variables)
    settings = [key for key, _ in flow.settings]
    early = settings.index(AFTER_BOTS) if AFTER_BOTS in settings else len(settings)
    others = max((place + 1 for place, (key, _) in enumerate(flow.extra) if key in BEFORE_TASKS), default=0)
    yield from flow.settings[:early]
    yield from flow.extra[:others]
    yield from flow.settings[early:]
    yield from _body(flow)
    yield from flow.extra[others:]


def _body(flow: Flow) -> Iterator[Row]:
    if flow.menus:
        yield "menus", _listed(("menu", _Pairs(tuple(_menu(menu)))) for menu in flow.menus)
    if flow.tasks:
        yield "tasks", _listed(("task", _Pairs(tuple(_task(task)))) for task in flow.tasks)
    if flow.actions is not None:
        yield "startUpTaskActions", flow.actions
    yield from _variables("startUpTaskVariables", flow.task_variables)


def _menu(menu: Menu) -> Iterator[Row]:
    yield "name", menu.name
    yield from _given("refId", menu.ref_id)
    yield from _given("audio", menu.audio)
    yield from menu.settings
    if menu.choices:
        yield "choices", Actions(menu.choices)
    yield from _given("defaultChildMenuRef", menu.default_choice_ref)
    yield from menu.extra


def _task(task: Task) -> Iterator[Row]:
    yield "name", task.name
    yield from _given("refId", task.ref_id)
    yield from _variables("variables", task.variables)
    yield "actions", Actions(task.actions)
    if task.output_paths:
        yield "outputPaths", _listed(("outputPath", Group((("name", name),))) for name in task.output_paths)
    yield from task.extra


def _variables(key: str, variables: tuple[Variable, ...]) -> Iterator[Row]:
    if variables:
        yield key, _listed((f"{v.type}Variable", _Pairs(tuple(_variable(v)))) for v in variables)


def _variable(variable: Variable) -> Iterator[Row]:
    yield "name", variable.name
    yield from _given("description", variable.description)
    yield "initialValue", variable.initial
    yield from _given("isInput", variable.is_input)
    yield from _given("isOutput", variable.is_output)
    yield from variable.extra


def _given(key: str, node: object) -> Iterator[Row]:
    if node is not None:
        yield key, node


def _listed(items: Iterator[Row]) -> _List:
    """A list of one-key mappings."""
    return _List(OneKeyItems(items))
