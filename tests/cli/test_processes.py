"""Real processes on one database: two at once, one that is killed, one that is interrupted, one without a network."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import SHARED

TOOL = (sys.executable, "-c", "from callflows.cli.main import run; run()")
ONE = ("--shared", SHARED, "--queue", "Support")
PATIENCE = 60.0


def environment(**more):
    return {name: value for name, value in os.environ.items() if not name.startswith("GENESYS_")} | more


def begin(folder: Path, *args: str, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*TOOL, *args],
        cwd=folder,
        env=environment(**more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def names(prefix: str, count: int) -> list[str]:
    return [f"{prefix} {number:02}" for number in range(count)]


def rows(found: list[str]) -> str:
    return "name\n" + "".join(f"{name}\n" for name in found)


def begun_rows(folder: Path) -> int:
    """How many rows the journal knows as published or being published."""
    with sqlite3.connect(f"file:{folder / '.callflows' / 'org.db'}?mode=ro", uri=True) as connection:
        query = "SELECT count(*) FROM journal_rows WHERE state IN ('uploaded', 'succeeded')"
        return int(connection.execute(query).fetchone()[0])


def when_begun(process: subprocess.Popen[str], folder: Path, count: int) -> None:
    """Wait until the journal has `count` rows on their way, or the process has ended."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and begun_rows(folder) < count:
        try:
            process.wait(timeout=0.005)
        except subprocess.TimeoutExpired:
            continue
        return


def test_two_processes_on_one_database(shell):
    first, second = names("First", 8), names("Second", 8)
    shell.write("first.csv", rows(first))
    shell.write("second.csv", rows(second))
    processes = [begin(shell.folder, "create", "--from", f"{name}.csv", *ONE) for name in ("first", "second")]
    ended = [(process.communicate(timeout=PATIENCE)[1], process.returncode) for process in processes]
    assert ended == [("8 flows: 8 created\n", 0)] * 2
    assert shell.flows() == dict.fromkeys([*first, *second], 1)


def test_two_runs_with_a_flow_in_common_do_not_both_publish_it(shell):
    """The second is refused while the first is under way, and finds the flow there when it is over."""
    shell.write("other.csv", rows(["Something else", "COMMON"]))
    hold = (
        "import sys; from pathlib import Path; from callflows.deploy import run_lock\n"
        "with run_lock(Path('.callflows/locks'), 'http://callflows.local', ['Common']):\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", hold], cwd=shell.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout.readline() == b"held\n"
    said = shell("create", "--from", "other.csv", *ONE)
    process.kill()
    process.communicate()
    assert (said.code, said.out, said.err) == (
        1,
        "",
        'error: another run is under way that has "COMMON" too\n    next: wait until it has ended, or end it\n',
    )
    assert shell.flows() == {}
    assert shell("create", "--from", "other.csv", *ONE).code == 0


@pytest.mark.parametrize(("kill", "code"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)])
def test_a_process_that_ends_midway_is_continued(shell, kill, code):
    wanted = names("Line", 80)
    shell.write("lines.csv", rows(wanted))
    process = begin(shell.folder, "create", "--from", "lines.csv", *ONE, "--concurrency", "4")
    when_begun(process, shell.folder, 6)
    process.send_signal(kill)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == code
    if kill == signal.SIGINT:
        assert said == "Interrupted. Nothing is lost: give the same command again and it goes on where it was.\n"
    assert 0 < begun_rows(shell.folder) < len(wanted)
    again = shell("create", "--from", "lines.csv", *ONE, "--json")
    answer = json.loads(again.out)
    assert (again.code, {row["result"] for row in answer["flows"]}) == (0, {"created"})
    assert shell.flows() == dict.fromkeys(wanted, 1)


def test_no_network_is_a_message_and_exit_code_3(empty):
    # Port 9 on the loopback: nobody listens, the connection is refused at once.
    more = {
        "GENESYS_CLIENT_ID": "callflows",
        "GENESYS_CLIENT_SECRET": "s3cret",
        "GENESYS_ENVIRONMENT": "http://127.0.0.1:9",
    }
    process = begin(empty.folder, "call", "A", **more)
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (3, "")
    assert err.startswith("error: ")
    assert "next: check the network and GENESYS_ENVIRONMENT, then run the same command again" in err
    assert "s3cret" not in err
    assert "Traceback" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty on Windows")
@pytest.mark.parametrize(("more", "colour"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_on_a_terminal_there_is_a_bar_and_a_table_that_fits(shell, more, colour):
    shell.write("lines.csv", rows(names("A rather long name of a flow", 3)))
    master, slave = os.openpty()
    process = subprocess.Popen(
        [*TOOL, "create", "--from", "lines.csv", *ONE],
        cwd=shell.folder,
        env=environment(TERM="xterm-256color", COLUMNS="90", **more),
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    seen = terminal_output(master)
    assert process.wait(timeout=PATIENCE) == 0
    assert "0/3" in seen
    assert ("\x1b[32mcreated" in seen) is colour
    table = seen[seen.rindex("seconds") :]
    assert max(len(re.sub("\x1b\\[[0-9;?]*[a-zA-Z]", "", line)) for line in table.splitlines()) <= 90
    assert "3 flows: 3 created" in table


def terminal_output(master: int) -> str:
    """Everything that is written to a terminal until nobody holds it any more."""
    parts = []
    while True:
        try:
            data = os.read(master, 65536)
        except OSError:  # Linux: the other side is closed
            break
        if not data:
            break
        parts.append(data)
    os.close(master)
    return b"".join(parts).decode()


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from callflows.cli.main import main; main(['--help']); "
        "heavy = {'httpx2', 'rich', 'sqlalchemy', 'starlette', 'uvicorn', 'msgspec', 'yaml', 'asyncio'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("functions",), 0),
        (("functions", "--json"), 0),
        (("eval", "1 + 1", "--explain"), 0),
        (("eval", "--jsonl"), 0),
        (("--help",), 0),
        (("eval", "--help"), 0),
        (("eval", "1 +"), 0),
        (("nosuch",), 2),
        (("functions", "nosuch"), 2),
    ],
)
def test_output_that_nobody_reads_is_no_failure(empty, args, code):
    """What ended before there was anything to read keeps its exit code; there is never a traceback."""
    reader, writer = os.pipe()
    os.close(reader)
    with subprocess.Popen(
        [*TOOL, *args],
        cwd=empty.folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=writer,
        stderr=writer if code or "1 +" in args else subprocess.PIPE,
    ) as process:
        os.close(writer)
        _, said = process.communicate(b'{"expression": "1"}\n' if "--jsonl" in args else None, timeout=PATIENCE)
    assert (process.returncode, said or b"") == (code, b"")


@pytest.mark.parametrize(
    ("args", "closed", "code", "said"),
    [
        (("eval", "1 + 1"), ">&-", 0, ""),
        (("eval", "1 +"), ">&- 2>&-", 1, ""),
        (("nosuch",), "<&- >&- 2>&-", 2, ""),
        (("eval", "--jsonl"), "<&-", 0, ""),
        (("eval", "1 + 1"), "<&- 2>&-", 0, "Integer: 2\n"),
    ],
)
def test_what_is_closed_is_empty_and_takes_nothing(empty, args, closed, code, said):
    command = f'exec "$@" {closed}'
    done = subprocess.run(
        ["sh", "-c", command, "sh", *TOOL, *args],
        cwd=empty.folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (code, said, "")
