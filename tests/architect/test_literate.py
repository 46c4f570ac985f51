"""The pages of literate/ and the page of each code: every file in them gives exactly the findings that it shows."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest

from callflows import architect
from callflows.architect.codes import CODES
from tests.architect.literate_blocks import Block, blocks, seen

ROOM = Path(architect.__file__).parent
PAGES = sorted(path for path in (Path(__file__).parent / "literate").glob("*.md") if path.name != "README.md")
BLOCKS = {
    f"{page.stem}: {block.title} {number}": block
    for page in PAGES
    for number, block in enumerate(blocks(page.read_text(encoding="utf-8")), 1)
}
EXAMPLES = {name: tuple(blocks(inspect.cleandoc(code.example) + "\n")) for name, code in CODES.items()}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_file_gives_the_findings_that_it_shows(name: str) -> None:
    block: Block = BLOCKS[name]
    assert seen(block) == block.wanted


@pytest.mark.parametrize("code", CODES)
def test_the_example_of_a_page_gives_its_finding(code: str) -> None:
    (block,) = EXAMPLES[code]
    assert (CODES[code].severity.value, code) in {(mark.severity, mark.code) for mark in block.wanted}
    assert seen(block) == block.wanted


def test_every_code_stands_in_a_literate_page() -> None:
    shown = {mark.code for block in BLOCKS.values() for mark in block.wanted}
    assert CODES.keys() - shown == set()


def test_a_page_says_all_that_there_is_to_say() -> None:
    empty = {
        (name, field)
        for name, code in CODES.items()
        for field in ("summary", "means", "example", "fix")
        if not getattr(code, field).strip()
    }
    assert empty == set()
    assert {name for name, code in CODES.items() if not code.summary.endswith(".")} == set()


def test_every_code_of_the_room_has_a_page() -> None:
    """Codes are given to `fault`, to helpers that end in it, or to `Diagnostic` itself, as the first argument or by
    name, always as plain texts."""
    made = {"fault", "wrong", "refusal", "Diagnostic"}
    used = set()
    for path in ROOM.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and _name(call.func) in made:
                given = [*call.args[:1], *(keyword.value for keyword in call.keywords if keyword.arg == "code")]
                used |= {node.value for node in given if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert {code for code in used if re.fullmatch("[a-z]+(-[a-z]+)+", code)} - set(CODES) == set()


def test_every_page_has_a_use() -> None:
    sources = [path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py") if path.parent.name != "codes"]
    assert {code for code in CODES if not any(f'"{code}"' in text for text in sources)} == set()


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
