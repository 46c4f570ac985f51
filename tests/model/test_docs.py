"""docs/actions.md is what the catalogue says."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

from callflows.model import CATALOGUE, FLOW_TYPES, SETTINGS

ROOT = Path(__file__).resolve().parents[2]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_actions", ROOT / "support" / "generate_actions.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_actions_is_up_to_date(capsys) -> None:
    assert generator().main(["--check"]) == 0
    assert generator().main(["--wrong"]) == 2
    assert capsys.readouterr().err == "usage: generate_actions.py [--check]\n"


def test_every_entry_has_a_section_of_its_own() -> None:
    page = generator().document()
    assert set(re.findall(r"^### (\S+)$", page, re.MULTILINE)) == {*CATALOGUE, *SETTINGS, *FLOW_TYPES}


def test_every_link_of_the_contents_goes_to_one_heading() -> None:
    page = generator().document()
    anchors = [line.lstrip("# ").lower().replace(" ", "-") for line in page.splitlines() if re.match("##+ ", line)]
    assert sorted(set(anchors)) == sorted(anchors)
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) | {"contents"} == set(anchors)


def test_a_setting_in_full() -> None:
    page = generator().document()
    assert (
        "| `priority` | `Integer` | Where the call comes in; one point is worth a minute of waiting. | `0` "
        "| -25,000,000 to 25,000,000 | no |"
    ) in page
    assert "| `targetQueue` **must** | `Queue` | The queue. Refers to: queue. |  |  | no |" in page
