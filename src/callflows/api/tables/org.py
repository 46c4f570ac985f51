"""The login, the token, the org, users and groups.

The permissions of users and groups are not established; those rows name none.
"""

from __future__ import annotations

from callflows.api import wire
from callflows.api.operation import RETRY_FREELY, Host, Operation
from callflows.api.rows import PAGE, read, remove

TOKEN: Operation[object] = Operation(
    name="post_oauth_token",
    method="POST",
    path="/oauth/token",
    request=wire.ClientCredentialsGrant,
    response=wire.AccessTokenResponse,
    errors=(400, 401, 429, 500, 503),
    idempotent=True,
    retry_on=RETRY_FREELY,
    host=Host.LOGIN,
)
"""OAuth client credentials: Basic header, form body, errors in the shape of `wire.OAuthError`."""

ROWS = (
    TOKEN,
    read("get_tokens_me", "/api/v2/tokens/me", wire.TokenInfo, "", "preserveIdleTTL:bool"),
    remove("delete_tokens_me", "/api/v2/tokens/me", also=()),
    read("get_organizations_me", "/api/v2/organizations/me", wire.Organization),
    read(
        "get_users",
        "/api/v2/users",
        wire.UserEntityListing,
        "",
        f"{PAGE} id[] jabberId[] sortOrder=ASC expand[] integrationPresenceSource state",
    ),
    read(
        "get_user",
        "/api/v2/users/{userId}",
        wire.User,
        "",
        "expand[] integrationPresenceSource state",
    ),
    read(
        "get_groups",
        "/api/v2/groups",
        wire.GroupEntityListing,
        "",
        f"{PAGE} id[] jabberId[] sortOrder=ASC",
    ),
)
