"""What docs/testing.md says of scenario files is so."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from callflows.testing import programs_of
from callflows.testing.scenarios.suite import Request, load
from callflows.testing.scenarios.words import CALL, ENDS, EXPECT, STEP, keys
from tests.cli.conftest import Shell, empty
from tests.testing.flows import EXAMPLE
from tests.testing.scenarios.files import run

__all__ = ["empty"]

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
SECTION = re.split(r"^## ", PAGE.split("## Scenario files\n")[1], flags=re.MULTILINE)[0]


def block(language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", SECTION, re.DOTALL | re.MULTILINE)
    return str(found)


def test_the_file_of_the_page_passes() -> None:
    found = run(programs_of(EXAMPLE), block("yaml"))
    assert [(each.name, each.message, each.unmocked) for each in found] == [
        ("an important customer asks for billing", "", ()),
        ("0000 is no PIN", "", ()),
        ("9999 is no PIN", "", ()),
    ]


def test_the_file_of_the_readme_passes() -> None:
    (text,) = (
        each for each in re.findall(r"^```yaml\n(.*?)^```$", README, re.DOTALL | re.MULTILINE) if "calls:" in each
    )
    assert [(each.name, each.message) for each in run(programs_of(EXAMPLE), text)] == [
        ("a wrong PIN three times ends the call", "")
    ]


def test_the_command_prints_what_the_page_shows(empty: Shell) -> None:
    shutil.copytree(EXAMPLE, empty.folder, dirs_exist_ok=True)
    said = empty("test").out
    assert re.sub(r"\d\.\d\d s", "* s", f"$ callflows test\n{said}") == re.sub(r"\d\.\d\d s", "* s", block("console"))
    path = empty.folder / "tests" / "authentication.calls.yaml"
    path.write_text(path.read_text().replace("hear: not right", "hear: not correct"))
    assert block("text") in empty("test").out


def test_the_page_names_every_word() -> None:
    named = set(re.findall(r"`([\w ]+?)(?:: [^`]*)?`", SECTION))
    wanted = {*keys(STEP), *keys(EXPECT), *keys(CALL), *ENDS} - {"name", "with", "steps"}
    assert wanted - named == set()


@pytest.mark.parametrize("path", sorted(EXAMPLE.rglob("*.calls.yaml")), ids=lambda path: path.name)
def test_the_files_of_the_example_have_nothing_wrong(path: Path) -> None:
    suite = load(Request(str(path.parent), (path.name,)))
    assert suite.files[0].diagnostics == ()
