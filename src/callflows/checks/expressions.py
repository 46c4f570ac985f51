"""What the expression language says about the expressions of a flow."""

from __future__ import annotations

import functools
import re

from callflows.analysis import Reference, Text, VariableUse
from callflows.checks.finding import Part, Subject
from callflows.diagnostics import Diagnostic
from callflows.expressions import Type, infer, parse, quote, type_named, types
from callflows.model import Kind, spec_of

SHOWN = 80
PROMPT_SCOPES = frozenset({"prompt", "promptsystem"})


def syntax_faults(text: Text) -> tuple[Diagnostic, ...]:
    """What parsing says."""
    return text.parsed.diagnostics


def type_faults(text: Text, subject: Subject) -> tuple[Diagnostic, ...]:
    """What the types of the variables and of the setting say; nothing where the expression does not parse."""
    if text.parsed.ast is None:
        return ()
    variables: dict[str, Type] = {}
    for reference in text.names:
        symbol = subject.program.symbols.resolve(reference.name, text.address)
        found = type_named(symbol.type) if symbol else None
        if found is not None:
            variables[reference.name.lower()] = found
    return _type_faults(text.text, frozenset(variables.items()), needed_type(text), subject.flow.type)


@functools.lru_cache(maxsize=4096)
def _type_faults(
    text: str, variables: frozenset[tuple[str, Type]], expected: Type | None, flow_type: str
) -> tuple[Diagnostic, ...]:
    """Two rules ask for the same expression, and flows made from one template repeat theirs."""
    ast = parse(text).ast
    if ast is None:
        return ()
    return infer(ast, dict(variables), text=text, expected=expected, flow_type=flow_type).diagnostics


def needed_type(text: Text) -> Type | None:
    """The data type that the setting needs, None where any will do or it is not known here."""
    if text.site is None:
        return None
    kind, path = text.site.action.kind, text.path
    if kind == "updateData" and len(path) == 3 and path[2] == "value":
        return type_named(path[1])
    spec = spec_of(kind)
    for field in spec.fields if spec and not text.audio else ():
        if field.kind is Kind.VALUE and field.type and _fits(field.path, path):
            return type_named(field.type)
    return types.AUDIO if text.audio else None


def part_of(text: Text, fault: Diagnostic) -> Part | None:
    """What of the expression a fault speaks of."""
    span = fault.span
    if span is None:
        return None
    starts = [0, *(found.end() for found in re.finditer("\n", text.text))]
    start = starts[min(span.line, len(starts)) - 1] + span.column - 1
    end = starts[min(span.end_line, len(starts)) - 1] + span.end_column - 1
    return Part(text.text, start, end)


def part_of_use(subject: Subject, use: VariableUse) -> Part | None:
    """The name in the expression that reads a variable; None for a write."""
    text = _text_at(subject, use.address)
    if text is None or use.offset is None:
        return None
    return Part(text.text, use.offset, use.offset + len(use.name))


def part_of_reference(subject: Subject, reference: Reference) -> Part | None:
    """The prompt, or the name that is looked up, in the expression which names it first; None where the reference is
    no expression's."""
    text = _text_at(subject, reference.address)
    if text is None:
        return None
    if reference.lookup:
        for call in text.calls:
            if reference.name in call.arguments[:1]:
                written = quote(reference.name)
                start = text.text.find(written, call.offset)
                return Part(text.text, start, start + len(written)) if start >= 0 else None
        return None
    for name in text.names:
        scope, _, rest = name.name.partition(".")
        if scope.lower() in PROMPT_SCOPES and rest.partition(".")[0] == reference.name:
            return Part(text.text, name.offset, name.offset + len(scope) + 1 + len(reference.name))
    return None


def _text_at(subject: Subject, address: str) -> Text | None:
    return next((text for text in subject.program.texts if text.address == address), None)


def in_expression(text: Text, fault: Diagnostic) -> str:
    """The fault with the expression it is in, and the place inside it where that is known."""
    line_of_text = " ".join(text.text.split())
    shown = line_of_text if len(line_of_text) <= SHOWN else f"{line_of_text[: SHOWN - 1]}…"
    place = ""
    if fault.span is not None:
        line = f"line {fault.span.line}, " if fault.span.line > 1 else ""
        place = f" at {line}column {fault.span.column}"
    return f"In `{shown}`{place}: {fault.message}."


def _fits(pattern: str, path: tuple[str, ...]) -> bool:
    wanted = pattern.replace("[]", "").split("/")
    return len(wanted) == len(path) and all(want in {"*", key} for want, key in zip(wanted, path, strict=True))
