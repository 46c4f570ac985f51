"""Whose request it is and what it may do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from callflows.api import Need, Operation
from callflows.emulator.answer import Refusal
from callflows.emulator.org import Org
from callflows.store import ClientRecord, token_digest


def client_of(org: Org, authorization: bytes, now: datetime) -> tuple[ClientRecord, str]:
    """The client of a bearer token, and the token. Refuses with the cloud's 401 codes."""
    kind, _, rest = authorization.partition(b" ")
    token = rest.strip().decode("latin-1")
    if kind.lower() != b"bearer" or not token:
        raise Refusal("authentication.required")
    known = org.cached.tokens.get(token) or _look_up(org, token)
    client, expires = known
    if expires <= now:
        raise Refusal("credentials.expired")
    return client, token


def check_origin(headers: Mapping[bytes, bytes]) -> None:
    """Refuse what a page of a website sends. Browsers name the page's origin; a page whose name was pointed at this
    machine could otherwise log in as the development client, which everybody knows."""
    origin = headers.get(b"origin")
    if origin is not None and not _here(origin.decode("latin-1")):
        raise Refusal("not.authorized", message="Pages of websites are not served.")


def _here(origin: str) -> bool:
    try:
        host = urlsplit(origin).hostname or ""
    except ValueError:
        return False
    return host == "localhost" or host.endswith(".localhost") or host in ("127.0.0.1", "::1")


def check_permissions(client: ClientRecord, operation: Operation[object]) -> None:
    """Refuse what a client with declared permissions may not do. A declared name may hold `*`."""
    wanted = operation.permissions.names
    if client.permissions is None or not wanted:
        return
    missing = [name for name in wanted if not any(fnmatchcase(name, held) for held in client.permissions)]
    if operation.permissions.need is Need.ANY and len(missing) == len(wanted):
        raise Refusal("missing.any.permissions", ", ".join(wanted))
    if operation.permissions.need is Need.ALL and missing:
        raise Refusal("missing.permissions", ", ".join(missing))


def _look_up(org: Org, token: str) -> tuple[ClientRecord, datetime]:
    record = org.store.clients.token(token_digest(token))
    client = org.store.clients.get(record.client_id) if record else None
    if record is None or client is None:
        raise Refusal("bad.credentials")
    org.cached.tokens[token] = (client, record.expires_at)
    return client, record.expires_at
