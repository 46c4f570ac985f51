"""The page on graphs lists what there is: every code, every name of the call's data, every node type."""

from __future__ import annotations

from pathlib import Path

from callflows.graph.findings import CODES
from callflows.graph.kinds import KINDS
from callflows.graph.names import CALL_DATA

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "graph.md").read_text("utf-8")


def rows(first: str) -> list[list[str]]:
    """The rows of the table whose first heading is `first`, cells without blanks around them."""
    lines = PAGE[PAGE.index(f"| {first} |") :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_code_is_listed():
    assert rows("code") == [[f"`{code}`", when] for code, when in CODES.items()]


def test_every_name_of_the_calls_data_is_listed():
    listed = {
        (name.strip("`${}"), expression.strip("`")) for names, expression in rows("name") for name in names.split(", ")
    }
    assert listed == {(known.name, known.expression) for known in CALL_DATA.values()}


def test_every_node_type_is_listed():
    assert {row[0].strip("`") for row in rows("node type")} == set(KINDS)
