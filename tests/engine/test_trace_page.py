"""The page of the trace names every event, field and form; the schema accepts every line."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import jsonschema

from callflows.engine import Digits, compile_flow, to_json_lines
from callflows.engine import trace as t
from callflows.engine.codec import _MAKERS
from tests.engine.test_replay import recorded
from tests.engine.test_saved import FLOW

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "trace.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a head whose first cell is this."""
    table = PAGE.partition(f"| `{heading}` | ")[2].partition("\n\n")[0]
    return [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]


def named(cell: str) -> list[str]:
    return re.findall(r"`(\w+)`", cell)


def test_the_page_names_every_event_with_its_fields() -> None:
    events = {each.__name__: list(each.__struct_fields__) for each in get_args(t.TraceEvent)}
    assert {named(cells[0])[0]: named(cells[2]) for cells in rows("type")} == events


def test_the_page_names_every_form_of_values_and_the_schema() -> None:
    assert {named(cells[0])[0] for cells in rows("form")} == {*_MAKERS, "part"}
    assert f"this schema, **{t.SCHEMA}**" in PAGE


def test_the_page_names_every_way_to_leave() -> None:
    assert [named(cells[0])[0] for cells in rows("by")] == list(t.LEAVES)


def test_every_line_fits_the_schema() -> None:
    schema = t.json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    judge = jsonschema.Draft202012Validator(schema)
    lines = to_json_lines(recorded(compile_flow(FLOW, {}), [Digits("78")])).splitlines()
    for line in lines:
        judge.validate(json.loads(line))
    assert not judge.is_valid({"type": "Pressed", "t": 0})
    assert not judge.is_valid({"type": "Nothing"})
