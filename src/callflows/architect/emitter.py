"""Lines of YAML as Architect's exporter lays them out.

Two blanks a level, list items indented below their key, nothing folded, no block scalars, no anchors, double
quotes only. Iterative: a tree may be as deep as it likes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias, TypeVar

from callflows.architect.scalars import quoted, to_text
from callflows.model import Scalar

T = TypeVar("T")
Pairs: TypeAlias = list[tuple[str, T]]
Shape: TypeAlias = Scalar | Pairs[T] | tuple[T, ...]

_ALWAYS_QUOTED = frozenset({"yes", "no"})
# YAML wants the colon of a plain "key:" within 1,024 characters; longer keys are written "? key".
_LONGEST_KEY = 1000


def emit(root: T, expand: Callable[[T], Shape[T]]) -> str:
    """The YAML text of a tree. `expand` says what a node is: a scalar, the pairs of a mapping (a list of
    tuples), or the items of a list (a tuple)."""
    lines: list[str] = []
    top = expand(root)
    if not isinstance(top, list | tuple):
        return to_text(top) + "\n"
    stack: list[tuple[Iterator[tuple[str | None, T]], int]] = [(_children(top), 0)]
    lead = ""
    while stack:
        children, indent = stack[-1]
        found = next(children, None)
        if found is None:
            stack.pop()
            continue
        key, node = found
        start = lead or " " * indent
        head = start + ("-" if key is None else _key(key, indent))
        lead = ""
        shape = expand(node)
        if not isinstance(shape, list | tuple):
            lines.append(f"{head} {to_text(shape)}")
        elif not shape:
            lines.append(head + (" {}" if isinstance(shape, list) else " []"))
        else:
            if key is None:
                lead = head + " "
            else:
                lines.append(head)
            stack.append((_children(shape), indent + 2))
    return "\n".join(lines) + "\n"


def _children(shape: Pairs[T] | tuple[T, ...]) -> Iterator[tuple[str | None, T]]:
    if isinstance(shape, list):
        yield from shape
    else:
        for item in shape:
            yield None, item


def _key(key: str, indent: int) -> str:
    """A key with its colon."""
    text = key_text(key)
    return f"{text}:" if len(text) <= _LONGEST_KEY else f"? {text}\n{' ' * indent}:"


def key_text(key: str) -> str:
    """A key as the exporter writes it: an output's `yes` and `no` quoted, or older YAML would read truth values;
    a whole number, such as a module's name, plain; anything else as a text."""
    if key in _ALWAYS_QUOTED:
        return quoted(key)
    return key if key.isascii() and key.isdecimal() else to_text(key)
