"""docs/testing.md says what is so: its tests pass in the example workspace, its dialogue and its data are real."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from callflows.testing import Flows, programs_of, read_world
from tests.testing.flows import EXAMPLE

pytest_plugins = "pytester"

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTEST, DATA = PAGE.split("## The org as data")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def test_the_tests_of_the_page_pass(pytester: pytest.Pytester, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(EXAMPLE / "flows", pytester.path / "flows")
    shutil.copy(EXAMPLE / "callflows.toml", pytester.path)
    tests = [block for block in blocks(README, "python") + blocks(PYTEST, "python") if "def test_" in block]
    (program,) = (block for block in blocks(PYTEST, "python") if "def test_" not in block)
    pytester.makepyfile(**{f"test_{number}": block for number, block in enumerate(tests)})
    pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=8)
    capsys.readouterr()
    exec(compile(program, "page", "exec"), {})
    said = [line[16:].split("  ")[0] for line in capsys.readouterr().out.splitlines()]
    assert [text for text in said if text and not text.startswith("flows")][1:] == [
        "schedule group Support hours: holiday",
        '"We are closed for the holiday."',
        "ends the call",
    ]


def test_the_dialogue_of_the_page_is_what_a_failure_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLE)
    flows = Flows(programs_of(Path.cwd()))
    flows.schedule_group("Support hours").open()
    with pytest.raises(AssertionError) as failed:
        flows.call("Support EMEA").presses("0000").hears("not right")
    (shown,) = blocks(PYTEST, "text")
    assert shown == f"AssertionError: {failed.value}\n"


def test_the_calls_of_very_many_callers_are_those_of_the_example() -> None:
    example = (EXAMPLE / "tests" / "test_every_pin.py").read_text(encoding="utf-8")
    assert [block for block in blocks(PYTEST, "python") if "Player(" in block] == [example.partition("\n\n")[2]]


def test_the_data_of_the_page_have_nothing_wrong() -> None:
    assert read_world(blocks(DATA, "yaml")[0], "org.yaml").diagnostics == ()


def test_every_word_of_the_page_is_there() -> None:
    rows = [row for row in re.findall(r"^\| (.*?) \|", PYTEST, re.MULTILINE) if row.startswith("`flows.")]
    words = {word for row in rows for word in re.findall(r"`(?:flows\.)?(\w+)[(`]", row)}
    assert words <= set(dir(Flows))
    assert {"data_action", "table", "queue", "transfer", "bot", "service", "function"} <= words
