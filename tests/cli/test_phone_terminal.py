"""`callflows call` as a real process: at a terminal, in pipes, with a voice, with a file for the world."""

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from callflows.engine import from_json_lines
from tests.cli.conftest import Said
from tests.cli.test_phone import HOURS, VIP
from tests.cli.test_processes import PATIENCE, TOOL, environment

posix = pytest.mark.skipif(sys.platform == "win32", reason="there is no pty on Windows")
LINE = "flows/Main line.yaml"
FLOW = """\
inboundCall:
  name: Asking
  startUpRef: /inboundCall/tasks/task[Main]
  defaultLanguage: en-us
  variables:
    - stringVariable: {name: Flow.pin, initialValue: {noValue: true}}
    - integerVariable: {name: Flow.level, initialValue: {noValue: true}}
  tasks:
    - task:
        name: Main
        refId: Main
        actions:
"""
ROOT = Path(__file__).resolve().parents[2]
SUPPORT = """\
scheduleGroups: {Support hours: open}
tables: {Customer PINs: [{key: "1234", customerId: C-1001}]}
dataActions: {CRM: {Get VIP: {returns: {level: 3}}}}
"""
WORLD = """\
dataActions: {CRM: {Get VIP: {returns: {level: 4}}}}
scheduleGroups: {Office: holiday}
"""
STUB = """\
#!/bin/sh
{ printf '%s ' "$@"; cat; echo; } >> spoken.txt
"""


@pytest.fixture
def workspace(empty):
    assert empty("init").code == 0
    return empty


@pytest.fixture
def asking(workspace):
    actions = "".join(f"          {line}\n" for line in (VIP + HOURS).strip().splitlines())
    workspace.write("asking.yaml", FLOW + actions)
    return workspace


class AtTerminal:
    """A process at a terminal of its own."""

    def __init__(self, folder, *args: str, **more: str) -> None:
        import termios

        self.master, self.slave = os.openpty()
        self.before = termios.tcgetattr(self.slave)
        self.seen = ""
        self.process = subprocess.Popen(
            [*TOOL, "call", *args],
            cwd=folder,
            env=environment(**{"TERM": "xterm", "COLUMNS": "80"} | more),
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            start_new_session=True,
        )

    def until(self, text: str) -> None:
        """Read until this was seen, from here on."""
        found, end = b"", time.monotonic() + PATIENCE
        while text not in found.decode("utf-8", "replace"):
            assert time.monotonic() < end, (text, self.seen + found.decode("utf-8", "replace"))
            if select.select([self.master], [], [], 0.05)[0]:
                found += os.read(self.master, 4096)
        self.seen += found.decode("utf-8", "replace")

    def types(self, text: str) -> None:
        os.write(self.master, text.encode())

    def ends(self) -> int:
        """The exit code; the terminal is as it was."""
        import termios

        code = self.process.wait(timeout=PATIENCE)
        while select.select([self.master], [], [], 0)[0]:
            self.seen += os.read(self.master, 4096).decode("utf-8", "replace")
        assert termios.tcgetattr(self.slave) == self.before
        os.close(self.slave)
        os.close(self.master)
        return code

    def lines(self) -> list[str]:
        return [re.sub("\x1b\\[[0-9;]*m", "", line).rstrip() for line in self.seen.splitlines()]


@posix
def test_a_call_by_hand(workspace):
    phone = AtTerminal(workspace.folder, LINE, NO_COLOR="1", COLUMNS="60")
    phone.until("for a key")
    phone.types("123456")
    assert phone.ends() == 0
    assert "\x1b" not in phone.seen
    assert [line[9:] for line in phone.lines() if line.startswith("0:")] == [
        "flow   Welcome to Acme.",
        "flow   Please enter your six-digit account number.",
        "you    press 123456",
        "flow   Thank you.",
        "flow   Your account is 123456. Goodbye.",
    ]
    assert phone.lines()[-1] == "  flows/Main line.yaml:60"
    assert max(len(line) for line in phone.lines() if not line.startswith("  at ")) <= 60


