"""Coverage from the command line and in pytest."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from callflows.cli.main import main
from tests.testing.coverage.flows import workspace

pytest_plugins = "pytester"

CALLS = """\
calls:
  - name: nobody presses anything
    flow: Line
    steps: [{wait: 20}]
  - name: goodbye
    flow: Line
    steps: [{press: "9"}]
"""
OTHER = """\
def test_other(flows):
    assert flows.call("Other").ended.by == "disconnect"

def test_other_twice(flows):
    flows.call("Other")
"""
Place = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    workspace(tmp_path)
    (tmp_path / "line.calls.yaml").write_text(CALLS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def place(folder: Path, capsys: pytest.CaptureFixture[str]) -> Place:
    def run(*args: str) -> tuple[int, str, str]:
        code = main(args)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def _rows(text: str) -> list[list[str]]:
    """The name, the counts of actions, paths, choices, branches, errors, and the percentage of each row."""
    return [line.split()[:7] for line in text.splitlines() if line.startswith(("Line ", "Other ", "Shared ", "Total "))]


LINE = ["Line", "0/8", "0/6", "2/4", "-", "0/3", "10%"]
SHARED = ["Shared", "0/3", "0/2", "-", "0/4", "-", "0%"]


def test_scenarios_are_measured(place: Place) -> None:
    code, out, _ = place("test", "--coverage")
    assert code == 0
    other = ["Other", "0/2", "-", "-", "-", "-", "0%"]
    assert _rows(out) == [LINE, other, SHARED, ["Total", "0/13", "0/8", "2/4", "0/4", "0/3", "6%"]]
    assert "Choices" not in place("test")[1]


def test_too_little_coverage_is_an_exit_code(place: Place) -> None:
    assert place("test", "--fail-under", "6")[0] == 0
    code, _, err = place("test", "--coverage", "--fail-under", "7")
    assert (code, err.splitlines()[-1]) == (1, "Coverage of 6.25% is less than 7%.")


def test_a_file_that_cannot_be_read_is_said_and_no_bound_is_kept(place: Place, folder: Path) -> None:
    place("test", "--coverage")
    (folder / "flows" / "broken.yaml").write_text("inboundCall:\n  name: [broken\n")
    code, out, err = place("coverage", "--fail-under", "1")
    assert (code, _rows(out)[0]) == (1, LINE)
    assert err.splitlines()[0].startswith("flows/broken.yaml:")
    assert err.splitlines()[-1] == "What is covered is not known: flows/broken.yaml cannot be read."
    assert place("coverage")[0] == 0


def test_a_bound_is_a_number(place: Place) -> None:
    code, _, err = place("test", "--fail-under", "nan")
    assert (code, err.splitlines()[-1]) == (2, "Error: Invalid value for '--fail-under': it is not a number")


def test_reports_go_where_they_are_wanted(place: Place, folder: Path) -> None:
    code, out, err = place("test", "--coverage=html,xml,json", "--coverage-dir", "out", "--json")
    assert code == 0
    assert json.loads(out)["counts"]["passed"] == 2
    written = [str(Path("out") / name) for name in ("index.html", "cobertura.xml", "coverage.json")]
    assert err.splitlines()[-3:] == [f"wrote {each}" for each in written]
    assert json.loads((folder / "out" / "coverage.json").read_text())["totals"]["covered"] == 2


def test_a_path_behind_the_option_is_a_path(place: Place) -> None:
    code, out, _ = place("test", "--coverage", "line.calls.yaml")
    assert (code, _rows(out)[0]) == (0, LINE)


def test_an_unknown_format_is_wrong_usage(place: Place) -> None:
    code, _, err = place("test", "--coverage=pdf")
    assert code == 2
    assert 'there is no coverage report "pdf"; there are terminal, html, xml, json' in err


def test_all_runs_together(place: Place, folder: Path) -> None:
    place("test", "--coverage", "-k", "nobody")
    place("test", "--coverage", "-k", "goodbye")
    code, out, err = place("coverage", "--fail-under", "7")
    assert (code, _rows(out)[0], err.splitlines()[-1]) == (1, LINE, "Coverage of 6.25% is less than 7%.")
    with (folder / "flows" / "line.yaml").open("a") as file:
        file.write("# changed\n")
    code, out, err = place("coverage")
    assert (code, _rows(out)[0][-1]) == (0, "0%")
    assert 'Older coverage of "Line" is left out: flows/line.yaml has changed since. [coverage-stale]' in err
    assert place("coverage", "--erase") == (0, "Removed 2 files.\n", "")
    assert place("coverage")[0] == 2


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_pytest_measures_fixtures_and_scenarios_over_its_workers(
    folder: Path, pytester: pytest.Pytester, workers: tuple[str, ...]
) -> None:
    (folder / "test_other.py").write_text(OTHER)
    options = ("--callflows-coverage", "--callflows-coverage-report=terminal,json", "--callflows-fail-under=99")
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider", "--rootdir", folder, *options, *workers, folder)
    result.assert_outcomes(passed=4)
    assert _rows("\n".join(result.outlines)) == [
        LINE,
        ["Other", "2/2", "-", "-", "-", "-", "100%"],
        ["Shared", "2/3", "1/2", "-", "2/4", "-", "56%"],
        ["Total", "4/13", "1/8", "2/4", "2/4", "0/3", "28%"],
    ]
    assert result.ret == 1
    assert result.outlines[-2] == "Coverage of 28.12% is less than 99%."
    document = json.loads((folder / ".callflows" / "coverage" / "coverage.json").read_text())
    assert document["totals"]["covered"] == 9


def test_a_bound_of_pytest_wants_coverage(folder: Path, pytester: pytest.Pytester) -> None:
    args = ("-p", "no:cacheprovider", "--rootdir", folder, folder)
    result = pytester.runpytest_inprocess("--callflows-fail-under=7", *args)
    assert (result.ret, result.outlines[-2]) == (1, "Coverage of 6.25% is less than 7%.")
    result = pytester.runpytest_inprocess("--callflows-fail-under=nan", *args)
    assert (result.ret, result.errlines[0]) == (4, "ERROR: --callflows-fail-under is from 0 to 100, not nan")


def test_pytest_measures_nothing_unasked(folder: Path, pytester: pytest.Pytester) -> None:
    (folder / "test_other.py").write_text(OTHER)
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider", "--rootdir", folder, folder)
    result.assert_outcomes(passed=4)
    assert not (folder / ".callflows" / "coverage").exists()
