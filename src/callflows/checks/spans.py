"""From the address of a setting to the text in the file that a person must edit."""

from __future__ import annotations

from collections.abc import Iterable

from callflows.analysis import Place
from callflows.checks.finding import Part, Places
from callflows.diagnostics import Span
from callflows.model import Audio, Expression, Group, Literal, Node, Output


class Spans:
    """The places of a flow's file. An address that is a value's leads to the text inside it: to what stands
    behind `exp:`, `var:`, `lit:`, `prompt:` or `name:`, and not to the key of the setting above it."""

    def __init__(self, source: Places, places: Iterable[Place]) -> None:
        self._source = source
        self._inside = {place.address: _inside(place.node) for place in places}

    def of(self, address: str) -> Span | None:
        """The place of what stands at an address, or of the nearest thing around it; None where there is no file."""
        return self._source.span(address + self._inside.get(address, ""))

    def part(self, address: str, part: Part) -> Span | None:
        """The place of a part of the text at an address."""
        return self._source.part(address + self._inside.get(address, ""), part.text, part.start, part.end)


def _inside(node: Node) -> str:
    inside = ""
    match node:
        case Expression() | Audio(exp=str()):
            inside = "/exp"
        case Audio(prompt=str()):
            inside = "/prompt"
        case Audio(tts=str()):
            inside = "/tts"
        case Output():
            inside = "/var"
        case Literal():
            inside = "/lit/name" if node.name else "/lit"
        case Group() if isinstance(node.get("name"), str):
            inside = "/name"
        case _:
            pass
    return inside
