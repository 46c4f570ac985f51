"""What the expression language says about the expressions of a flow."""

from __future__ import annotations

import re

from callflows.analysis import Reference, Text, Typed, VariableUse
from callflows.checks.finding import Part, Subject
from callflows.diagnostics import Diagnostic
from callflows.expressions import quote

SHOWN = 80
PROMPT_SCOPES = frozenset({"prompt", "promptsystem"})


def syntax_faults(text: Text) -> tuple[Diagnostic, ...]:
    """What parsing says."""
    return text.parsed.diagnostics


def type_faults(typed: Typed) -> tuple[Diagnostic, ...]:
    """What the types of the variables and of the setting say."""
    return typed.inferred.diagnostics


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
