"""The login, the token, the org and its people."""

from __future__ import annotations

import msgspec

from callflows.api.wire.base import Body, Page, Ref


class ClientCredentialsGrant(msgspec.Struct, frozen=True, kw_only=True):
    """The form that the login takes beside the Basic header."""

    grant_type: str = "client_credentials"


class AccessTokenResponse(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the login answers (snake_case on the wire). `token_type` is "bearer", `expires_in` is in seconds."""

    access_token: str
    token_type: str | None = None
    expires_in: int | None = None

    def __repr__(self) -> str:
        return f"AccessTokenResponse(access_token=<secret>, expires_in={self.expires_in!r})"


class OrgOAuthClient(Body, frozen=True):
    """The OAuth client that a token belongs to."""

    id: str | None = None
    name: str | None = None
    organization: Ref | None = None


class TokenInfo(Body, frozen=True):
    """Whose token this is: the cheapest check of credentials."""

    organization: Ref | None = None
    home_organization: Ref | None = None
    authorized_scope: tuple[str, ...] | None = None
    date_token_idles: str | None = None
    oauth_client: OrgOAuthClient | None = msgspec.field(default=None, name="OAuthClient")


class Organization(Body, frozen=True):
    """The org."""

    id: str | None = None
    name: str | None = None
    default_language: str | None = None
    default_country_code: str | None = None
    third_party_org_name: str | None = None
    domain: str | None = None
    features: dict[str, bool] | None = None
    version: int | None = None
    state: str | None = None
    default_site_id: str | None = None
    product_platform: str | None = None
    self_uri: str | None = None


class User(Body, frozen=True):
    """A user, as far as a flow can refer to one."""

    id: str | None = None
    name: str | None = None
    division: Ref | None = None
    department: str | None = None
    email: str | None = None
    state: str | None = None
    title: str | None = None
    username: str | None = None
    version: int | None = None
    self_uri: str | None = None


class UserEntityListing(Page[User], frozen=True):
    """A page of users."""


class Group(Body, frozen=True):
    """A group of users."""

    id: str | None = None
    name: str | None = None
    description: str | None = None
    date_modified: str | None = None
    member_count: int | None = None
    state: str | None = None
    version: int | None = None
    type: str | None = None
    self_uri: str | None = None


class GroupEntityListing(Page[Group], frozen=True):
    """A page of groups."""