@posix
def test_jumping_over_silence(workspace):
    phone = AtTerminal(workspace.folder, LINE, "--fast", "--save-trace", "saved.jsonl")
    phone.until("for a key")
    phone.types("12\x1b[Aw")
    assert phone.ends() == 0
    events = from_json_lines((workspace.folder / "saved.jsonl").read_text(encoding="utf-8"))
    assert [event.keys for event in events if type(event).__name__ == "Pressed"] == ["1", "2"]
    assert [(event.t, event.reason) for event in events if type(event).__name__ == "Collected"] == [(3000, "timeout")]
    assert "\x1b[2m" in phone.seen  # colours, where there may be some


@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_signals_leave_the_terminal_as_it_was(workspace, number, code):
    phone = AtTerminal(workspace.folder, LINE, "--save-trace", "saved.jsonl")
    phone.until("for a key")
    phone.process.send_signal(number)
    assert phone.ends() == code
    assert ("the caller hangs up" in phone.seen) is (number == signal.SIGINT)
    assert "Traceback" not in phone.seen
    assert (workspace.folder / "saved.jsonl").exists()


@posix
def test_a_call_that_was_suspended_goes_on_with_single_keys(workspace):
    import termios

    phone = AtTerminal(workspace.folder, LINE, "--fast")
    phone.until("for a key")
    phone.process.send_signal(signal.SIGSTOP)
    termios.tcsetattr(phone.slave, termios.TCSANOW, phone.before)  # as a shell does in between
    phone.process.send_signal(signal.SIGCONT)
    end = time.monotonic() + PATIENCE
    while termios.tcgetattr(phone.slave)[3] & termios.ICANON:
        assert time.monotonic() < end
    phone.types("h")
    assert phone.ends() == 0


@posix
def test_a_terminal_that_is_closed_ends_the_call(workspace):
    phone = AtTerminal(workspace.folder, LINE, "--save-trace", "saved.jsonl")
    phone.until("for a key")
    os.close(phone.slave)
    os.close(phone.master)
    assert phone.process.wait(timeout=PATIENCE) != 0
    events = from_json_lines((workspace.folder / "saved.jsonl").read_text(encoding="utf-8"))
    assert type(events[0]).__name__ == "Started"


@posix
def test_asking_the_person(asking):
    phone = AtTerminal(asking.folder, "asking.yaml")
    phone.until("not known")
    phone.types("s")
    phone.until("output")
    phone.types("level=3\r")
    phone.until("output")
    phone.types("\r")
    phone.until("mergency")
    phone.types("o")
    assert phone.ends() == 0
    assert [line[16:] for line in phone.lines() if " flow   " in line] == ["Level 3", "We are open."]
    assert not (asking.folder / ".callflows" / "org.db").exists()


def piped(shell, *args: str, given: str = "") -> Said:
    """The command in this process, with this on its standard input."""
    before = os.dup(0)
    with tempfile.TemporaryFile() as file:
        file.write(given.encode())
        file.seek(0)
        os.dup2(file.fileno(), 0)
        try:
            return shell("call", *args)
        finally:
            os.dup2(before, 0)
            os.close(before)


def test_lines_of_standard_input(workspace):
    said = piped(workspace, LINE, given="12\n\nsay my account\n3456\n")
    assert (said.code, said.err) == (0, "")
    did = [line[9:] for line in said.out.splitlines() if line[9:13] == "you "]
    assert did == ["you    press 12", "you    say my account", "you    press 3456"]
    assert "Your account is 123456. Goodbye." in said.out


def test_a_line_that_is_none(workspace):
    said = piped(workspace, LINE, given="12x\n")
    assert said.code == 2
    assert "standard input: 'x' is no key" in said.err


