"""Scenario files in pytest, in a pytest of its own."""

from __future__ import annotations

import shutil

import pytest

from tests.testing.flows import EXAMPLE

pytest_plugins = "pytester"

CALLS = """\
flow: Support EMEA
calls:
  - name: right
    tags: [early]
    steps: [hear: We are closed]
  - name: wrong
    steps:
      - hear: PIN
  - name: later
    skip: not yet
"""


@pytest.fixture
def example(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """The flows of the example workspace."""
    shutil.copytree(EXAMPLE / "flows", pytester.path / "flows")
    shutil.copy(EXAMPLE / "callflows.toml", pytester.path)
    monkeypatch.setenv("COLUMNS", "80")
    return pytester


def run(pytester: pytest.Pytester, text: str, *options: str) -> pytest.RunResult:
    (pytester.path / "line.calls.yaml").write_text(text)
    return pytester.runpytest_inprocess("-p", "no:cacheprovider", *options)


def test_each_call_is_a_test(example: pytest.Pytester) -> None:
    result = run(example, CALLS, "-rs", "-v")
    result.assert_outcomes(passed=1, failed=1, skipped=1)
    result.stdout.fnmatch_lines(
        [
            "line.calls.yaml::right PASSED*",
            "line.calls.yaml::wrong FAILED*",
            "line.calls.yaml::later SKIPPED (not yet)*",
            "line.calls.yaml:8: hear: PIN",
            "flows/Support EMEA.yaml:171: the call is here",
            'the caller does not hear "PIN"',
            "Call to Support EMEA from +13175550100, Mon 2026-01-05 15:00 +00:00",
            '> 0:00   flow   "We are closed. Please call again between 9 and 5."',
            "> 0:00   flow   ends the call*flows/Support EMEA.yaml:171",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")


def test_keywords_are_names_and_tags(example: pytest.Pytester) -> None:
    run(example, CALLS, "-k", "early").assert_outcomes(passed=1, deselected=2)
    run(example, CALLS, "-k", "later").assert_outcomes(skipped=1, deselected=2)


def test_a_file_with_errors_is_an_error_of_the_collection(example: pytest.Pytester) -> None:
    result = run(example, "flow: Support EMA\ncalls: [{name: x}]")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            'line.calls.yaml:1:7: error: There is no flow "Support EMA". [[]test-no-flow[]]',
            '*Did you mean "Support EMEA"?',
        ]
    )


def test_what_is_doubtful_is_a_warning(example: pytest.Pytester) -> None:
    text = "flow: Support EMEA\ncalls:\n  - {name: x, with: [{word: a}]}\n"
    result = run(example, text, "-W", "default")
    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines(["*line.calls.yaml:3:23: warning: Nothing in the call takes the value <word>*"])


def test_a_flow_with_errors_fails_its_calls_with_them(example: pytest.Pytester) -> None:
    path = example.path / "flows" / "Support EMEA.yaml"
    path.write_text(path.read_text().replace("Flow.level * 10", "Flow.levl * 10"))
    result = run(example, CALLS)
    result.assert_outcomes(failed=2, skipped=1)
    result.stdout.fnmatch_lines(
        ['"Support EMEA" has errors and cannot be called:', "flows/Support EMEA.yaml:*Flow.levl*"]
    )


def test_who_measures_is_told_of_the_flows(example: pytest.Pytester) -> None:
    example.makeconftest(
        """
        from callflows.testing.scenarios.collected import OPENED

        def pytest_configure(config):
            config.stash[OPENED] = lambda programs: print("flows:", *programs.names)
        """
    )
    result = run(example, CALLS, "-s", "-k", "right")
    result.assert_outcomes(passed=1, deselected=2)
    result.stdout.fnmatch_lines(["*flows: Global Authentication Menu Support EMEA*"])


def test_what_the_workspace_excludes_is_collected_where_it_is_asked_for(example: pytest.Pytester) -> None:
    toml = example.path / "callflows.toml"
    toml.write_text('exclude = ["drafts", "line.calls.yaml"]\n' + toml.read_text())
    (example.path / "drafts").mkdir()
    (example.path / "drafts" / "new.calls.yaml").write_text(CALLS)
    run(example, CALLS).assert_outcomes()
    run(example, CALLS, "line.calls.yaml", "-k", "right").assert_outcomes(passed=1, deselected=2)
    run(example, CALLS, "drafts", "-k", "right").assert_outcomes(passed=1, deselected=2)


def test_elsewhere_such_files_are_somebody_elses(pytester: pytest.Pytester) -> None:
    result = run(pytester, "anything: at all")
    result.assert_outcomes()
