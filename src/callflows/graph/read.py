"""JSON to graph: whatever comes in, what is wrong comes out as diagnostics, never as an exception.

Keys are camelCase. A key that the graph does not have is reported (a warning, the nearest one offered) and
left out; a value of the wrong type is an error, and the field keeps its default. The class of an action
follows from its node's type.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Generic, TypeVar

import msgspec

from callflows.diagnostics import Diagnostic, Severity, Span
from callflows.graph.findings import finding, nearest
from callflows.graph.kinds import KINDS
from callflows.graph.rules.shapes import fields_of, problem
from callflows.graph.types import Flow, FlowEdge, FlowNode, FlowQueryRequest, FlowVariable, Wire

W = TypeVar("W", bound=Wire)

_ITEMS: Mapping[tuple[type[Wire], str], type[Wire]] = {
    (Flow, "nodes"): FlowNode,
    (Flow, "edges"): FlowEdge,
    (Flow, "variables"): FlowVariable,
}
_BYTE = re.compile(r" \(byte (\d+)\)\Z")


class Read(msgspec.Struct, Generic[W], frozen=True):
    """What was read. `value` is None where the text is no JSON object; it may stand beside errors,
    which say what of it could not be taken."""

    value: W | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def good(self) -> bool:
        """Whether there is a value and nothing was wrong with it; warnings do not count."""
        return self.value is not None and not any(d.severity is Severity.ERROR for d in self.diagnostics)


def flow_from_json(data: bytes | str, *, file: str = "") -> Read[Flow]:
    """A flow from its JSON text. `file` is named in the place of a syntax error."""
    return _from_json(Flow, data, file)


def flow_from_dict(data: object) -> Read[Flow]:
    """A flow from plain data, such as a request's decoded body."""
    return _from_data(Flow, data)


def query_from_json(data: bytes | str, *, file: str = "") -> Read[FlowQueryRequest]:
    """A query from its JSON text. An empty body asks for everything."""
    return Read(FlowQueryRequest()) if not data.strip() else _from_json(FlowQueryRequest, data, file)


def query_from_dict(data: object) -> Read[FlowQueryRequest]:
    """A query from plain data."""
    return _from_data(FlowQueryRequest, data)


def _from_json(kind: type[W], data: bytes | str, file: str) -> Read[W]:
    try:
        decoded = msgspec.json.decode(data)
    except msgspec.DecodeError as fault:
        return Read(None, (_not_json(str(fault), data, file),))
    except (RecursionError, UnicodeError):
        return Read(None, (_not_json("nested too deeply, or not UTF-8", data, file),))
    return _from_data(kind, decoded)


def _from_data(kind: type[W], data: object) -> Read[W]:
    reader = _Reader()
    value = reader.struct(kind, data, "")
    return Read(value, tuple(reader.found))


class _Reader:
    def __init__(self) -> None:
        self.found: list[Diagnostic] = []

    def struct(self, kind: type[W], data: object, place: str) -> W | None:
        """A value of `kind` from an object, None where `data` is no object."""
        if not isinstance(data, Mapping):
            code = "graph-bad-value" if place else "graph-not-json"
            self._say(code, place, f"an object is needed, not {_shown(data)}", "Write {…} with the keys of the graph.")
            return None
        fields = {field.encode_name: field for field in fields_of(kind)}
        values: dict[str, Any] = {}
        for key, given in data.items():
            field = fields.get(str(key))
            inside = f"{place}.{key}" if place else str(key)
            if field is None:
                self._unknown(inside, str(key), fields)
            elif (item := _ITEMS.get((kind, field.name))) is not None:
                values[field.name] = self._items(item, given, inside)
            elif kind is FlowNode and field.name == "action":
                values["action"] = self._action(data, given, inside)
            elif given is not None and (why := problem(given, field.type)):
                self._say("graph-bad-value", inside, why, "Give a value of that type.")
            elif given is not None:
                values[field.name] = given
        return kind(**values)

    def _items(self, kind: type[Wire], given: object, place: str) -> list[Wire]:
        if given is None:
            return []
        if not isinstance(given, list | tuple):
            self._say("graph-bad-value", place, f"a list is needed, not {_shown(given)}", "Write […].")
            return []
        read = (self.struct(kind, item, f"{place}[{position}]") for position, item in enumerate(given))
        return [value for value in read if value is not None]

    def _action(self, node: Mapping[object, object], given: object, place: str) -> Wire | None:
        type_ = node.get("type")
        kind = KINDS.get(type_.lower()) if isinstance(type_, str) else None
        if given is None or kind is None:
            return None
        if kind.action is None:
            if given != {}:
                self._say("graph-wrong-action", place, f"a node of type {kind.type} has no action", "Leave it out.")
            return None
        return self.struct(kind.action, given, place)

    def _unknown(self, place: str, key: str, fields: Mapping[str, object]) -> None:
        camel = re.sub(r"_(\w)", lambda m: m.group(1).upper(), key)
        near = f'Did you mean "{camel}"? ' if camel in fields else nearest(key, fields)
        step = f"{near}Otherwise take it out." if near else "Take it out."
        self._say("graph-unknown-key", place, "the graph has no such key; it is left out", step, warning=True)

    def _say(self, code: str, place: str, what: str, step: str, *, warning: bool = False) -> None:
        message = f"{place}: {what}" if place else what
        self.found.append(finding(code, message, address=place, help=step, warning=warning))


def _not_json(fault: str, data: bytes | str, file: str) -> Diagnostic:
    at = _BYTE.search(fault)
    return Diagnostic(
        code="graph-not-json",
        severity=Severity.ERROR,
        message=f"the text is not JSON: {_BYTE.sub('', fault).removeprefix('JSON is malformed: ')}",
        span=_span(data, int(at.group(1)), file) if at else None,
        help="Mend the text at that place.",
    )


def _span(data: bytes | str, offset: int, file: str) -> Span:
    before = (data if isinstance(data, bytes) else data.encode("utf-8", "replace"))[:offset].decode("utf-8", "replace")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Span(file=file, line=line, column=column, end_line=line, end_column=column + 1)


def _shown(value: object) -> str:
    if value is None:
        return "null"
    names: dict[type, str] = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return names.get(type(value), "an object")
