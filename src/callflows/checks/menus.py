"""The menus of a flow with their choices, as the menu rules look at them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from callflows.analysis import TargetKind
from callflows.checks.finding import Subject
from callflows.model import Menu, Site
from callflows.model.walk import menu_address, sites_of


class ListedMenu(msgspec.Struct, frozen=True):
    """A menu at its address; `default_choice` is the address of its default choice, None where it has none."""

    menu: Menu
    address: str
    choices: tuple[Site, ...]
    default_choice: str | None


def menus_of(subject: Subject) -> Iterator[ListedMenu]:
    """Every menu of the flow, in file order."""
    defaults = {t.owner: t.found for t in subject.program.targets if t.kind is TargetKind.CHOICE}
    for index, menu in enumerate(subject.flow.menus):
        address = menu_address(subject.flow, index)
        choices = tuple(sites_of(f"{address}/choices", menu.choices, address))
        yield ListedMenu(menu, address, choices, defaults.get(address))
