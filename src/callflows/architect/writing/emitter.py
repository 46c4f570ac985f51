"""Lines of YAML as Architect's exporter lays them out.

Two blanks a level, list items indented below their key, nothing folded, no block scalars, no anchors, double
quotes only. Iterative: a tree may be as deep as it likes. Equal texts and keys are looked at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import repeat
from typing import Any, Final, TypeAlias

from callflows.architect.document.scalars import quoted, to_text

Row: TypeAlias = tuple[str, Any]
Shape: TypeAlias = tuple[Any, ...]
"""What a node is: the entries of a mapping, or `ListItems` or `OneKeyItems`."""
Shapes: TypeAlias = Mapping[type, Callable[[Any], Shape]]
"""The shape of a node by its exact class; a class that is not there is a scalar."""

_ALWAYS_QUOTED = frozenset({"yes", "no"})
# YAML wants the colon of a plain "key:" within 1,024 characters; longer keys are written "? key".
_LONGEST_KEY = 1000
_ITEM: Final = "\0"
"""Stands for the key of a list's item; no YAML file may hold it."""


class ListItems(tuple[object, ...]):
    """The items of a list."""

    __slots__ = ()


class OneKeyItems(tuple[Row, ...]):
    """The items of a list of which each is a mapping of one entry."""

    __slots__ = ()


def emit(rows: Iterable[Row], shapes: Shapes) -> str:
    """The YAML text of a mapping's entries."""
    emitter = _Emitter(shapes)
    emitter.run(iter(rows))
    return "\n".join(emitter.lines) + "\n"


class _Emitter:
    """A level is the iterator over its rows, what stands before each row's key, and the indentation below it. `lead`
    stands before the next row instead: the dash of the item that it begins."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self.lines: list[str] = []
        self.texts: dict[str, str] = {}
        self.heads: dict[str, str] = {_ITEM: "-"}

    def run(self, rows: Iterator[Row]) -> None:  # noqa: PLR0912 (a call a row would cost more than the row)
        shapes, texts, heads, add = dict(self.shapes), self.texts, self.heads, self.lines.append
        stack: list[tuple[Iterator[Row], str, str]] = []
        before, inner, lead = "", "  ", ""
        while True:
            for key, node in rows:
                start = before
                if lead:
                    start, lead = lead, ""
                head = start + (heads.get(key) or self.head(key, len(start)))
                kind = type(node)
                if kind is str:
                    add(f"{head} {texts.get(node) or self.text(node)}")
                    continue
                shape_of = shapes.get(kind)
                if shape_of is None:
                    add(f"{head} {to_text(node)}")
                    continue
                shape = shape_of(node)
                if not shape:
                    add(head + (" {}" if type(shape) is tuple else " []"))
                    continue
                if key == _ITEM:
                    lead = head + " "
                else:
                    add(head)
                    if len(shape) == 1 and type(shape) is tuple:
                        only, value = shape[0]
                        if type(value) is str or value is True:  # most values: no level of their own
                            text = "true" if value is True else texts.get(value) or self.text(value)
                            add(f"{inner}{heads.get(only) or self.head(only, len(inner))} {text}")
                            continue
                stack.append((rows, before, inner))
                rows, before, inner = below(shape, inner)
                if lead and type(shape) is OneKeyItems:
                    lead += "- "
                break
            else:
                if not stack:
                    return
                rows, before, inner = stack.pop()

    def text(self, value: str) -> str:
        found = self.texts[value] = to_text(value)
        return found

    def head(self, key: str, column: int) -> str:
        """A key with its colon."""
        text = key_text(key)
        if len(text) > _LONGEST_KEY:
            return f"? {text}\n{' ' * column}:"
        found = self.heads[key] = f"{text}:"
        return found


def below(shape: Shape, indent: str) -> tuple[Iterator[Row], str, str]:
    """The level of a shape at an indentation."""
    if isinstance(shape, OneKeyItems):
        return iter(shape), indent + "- ", indent + "    "
    if isinstance(shape, ListItems):
        return zip(repeat(_ITEM), shape, strict=False), indent, indent + "  "
    return iter(shape), indent, indent + "  "


@lru_cache(maxsize=4096)
def key_text(key: str) -> str:
    """A key as the exporter writes it: an output's `yes` and `no` quoted, or older YAML would read truth values;
    a whole number, such as a module's name, plain; anything else as a text."""
    if key in _ALWAYS_QUOTED:
        return quoted(key)
    return key if key.isascii() and key.isdecimal() else to_text(key)
