"""The page shows the table that the example workspace gives."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from callflows.cli.main import main
from tests.testing.flows import EXAMPLE

PAGE = EXAMPLE.parents[1] / "docs" / "testing.md"


def test_the_table_on_the_page_is_that_of_the_example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shutil.copytree(EXAMPLE, tmp_path / "workspace", ignore=shutil.ignore_patterns(".*"))
    monkeypatch.chdir(folder)
    assert main(["test", "--coverage"]) == 0
    table = capsys.readouterr().out.partition("\nFlow ")
    assert f"Flow {table[2]}" in PAGE.read_text()
