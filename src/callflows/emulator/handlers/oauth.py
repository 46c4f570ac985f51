"""The login: OAuth client credentials, in the Basic header or in the form."""

from __future__ import annotations

import base64
import binascii
import secrets
from datetime import timedelta
from urllib.parse import parse_qs, unquote

from callflows.api import wire
from callflows.emulator.answer import EMPTY, Answer, OAuthRefusal, ok
from callflows.emulator.ask import Ask
from callflows.store import TokenRecord, secret_matches, token_digest


def post_oauth_token(ask: Ask) -> Answer:
    """Genesys Cloud: errors of the login have OAuth's shape; which of 400 and 401 they come with is not
    established, both SDKs take either."""
    form = _form(ask)
    if form.get("grant_type") != "client_credentials":
        raise OAuthRefusal("unsupported_grant_type", "only client_credentials is supported")
    client_id, secret = _credentials(ask, form)
    client = ask.org.store.clients.get(client_id) if "\x00" not in client_id else None
    if client is None:
        raise OAuthRefusal("invalid_client", "client not found")
    if not secret_matches(client, secret):
        raise OAuthRefusal("invalid_client", "authentication failed")
    token = secrets.token_urlsafe(48)
    record = TokenRecord(
        digest=token_digest(token),
        client_id=client.id,
        expires_at=ask.now + timedelta(seconds=client.token_seconds),
    )
    ask.org.store.clients.add_token(record, now=ask.now)
    return ok(
        wire.AccessTokenResponse(
            access_token=token,
            token_type="bearer",  # noqa: S106 - the kind of token, not one
            expires_in=client.token_seconds - 1,
        )
    )


def delete_tokens_me(ask: Ask) -> Answer:
    """Log out: the token is worth nothing from now on."""
    token = ask.headers[b"authorization"].split(b" ", 1)[1].strip().decode("latin-1")
    ask.org.store.clients.drop_token(token_digest(token))
    return EMPTY


def _form(ask: Ask) -> dict[str, str]:
    try:
        fields = parse_qs(ask.data.decode("ascii"), keep_blank_values=True, max_num_fields=50)
    except (UnicodeDecodeError, ValueError):
        raise OAuthRefusal("invalid_request", "the body is not a form") from None
    return {name: values[-1] for name, values in fields.items()}


def _credentials(ask: Ask, form: dict[str, str]) -> tuple[str, str]:
    kind, _, rest = ask.headers.get(b"authorization", b"").partition(b" ")
    if kind.lower() != b"basic":
        if "client_id" not in form:
            raise OAuthRefusal("invalid_client", "client credentials are missing")
        return form["client_id"], form.get("client_secret", "")
    try:
        text = base64.b64decode(rest.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise OAuthRefusal("invalid_client", "the Basic header cannot be read") from None
    client_id, _, secret = text.partition(":")
    return unquote(client_id), secret


HANDLERS = {function.__name__: function for function in (post_oauth_token, delete_tokens_me)}
