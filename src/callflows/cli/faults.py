"""Every exception that can reach the user, as what happened, why, and what to do next."""

from __future__ import annotations

import msgspec

from callflows.cli.exits import REMOTE, USAGE


class Explained(msgspec.Struct, frozen=True):
    """What to print and the exit code."""

    text: str
    exit_code: int


def explain(error: Exception) -> Explained:
    """The message for an error. Secrets never stand in one: the errors of the client carry none."""
    from callflows.genesys import ApiError, TransportError
    from callflows.platform import MissingCredentials

    if isinstance(error, MissingCredentials):
        return Explained(f"error: {error}", USAGE)
    if isinstance(error, ApiError):
        return _remote(error.status, str(error), error.correlation_id)
    if isinstance(error, TransportError):
        return Explained(f"error: {error}\n    next: {_NETWORK}", REMOTE)
    return _local(error)


_NETWORK = "check the network and GENESYS_ENVIRONMENT, then run the same command again"
_NEXT = {
    401: "check GENESYS_CLIENT_ID, GENESYS_CLIENT_SECRET and that they belong to GENESYS_ENVIRONMENT",
    400: "",
    403: "grant the permission to a role of the OAuth client",
    429: "the org's request limit is used up: run the same command again in a minute",
}


def _remote(status: int, text: str, correlation_id: str | None) -> Explained:
    advice = _NEXT.get(status, "run the same command again; if it stays, give Genesys Cloud the correlation id")
    lines = [f"error: {text}"]
    if correlation_id and correlation_id not in text:
        lines.append(f"    correlation id: {correlation_id}")
    if advice:
        lines.append(f"    next: {advice}")
    return Explained("\n".join(lines), REMOTE)


def _local(error: Exception) -> Explained:
    from callflows.api import UnknownEnvironment

    if isinstance(error, UnknownEnvironment):
        return Explained(f"error: {error}\n    next: set GENESYS_ENVIRONMENT", USAGE)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return Explained(f"error: {where}{error.strerror or error}", USAGE)
    database = _database(error)
    if database:
        return Explained(f"error: {database}", USAGE)
    kind = type(error).__name__
    return Explained(
        f"error: callflows itself failed: {kind}: {error}\n"
        "    next: set CALLFLOWS_DEBUG=1, run the same command again and report what it prints",
        REMOTE,
    )


def _database(error: Exception) -> str:
    from sqlalchemy.exc import DBAPIError

    if isinstance(error, DBAPIError):
        return f"the database does not answer: {error.orig}"
    return ""
