"""`model.Flow` to Archy YAML, in the order and layout of Architect's exporter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import msgspec

from callflows.architect.emitter import Shape, emit
from callflows.architect.keys import AFTER_BOTS, BEFORE_TASKS
from callflows.architect.shapes import BARE
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
    Node,
    Nothing,
    NoValue,
    Output,
    Task,
    Variable,
)


class _Pairs(msgspec.Struct, frozen=True):
    """A mapping that is written, made from a typed part of the flow."""

    pairs: tuple[tuple[str, _Tree], ...]


class _List(msgspec.Struct, frozen=True):
    items: tuple[_Tree, ...]


_Tree: TypeAlias = Node | Action | Flow | Menu | Task | Variable | _Pairs | _List
_Entry: TypeAlias = tuple[str, _Tree]


def write(flow: Flow) -> str:
    """The flow as the org would export it: `read(write(flow)).flow == flow`, and writing again changes nothing.

    Settings, settings of actions and unknown keys keep their order; what the model types has the exporter's.
    """
    root: _Tree = _Pairs(((flow.type, _Pairs(tuple(_flow(flow)))),))
    return emit(root, _expand)


def _expand(node: _Tree) -> Shape[_Tree]:
    """One level of the tree: a scalar, the pairs of a mapping, or the items of a list."""
    if node is None or not isinstance(node, msgspec.Struct):
        return node
    if isinstance(node, Action):
        return [(node.kind, _settings(node))]
    if isinstance(node, Group):
        return list(node.entries)
    if isinstance(node, _Pairs):
        return list(node.pairs)
    if isinstance(node, Actions | Items | _List):
        return node.items
    return _value(node)


def _value(node: _Tree) -> Shape[_Tree]:
    """A value's pairs."""
    match node:
        case Literal():
            return [("lit", node.value), *node.extra]
        case Expression():
            return [("exp", node.text)]
        case Output():
            return [("var", node.name)]
        case NoValue():
            return [("noValue" if node.fallback else "noValueWithNoFallback", True)]
        case Nothing():
            return [("none", True)]
        case Audio():
            return _audio(node)
    raise TypeError(f"{type(node).__name__} is no part of a flow")


def _audio(audio: Audio) -> Shape[_Tree]:
    """Alternate sequences stand after the default, as exports have them."""
    found: list[_Entry] = []
    for key, text in (("tts", audio.tts), ("exp", audio.exp), ("prompt", audio.prompt)):
        if text is not None:
            found.append((key, text))
    if audio.alternates:
        found.append(("alternateSequences", Group(audio.alternates)))
    return found


def _settings(action: Action) -> _Tree:
    if len(action.entries) == 1 and action.entries[0][0] == BARE:
        return action.entries[0][1]
    return Group(action.entries)


def _flow(flow: Flow) -> Iterator[_Entry]:
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


def _body(flow: Flow) -> Iterator[_Entry]:
    if flow.menus:
        yield "menus", _listed(("menu", _Pairs(tuple(_menu(menu)))) for menu in flow.menus)
    if flow.tasks:
        yield "tasks", _listed(("task", _Pairs(tuple(_task(task)))) for task in flow.tasks)
    if flow.actions is not None:
        yield "startUpTaskActions", flow.actions
    yield from _variables("startUpTaskVariables", flow.task_variables)


def _menu(menu: Menu) -> Iterator[_Entry]:
    yield "name", menu.name
    yield from _given("refId", menu.ref_id)
    yield from _given("audio", menu.audio)
    yield from menu.settings
    if menu.choices:
        yield "choices", Actions(menu.choices)
    yield from _given("defaultChildMenuRef", menu.default_choice_ref)
    yield from menu.extra


def _task(task: Task) -> Iterator[_Entry]:
    yield "name", task.name
    yield from _given("refId", task.ref_id)
    yield from _variables("variables", task.variables)
    yield "actions", Actions(task.actions)
    if task.output_paths:
        yield "outputPaths", _listed(("outputPath", Group((("name", name),))) for name in task.output_paths)
    yield from task.extra


def _variables(key: str, variables: tuple[Variable, ...]) -> Iterator[_Entry]:
    if variables:
        yield key, _listed((f"{v.type}Variable", _Pairs(tuple(_variable(v)))) for v in variables)


def _variable(variable: Variable) -> Iterator[_Entry]:
    yield "name", variable.name
    yield from _given("description", variable.description)
    yield "initialValue", variable.initial
    yield from _given("isInput", variable.is_input)
    yield from _given("isOutput", variable.is_output)
    yield from variable.extra


def _given(key: str, node: _Tree) -> Iterator[_Entry]:
    if node is not None:
        yield key, node


def _listed(items: Iterator[_Entry]) -> _List:
    """A list of one-key mappings."""
    return _List(tuple(_Pairs((item,)) for item in items))
