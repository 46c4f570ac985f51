"""The expressions of a flow, each parsed once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from callflows.analysis.places import Place
from callflows.expressions import CallRef, Parsed, VariableRef, calls_of, parsed, references_of
from callflows.model import Audio, Expression, Site


class Text(msgspec.Struct, frozen=True):
    """One expression: its `text`, the `address` of the setting that holds it, and what it parses to.

    `names` are the variables it reads and `calls` the functions it calls; both are empty where it does not parse.
    `path` are the keys from the action (or flow, menu, variable) to the setting; `site` is the action, None for
    settings of the flow, its variables and menus. `audio` says that it stands where audio is played.
    """

    text: str
    address: str
    path: tuple[str, ...]
    parsed: Parsed
    names: tuple[VariableRef, ...]
    calls: tuple[CallRef, ...]
    site: Site | None = None
    audio: bool = False


def texts_of(places: Iterable[Place]) -> Iterator[Text]:
    """Every expression among the settings, in file order."""
    for place in places:
        text = _text(place)
        if text is None:
            continue
        tree, names, calls = _understood(text)
        yield Text(text, place.address, place.path, tree, names, calls, place.site, isinstance(place.node, Audio))


def _text(place: Place) -> str | None:
    if isinstance(place.node, Expression):
        return place.node.text
    return place.node.exp if isinstance(place.node, Audio) else None


def _understood(text: str) -> tuple[Parsed, tuple[VariableRef, ...], tuple[CallRef, ...]]:
    found = parsed(text)
    if found.ast is None:
        return found, (), ()
    return found, references_of(found.ast), calls_of(found.ast)
