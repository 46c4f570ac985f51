"""Whose token this is, and which org."""

from __future__ import annotations

from callflows.api import wire
from callflows.emulator.answer import Answer, ok
from callflows.emulator.ask import Ask


def get_tokens_me(ask: Ask) -> Answer:
    """A hot path: programs check their token with it."""
    return Answer(200, ask.org.kept(f"token-of/{ask.client.id}", lambda: wire.encode(_token_info(ask))))


def _token_info(ask: Ask) -> wire.TokenInfo:
    organization = ask.org.organization()
    reference = wire.Ref(id=organization.id, name=organization.name)
    return wire.TokenInfo(
        organization=reference,
        home_organization=reference,
        authorized_scope=(),
        oauth_client=wire.OrgOAuthClient(id=ask.client.id, name=ask.client.name, organization=reference),
    )


def get_organizations_me(ask: Ask) -> Answer:
    organization = ask.org.organization()
    return ok(
        wire.Organization(
            id=organization.id,
            name=organization.name,
            default_language="en-US",
            default_country_code="US",
            third_party_org_name=organization.name,
            domain="local",
            features={"architect": True},
            version=1,
            state="active",
            self_uri="/api/v2/organizations/me",
        )
    )


HANDLERS = {function.__name__: function for function in (get_tokens_me, get_organizations_me)}
