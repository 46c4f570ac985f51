"""The fast path of reading: a flow straight from the lines of its text, where they are laid out as the exporter does.

`read_fast` gives exactly the flow that the composer and the flow reader would give, and only where those would find
nothing to report; in every other case it gives None, and they read the text. It looks for faults only as far as it
takes to decline.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from callflows.architect.document.composer import MAX_NODES
from callflows.architect.fast.blocks import Builder
from callflows.architect.fast.lines import UnusualError, bare_action, usual_lines
from callflows.architect.keys import HEADERS, MENU, MENU_SETTINGS, REQUIRED, TASK, TYPED, VARIABLE
from callflows.architect.placeholders.template import Template
from callflows.model import Action, Actions, Entries, Flow, Group, Items, Menu, Node, NoValue, Task, Variable

_KIND: Final = "Variable"
_NODES_A_LINE: Final = 3


class FastFlow(msgspec.Struct, frozen=True):
    """A flow, and the actions of all its action lists in no order."""

    flow: Flow
    actions: list[Action]


def read_fast(template: Template) -> FastFlow | None:
    """The flow of a text, None where the fast path does not read it."""
    if template.unmask(template.text) is not template.text:  # something is masked
        return None
    lines = usual_lines(template.text)
    if lines is None or len(lines) * _NODES_A_LINE >= MAX_NODES:
        return None
    builder = Builder()
    try:
        top = builder.run(lines)
        if len(top) != 1:
            return None
        kind, body = top[0]
        if kind not in HEADERS or not isinstance(body, Group):
            return None
        flow = _flow(kind, body.entries, builder.actions)
    except UnusualError:
        return None
    return FastFlow(flow, builder.actions)


def _flow(kind: str, entries: Entries, actions: list[Action]) -> Flow:
    body = dict(entries)
    for key in ("name", *REQUIRED.get(kind, ())):
        if body.get(key) in (None, "", Actions()):
            raise UnusualError
    rest = tuple(entry for entry in entries if entry[0] not in TYPED)
    if not HEADERS[kind].issuperset(body):
        raise UnusualError
    languages = body.get("supportedLanguages")
    start = body.get("startUpTaskActions")
    if not isinstance(languages, Group | None) or ("supportedLanguages" in body and languages is None):
        raise UnusualError
    if not isinstance(start, Actions | None):
        raise UnusualError
    return Flow(
        type=kind,
        name=_text(body, "name") or "",
        description=_text(body, "description"),
        division=_text(body, "division"),
        start_up_ref=_text(body, "startUpRef"),
        default_language=_text(body, "defaultLanguage"),
        supported_languages=languages,
        initial_greeting=_played(body, "initialGreeting"),
        variables=_variables(body, "variables"),
        settings=tuple(entry for entry in rest if entry[0].startswith("settings")),
        menus=tuple(_menu(below, actions) for below in _items(body, "menus", "menu")),
        tasks=tuple(_task(below) for below in _items(body, "tasks", "task")),
        actions=start,
        task_variables=_variables(body, "startUpTaskVariables"),
        extra=tuple(entry for entry in rest if not entry[0].startswith("settings")),
    )


def _listed(body: dict[str, Node], key: str) -> Iterator[tuple[str, Entries]]:
    """(item's key, its settings) of a list of one-key mappings."""
    if key not in body:
        return
    found = body[key]
    if not isinstance(found, Items):
        raise UnusualError
    for item in found.items:
        if not isinstance(item, Group) or len(item.entries) != 1:
            raise UnusualError
        name, settings = item.entries[0]
        if not isinstance(settings, Group):
            raise UnusualError
        yield name, settings.entries


def _items(body: dict[str, Node], key: str, kind: str) -> Iterator[Entries]:
    for name, entries in _listed(body, key):
        if name != kind:
            raise UnusualError
        yield entries


def _variables(body: dict[str, Node], key: str) -> tuple[Variable, ...]:
    return tuple(_variable(kind, entries) for kind, entries in _listed(body, key))


def _variable(kind: str, entries: Entries) -> Variable:
    body = dict(entries)
    name = _text(body, "name")
    if not name or not kind.endswith(_KIND) or kind == _KIND:
        raise UnusualError
    return Variable(
        type=kind.removesuffix(_KIND),
        name=name,
        description=_text(body, "description"),
        initial=body.get("initialValue", _UNSET),
        is_input=_truth(body, "isInput"),
        is_output=_truth(body, "isOutput"),
        extra=_others(entries, VARIABLE),
    )


_UNSET: Final = NoValue()


def _task(entries: Entries) -> Task:
    body = dict(entries)
    name = _text(body, "name")
    actions = body.get("actions")
    if not name or not isinstance(actions, Actions | None):
        raise UnusualError
    return Task(
        name=name,
        ref_id=_text(body, "refId"),
        variables=_variables(body, "variables"),
        actions=actions.items if actions else (),
        output_paths=tuple(_path(below) for below in _items(body, "outputPaths", "outputPath")),
        extra=_others(entries, TASK),
    )


def _path(entries: Entries) -> str:
    """The name of a task's end; a list of another shape is for the flow reader."""
    if len(entries) != 1 or entries[0][0] != "name" or not isinstance(entries[0][1], str):
        raise UnusualError
    return entries[0][1]


def _menu(entries: Entries, actions: list[Action]) -> Menu:
    body = dict(entries)
    name = _text(body, "name")
    if not name:
        raise UnusualError
    choices = tuple(_choices(body))
    actions += choices
    rest = tuple(entry for entry in entries if entry[0] not in MENU)
    if any(key not in MENU_SETTINGS for key, _ in rest):
        raise UnusualError
    return Menu(
        name=name,
        ref_id=_text(body, "refId"),
        audio=_played(body, "audio"),
        settings=rest,
        choices=choices,
        default_choice_ref=_text(body, "defaultChildMenuRef"),
    )


def _choices(body: dict[str, Node]) -> Iterator[Action]:
    found = body.get("choices", Items())
    if not isinstance(found, Items):
        raise UnusualError
    for item in found.items:
        if not isinstance(item, Group) or len(item.entries) != 1:
            raise UnusualError
        kind, settings = item.entries[0]
        if isinstance(settings, Group):
            yield Action(kind, settings.entries)
        elif settings is None:
            yield bare_action(item.entries[0])
        else:
            raise UnusualError


def _others(entries: Entries, own: frozenset[str]) -> Entries:
    extra = tuple(entry for entry in entries if entry[0] not in own)
    if extra:
        raise UnusualError
    return extra


def _text(body: dict[str, Node], key: str) -> str | None:
    """A text setting; what is a number or truth value, and means the text of it, is for the flow reader."""
    found = body.get(key)
    if key in body and not isinstance(found, str):
        raise UnusualError
    return found if isinstance(found, str) else None


def _played(body: dict[str, Node], key: str) -> Node:
    """An audio setting; an empty one is for the flow reader."""
    found = body.get(key)
    if found is None and key in body:
        raise UnusualError
    return found


def _truth(body: dict[str, Node], key: str) -> bool | None:
    found = body.get(key)
    if key in body and not isinstance(found, bool):
        raise UnusualError
    return found if isinstance(found, bool) else None
