"""What `callflows eval` shows a person: findings with the place marked under the text, sub-expressions as a tree."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click
import msgspec

from callflows.cli import output
from callflows.cli.changes import coloured

if TYPE_CHECKING:
    from callflows.diagnostics import Diagnostic, Span
    from callflows.expressions.explanation import Step

NARROWEST = 40
_INDENT = "    "
_STEP = "  "
_DEEPEST = 10
_CONTROL = dict.fromkeys((*range(32), *range(127, 160)), "·") | {ord("\t"): " "}
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


def findings(text: str, found: Sequence[Diagnostic]) -> Iterator[str]:
    """The findings, each with the line it points into, the place marked, and the next step."""
    from callflows.diagnostics import Span, render_text

    width = _columns()
    for each in found:
        span = each.span or Span(line=1, column=1, end_line=1, end_column=1)
        placed = msgspec.structs.replace(each, span=msgspec.structs.replace(span, file="<expression>"))
        head, *rest = [_clean(line) for line in render_text([placed]).split("\n")]
        yield _painted(head, each.severity)
        if each.span is not None and text:
            yield from (_INDENT + line for line in marked(text, each.span, width - len(_INDENT)))
        yield from rest


def marked(text: str, span: Span, width: int) -> tuple[str, str]:
    """The line of `text` where `span` begins, cut to `width` columns around it, and the line that marks the place."""
    lines = text.split("\n")
    line = _clean(lines[span.line - 1].removesuffix("\r"))
    start = min(span.column - 1, len(line))
    end = len(line) if span.end_line > span.line else min(span.end_column - 1, len(line))
    first, last = 0, len(line)
    if output.columns(line) > width:
        room = max((width - 2) // (2 if not line.isascii() else 1), 8)
        first = max(0, min(start - room // 3, last - room))
        last = min(last, first + room)
    before, after = "\u2026" if first else "", "\u2026" if last < len(line) else ""
    blank = " " * (output.columns(before) + output.columns(line[first:start]))
    return f"{before}{line[first:last]}{after}", blank + "^" * max(1, output.columns(line[start : min(end, last)]))


def lines_of(step: Step) -> Iterator[str]:
    """The tree: a line a sub-expression, with its type and value; below it the overload it takes."""
    yield from _lines(step, 0, _columns())


def _lines(step: Step, depth: int, width: int) -> Iterator[str]:
    shown = f"({depth}) " if depth > _DEEPEST else ""
    indent = _STEP * min(depth, _DEEPEST) + shown
    room = width - len(indent)
    result = _result(step)
    source = _cut(_clean(step.source), max(room // 2, room - output.columns(result) - len(_STEP)))
    left = max(room - output.columns(source) - len(_STEP), 12)
    tail = _cut(result, left)
    yield f"{indent}{source}{_STEP}{_styled(tail, step)}"
    if step.overload:
        note = f"implicitly {step.overload}" if step.implicit else step.overload
        yield indent + _STEP + _dim(_cut(note, room - len(_STEP)))
    for below in step.steps:
        yield from _lines(below, depth + 1, width)


def _result(step: Step) -> str:
    from callflows.expressions.explanation import State
    from callflows.expressions.text import display

    kind = step.type.name if step.type else "type not known"
    if step.state is State.VALUE:
        value = display(step.value)
        return kind if value == step.source else f"{kind} = {_clean(value)}"
    return f"{kind}, error: {_clean(step.error)}" if step.state is State.ERROR else f"{kind}, not evaluated"


def plain_step(step: Step) -> dict[str, object]:
    """The tree for machines: everything in full, values as the examples of Architect write them."""
    from callflows.expressions.explanation import State
    from callflows.expressions.text import display

    return {
        "source": step.source,
        "offset": step.offset,
        "type": step.type.name if step.type else None,
        "state": step.state.value,
        "value": display(step.value) if step.state is State.VALUE else None,
        "error": step.error or None,
        "overload": step.overload or None,
        "implicit": step.implicit,
        "steps": [plain_step(below) for below in step.steps],
    }


def _columns() -> int:
    return max(NARROWEST, shutil.get_terminal_size().columns)


def _clean(text: str) -> str:
    """Text that a terminal shows and does not obey."""
    return text.translate(_CONTROL) if text.isascii() else text.translate(_CONTROL | _SURROGATES)


def _cut(text: str, width: int) -> str:
    """The text, shortened in front of its end where it takes more columns."""
    if output.columns(text) <= width:
        return text
    while text and output.columns(text) > width - 1:
        text = text[: -max(1, (output.columns(text) - width) // 2)]
    return f"{text}\u2026"


def _painted(head: str, severity: str) -> str:
    if not (output.on_terminal(sys.stderr) and coloured()):
        return head
    return head.replace(f"{severity}: ", click.style(f"{severity}: ", fg=_COLOURS[severity], bold=True), 1)


def _styled(text: str, step: Step) -> str:
    if not coloured() or step.state.value == "not evaluated":
        return text
    return click.style(text, fg="red") if step.error else click.style(text, bold=True)


def _dim(text: str) -> str:
    return click.style(text, dim=True) if coloured() else text
