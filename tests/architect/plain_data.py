"""A YAML document as plain data with places, from our composer and from ruamel.yaml (YAML 1.2), to compare the two."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from callflows.architect.document import composer, nodes
from callflows.architect.faults import Findings
from callflows.architect.placeholders.template import Template

_TAG = "tag:yaml.org,2002:"


class Entry(NamedTuple):
    """One key, item or value of a document, in the order of the document. `kind` is the type of the value's
    Python class, as 1, True and Decimal(1) are equal. A mapping's or list's value is its length."""

    path: tuple[str | int, ...]
    kind: str
    value: Scalar
    line: int
    column: int


Scalar: TypeAlias = str | int | Decimal | bool | None


def ours(text: str) -> list[Entry]:
    """What our composer reads. Raises ValueError with the codes of what it finds wrong."""
    findings = Findings()
    root = composer.compose(Template(text, file="", substitutions={}, findings=findings), findings)
    if findings.found or root is None:
        raise ValueError(", ".join(sorted({found.code for found in findings.found})) or "nothing")
    return list(_ours(root, ()))


def _ours(node: nodes.YamlNode, path: tuple[str | int, ...]) -> Iterator[Entry]:
    if isinstance(node, nodes.ScalarNode):
        yield _entry(path, node.value, node)
    elif isinstance(node, nodes.ListNode):
        yield _entry(path, len(node.items), node, "list")
        for index, item in enumerate(node.items):
            yield from _ours(item, (*path, index))
    else:
        yield _entry(path, len(node.entries), node, "map")
        for name, (key, value) in node.entries.items():
            yield _entry((*path, name), name, key, "key")
            yield from _ours(value, (*path, name))


def _entry(path: tuple[str | int, ...], value: Scalar, node: nodes.YamlNode, kind: str = "") -> Entry:
    return Entry(path, kind or type(value).__name__, value, node.start.line, node.start.column)


def theirs(text: str) -> list[Entry]:
    """What ruamel.yaml reads as YAML 1.2. Raises YAMLError where it refuses, ValueError where a key occurs twice or
    is no text."""
    yaml = YAML(typ="safe", pure=True)
    yaml.version = (1, 2)
    root = yaml.compose(io.StringIO(text))
    return list(_theirs(root, ()))


def _theirs(node: Any, path: tuple[str | int, ...]) -> Iterator[Entry]:
    mark = node.start_mark
    if isinstance(node, ScalarNode):
        value = constructed(node.tag, node.value)
        yield Entry(path, type(value).__name__, value, mark.line, mark.column)
    elif isinstance(node, SequenceNode):
        yield Entry(path, "list", len(node.value), mark.line, mark.column)
        for index, item in enumerate(node.value):
            yield from _theirs(item, (*path, index))
    else:
        assert isinstance(node, MappingNode)
        yield Entry(path, "map", len(node.value), mark.line, mark.column)
        names: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, ScalarNode) or not key.value or key.value in names:
                raise ValueError("a key that occurs twice or is no text")
            names.add(key.value)
            place = (*path, key.value)
            yield Entry(place, "key", key.value, key.start_mark.line, key.start_mark.column)
            yield from _theirs(value, place)


def constructed(tag: str, text: str) -> Scalar:
    """The value of what ruamel.yaml resolved; where it follows an older YAML than 1.2, see `NOT_IN_YAML_1_2`."""
    if any(pattern.fullmatch(text) for pattern in NOT_IN_YAML_1_2):
        return text
    match tag.removeprefix(_TAG):
        case "int":
            return int(text, 0) if text.startswith(("0o", "0x")) else int(text)
        case "float":
            return Decimal(text)
        case "bool":
            return text.lower() == "true"
        case "null":
            return None
        case _:
            return text


NOT_IN_YAML_1_2: dict[re.Pattern[str], str] = {
    re.compile(r"[-+]?[0-9][0-9a-fA-FxXo]*_[0-9a-fA-F_.eE+-]*|[-+]?[0-9_]+\.[0-9_]*_[0-9_eE+-]*"): (
        "YAML 1.2 has no underscores in numbers; 1_000 is a text"
    ),
    re.compile(r"[-+]?0b[01_]+"): "YAML 1.2 has no binary numbers",
    re.compile(r"[-+]0[ox][0-9a-fA-F_]+"): "YAML 1.2 has no sign before 0o17 and 0x1F",
    re.compile(r"[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)"): "Architect has no infinity and no not-a-number",
}
"""Plain texts that ruamel.yaml takes for numbers and we do not, with the reason."""

__all__ = ["NOT_IN_YAML_1_2", "Entry", "YAMLError", "constructed", "ours", "theirs"]
