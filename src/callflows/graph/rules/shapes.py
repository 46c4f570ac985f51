"""graph-bad-value: every field holds a value of its type.

Python lets a program put anything anywhere; the other rules may rely on what this one has seen.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from callflows.diagnostics import Diagnostic
from callflows.graph.findings import finding
from callflows.graph.types import Flow, FlowEdge, FlowNode, FlowVariable, Wire

LARGEST = 10**15
"""Architect: an Integer has at most 15 digits."""

_ITEMS: Mapping[str, type[Wire]] = {"nodes": FlowNode, "edges": FlowEdge, "variables": FlowVariable}


def check(flow: Flow) -> Iterator[Diagnostic]:
    """Wrong values of the flow, its variables, its nodes with their actions, and its edges."""
    if not isinstance(flow, Flow):
        yield _bad("", f"a Flow is needed, and this is a {type(flow).__name__}", None)
        return
    yield from _fields(flow, "", None, skip=frozenset(_ITEMS))
    for name, item_type in _ITEMS.items():
        items = getattr(flow, name)
        wire_name = name
        if items is None:
            continue
        if not isinstance(items, list | tuple):
            yield _bad(wire_name, f"a list of {item_type.__name__} is needed, not a {_kind(items)}", None)
            continue
        for position, item in enumerate(items):
            yield from _item(item, item_type, f"{wire_name}[{position}]")


def _item(item: object, item_type: type[Wire], place: str) -> Iterator[Diagnostic]:
    if not isinstance(item, item_type):
        yield _bad(place, f"a {item_type.__name__} is needed, not a {_kind(item)}", None)
        return
    node = item if isinstance(item, FlowNode) and isinstance(item.id, str) and isinstance(item.name, str) else None
    yield from _fields(item, place, node, skip=frozenset({"action"}))
    if isinstance(item, FlowNode) and item.action is not None:
        if isinstance(item.action, Wire):
            yield from _fields(item.action, f"{place}.action", node)
        else:
            yield _bad(f"{place}.action", f"an action such as InvokeNode is needed, not a {_kind(item.action)}", node)


def _fields(value: Wire, place: str, node: FlowNode | None, skip: frozenset[str] = frozenset()) -> Iterator[Diagnostic]:
    for field in fields_of(type(value)):
        if field.name in skip:
            continue
        held = getattr(value, field.name)
        why = problem(held, field.type)
        if why:
            yield _bad(f"{place}.{field.encode_name}" if place else field.encode_name, why, node)


@functools.cache
def fields_of(kind: type[Wire]) -> tuple[msgspec.structs.FieldInfo, ...]:
    """The fields of a type, with their types worked out once."""
    return msgspec.structs.fields(kind)


def problem(value: object, wanted: Any) -> str:
    """Why `value` cannot stand where `wanted` is declared, "" where it can. A list may be None."""
    if value is None and str(wanted).startswith("list["):
        return ""
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError as fault:
        return _readable(str(fault))
    except RecursionError:
        return "nested too deeply"
    return _unwritable(value)


def _readable(fault: str) -> str:
    """msgspec's words without what only its own users know."""
    text = f"{fault[:1].lower()}{fault[1:]}".replace("`", "").replace(
        "bool | int | float | str | null", "text or number"
    )
    return text.replace(" - at $", ", at ").replace("[...]", "")


def _unwritable(value: object) -> str:
    """Why a value of the right type cannot be written as JSON, "" where it can."""
    if isinstance(value, str):
        return "" if value.isascii() or _is_utf8(value) else "text with half of a character, which UTF-8 cannot hold"
    if isinstance(value, float):
        return "" if math.isfinite(value) else f"{value} is no number"
    if isinstance(value, int):
        return "" if abs(value) < LARGEST else "the number has too many digits"
    pairs = (*value.keys(), *value.values()) if isinstance(value, dict) else ()
    items = value if isinstance(value, list | tuple) else pairs
    return next((why for item in items if (why := _unwritable(item))), "")


def _is_utf8(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _bad(place: str, why: str, node: FlowNode | None) -> Diagnostic:
    message = f"{place}: {why}" if place else why
    return finding("graph-bad-value", message, node=node, address=place, help="Give a value of that type.")


def _kind(value: object) -> str:
    return type(value).__name__
