"""Flow files against the JSON Schema: text to plain data, and where the schema says no."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, TypeAlias

from jsonschema import Draft7Validator

from callflows.architect import read
from callflows.architect.document.composer import compose
from callflows.architect.document.nodes import ListNode, MapNode, YamlNode
from callflows.architect.faults import Findings
from callflows.architect.placeholders.template import Template
from callflows.architect.schema import flow_schema

Place: TypeAlias = tuple[str | int, ...]

SHAPE_CODES = frozenset({"missing-key", "wrong-shape", "unknown-key", "unknown-action", "invented-action"})
"""What the reader says of a value, a key or an action that does not belong where it stands."""


def plain(text: str, substitutions: Mapping[str, str] | None = None) -> Any:
    """A file as JSON has it, read by our own composer: YAML 1.2."""
    findings = Findings()
    root = compose(Template(text, file="", substitutions=substitutions or {}, findings=findings), findings)
    assert root is not None, findings.found
    return _plain(root)


def _plain(node: YamlNode) -> Any:
    if isinstance(node, MapNode):
        return {key: _plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, ListNode):
        return [_plain(item) for item in node.items]
    return float(node.value) if isinstance(node.value, Decimal) else node.value


@cache
def validator(flow_type: str | None) -> Draft7Validator:
    return Draft7Validator(flow_schema(flow_type))


def refusals(data: Any, flow_type: str | None) -> set[tuple[Place, str]]:
    """(place, keyword) of everything that the schema says against the data."""
    return {(tuple(e.absolute_path), str(e.validator)) for e in validator(flow_type).iter_errors(data)}


def places(data: Any, flow_type: str | None) -> set[Place]:
    """The places of everything that the schema says against the data."""
    return {place for place, _ in refusals(data, flow_type)}


def reader_refuses(text: str) -> bool:
    """Whether the reader says anything about the shape of a file."""
    return any(found.code in SHAPE_CODES for found in read(text).diagnostics)
