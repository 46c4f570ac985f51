"""A program that already uses the official Python SDK hands over its `ApiClient`.

Nothing of the SDK is imported: only what the SDK's own requests go by is read from the object.
"""

from __future__ import annotations

from typing import Protocol

import httpx2

from callflows.genesys.auth import AccessToken
from callflows.genesys.client import Client


class SdkApiClient(Protocol):
    """What is needed of `PureCloudPlatformClientV2.ApiClient`: where it asks, and with which token."""

    host: str
    access_token: str


def api_url(api_client: SdkApiClient) -> str:
    """The base URL of the API. An SDK that is configured for a gateway asks there; `get_conf_url` is what it uses."""
    resolve = getattr(api_client, "get_conf_url", None)
    return str(resolve("api", api_client.host) if callable(resolve) else api_client.host).rstrip("/")


def from_sdk(api_client: SdkApiClient, *, transport: httpx2.AsyncBaseTransport | None = None) -> Client:
    """A client on the SDK's org, with the SDK's token and this package's budget, retries and time-outs.

    The token is read again for every request, so a login or refresh of the SDK is honoured. Nobody logs in here: when
    the token is refused and the SDK has put no other in place, `Unauthorized` is raised. Raises `UnknownEnvironment`
    when the SDK's host is not a URL.
    """

    def token() -> str:
        return api_client.access_token

    return Client(environment=api_url(api_client), auth=AccessToken(token), transport=transport)
