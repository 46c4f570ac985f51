"""Every kind of error as a person reads it: what, why, what next, and the exit code."""

import contextlib
import sqlite3

import pytest

from callflows import genesys
from callflows.api import UnknownEnvironment
from callflows.cli import faults
from callflows.cli.faults import explain
from callflows.platform import MissingCredentials


@pytest.mark.parametrize(
    ("error", "text", "code"),
    [
        (
            genesys.NotConnected("GET /api/v2/flows: no connection"),
            f"error: GET /api/v2/flows: no connection\n    next: {faults.NETWORK}",
            3,
        ),
        (genesys.LoginRefused("no", status=400), f"error: no\n    next: {faults.CREDENTIALS}", 3),
        (
            genesys.RateLimited("slow down", status=429, correlation_id="c1"),
            f"error: slow down (correlation id c1)\n    next: {faults.BUSY}",
            3,
        ),
        (genesys.Forbidden("Missing permission: x", status=403), "error: Missing permission: x", 3),
        (genesys.ServerError("oh", status=503, retryable=True), f"error: oh\n    next: {faults.AGAIN}", 3),
        (
            genesys.AmbiguousName("queue", "A", (genesys.Match(id="1", name="A"), genesys.Match(id="2", name="A"))),
            "error: 2 objects of kind queue have the name 'A': 1, 2. Use the id.",
            1,
        ),
        (UnknownEnvironment("x is none"), "error: x is none\n    next: set GENESYS_ENVIRONMENT", 2),
        (
            MissingCredentials(("B",), ("A",)),
            "error: B is not set, but A is\n    next: set B for Genesys Cloud, or unset A for the local org",
            2,
        ),
        (PermissionError(13, "Permission denied", "/x"), "error: /x: Permission denied", 2),
        (
            ValueError("odd"),
            f"error: callflows itself failed: ValueError: odd\n    next: {faults.REPORT}",
            3,
        ),
    ],
)
def test_what_is_said(error, text, code):
    explained = explain(error)
    assert (explained.text, explained.exit_code) == (text, code)


def test_a_file_that_is_no_database(empty):
    (empty.folder / ".callflows").mkdir()
    empty.write(".callflows/org.db", "this is text, and long enough to be looked at as a database header\n" * 20)
    said = empty("flows")
    assert (said.code, said.out) == (2, "")
    assert said.err == (f"error: the database does not answer: file is not a database\n    next: {faults.DATABASE}\n")


def test_a_database_of_a_later_version(shell):
    with contextlib.closing(sqlite3.connect(shell.folder / ".callflows" / "org.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    said = shell("flows")
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "error: the database is of another version of callflows: Can't locate revision identified by '9999'\n"
        "    next: use the version that made it, or move .callflows away to start anew\n"
    )


def test_a_url_that_is_no_database(empty):
    empty.write("org.yaml", "queues: []\n")
    said = empty("seed", ".", "--database", "nosuch://x")
    assert said.code == 2
    assert said.err.startswith("error: this is not a database: ")
