"""Opening, migrating and sharing one file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.exc import ArgumentError

from callflows.store import Store, open_store
from callflows.store.migrate import newest
from callflows.store.tables import metadata

_WRITER = """
import sys
from callflows.store import open_store
with open_store(sys.argv[1]) as store:
    store.journal.open_run("run")
    for number in range(25):
        store.journal.record("run", f"{sys.argv[2]}-{number:02}", "planned")
"""


def test_migrations_make_the_tables_that_the_code_describes(tmp_path: Path) -> None:
    open_store(tmp_path / "org.db").close()
    engine = create_engine(f"sqlite:///{tmp_path / 'org.db'}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()
    assert newest() == "0001"


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("mysql://user:secret@127.0.0.1/org", "mysql is not supported, only SQLite and Postgres are"),
        ("nonsense://user:secret@127.0.0.1/org", "nonsense is not supported, only SQLite and Postgres are"),
        ("postgresql://[::", "the URL cannot be read"),
        ("://", "Could not parse SQLAlchemy URL from given URL string"),
    ],
)
def test_other_databases_are_refused_without_a_word_of_the_password(url: str, text: str) -> None:
    with pytest.raises(ArgumentError) as refused:
        open_store(url)
    assert str(refused.value) == text


def test_processes_that_open_a_new_file_together_all_get_it(tmp_path: Path) -> None:
    path = str(tmp_path / "org.db")
    running = [subprocess.Popen([sys.executable, "-c", _WRITER, path, str(number)]) for number in range(3)]
    assert [process.wait(timeout=60) for process in running] == [0, 0, 0]
    with open_store(path) as store:
        assert [row.row_key for row in store.journal.rows("run")] == [
            f"{process}-{number:02}" for process in range(3) for number in range(25)
        ]


def test_a_change_is_seen_wherever_it_was_made(tmp_path: Path) -> None:
    with open_store(tmp_path / "org.db") as one, open_store(tmp_path / "org.db") as two:
        before = one.changes(), two.changes()
        assert (one.changes(), two.changes()) == before
        two.journal.open_run("run")
        assert one.changes() != before[0]
        assert two.changes() != before[1]


def test_a_change_in_memory_is_seen() -> None:
    with open_store(":memory:") as store:
        before = store.changes()
        store.journal.open_run("run")
        assert store.changes() != before


def test_a_failed_transaction_leaves_nothing_behind(tmp_path: Path) -> None:
    def write_and_fail(store: Store) -> None:
        with store.write():
            store.journal.open_run("run")
            raise ValueError("stop")

    with open_store(tmp_path / "org.db") as store:
        with pytest.raises(ValueError, match="stop"):
            write_and_fail(store)
        assert store.journal.runs() == ()
        store.journal.open_run("after")
        assert [run.key for run in store.journal.runs()] == ["after"]
