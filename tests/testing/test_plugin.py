"""The pytest plugin, in a pytest of its own: what passes, what a failure prints."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import callflows.testing.coverage.in_pytest
import callflows.testing.flows  # a run in this process takes away what it was the first to import
import callflows.testing.scenarios.collected  # noqa: F401
from tests.testing.flows import EXAMPLE

pytest_plugins = "pytester"

LEAN = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "no:syrupy")
"""Without plugins that take long to begin and say nothing of callflows."""


@pytest.fixture
def example(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """The flows of the example workspace without its tests."""
    shutil.copytree(EXAMPLE / "flows", pytester.path / "flows")
    shutil.copy(EXAMPLE / "callflows.toml", pytester.path)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("CI", "BUILD_NUMBER"):  # pytest cuts no line where one of them is set
        monkeypatch.delenv(name, raising=False)
    return pytester


def run(pytester: pytest.Pytester, test: str, *options: str) -> pytest.RunResult:
    pytester.makepyfile(test_line=test)
    return pytester.runpytest_inprocess(*LEAN, *options)


def failure(result: pytest.RunResult) -> list[str]:
    """What pytest prints of the exception, without its margin."""
    return [line[1:].removeprefix("       ").rstrip() for line in result.outlines if line.startswith("E  ")]


def test_an_expectation_that_does_not_hold_shows_the_call_as_a_dialogue(example: pytest.Pytester) -> None:
    result = run(
        example,
        """
        def test_wrong_pin(flows):
            flows.schedule_group("Support hours").open()
            flows.table("Customer PINs").rows([{"key": "1234", "customerId": "C-1001"}])
            call = flows.call("Support EMEA", caller="+13175551234", at="2026-11-23T10:00-05:00")
            call.hears("PIN").presses("1234").hears("not right")
        """,
    )
    result.assert_outcomes(failed=1)
    assert failure(result) == [
        'AssertionError: the caller does not hear "not right"',
        "",
        "Call to Support EMEA from +13175551234, Mon 2026-11-23 10:00 -05:00",
        "  0:00   org    schedule group Support hours: open",
        "                                             flows/Support EMEA.yaml:153",
        '  0:00   flow   "Welcome to Acme Support."',
        "                                flows/Global Authentication Menu.yaml:90",
        '  0:00   flow   "Please enter your four-digit PIN."',
        "                               flows/Global Authentication Menu.yaml:103",
        "  0:00   caller presses 1234",
        "  0:00   org    data table Customer PINs (key 1234): found",
        "                               flows/Global Authentication Menu.yaml:123",
        '> 0:00   flow   "Thank you. You are verified."',
        "                               flows/Global Authentication Menu.yaml:187",
        "> 0:00   org    data action CRM/Get VIP (customerId C-1001): not mocked,",
        "                so failure                   flows/Support EMEA.yaml:207",
        '> 0:00   flow   "For support press 1 or say support, for billing press 2',
        '                or say billing."              flows/Support EMEA.yaml:66',
        "The call waits at flows/Support EMEA.yaml:66",
        'Not mocked: data action "CRM" / "Get VIP"',
    ]
    assert [line for line in result.outlines if line.startswith("> ") or line.endswith(": AssertionError")] == [
        '>       call.hears("PIN").presses("1234").hears("not right")',
        "test_line.py:5: AssertionError",
    ]
    assert "call 1" not in result.stdout.str()
    assert [line for line in result.outlines if line.startswith("E") and len(line) > 80] == []


def test_a_plain_assertion_that_fails_is_followed_by_the_dialogue(example: pytest.Pytester) -> None:
    result = run(
        example,
        """
        def test_closed(flows):
            flows.schedule_group("Support hours").closed()
            assert flows.call("Support EMEA").ended.by == "transfer"
        """,
    )
    assert failure(result)[0] == "AssertionError: assert 'disconnect' == 'transfer'"
    start = result.outlines.index(f"{' call 1 ':-^80}")
    assert result.outlines[start + 1 : -2] == [
        "Call to Support EMEA from +13175550100, Mon 2026-01-05 15:00 +00:00",
        "  0:00   org    schedule group Support hours: closed",
        "                                             flows/Support EMEA.yaml:153",
        '  0:00   flow   "We are closed. Please call again between 9 and 5."',
        "                                             flows/Support EMEA.yaml:167",
        "  0:00   flow   ends the call                flows/Support EMEA.yaml:171",
        f"{' short test summary info ':=^80}",
    ]


def test_each_test_has_mocks_and_calls_of_its_own(example: pytest.Pytester) -> None:
    result = run(
        example,
        """
        import pytest

        @pytest.mark.parametrize("state", ["open", "closed"])
        def test_hours(flows, state):
            assert flows.calls == []
            assert flows.call("Support EMEA").unmocked == ('schedule group "Support hours"',)
            getattr(flows.schedule_group("Support hours"), state)()
            call = flows.call("Support EMEA")
            assert bool(call.ended) is (state == "closed")
            assert call.unmocked == ()
        """,
    )
    result.assert_outcomes(passed=2)


def test_a_flow_that_is_not_there_is_said_without_a_traceback(example: pytest.Pytester) -> None:
    result = run(example, "def test_it(flows):\n    flows.call('Support EMA')\n")
    assert failure(result) == [
        'callflows.testing.programs.NotCallable: there is no flow "Support EMA": did you mean "Support EMEA"?'
    ]
    assert "programs.py:" not in result.stdout.str()


def test_the_workspace_and_the_target_are_settings(example: pytest.Pytester) -> None:
    folder = example.mkdir("ivr")
    shutil.move(example.path / "flows", folder)
    (folder / "callflows.toml").write_text('paths = ["flows"]\n[targets.test]\nenvironment = "local"\n')
    (example.path / "callflows.toml").unlink()
    test = "def test_it(flows):\n    assert flows.names == ('Global Authentication Menu', 'Support EMEA')\n"
    example.makeini("[pytest]\ncallflows_workspace = ivr\ncallflows_target = test\n")
    run(example, test).assert_outcomes(passed=1)
    example.makeini("[pytest]\ncallflows_workspace = ivr\ncallflows_target = prod\n")
    result = run(example, test)
    result.assert_outcomes(errors=1)
    assert failure(result) == []
    assert 'callflows.toml has no target "prod"' in result.outlines


def test_without_a_workspace_the_fixture_says_what_to_do(pytester: pytest.Pytester) -> None:
    result = run(pytester, "def test_it(flows):\n    pass\n")
    result.assert_outcomes(errors=1)
    expected = f"there is no callflows.toml in {pytester.path} or above it; `callflows init` makes one"
    assert expected in result.outlines


def test_nothing_of_callflows_is_imported_until_a_test_uses_it(pytester: pytest.Pytester) -> None:
    program = """
        import sys

        def test_it():
            loaded = sorted(name for name in sys.modules if name.startswith("callflows"))
            assert loaded == ["callflows", "callflows.testing", "callflows.testing.plugin"]
    """
    pytester.makepyfile(test_line=program)
    pytester.runpytest_subprocess(*LEAN).assert_outcomes(passed=1)


def test_the_tests_of_the_example_workspace_pass(pytester: pytest.Pytester) -> None:
    folder = copied(pytester.path)
    result = pytester.runpytest_inprocess(*LEAN, "-q", "--rootdir", str(folder), str(folder))
    assert (result.ret, result.stderr.str()) == (0, "")
    assert re.fullmatch(r"\d+ passed in .*", result.outlines[-1])


def test_they_pass_in_several_processes(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", *LEAN, "-n", "2"]
    done = subprocess.run(command, cwd=copied(tmp_path), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert re.fullmatch(r"\d+ passed in .*", done.stdout.splitlines()[-1])


def copied(folder: Path) -> Path:
    """The example workspace with its tests."""
    return shutil.copytree(EXAMPLE, folder / "example", ignore=shutil.ignore_patterns(".*", "__pycache__"))


def test_the_example_has_the_shared_flow_of_the_example_org() -> None:
    shared = Path("flows") / "Global Authentication Menu.yaml"
    assert (EXAMPLE / shared).read_bytes() == (EXAMPLE.parent / "org" / shared).read_bytes()
