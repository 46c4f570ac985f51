"""Every expression of the flows that strangers published parses, and types without error in its flow."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from callflows.analysis import analyse, typed_expressions
from callflows.architect import read
from callflows.checks.expressions import syntax_faults, type_faults
from callflows.checks.finding import Subject
from tests.checks.test_corpus import filled
from tests.shared import needs_shared

# (file, expression, message): why it stands.
EXCEPTIONS: dict[tuple[str, str, str], str] = {}


_EXPRESSION = re.compile(r"\bexp: ")


def _subjects() -> Iterator[tuple[str, str, Subject]]:
    """Each file that reads as a flow: its name, its text, the flow."""
    root = needs_shared() / "flows"
    with (root / "INDEX.tsv").open(encoding="utf-8") as index:
        names = [row["file"] for row in csv.DictReader(index, delimiter="\t")]
    for name in names:
        path = root / name
        text = path.read_text(encoding="utf-8")
        flow = read(text, file=path.name, substitutions=filled(text)).flow
        if flow is not None:
            yield Path(name).name, text, Subject(analyse(flow))


def _faults(subject: Subject) -> Iterator[tuple[str, str]]:
    """(expression, message) of each fault."""
    for text in subject.program.texts:
        yield from ((text.text, fault.message) for fault in syntax_faults(text))
    for typed in typed_expressions(subject.program):
        yield from ((typed.text.text, fault.message) for fault in type_faults(typed))


def test_every_expression_parses_and_types_in_its_flow() -> None:
    found = set()
    for name, source, subject in _subjects():
        assert len(subject.program.texts) >= len(_EXPRESSION.findall(source)), name
        found |= {(name, text, message) for text, message in _faults(subject)}
    assert found == set(EXCEPTIONS)
