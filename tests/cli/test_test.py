"""`callflows test`."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from xml.etree import ElementTree as ET

import msgspec
import pytest

from callflows.cli.test import place
from callflows.cli.tested import Plan
from callflows.engine import Program, compile_flow
from callflows.model import Flow
from callflows.testing.scenarios.suite import Request, load
from tests.cli.conftest import Said, Shell

CALLS = """\
flow: Main line
calls:
  - name: right
    tags: quick
    steps: [hear: Welcome to Acme]
  - name: wrong
    steps:
      - hear: Welcome to Acme
      - press: "123456"
      - expect: {ended by: transfer, variables: {Flow.account: "1"}}
  - name: later
    skip: not yet
  - name: wrong too
    steps: [hear: Goodbye]
"""
FAILED = """\

FAILED wrong
  tests/more.calls.yaml:10: expect
  flows/Main line.yaml:60: the call is here
  the call ended by disconnect, not by transfer; Flow.account is "123456", not
    "1"

"""
HOURS = """\
          - evaluateScheduleGroup:
              name: Is somebody there?
              inServiceSchedules: {noValue: true}
              evaluate: {now: true}
              scheduleGroup: {lit: {name: Hours}}
              emergencyGroup: {noValue: true}
"""
CTRL_C = """\
flow: Main line
calls:
  - name: a <n>
    steps: [hear: Welcome, press: "123456"]
    with:
