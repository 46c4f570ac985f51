"""The pages of literate/ and the page of each code: every file in them gives exactly the findings that it shows."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from callflows.architect.codes import CODES
from tests.architect.literate_blocks import Block, blocks, seen

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
