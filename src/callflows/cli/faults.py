"""Every exception that can reach the user, as what happened, why, and what to do next."""

from __future__ import annotations

import msgspec

from callflows.cli.exits import FINDINGS, REMOTE, USAGE

CREDENTIALS = "check GENESYS_CLIENT_ID, GENESYS_CLIENT_SECRET and that they belong to GENESYS_ENVIRONMENT"
NETWORK = "check the network and GENESYS_ENVIRONMENT, then run the same command again"
BUSY = "the request limit of the OAuth client is used up: run the same command again in a minute"
AGAIN = "run the same command again; if it stays, give Genesys Cloud's support the correlation id"
DATABASE = "check its path or URL; a local org that is broken, .callflows/org.db, can be moved away to start anew"
NEWER = "use the version that made it, or move .callflows away to start anew"
REPORT = "set CALLFLOWS_DEBUG=1, run the same command again and report what it prints"


class Explained(msgspec.Struct, frozen=True):
    """What to print and the exit code."""

    text: str
    exit_code: int


def explain(error: Exception) -> Explained:
    """The message for an error. Secrets never stand in one: the errors of the client carry none."""
    from callflows.genesys import GenesysError

    return _remote(error) if isinstance(error, GenesysError) else _local(error)


def _remote(error: Exception) -> Explained:
    from callflows import genesys

    if isinstance(error, genesys.AmbiguousName):
        return _said(str(error), "", FINDINGS)
    if isinstance(error, genesys.TransportError):
        return _said(str(error), NETWORK, REMOTE)
    if isinstance(error, genesys.Unauthorized):
        return _said(str(error), CREDENTIALS, REMOTE)
    if isinstance(error, genesys.RateLimited):
        return _said(str(error), BUSY, REMOTE)
    # A 403 names the permission to grant, the others what is wrong with the request: only 5xx may mend themselves.
    return _said(str(error), AGAIN if getattr(error, "retryable", False) else "", REMOTE)


def _local(error: Exception) -> Explained:
    from callflows.api import UnknownEnvironment
    from callflows.platform import MissingCredentials

    if isinstance(error, MissingCredentials):
        return _said(str(error), "", USAGE)
    if isinstance(error, UnknownEnvironment):
        return _said(str(error), "set GENESYS_ENVIRONMENT", USAGE)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return _said(f"{where}{error.strerror or error}", "", USAGE)
    return _database(error) or _said(f"callflows itself failed: {type(error).__name__}: {error}", REPORT, REMOTE)


def _database(error: Exception) -> Explained | None:
    from alembic.util import CommandError
    from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

    if isinstance(error, DBAPIError):
        return _said(f"the database does not answer: {error.orig}", DATABASE, USAGE)
    if isinstance(error, CommandError):
        return _said(f"the database is of another version of callflows: {error}", NEWER, USAGE)
    if isinstance(error, ArgumentError | NoSuchModuleError):
        return _said(f"this is not a database: {error}", "give a path, or a URL such as postgresql://…", USAGE)
    if isinstance(error, ModuleNotFoundError) and error.name == "psycopg":
        return _said("the Postgres driver is not installed", "pip install 'callflows[postgres]'", USAGE)
    return None


def _said(message: str, advice: str, code: int) -> Explained:
    return Explained(f"error: {message}" + (f"\n    next: {advice}" if advice else ""), code)
