"""Jumps inside a flow: what `startUpRef`, `targetTaskRef`, `targetMenuRef` and `defaultChildMenuRef` point at.

Architect: absolute references start with `/<flow type>/`, relative ones with `.` (the object that holds
the reference) or `..` (one object up); an item of a list is addressed `/<item type>[<refId>]`.
A refId is unique in its flow.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from callflows.analysis.places import Place
from callflows.model import Flow, Site
from callflows.model.walk import item_address, menu_address, task_address


class TargetKind(enum.StrEnum):
    """What a jump must lead to."""

    TASK = "task"
    MENU = "menu"
    START = "start"  # a task or a menu
    CHOICE = "choice"  # a choice of the menu that holds the reference


class Target(msgspec.Struct, frozen=True):
    """A jump: `text` as written at `address`; `found` is the address of the task, menu or choice that it
    leads to, None where there is none of the kind. `owner` is the task or menu that jumps, the flow itself
    for its start and its settings."""

    kind: TargetKind
    text: str
    address: str
    found: str | None
    owner: str


class _Referable(msgspec.Struct, frozen=True):
    kind: str
    address: str
    ref_id: str


_KEYS: Mapping[str, TargetKind] = {
    "targetTaskRef": TargetKind.TASK,
    "targetMenuRef": TargetKind.MENU,
    "startUpRef": TargetKind.START,
}


def targets_of(flow: Flow, sites: Iterable[Site], places: Iterable[Place]) -> tuple[Target, ...]:
    """Every jump that the flow holds, resolved, in file order."""
    known = tuple(_referables(flow, sites))
    found = list(_setting_targets(flow, places, known))
    for index, menu in enumerate(flow.menus):
        if menu.default_choice_ref is not None:
            address = menu_address(flow, index)
            text = menu.default_choice_ref
            choice = _resolve(text, address, [r for r in known if r.address.startswith(f"{address}/choices")])
            found.append(Target(TargetKind.CHOICE, text, f"{address}/defaultChildMenuRef", choice, address))
    return tuple(found)


def ref_ids(flow: Flow, sites: Iterable[Site]) -> tuple[tuple[str, str], ...]:
    """(refId, address) of every object of the flow that has one, in file order."""
    return tuple((r.ref_id, r.address) for r in _referables(flow, sites))


def _setting_targets(flow: Flow, places: Iterable[Place], known: tuple[_Referable, ...]) -> Iterator[Target]:
    by_kind = {
        TargetKind.TASK: [r for r in known if r.kind == "task"],
        TargetKind.MENU: [r for r in known if r.kind == "menu"],
        TargetKind.START: [r for r in known if r.kind in {"task", "menu"}],
    }
    for place in places:
        kind = _KEYS.get(place.path[-1])
        if kind is None or not isinstance(place.node, str):
            continue
        if kind is TargetKind.START and place.path != ("startUpRef",):
            continue
        holder = place.address.rpartition("/")[0]
        owner = place.site.owner if place.site else f"/{flow.type}"
        yield Target(kind, place.node, place.address, _resolve(place.node, holder, by_kind[kind]), owner)


def _referables(flow: Flow, sites: Iterable[Site]) -> Iterator[_Referable]:
    for index, menu in enumerate(flow.menus):
        if menu.ref_id:
            yield _Referable("menu", menu_address(flow, index), menu.ref_id)
    for index, task in enumerate(flow.tasks):
        if task.ref_id:
            yield _Referable("task", task_address(flow, index), task.ref_id)
    for site in sites:
        if site.action.ref_id:
            yield _Referable(site.action.kind, site.address, site.action.ref_id)


def _resolve(text: str, holder: str, candidates: Iterable[_Referable]) -> str | None:
    listed = list(candidates)
    wanted = _absolute(text.strip(), holder)
    exact = next((r.address for r in listed if r.address == wanted), None)
    return exact if exact is not None else _by_last_segment(text.strip(), listed)


def _absolute(text: str, holder: str) -> str:
    if not text.startswith("."):
        return text
    base = holder
    steps = text.split("/")
    while steps and steps[0] in {".", ".."}:
        if steps.pop(0) == "..":
            base = base.rpartition("/")[0]
    return "/".join([base, *steps])


def _by_last_segment(text: str, candidates: list[_Referable]) -> str | None:
    """The object whose `kind[refId]` ends the reference.

    A refId is unique in its flow, so the last segment says it all; how many objects a `..` climbs from
    inside an action is not documented. Where the refId is not unique, or the list that is named is another one than the
    object's (`menus/task[…]`), the reference counts as dangling.
    """
    matches = [r.address for r in candidates if _ends_with(text, r)]
    return matches[0] if len(matches) == 1 else None


def _ends_with(text: str, referable: _Referable) -> bool:
    item = item_address("", 0, referable.kind, referable.ref_id)
    if not text.endswith(item):
        return False
    named = text.removesuffix(item).rpartition("/")[2]
    return named in {"", ".", "..", referable.address.removesuffix(item).rpartition("/")[2]}