def test_a_program_reads_and_answers(workspace):
    """A line is shown before the next one is read."""
    process = subprocess.Popen(
        [*TOOL, "call", LINE],
        cwd=workspace.folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    while "account number" not in process.stdout.readline():
        assert process.poll() is None
    out, _ = process.communicate("123456\n", timeout=PATIENCE)
    assert "Your account is 123456. Goodbye." in out


def test_the_trace_is_kept_where_nobody_reads_the_call(workspace):
    read, write = os.pipe()
    os.close(read)
    process = subprocess.Popen(
        [*TOOL, "call", LINE, "--press", "123456", "--save-trace", "saved.jsonl"],
        cwd=workspace.folder,
        env=environment(),
        stdout=write,
    )
    os.close(write)
    process.wait(timeout=PATIENCE)
    events = from_json_lines((workspace.folder / "saved.jsonl").read_text(encoding="utf-8"))
    assert type(events[-1]).__name__ == "Ended"


def test_json_takes_the_lines_too(workspace):
    said = piped(workspace, LINE, "--json", "--seed", "7", "--language", "en-us", given="123456\n")
    events = from_json_lines(said.out)
    assert (events[0].seed, events[0].at, events[0].language) == (7, "2026-01-05T15:00:00Z", "en-us")
    assert [event.keys for event in events if type(event).__name__ == "Pressed"] == ["123456"]


def test_a_file_stands_for_the_world(asking):
    asking.write("world.yaml", WORLD)
    said = asking("call", "asking.yaml", "--data", "world.yaml", "--press", "")
    assert said.code == 0
    assert [line.partition("flow   ")[2] for line in said.out.splitlines() if "flow   " in line] == [
        "Level 4",
        "A holiday.",
    ]
    asking.write("world.json", json.dumps({"dataActions": {"CRM": {"Get VIP": "times out"}}}))
    assert "It is late." in asking("call", "asking.yaml", "--data", "world.json", "--press", "").out


def test_what_the_file_says_in_vain_is_a_warning(asking):
    asking.write("world.yaml", "tables: {PINs: missing}\nscheduleGroups: {Ofice: open}\n")
    said = asking("call", "asking.yaml", "--data", "world.yaml", "--press", "")
    assert (said.code, [line for line in said.err.splitlines() if "world" in line or "Office" in line][:3]) == (
        0,
        [
            'world.yaml:1:10: warning: The flow does not ask for the data table "PINs". [test-unknown-mock]',
            'world.yaml:2:18: warning: The flow does not ask for the schedule group "Ofice". [test-unknown-mock]',
            '    next: Did you mean "Office"?',
        ],
    )


def test_a_shared_flow_may_only_give_its_outputs(workspace):
    workspace.write("world.yaml", "sharedFlows: {Ask for the account: {returns: {account: 0042}}}\n")
    said = workspace("call", LINE, "--data", "world.yaml", "--press", "")
    assert (said.code, said.err, "Your account is 0042. Goodbye." in said.out) == (0, "", True)
    workspace.write("world.yaml", "sharedFlows: {Ask for the account: {returns: {acount: 0042}}}\n")
    said = workspace("call", LINE, "--data", "world.yaml", "--press", "")
    assert (said.code, said.err.splitlines()[-1]) == (
        2,
        'Error: Invalid value for --data: "Ask for the account" has no output "acount": did you mean "account"?',
    )


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--from", "bob"), 'Invalid value for --from: "bob" is no address'),
        (("--to", ""), "Invalid value for --to: there is no address"),
        (("--language", "xx"), 'Invalid value for --language: "xx" is no language of "Main line": it speaks en-us'),
        (("--variable", "Call.Ani=x"), "Invalid value for --variable: Call.Ani is not given as a variable"),
        (("--attribute", "x"), "Invalid value for '--attribute': 'x' is not of the form NAME=VALUE"),
    ],
)
def test_what_no_call_can_begin_with(workspace, args, said):
    refused = workspace("call", LINE, "--press", "", *args)
    assert (refused.code, said in refused.err) == (2, True)


def test_what_a_call_brings_with_it(workspace):
    args = ("--remote-name", "Ada", "--attribute", "a=1", "--variable", "Call.UUIData=NOT_SET", "--from", "text:+1")
    started, *_ = from_json_lines(workspace("call", LINE, "--press", "h", "--json", *args).out)
    assert (started.caller, started.remote_name, started.attributes) == ("+1", "Ada", (("a", "1"),))
    assert started.variables == (("Call.UUIData", None),)