"""


@pytest.fixture
def starter(empty: Shell) -> Shell:
    """A new workspace with more calls, some of them wrong."""
    empty("init")
    empty.write("tests/more.calls.yaml", CALLS)
    return empty


def timeless(text: str) -> str:
    return re.sub(r"in \d+\.\d\d s", "in * s", text)


def test_a_new_workspace_is_green(empty: Shell) -> None:
    empty("init")
    said = empty("test")
    assert (said.code, timeless(said.out), said.err) == (0, "tests/main line.calls.yaml ....\n\n4 passed in * s\n", "")


def test_a_failure_is_a_dialogue_with_its_places(starter: Shell) -> None:
    said = starter("test")
    assert (said.code, said.err) == (1, "")
    wrong, again = (each for each in json.loads(starter("test", "--json").out)["results"] if "dialogue" in each)
    marks = "tests/main line.calls.yaml ....\ntests/more.calls.yaml .FsF\n"
    dialogue = textwrap.indent(wrong["dialogue"], "  ")
    assert said.out.startswith(f"{marks}{FAILED}{dialogue}\n\nFAILED {again['name']}\n")
    assert [" ".join(line.split()) for line in wrong["dialogue"].splitlines()[-2:]] == [
        "flows/Main line.yaml:56",
        "> 0:00 flow ends the call flows/Main line.yaml:60",
    ]
    assert timeless(said.out).endswith("\n\n2 failed, 5 passed, 1 skipped in * s\n")
    assert max(map(len, said.out.splitlines())) <= 80
    assert "\x1b" not in said.out


@pytest.mark.parametrize(
    ("options", "marks", "summary"),
    [
        (("-x",), ".F", "1 failed, 1 passed in * s; stopped after 1 failure"),
        (("--maxfail", "2"), ".FsF", "2 failed, 1 passed, 1 skipped in * s"),
        (("-x", "-j", "2"), ".F", "1 failed, 1 passed in * s; stopped after 1 failure"),
        (("-k", "quick or later"), ".s", "1 passed, 1 skipped, 2 not selected in * s"),
        (("-k", "wrong and not too"), "F", "1 failed, 3 not selected in * s"),
    ],
)
def test_some_of_the_calls(starter: Shell, options: tuple[str, ...], marks: str, summary: str) -> None:
    said = starter("test", "tests/more.calls.yaml", *options)
    lines = timeless(said.out).splitlines()
    assert (said.code, lines[0], lines[-1]) == (
        1 if "F" in marks else 0,
        f"tests/more.calls.yaml {marks}",
        summary,
    )


def test_several_processes_print_the_same(starter: Shell) -> None:
    alone = starter("test", "-j", "1", "--json")
    together = starter("test", "-j", "3", "--json")
    assert (together.code, together.out) == (alone.code, alone.out)


def test_json(starter: Shell) -> None:
    said = starter("test", "tests/more.calls.yaml", "--json")
    answer = json.loads(said.out)
    assert (said.code, said.err, answer["schemaVersion"], answer["files"], answer["stopped"]) == (1, "", 1, 1, "")
    assert answer["counts"] == {"passed": 1, "failed": 2, "error": 0, "skipped": 1}
    assert [(each["name"], each.get("status", "passed"), each["line"]) for each in answer["results"]] == [
        ("right", "passed", 3),
        ("wrong", "failed", 6),
        ("later", "skipped", 11),
        ("wrong too", "failed", 13),
    ]
    assert answer["diagnostics"] == []


def test_junit(starter: Shell) -> None:
    said = starter("test", "--junit", "out/junit.xml")
    assert said.code == 1
    root = ET.parse(starter.folder / "out" / "junit.xml").getroot()
    assert dict(root.attrib) == {"name": "callflows", "tests": "8", "failures": "2", "errors": "0", "skipped": "1"}


def test_list(starter: Shell) -> None:
    said = starter("test", "--list", "-k", "more")
    assert said == Said(
        0,
        "tests/more.calls.yaml:3: right  (quick)\ntests/more.calls.yaml:6: wrong\n"
        "tests/more.calls.yaml:11: later\ntests/more.calls.yaml:13: wrong too\n",
        "",
    )
    listed = json.loads(starter("test", "--list", "-k", "quick", "--json").out)
    assert listed["calls"] == [
        {"file": "tests/more.calls.yaml", "line": 3, "name": "right", "flow": "Main line", "tags": ["quick"]}
    ]


def test_a_file_with_errors_is_told_and_the_others_run(starter: Shell) -> None:
    starter.write("tests/bad.calls.yaml", "flow: Main lin\ncals: []\ncalls: [{name: x, steps: [hear: y]}]\n")
    said = starter("test", "-k", "quick")
    assert said.code == 1
    assert timeless(said.out) == (
        "tests/more.calls.yaml .\n\n"
        'tests/bad.calls.yaml:1:7: error: There is no flow "Main lin". [test-no-flow]\n'
        '    next: Did you mean "Main line"?\n'
        'tests/bad.calls.yaml:2:1: error: "cals" means nothing in a scenario file. [test-unknown-key]\n'
        '    next: Did you mean "calls"?\n'
        "\n1 file with errors, 1 passed, 7 not selected in * s\n"
    )
    listed = starter("test", "--list", "tests/bad.calls.yaml")
    assert (listed.code, listed.out) == (1, "")
    assert "test-no-flow" in listed.err


def test_the_errors_of_a_flow_are_told_once(starter: Shell) -> None:
    path = starter.folder / "flows" / "Main line.yaml"
    path.write_text(path.read_text().replace("exp: IsNotSetOrEmpty(Flow.account)", "exp: IsNotSetOrEmpty(Flow.acount)"))
    said = starter("test", "tests/more.calls.yaml")
    lines = timeless(said.out).splitlines()
    assert (said.code, said.err) == (1, "")
    assert lines[:7] == [
        "tests/more.calls.yaml EEsE",
        "",
        "ERROR 3 calls could not be placed",
        "  tests/more.calls.yaml:3: right",
        "  tests/more.calls.yaml:6: wrong",
        "  tests/more.calls.yaml:13: wrong too",
        '  "Main line" has errors and cannot be called:',
    ]
    assert sum("Flow.acount" in line and "error:" in line for line in lines) == 1
    assert lines[-1] == "3 could not be placed, 1 skipped in * s"


def test_what_the_org_was_asked_and_nobody_said(starter: Shell) -> None:
    path = starter.folder / "flows" / "Main line.yaml"
    path.write_text(path.read_text().replace("\n        actions:\n", f"\n        actions:\n{HOURS}"))
    said = starter("test", "-k", "quick")
    assert (said.code, timeless(said.out)) == (
        0,
        "tests/more.calls.yaml .\n\n"
        'Asked of the org, and not said under `given:`:\n  schedule group "Hours" (1 call)\n'
        "\n1 passed, 7 not selected in * s\n",
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere",), "Error: nowhere does not exist"),
        (("flows",), "Error: there is no scenario file (*.calls.yaml) in flows"),
        (("-k", "a and"), "Error: Invalid value for -k: 'a and': a word is missing at the end"),
        (("-k", "nobody"), "Error: -k 'nobody' matches none of 8 calls"),
        (("--target", "prod"), 'Error: there is no target "prod"'),
    ],
)
def test_wrong_usage(starter: Shell, arguments: tuple[str, ...], message: str) -> None:
    said = starter("test", *arguments)
    assert (said.code, said.out) == (2, "")
    assert message in said.err.splitlines()


def test_a_workspace_with_errors(starter: Shell) -> None:
    starter.write("callflows.toml", "paths = 5\n")
    said = starter("test")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("callflows.toml:1:")


def test_without_a_workspace(empty: Shell) -> None:
    said = empty("test")
    assert said.code == 2
    assert said.err.endswith("    next: make the folder with your flows a workspace with `callflows init`\n")


def test_values_of_placeholders(starter: Shell) -> None:
    starter.write("tests/more.calls.yaml", "flow: Main line\ncalls: [{name: x, steps: [hear: '{{said}}']}]\n")
    assert starter("test", "tests/more.calls.yaml").code == 1
    assert starter("test", "tests/more.calls.yaml", "--set", "said=Welcome").code == 0


def test_colours_on_a_terminal_only(starter: Shell) -> None:
    master, slave = pty.openpty()
    environ = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    environ.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "callflows", "test", "-k", "quick"]
    done = subprocess.run(command, stdout=slave, cwd=starter.folder, env=environ, check=False)
    os.close(slave)
    printed = os.read(master, 10_000).decode()
    os.close(master)
    assert done.returncode == 0
    assert printed.startswith("tests/more.calls.yaml \x1b[32m\x1b[1m.\x1b[0m")


def test_nothing_steers_the_terminal(starter: Shell) -> None:
    starter.write("tests/more.calls.yaml", 'flow: Main line\ncalls: [{name: "a\\e[0m", steps: [hear: "\\e[2J"]}]\n')
    lines = starter("test", "tests/more.calls.yaml").out.splitlines()
    sign = "\N{REPLACEMENT CHARACTER}"
    assert (lines[2], lines[3]) == (f"FAILED a{sign}[0m", f"  tests/more.calls.yaml:2: hear: {sign}[2J")
    assert lines[5] == f'  the caller does not hear "{sign}[2J"'


def test_ctrl_c_prints_what_was_done(starter: Shell, capfd: pytest.CaptureFixture[str]) -> None:
    class Interrupting:
        """Presses Ctrl-C in the second call."""

        calls = 0

        def compile(self, flow: Flow, modules: Mapping[str, Flow]) -> Program:
            return compile_flow(flow, modules)

        def observer(self, program: Program) -> None:
            self.calls += 1
            if self.calls == 2:
                raise KeyboardInterrupt

    request = Request(str(starter.folder), ("tests/more.calls.yaml",))
    suite = load(request)
    suite.programs[0].measure(Interrupting())
    capfd.readouterr()
    tested = place(suite, request, Plan(tuple(range(4)), jobs=1), clock=lambda: 0.0)
    assert ([each.name for each in tested.results], tested.stopped) == (["right"], "interrupted")
    assert capfd.readouterr().out == "tests/more.calls.yaml .\n"


def test_ctrl_c_in_a_process_of_its_own(starter: Shell) -> None:
    starter.write("tests/more.calls.yaml", CTRL_C + "".join(f"      - {{n: {n}}}\n" for n in range(6_000)))
    running = subprocess.Popen(
        [sys.executable, "-u", "-m", "callflows", "test", "-j", "1", "tests/more.calls.yaml"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=starter.folder,
    )
    assert running.stdout is not None
    assert running.stdout.read(len("tests/more.calls.yaml ..")) == "tests/more.calls.yaml .."
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (130, "")
    assert re.fullmatch(r"\d+ passed in \d+\.\d\d s; interrupted", out.splitlines()[-1])


def test_a_plan_is_plain_data() -> None:
    assert msgspec.json.decode(msgspec.json.encode(Plan((1, 2), 3)), type=Plan) == Plan((1, 2), 3)
