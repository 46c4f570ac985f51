"""The error body, one shape for the whole Platform API, and the login's own shape."""

from __future__ import annotations

import msgspec

from callflows.api.wire.base import Body


class ErrorDetail(Body, frozen=True):
    """Which field or object an error speaks of."""

    error_code: str | None = None
    field_name: str | None = None
    entity_id: str | None = None
    entity_name: str | None = None


class Limit(Body, frozen=True):
    """The limit that was hit, such as `client.credentials.token.rate.per.minute` of `platform.api`."""

    key: str | None = None
    namespace: str | None = None
    value: int | str | None = None


class ErrorBody(Body, frozen=True):
    """`context_id` is the value of the response header `ININ-Correlation-Id`."""

    message: str | None = None
    code: str | None = None
    status: int | None = None
    entity_id: str | None = None
    entity_name: str | None = None
    message_with_params: str | None = None
    message_params: dict[str, str] | None = None
    context_id: str | None = None
    details: tuple[ErrorDetail, ...] | None = None
    errors: tuple[ErrorBody, ...] | None = None
    limit: Limit | None = None


class ErrorGist(Body, frozen=True):
    """What is needed of an error body. It is read where the whole body is not as the contract says."""

    message: str | None = None
    code: str | None = None
    context_id: str | None = None


class OAuthError(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the login answers instead of `ErrorBody` (snake_case on the wire)."""

    error: str | None = None
    description: str | None = None
    error_description: str | None = None
