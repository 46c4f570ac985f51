"""docs/expressions.md: what it shows is what the language and `callflows eval` give."""

from __future__ import annotations

import re
import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callflows.cli.main import main
from callflows.expressions import ExpressionError, display
from callflows.expressions.trial import Trial, run
from callflows.expressions.wire import reply_to
from callflows.expressions.world import Setting

PAGE = (Path(__file__).parents[2] / "docs" / "expressions.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
TABLE = re.compile(r"^\| expression \| gives \|\n\|---\|---\|\n((?:\|.*\n)+)", re.MULTILINE)
ROW = re.compile(r"\| `(.*?)` \| (.*) \|")
DEFAULTS = Trial(expression="", setting=Setting(now=datetime(2026, 1, 1, tzinfo=UTC)))


def blocks(kind: str) -> list[str]:
    return [text for found, text in BLOCK.findall(PAGE) if found == kind]


def examples() -> list[tuple[str, str]]:
    rows = [ROW.fullmatch(line) for table in TABLE.findall(PAGE) for line in table.splitlines()]
    return [(row[1].replace("\\|", "|"), row[2].replace("\\|", "|")) for row in rows if row]


def test_the_tables_say_what_the_expressions_give() -> None:
    rows = examples()
    assert len(rows) == sum(len(table.splitlines()) for table in TABLE.findall(PAGE)) > 20
    found = []
    for text, _ in rows:
        answer = run(Trial(expression=text, setting=DEFAULTS.setting))
        found.append((text, f"{answer.type}: {display(answer.value)}"))
    assert found == rows


def test_the_commands_print_what_the_page_shows(capfd: pytest.CaptureFixture[str]) -> None:
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            assert main(shlex.split(command)[1:]) == 0
            assert capfd.readouterr().out == shown


def test_the_lines_are_answered_as_the_page_shows() -> None:
    lines = "".join(blocks("jsonl")).encode().splitlines(keepends=True)
    asked, answers = lines[::2], lines[1::2]
    assert asked
    assert [reply_to(line, DEFAULTS, {"inboundcall": "inboundcall"}) for line in asked] == answers


def test_the_pages_it_leads_to_exist() -> None:
    folder = Path(__file__).parents[2] / "docs"
    linked = set(re.findall(r"\]\((\w+\.md)\)", PAGE))
    assert linked == {"functions.md", "fidelity.md"}
    assert [name for name in linked if not (folder / name).exists()] == []


def test_the_page_names_every_code_of_an_evaluation() -> None:
    named = set(re.findall(r"`runtime-([a-z-]+)`", PAGE))
    listed = set(re.findall(r"`([a-z-]+)`", (ExpressionError.__doc__ or "").partition("one of:")[2].partition(".")[0]))
    assert named == listed
