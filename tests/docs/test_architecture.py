"""The picture of the house is the house."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def rooms() -> set[str]:
    package = ROOT / "src" / "callflows"
    return {path.stem for path in package.iterdir() if (path / "__init__.py").is_file()} | {"models"}


def test_every_room_stands_on_a_floor_of_the_contract_and_in_the_picture() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    floors = [[room.strip() for room in floor.split("|")] for floor in contracts[0]["layers"]]
    assert {room for floor in floors for room in floor if not room.startswith("(")} == rooms()
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawn = [re.findall(r"`(\w+)`", line) for line in page.splitlines() if re.match(r"\| \d+ \|", line)]
    assert drawn == [[room.strip("()") for room in floor] for floor in floors]


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"\((\d{4}-[\w-]+\.md)\) \| (.+) \|$", (folder / "README.md").read_text("utf-8"), re.MULTILINE)
    titled = [(path.name, path.read_text("utf-8").splitlines()[0]) for path in sorted(folder.glob("[0-9]*.md"))]
    assert [(name, f"# {name[:4]}: {title}") for name, title in listed] == titled


def test_every_package_inside_a_room_is_in_the_picture() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawn = re.findall(r"^\| `(\w+\.\w+)`", page.partition("## Rooms in rooms")[2].partition("\n## ")[0], re.MULTILINE)
    package = ROOT / "src" / "callflows"
    inside = {f"{path.parent.parent.name}.{path.parent.name}" for path in package.glob("*/*/__init__.py")}
    assert sorted(drawn) == sorted(inside)