def test_a_file_of_the_world_that_is_wrong(asking):
    asking.write("world.yaml", "dataAction: {}\n")
    said = asking("call", "asking.yaml", "--data", "world.yaml", "--press", "")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("world.yaml:1:1: error")


def test_what_nobody_answers_is_said(asking):
    said = piped(asking, "asking.yaml")
    names = "data action CRM / Get VIP, schedule group Office"
    assert said.err.splitlines()[-1] == f"note: nobody has said what these answer; --data FILE says it: {names}"


def test_a_time_that_is_none(workspace):
    said = workspace("call", LINE, "--at", "noon", "--press", "")
    assert said.code == 2
    assert "--at" in said.err


def test_a_file_that_is_not_there(workspace):
    said = workspace("call", "flows/None.yaml")
    assert (said.code, said.err.splitlines()[-1]) == (2, "Error: flows/None.yaml does not exist")


def test_the_time_and_the_numbers_are_the_flows(workspace):
    said = workspace(
        "call", LINE, "--at", "2026-11-23T10:00-05:00", "--from", "+1", "--to", "+2", "--press", "h", "--json"
    )
    started = from_json_lines(said.out)[0]
    assert (started.at, started.caller, started.called) == ("2026-11-23T15:00:00Z", "tel:+1", "tel:+2")


@posix
def test_speaking(workspace, tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("bin")
    stub = folder / "espeak-ng"
    stub.write_text(STUB, encoding="utf-8")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    said = workspace("call", LINE, "--speak", "--press", "123456")
    assert (said.code, said.err) == (0, "")
    assert (workspace.folder / "spoken.txt").read_text(encoding="utf-8").splitlines() == [
        "-v en-us --stdin Welcome to Acme.",
        "-v en-us --stdin Please enter your six-digit account number.",
        "-v en-us --stdin Thank you.",
        "-v en-us --stdin Your account is 123456. Goodbye.",
    ]


def test_speaking_without_a_voice(workspace, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    said = workspace("call", LINE, "--speak", "--press", "123456")
    assert said.code == 0
    assert said.err == "note: espeak-ng is not installed, so nothing is spoken; the call goes on as text.\n"
    assert "Your account is 123456. Goodbye." in said.out


@posix
def test_the_call_of_the_page_is_what_a_terminal_shows(empty):
    page = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8").split("## The phone")[1]
    (shown,) = re.findall(r"^```text\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    shutil.copytree(ROOT / "examples" / "workspace" / "flows", empty.folder / "flows")
    shutil.copy(ROOT / "examples" / "workspace" / "callflows.toml", empty.folder)
    empty.write("world.yaml", SUPPORT)
    phone = AtTerminal(
        empty.folder, "flows/Support EMEA.yaml", "--data", "world.yaml", "--fast", NO_COLOR="1", COLUMNS="90"
    )
    phone.until("for a key")
    phone.types("1234")
    phone.until("for a key")
    phone.types("1")
    assert phone.ends() == 0
    assert phone.lines() == shown.splitlines()


def test_a_flow_in_a_file_that_cannot_be_read(workspace):
    trace = workspace("call", LINE, "--press", "h", "--json").out
    workspace.write("trace.jsonl", trace)
    workspace.write(LINE, "a: [\n")
    for args, code, missing in (
        (("call", "Main line", "--press", ""), 1, 'error: there is no inbound flow "Main line"'),
        (("replay", "trace.jsonl"), 2, 'error: there is no flow "Main line": the flows are Ask for the account'),
    ):
        said = workspace(*args)
        assert (said.code, said.err.splitlines()[0].partition(": The file")[0]) == (code, f"{LINE}:2:1: error")
        assert missing in said.err.splitlines()


def test_a_file_that_is_no_call(workspace):
    workspace.write("bot.yaml", "workflow:\n  name: Work\n  startUpRef: /workflow/states/state[A]\n")
    said = workspace("call", "bot.yaml")
    assert (said.code, said.err) == (1, "error: bot.yaml is no flow for calls: it is of the type workflow\n")


def test_a_shared_flow_in_a_file(workspace):
    said = workspace("call", "flows/Ask for the account.yaml", "--press", "123456")
    assert said.code == 0
    assert "Please enter your six-digit account number." in said.out
