"""Which org the environment variables choose."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from callflows.api import DEFAULT_DOMAIN

CLIENT_ID = "GENESYS_CLIENT_ID"
CLIENT_SECRET = "GENESYS_CLIENT_SECRET"  # noqa: S105 - the name of a variable
ENVIRONMENT = "GENESYS_ENVIRONMENT"


class MissingCredentials(Exception):  # noqa: N818 - named after what happened
    """Some of the variables are set and others that they need are not. `missing` names these."""

    def __init__(self, missing: tuple[str, ...], given: tuple[str, ...]) -> None:
        names, are = " and ".join(missing), "is" if len(missing) == 1 else "are"
        super().__init__(
            f"{names} {are} not set, but {' and '.join(given)} {'is' if len(given) == 1 else 'are'}\n"
            f"    next: set {names} for Genesys Cloud, or unset {' and '.join(given)} for the local org"
        )
        self.missing = missing


class Remote(msgspec.Struct, frozen=True):
    """An org that is reached over the network. `environment` is a region's domain or the URL of a server."""

    environment: str
    client_id: str
    client_secret: str

    def __repr__(self) -> str:
        return f"Remote(environment={self.environment!r}, client_id={self.client_id!r}, client_secret=<secret>)"


def remote_of(environ: Mapping[str, str]) -> Remote | None:
    """The org that the variables name, None for the local one (none of them is set; empty counts as not set).
    Raises `MissingCredentials`."""
    values = {name: environ.get(name, "").strip() for name in (CLIENT_ID, CLIENT_SECRET, ENVIRONMENT)}
    given = tuple(name for name, value in values.items() if value)
    if not given:
        return None
    missing = tuple(name for name in (CLIENT_ID, CLIENT_SECRET) if not values[name])
    if missing:
        raise MissingCredentials(missing, given)
    return Remote(values[ENVIRONMENT] or DEFAULT_DOMAIN, values[CLIENT_ID], values[CLIENT_SECRET])
