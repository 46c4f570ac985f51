"""What stands at the settings that the catalogue describes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from callflows.checks.finding import Subject
from callflows.model import SETTINGS, Action, Entries, Field, Group, Node, nodes_at, spec_of
from callflows.model.walk import menu_address


def described(subject: Subject, wanted: Callable[[Field], bool]) -> Iterator[tuple[Field, str, Node]]:
    """(field, address, node) of what stands at the wanted fields: settings of the flow, of its menus, and actions."""
    fields: dict[str, tuple[Field, ...]] = {}
    for address, action in (*_groups(subject), *((s.address, s.action) for s in subject.program.sites)):
        if action.kind not in fields:
            spec = SETTINGS.get(action.kind) or spec_of(action.kind)
            fields[action.kind] = tuple(field for field in spec.fields if field.path and wanted(field)) if spec else ()
        for field in fields[action.kind]:
            for place, node in nodes_at(action, field.path, address):
                yield field, place, node


def _groups(subject: Subject) -> Iterator[tuple[str, Action]]:
    """(address, settings) of each group of settings, as an action of its name."""
    flow = subject.flow
    owners: list[tuple[str, Entries]] = [(subject.top, flow.settings)]
    owners += [(menu_address(flow, index), menu.settings) for index, menu in enumerate(flow.menus)]
    if flow.supported_languages is not None:
        owners.append((subject.top, (("supportedLanguages", flow.supported_languages),)))
    for owner, settings in owners:
        for key, node in settings:
            if isinstance(node, Group):
                yield f"{owner}/{key}", Action(key, node.entries)
