"""What docs/fidelity.md says of this room has its place in the code; what is assumed has one by name."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "fidelity.md"


def rows() -> list[tuple[str, str, list[str]]]:
    """(behaviour, status, places) of each row of the section."""
    section = PAGE.read_text(encoding="utf-8").partition("\n## expressions\n")[2].partition("\n## ")[0]
    table = section.partition("|---|---|---|---|\n")[2].partition("\n\n")[0]
    cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in table.splitlines()]
    return [(row[0].strip(), row[1].strip(), re.findall(r"`([^`]+)`", row[-1])) for row in cells]


def exists(place: str) -> bool:
    """Whether `functions/text._find`, `signatures.Overload.fits` or `expressions.compile` is there."""
    module, *names = place.split(".")
    path = "callflows.expressions" if module == "expressions" else f"callflows.expressions.{module.replace('/', '.')}"
    try:
        found: object = importlib.import_module(path)
    except ModuleNotFoundError:
        return False
    for name in names:
        found = getattr(found, name, None)
        if found is None:
            return False
    return bool(names)


def test_every_row_has_a_status_and_a_place() -> None:
    assert len(rows()) > 40
    assert {status for _, status, _ in rows()} == {"exact", "approximate", "assumed"}
    assert [behaviour for behaviour, _, places in rows() if not places] == []


def test_every_place_is_a_named_thing_of_the_room() -> None:
    assert [(behaviour, place) for behaviour, _, places in rows() for place in places if not exists(place)] == []
