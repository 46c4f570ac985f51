"""A flow in words: header, variables, settings, and its menus and tasks as trees."""

from __future__ import annotations

from collections.abc import Iterator

from callflows.analysis.describe.actions import lines_of
from callflows.analysis.describe.portrait import Line, Part, Portrait, Section, VariableRow
from callflows.analysis.describe.settings import Jumps, parts_of
from callflows.analysis.describe.values import in_words, words
from callflows.analysis.places import places_of
from callflows.analysis.targets import targets_of
from callflows.model import (
    FLOW_TYPES,
    SETTINGS,
    Actions,
    Audio,
    Entries,
    Flow,
    Group,
    Items,
    Node,
    Nothing,
    NoValue,
    Task,
    Variable,
)
from callflows.model.walk import actions_of, child, menu_address, task_address


def describe(flow: Flow) -> Portrait:
    """The flow in words. Everything comes from the flow and the catalogue; what the catalogue does not know is told by
    its keys."""
    jumps = _jumps(flow)
    spec = FLOW_TYPES.get(flow.type)
    return Portrait(
        title=spec.title if spec else flow.type,
        name=flow.name,
        facts=tuple(_facts(flow, jumps)),
        variables=_rows(flow.variables),
        settings=tuple(_settings(flow.settings, f"/{flow.type}", jumps)),
        sections=tuple(_sections(flow, jumps)),
    )


def _jumps(flow: Flow) -> Jumps:
    sites = tuple(actions_of(flow))
    names = {menu_address(flow, i): f"menu {menu.name}" for i, menu in enumerate(flow.menus)}
    names |= {task_address(flow, i): f"task {task.name}" for i, task in enumerate(flow.tasks)}
    names |= {site.address: f"choice {site.action.name}" for site in sites if site.action.ref_id}
    others = dict(_named(flow.extra))
    found: dict[str, str] = {}
    for target in targets_of(flow, sites, places_of(flow, sites)):
        leads_to = names.get(target.found or "") or others.get(target.text.rpartition("/")[2])
        found[target.address] = f"→ {leads_to}" if leads_to else f"→ {target.text} (not there)"
    return found


def _named(entries: Entries) -> Iterator[tuple[str, str]]:
    """(`state[Initial State_10]`, `state Initial State`) of what else of a flow has a refId: states, bots."""
    for _, node in entries:
        for item in node.items if isinstance(node, Items) else ():
            for kind, body in item.entries if isinstance(item, Group) else ():
                if isinstance(body, Group) and isinstance(body.get("refId"), str):
                    yield f"{kind}[{body.get('refId')}]", f"{kind} {body.get('name') or body.get('refId')}"


def _facts(flow: Flow, jumps: Jumps) -> Iterator[Part]:
    for label, text in (("description", flow.description), ("division", flow.division)):
        if text:
            yield Part(label, " ".join(text.split()))
    if flow.start_up_ref:
        yield Part("starts at", jumps.get(f"/{flow.type}/startUpRef", flow.start_up_ref).removeprefix("→ "))
    languages = [key for key, _ in flow.supported_languages.entries] if flow.supported_languages else []
    others = [key for key in languages if key != flow.default_language]
    if flow.default_language:
        yield Part("language", flow.default_language + (f" (also {', '.join(others)})" if others else ""))
    elif languages:
        yield Part("languages", ", ".join(languages))
    if flow.initial_greeting is not None and not isinstance(flow.initial_greeting, NoValue):
        yield Part("greeting", in_words(flow.initial_greeting))


def _rows(variables: tuple[Variable, ...]) -> tuple[VariableRow, ...]:
    return tuple(
        VariableRow(
            name=variable.name,
            type=_type_in_words(variable.type),
            initial="" if isinstance(variable.initial, NoValue) else in_words(variable.initial),
            direction=", ".join(word for word, on in (("in", variable.is_input), ("out", variable.is_output)) if on),
            description=" ".join((variable.description or "").split()),
        )
        for variable in variables
    )


def _type_in_words(type: str) -> str:
    """`integerCollection` is `Integer Collection`, as Architect's pages have it."""
    return words(type).title() if type[:1].islower() else type


def _settings(settings: Entries, top: str, jumps: Jumps) -> Iterator[Section]:
    for key, node in settings:
        if isinstance(node, Nothing):
            continue
        spec = SETTINGS.get(key)
        address = child(top, key)
        entries = node.entries if isinstance(node, Group) else ((key, node),)
        parts = parts_of(entries, address, spec.fields if spec else (), jumps, defaults=True)
        if parts:
            yield Section(spec.title if spec else _title(key), "", address, parts)


def _title(key: str) -> str:
    """`settingsErrorHandling` is `Error handling`."""
    name = key.removeprefix("settings") or key
    return words(name[:1].lower() + name[1:]).capitalize()


def _sections(flow: Flow, jumps: Jumps) -> Iterator[Section]:
    top = f"/{flow.type}"
    if flow.actions is not None:
        lines = tuple(lines_of(child(top, "startUpTaskActions"), flow.actions.items, jumps))
        yield Section("Start task", "", top, (), _rows(flow.task_variables), lines)
    for key, node in flow.extra:
        yield from _others(child(top, key), key, node, jumps)
    for index in range(len(flow.menus)):
        yield _menu(flow, index, jumps)
    for index, task in enumerate(flow.tasks):
        address = task_address(flow, index)
        lines = tuple(lines_of(child(address, "actions"), task.actions, jumps))
        yield Section("Task", task.name, address, tuple(_ends(task)), _rows(task.variables), lines)


def _ends(task: Task) -> Iterator[Part]:
    if task.output_paths:
        yield Part("ends", ", ".join(task.output_paths))


def _menu(flow: Flow, index: int, jumps: Jumps) -> Section:
    menu, address = flow.menus[index], menu_address(flow, index)
    parts: list[Part] = []
    if isinstance(menu.audio, Audio) or not isinstance(menu.audio, NoValue | None):
        parts.append(Part("plays", in_words(menu.audio)))
    for section in _settings(menu.settings, address, jumps):
        parts += section.parts
    if menu.default_choice_ref:
        found = jumps.get(child(address, "defaultChildMenuRef"), menu.default_choice_ref)
        parts.append(Part("without a choice", found))
    lines: tuple[Line, ...] = tuple(lines_of(child(address, "choices"), menu.choices, jumps))
    return Section("Menu", menu.name, address, tuple(parts), (), lines)


def _others(address: str, key: str, node: Node, jumps: Jumps) -> Iterator[Section]:
    """What else of a flow has actions, such as the states of a workflow."""
    if isinstance(node, Items):
        for index, item in enumerate(node.items):
            yield from _others(f"{address}[{index}]", key, item, jumps)
    elif isinstance(node, Group):
        name = node.get("name")
        lists = [(below, actions) for below, actions in node.entries if isinstance(actions, Actions)]
        for below, actions in lists:
            lines = tuple(lines_of(child(address, below), actions.items, jumps))
            yield Section(words(key).capitalize(), name if isinstance(name, str) else "", address, (), (), lines)
        for below, inner in node.entries:
            if not lists:
                yield from _others(child(address, below), below, inner, jumps)
