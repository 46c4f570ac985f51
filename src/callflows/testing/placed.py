"""YAML and JSON files of tests, read with the place of everything in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeAlias

import msgspec

from callflows.architect.decoding import decode
from callflows.architect.document.composer import compose
from callflows.architect.document.nodes import ListNode, MapNode, ScalarNode, YamlNode, what_it_is
from callflows.architect.faults import Findings
from callflows.architect.placeholders.template import Template
from callflows.diagnostics import Diagnostic, Severity, Span
from callflows.model import Scalar
from callflows.testing.advice import advice_on


class Entry(msgspec.Struct, frozen=True):
    """A key of a mapping and what stands under it."""

    key: str
    key_span: Span | None
    value: Placed


class Placed(msgspec.Struct, frozen=True):
    """A value and where it stands (None for one that comes from no file).

    `data` is a scalar of YAML 1.2 (None where nothing stands), a tuple of `Placed` for a list, a tuple of `Entry` for a
    mapping; `kind` is `scalar`, `list` or `mapping`. `text` is a scalar as it is written, without quotes (`0000`, which
    is the number 0), `what` says in words what stands there.
    """

    kind: str
    data: Scalar | tuple[Placed, ...] | tuple[Entry, ...]
    span: Span | None = None
    text: str = ""
    what: str = "a mapping"

    @property
    def scalar(self) -> Scalar:
        """The scalar, None for a list or mapping."""
        return None if isinstance(self.data, tuple) else self.data

    @property
    def items(self) -> tuple[Placed, ...]:
        """The items of a list; none for anything else."""
        found = self.data if isinstance(self.data, tuple) else ()
        return tuple(each for each in found if isinstance(each, Placed))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of a mapping; none for anything else."""
        found = self.data if isinstance(self.data, tuple) else ()
        return tuple(each for each in found if isinstance(each, Entry))

    def get(self, key: str) -> Placed | None:
        """What stands under a key, None where there is none."""
        return next((entry.value for entry in self.entries if entry.key == key), None)

    def plain(self) -> Plain:
        """The value without its places."""
        if self.kind == "mapping":
            return {entry.key: entry.value.plain() for entry in self.entries}
        return [item.plain() for item in self.items] if self.kind == "list" else self.scalar


Plain: TypeAlias = Scalar | list["Plain"] | dict[str, "Plain"]


class Read(msgspec.Struct, frozen=True):
    """What a file holds, None where it could not be read, and what is wrong with it."""

    root: Placed | None
    diagnostics: tuple[Diagnostic, ...] = ()


def read_placed(data: bytes | str, file: str, substitutions: Mapping[str, str] | None = None) -> Read:
    """Read a YAML or JSON file. Never raises on what it holds. `{{name}}` is filled from `substitutions`, as in a flow
    file; one without a value is an error. A file that holds nothing is an empty mapping."""
    if not data.strip():
        return Read(Placed("mapping", (), Span(file=file, line=1, column=1, end_line=1, end_column=1)))
    text, wrong = decode(data, file)
    if wrong:
        return Read(None, (wrong,))
    findings = Findings()
    template = Template(text, file=file, substitutions=substitutions or {}, findings=findings)
    root = compose(template, findings)
    found = tuple(findings.found)
    if root is None:
        return Read(None if found else Placed("mapping", ()), found)
    return Read(_placed(root, template), found)


def placed(given: object) -> Placed:
    """Decoded JSON as `Placed` without places. Raises TypeError for what JSON does not have."""
    if isinstance(given, Mapping):
        return Placed("mapping", tuple(Entry(str(key), None, placed(value)) for key, value in given.items()))
    if isinstance(given, list | tuple):
        return Placed("list", tuple(map(placed, given)), what="a list")
    if isinstance(given, float):
        given = Decimal(str(given))
    if given is None or isinstance(given, str | bool | int | Decimal):
        text = "" if given is None else str(given).lower() if isinstance(given, bool) else str(given)
        return Placed("scalar", given, None, text, f'"{text}"' if text else "nothing")
    raise TypeError(f"no JSON: {type(given).__name__}")


def _placed(node: YamlNode, template: Template) -> Placed:
    """The node with its places; the file's depth is bounded by the composer."""
    span = template.span(node.start, node.end)
    if isinstance(node, ScalarNode):
        return Placed("scalar", node.value, span, node.text, what_it_is(node))
    if isinstance(node, ListNode):
        return Placed("list", tuple(_placed(item, template) for item in node.items), span, what="a list")
    assert isinstance(node, MapNode)  # noqa: S101 - the three kinds of a node
    entries = (
        Entry(name, template.span(key.start, key.end), _placed(value, template))
        for name, (key, value) in node.entries.items()
    )
    return Placed("mapping", tuple(entries), span)


def fault(code: str, message: str, span: Span | None = None, help: str = "", *, warning: bool = False) -> Diagnostic:
    """A finding of this room."""
    severity = Severity.WARNING if warning else Severity.ERROR
    return Diagnostic(code=code, severity=severity, message=message, span=span, help=help)


def sentence(text: str) -> str:
    """A message of an exception as a finding says it; nothing stays nothing."""
    return text and text[:1].upper() + text[1:] + ("" if text.endswith(("?", ".")) else ".")


def unknown_key(entry: Entry, known: Iterable[str], where: str) -> Diagnostic:
    """The finding for a key that means nothing there."""
    names = list(known)
    advice = sentence(advice_on(entry.key, names, f"the keys are {', '.join(names)}"))
    return fault("test-unknown-key", f'"{entry.key}" means nothing in {where}.', entry.key_span, advice)
