"""The expressions of a flow with their types."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import msgspec

from callflows.analysis.program import Program
from callflows.analysis.texts import Text
from callflows.expressions import Inferred, Type, infer, parsed, type_named, types
from callflows.model import SETTINGS, Kind, spec_of

_MENU_AUDIO = ("audio",)


class Typed(msgspec.Struct, frozen=True):
    """An expression that parses: the type that its setting needs (None where any will do, or it is not known here),
    and what typing it gave, with the faults that Architect would find."""

    text: Text
    needed: Type | None
    inferred: Inferred


def typed_expressions(program: Program) -> Iterator[Typed]:
    """Every expression that parses, in file order, typed in its place: by the variables that are visible there, what
    the flow's type has, and what its setting needs."""
    for text in program.texts:
        if text.parsed.ast is not None:
            needed = needed_type(text)
            yield Typed(text, needed, _inferred(text.text, _visible(program, text), needed, program.flow.type))


def needed_type(text: Text) -> Type | None:
    """The data type that the setting needs, None where any will do or it is not known here."""
    path = text.path
    if text.audio or (text.site is None and path == _MENU_AUDIO):
        return types.AUDIO
    kind = text.site.action.kind if text.site else path[0]
    if kind == "updateData" and len(path) == 3 and path[2] == "value":
        return type_named(path[1])
    spec = spec_of(kind) if text.site else SETTINGS.get(kind)
    path = path if text.site else path[1:]
    for field in spec.fields if spec else ():
        if _fits(field.path, path):
            if field.kind is Kind.AUDIO:
                return types.AUDIO
            if field.kind is Kind.VALUE and field.type:
                return type_named(field.type)
    return None


def _visible(program: Program, text: Text) -> frozenset[tuple[str, Type]]:
    """The types of the variables that an expression names, by lower-case name."""
    found: set[tuple[str, Type]] = set()
    for reference in text.names:
        symbol = program.symbols.resolve(reference.name, text.address)
        known = type_named(symbol.type) if symbol else None
        if known is not None:
            found.add((reference.name.lower(), known))
    return frozenset(found)


@functools.lru_cache(maxsize=4096)
def _inferred(text: str, variables: frozenset[tuple[str, Type]], expected: Type | None, flow_type: str) -> Inferred:
    """Several rules ask for the same expression, and flows made from one template repeat theirs."""
    ast = parsed(text).ast
    if ast is None:
        return Inferred(types.UNKNOWN)
    return infer(ast, dict(variables), text=text, expected=expected, flow_type=flow_type)


def _fits(pattern: str, path: tuple[str, ...]) -> bool:
    wanted = pattern.replace("[]", "").split("/") if pattern else []
    return len(wanted) == len(path) and all(want in {"*", key} for want, key in zip(wanted, path, strict=True))
