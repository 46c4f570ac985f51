"""`callflows explore`: what it prints, writes and exits with."""

from __future__ import annotations

import json
import shutil
import signal
from pathlib import Path

import pytest

from callflows.cli.explore_view import lines
from callflows.cli.explore_watch import watch
from callflows.testing import programs_of
from callflows.testing.explore.proving import explore_flow

EXAMPLE = Path(__file__).parents[2] / "examples" / "workspace"
NAME = "Support EMEA"
ROUND = """\
inboundCall:
  name: Round
  startUpRef: /inboundCall/tasks/task[Main]
  defaultLanguage: en-us
  variables:
    - stringVariable: {name: Flow.pin, initialValue: {noValue: true}}
  tasks:
    - task:
        name: Main
        refId: Main
        actions:
          - collectInput:
              name: Ask
              inputAudio: {tts: Yes?}
              inputData: {var: Flow.pin}
              digits: {exact: 1}
              noEntryTimeout: {lit: {seconds: 4}}
          - disconnect: {name: End}
"""


@pytest.fixture
def example(empty):
    """The example workspace without its tests."""
    shutil.copytree(EXAMPLE / "flows", empty.folder / "flows")
    (empty.folder / "callflows.toml").write_text('paths = ["flows"]\n')
    return empty


def test_the_report_on_eighty_columns(empty) -> None:
    empty.write("round.yaml", ROUND)
    said = empty("explore", "round.yaml")
    assert (said.code, said.err) == (0, "")
    assert said.out == (
        "Round\n"
        "  actions           2 of 2     100 %\n"
        "  output paths      2 of 2     100 %\n"
        "  calls placed      5; nothing is left to try\n"
        "\n"
        "2 paths\n"
        "  seconds  keys  path\n"
        "        0     1  press 1 → the flow hangs up\n"
        "        0     1  press * → the flow hangs up\n"
        "\n"
        "Dead ends\n"
        "  round.yaml:18\n"
        "    the call ends without telling the caller why\n"
        "    by: press 1 → the flow hangs up\n"
        "\n"
        "The longest ways\n"
        "  4 s, without what is played\n"
        "    no entry → the flow hangs up\n"
        "  1 key press\n"
        "    press 1 → the flow hangs up\n"
    )


def test_what_the_page_shows(example) -> None:
    page = (EXAMPLE.parents[1] / "docs" / "testing.md").read_text()
    assert example("explore", NAME, "--limit", "600").out in page


def test_a_narrow_terminal_has_room_for_every_line(example) -> None:
    programs = programs_of(EXAMPLE)
    report = explore_flow(programs, NAME, late=lambda: "")
    for width in (40, 60, 120):
        shown = "\n".join(lines(report, programs, None, width)).splitlines()
        assert [line for line in shown if len(line) > width and ".yaml:" not in line] == []


def test_the_first_ctrl_c_ends_the_search_and_the_second_one_the_command() -> None:
    before = signal.getsignal(signal.SIGINT)
    with watch(60) as watched:
        assert (watched.late(), watched.stopped) == ("", False)
        signal.raise_signal(signal.SIGINT)
        assert (watched.late(), watched.stopped) == ("interrupt", True)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_time_ends_the_search_too() -> None:
    with watch(-1) as watched:
        assert (watched.late(), watched.stopped) == ("time", False)


def test_a_report_that_cannot_be_written_is_printed_all_the_same(empty) -> None:
    empty.write("round.yaml", ROUND)
    (empty.folder / "Round.explored.calls.yaml").mkdir()
    said = empty("explore", "round.yaml", "--write", ".")
    assert (said.code, said.out.splitlines()[0]) == (2, "Round")
    assert "Round.explored.calls.yaml" in said.err


def test_a_limit_is_a_number(empty) -> None:
    said = empty("explore", "round.yaml", "--limit", "nan")
    assert (said.code, said.err.splitlines()[-1]) == (2, "Error: Invalid value for '--limit': it is not a number")


def test_strict_exits_with_one_on_dead_ends(empty) -> None:
    empty.write("round.yaml", ROUND)
    assert empty("explore", "round.yaml", "--strict").code == 1
    empty.write(
        "round.yaml",
        ROUND.replace("- disconnect", "- playAudio: {name: B, audio: {tts: Bye.}}\n          - disconnect"),
    )
    assert empty("explore", "round.yaml", "--strict").code == 0


def test_what_is_written_passes_under_test(example) -> None:
    said = example("explore", NAME, "--write", "tests", "--json", "--limit", "600")
    assert (said.code, said.err) == (0, "")
    report = json.loads(said.out)
    assert report["written"] == str(Path("tests") / "Support EMEA.explored.calls.yaml")
    assert (report["complete"], report["ended"], report["notExecuted"]) == (True, "done", [])
    tested = json.loads(example("test", "--json").out)
    assert {(each["name"], each.get("status", "passed")) for each in tested["results"]} == {
        (each["name"], "passed") for each in report["found"]
    }


def test_the_same_seed_gives_the_same_bytes(example) -> None:
    args = ("explore", NAME, "--json", "--limit", "60", "--calls", "200")
    assert example(*args).out == example(*args).out


def test_a_flow_that_is_not_there(example) -> None:
    said = example("explore", "Support EMA")
    assert (said.code, said.out) == (1, "")
    assert said.err == 'error: there is no flow "Support EMA": did you mean "Support EMEA"?\n'


def test_a_file_is_explored_with_the_shared_flows_beside_it(empty) -> None:
    shutil.copytree(EXAMPLE / "flows", empty.folder / "some")
    by_file = empty("explore", "some/Support EMEA.yaml", "--json")
    assert by_file.code == 0
    report = json.loads(by_file.out)
    assert (report["flow"], report["complete"]) == (NAME, True)
    assert [each["flow"] for each in report["unreached"]] == ["Global Authentication Menu"]


def test_nothing_to_work_on(empty) -> None:
    said = empty("explore", "Line")
    assert (said.code, said.out) == (2, "")
    assert 'there is no file "Line" and no workspace here' in said.err


def test_a_file_with_errors(empty) -> None:
    empty.write("round.yaml", ROUND.replace("task[Main]", "task[Gone]"))
    said = empty("explore", "round.yaml")
    assert (said.code, said.out) == (1, "")
    assert "task[Gone]" in said.err
