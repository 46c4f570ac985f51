"""What callflows says of an expression, in the terms of Architect's design-time core."""

from __future__ import annotations

import msgspec

from callflows.diagnostics import Severity, Span
from callflows.expressions import Ast, infer, parse, type_named
from tests.expressions.oracle import Question


class Found(msgspec.Struct, frozen=True):
    """One fault: its code, its message, and the offset of its place."""

    code: str
    message: str
    offset: int


class Verdict(msgspec.Struct, frozen=True):
    """Accepted or not; the type's code and the cast of what is accepted, the faults of what is not."""

    accepted: bool
    type: str | None = None
    cast: str = ""
    faults: tuple[Found, ...] = ()
    ast: Ast | None = None


def verdict(question: Question) -> Verdict:
    """Our verdict. An unknown function, only a warning to users, is a refusal here as in the core."""
    text = question.expression
    parsed = parse(text)
    if parsed.ast is None:
        return Verdict(False, faults=tuple(Found(d.code, d.message, _offset(text, d.span)) for d in parsed.diagnostics))
    declared = {name.lower(): kind for name, code in question.variables if (kind := type_named(code))}
    found = infer(
        parsed.ast,
        declared,
        text=text,
        expected=type_named(question.expected_type) if question.expected_type else None,
        strict=True,
        flow_type=question.flow_type,
    )
    faults = tuple(
        Found(d.code, d.message, _offset(text, d.span))
        for d in found.diagnostics
        if d.severity is Severity.ERROR or d.code == "expression-unknown-function"
    )
    if faults:
        return Verdict(False, faults=faults, ast=parsed.ast)
    code = found.type.code + ("_coll" if found.type.collection else "")
    return Verdict(True, code, found.conversion, ast=parsed.ast)


def _offset(text: str, span: Span | None) -> int:
    assert span is not None
    lines = text.split("\n")[: span.line - 1]
    return sum(len(line) + 1 for line in lines) + span.column - 1
