"""Bringing a database to the newest schema, once, also when several processes open it together."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from callflows.store.database import Database

SCRIPTS = Path(__file__).parent / "migrations"


def migrate(database: Database) -> None:
    """Run the migrations that are missing. Nothing happens, and Alembic is not imported, when there are none."""
    if _current(database) == newest():
        return
    # Processes that come here together take turns; the later ones find nothing left to do.
    with database.write() as connection:
        _upgrade(connection)


@cache
def newest() -> str:
    """The newest migration: the files are named after their revisions, which sort by number."""
    return max(path.stem for path in (SCRIPTS / "versions").glob("[0-9]*.py"))


def _current(database: Database) -> str | None:
    try:
        with database.read() as connection:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except (OperationalError, ProgrammingError):
        return None


def _upgrade(connection: Connection) -> None:
    # Alembic takes as long to import as the rest of the store together.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
