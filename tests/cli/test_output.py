"""What a terminal shows, in every width, and when it is told that a request is sent again."""

import contextlib
import os

import pytest
from rich.text import Text

from callflows.cli import output
from callflows.genesys import NotConnected, Retry

ID = "0b1ad1ca-b425-409a-819b-8f8d22f424be"
HEADINGS = ("flow", "result", "id", "version", "seconds", "note")
ROWS = (
    ("Support 日本 with a long name", "created", ID, "1.0", "0.3", ""),
    ("B", "failed", "", "", "0.0", 'lines.csv:3: there is no queue "Nowhere" in the org'),
)


def everything(reader):
    """What has been written so far; never waits."""
    parts = []
    with contextlib.suppress(BlockingIOError):
        while data := os.read(reader, 65536):
            parts.append(data)
    return b"".join(parts)


@pytest.fixture
def terminal(monkeypatch):
    """Standard output and error are a terminal; gives what was written to one of width `width`."""
    reader, slave = os.openpty()
    stream = os.fdopen(slave, "w", encoding="utf-8")
    os.set_blocking(reader, False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")

    def seen(work, width=80):
        monkeypatch.setenv("COLUMNS", str(width))
        with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
            work()
        stream.flush()
        text = everything(reader).decode().replace("\r\n", "\n")
        return [line.rstrip() for line in Text.from_ansi(text).plain.split("\n") if line.strip()]

    yield seen
    stream.close()
    os.close(reader)


def test_a_wide_terminal_has_everything_in_the_table(terminal):
    lines = terminal(lambda: output.table(HEADINGS, ROWS, colour_by=1), 200)
    assert lines[0].split() == list(HEADINGS)
    assert lines[2] == f" Support 日本 with a long name created {ID} 1.0     0.3"
    assert lines[3].endswith('lines.csv:3: there is no queue "Nowhere" in the org')
    assert len(lines) == 4


def test_where_notes_do_not_fit_they_stand_below_the_table(terminal):
    lines = terminal(lambda: output.table(HEADINGS, ROWS, colour_by=1))
    assert lines[0].split() == list(HEADINGS[:-1])
    assert sum(ID in line for line in lines) == 1
    assert lines[-1] == 'B: lines.csv:3: there is no queue "Nowhere" in the org'
    assert max(map(len, lines[:-1])) <= 80


def test_a_narrow_terminal_has_a_block_a_row_and_every_id_whole(terminal):
    lines = terminal(lambda: output.table(HEADINGS, ROWS, colour_by=1), 40)
    assert lines == [
        "Support 日本 with a long name",
        "  result   created",
        f"  id       {ID}",
        "  version  1.0",
        "  seconds  0.3",
        "B",
        "  result   failed",
        "  seconds  0.0",
        '  note     lines.csv:3: there is no queue "Nowhere" in the org',
    ]


def test_elsewhere_columns_are_aligned_as_a_terminal_shows_them(capsys):
    output.table(("name", "id"), [("日本", "1"), ("Ab", "2"), ("e\u0301", "3")])
    assert capsys.readouterr().out == "name  id\n日本  1\nAb    2\ne\u0301     3\n"


def retry(attempt, seconds):
    return Retry(error=NotConnected("GET /api/v2/flows: no connection (x)"), seconds=seconds, attempt=attempt)


def test_a_person_is_told_that_a_request_is_sent_again_but_not_all_the_time(terminal):
    clock = [0.0]

    def work():
        tell = output.retry_notice(lambda: clock[0])
        for moment, attempt, seconds in ((10.0, 1, 0.4), (10.4, 2, 0.8), (11.2, 3, 1.5), (20.0, 1, 30.0)):
            clock[0] = moment
            tell(retry(attempt, seconds))

    assert terminal(work) == [
        "GET /api/v2/flows: no connection (x)",
        "    trying again in 1 s (Ctrl-C ends it)",
        "GET /api/v2/flows: no connection (x)",
        "    trying again in 30 s (Ctrl-C ends it)",
    ]


def test_without_a_terminal_nobody_is_told():
    assert output.retry_notice() is None
