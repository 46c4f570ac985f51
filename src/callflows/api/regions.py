"""Where Genesys Cloud lives: one domain a region.

Genesys Cloud: the API is `https://api.<domain>`, the login `https://login.<domain>`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

import msgspec

DEFAULT_DOMAIN = "mypurecloud.com"

REGIONS: Mapping[str, str] = MappingProxyType(
    {
        "us-east-1": "mypurecloud.com",
        "us-east-2": "use2.us-gov-pure.cloud",
        "us-west-2": "usw2.pure.cloud",
        "ca-central-1": "cac1.pure.cloud",
        "mx-central-1": "mxc1.pure.cloud",
        "sa-east-1": "sae1.pure.cloud",
        "eu-west-1": "mypurecloud.ie",
        "eu-west-2": "euw2.pure.cloud",
        "eu-central-1": "mypurecloud.de",
        "eu-central-2": "euc2.pure.cloud",
        "eusc-de-east-1": "edee1.eusc-pure.cloud",
        "me-central-1": "mec1.pure.cloud",
        "ap-south-1": "aps1.pure.cloud",
        "ap-southeast-1": "apse1.pure.cloud",
        "ap-southeast-2": "mypurecloud.com.au",
        "ap-northeast-1": "mypurecloud.jp",
        "ap-northeast-2": "apne2.pure.cloud",
        "ap-northeast-3": "apne3.pure.cloud",
    }
)
"""AWS region -> domain."""


class Hosts(msgspec.Struct, frozen=True):
    """The base URLs of the API and the login, without a slash at the end."""

    api: str
    login: str


class UnknownEnvironment(ValueError):  # noqa: N818 - a state of affairs, named as people say it
    """The environment is neither a region, nor a region's domain, nor a URL. The message lists the regions."""


def hosts(environment: str) -> Hosts:
    """The hosts of an environment.

    It may be a region's domain (`usw2.pure.cloud`), an AWS region (`us-west-2`), a host of a region
    (`api.usw2.pure.cloud`, `https://login.usw2.pure.cloud`), or the URL of another server such as a local org
    (`http://127.0.0.1:8080`), which then serves both. Case and a slash at the end do not matter.
    Raises `UnknownEnvironment`.
    """
    text = environment.strip().rstrip("/")
    domain = _region_domain(text)
    if domain is not None:
        return Hosts(api=f"https://api.{domain}", login=f"https://login.{domain}")
    parts = urlsplit(text)
    if parts.scheme in ("http", "https") and parts.hostname and not parts.username:
        return Hosts(api=text, login=text)
    raise UnknownEnvironment(_unknown(environment if not parts.username else "a URL with credentials in it"))


def _region_domain(text: str) -> str | None:
    """The domain when the text means a region, however it is written."""
    host = text.lower().removeprefix("https://")
    if host in REGIONS:
        return REGIONS[host]
    for service in ("api.", "login.", "apps."):
        host = host.removeprefix(service)
    return host if host in REGIONS.values() else None


def _unknown(text: str) -> str:
    known = ", ".join(sorted(REGIONS.values()))
    return f"{text!r} is not a Genesys Cloud environment: use a server's URL (http://127.0.0.1:8080) or one of {known}"
