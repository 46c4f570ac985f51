"""Where a flow reads and writes its variables."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator

import msgspec

from callflows.analysis.builtins import CONSTANT_SCOPES
from callflows.analysis.places import Place
from callflows.analysis.symbols import variable_name
from callflows.analysis.texts import Text
from callflows.model import Output, Site


class Access(enum.StrEnum):
    READ = "read"
    WRITE = "write"


class VariableUse(msgspec.Struct, frozen=True):
    """A variable used at `address`. `name` is `Scope.Name` as written, properties left off; `offset` is
    its place in the expression's text (from 0), None for a write. `owner` is the task, menu or start task that
    holds the use, "" outside of them."""

    name: str
    access: Access
    address: str
    owner: str = ""
    offset: int | None = None


def uses_of(places: Iterable[Place], texts: Iterable[Text]) -> tuple[VariableUse, ...]:
    """Reads in expressions first, then writes by `var` and `variable`; each group in file order.
    Constants (`Format.…`, `System.…`) and prompts are not variables."""
    return (*_reads(texts), *_writes(places))


def _reads(texts: Iterable[Text]) -> Iterator[VariableUse]:
    for text in texts:
        for reference in text.names:
            name = variable_name(reference.name)
            if name.partition(".")[0].lower() not in CONSTANT_SCOPES:
                yield VariableUse(name, Access.READ, text.address, _owner(text.site), reference.offset)


def _writes(places: Iterable[Place]) -> Iterator[VariableUse]:
    for place in places:
        if isinstance(place.node, Output):
            yield VariableUse(variable_name(place.node.name), Access.WRITE, place.address, _owner(place.site))
        elif place.site is not None and place.path[-1] == "variable" and isinstance(place.node, str):
            yield VariableUse(variable_name(place.node), Access.WRITE, place.address, _owner(place.site))


def _owner(site: Site | None) -> str:
    return site.owner if site else ""
