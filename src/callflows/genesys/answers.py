"""From an answer that is not success, or from no answer, to the typed error."""

from __future__ import annotations

import re
from collections.abc import Mapping

import httpx2
import msgspec

from callflows.api import Operation, Permissions, wire
from callflows.genesys import errors
from callflows.genesys.errors import ApiError, TransportError

CORRELATION = "ININ-Correlation-Id"

_BY_STATUS: Mapping[int, type[ApiError]] = {
    400: errors.BadRequest,
    401: errors.Unauthorized,
    403: errors.Forbidden,
    404: errors.NotFound,
    405: errors.NotAllowed,
    409: errors.Conflict,
    410: errors.Gone,
    413: errors.TooLarge,
    429: errors.RateLimited,
}

_BY_EXCEPTION: tuple[tuple[type[Exception], type[TransportError], bool], ...] = (
    (httpx2.ConnectTimeout, errors.NotConnected, True),
    (httpx2.PoolTimeout, errors.NotConnected, True),
    (httpx2.ConnectError, errors.NotConnected, True),
    (httpx2.ProxyError, errors.NotConnected, True),
    (httpx2.TimeoutException, errors.TimedOut, True),
    (TimeoutError, errors.TimedOut, True),
    (httpx2.NetworkError, errors.ConnectionLost, True),
    (httpx2.RemoteProtocolError, errors.ConnectionLost, True),
    (httpx2.UnsupportedProtocol, errors.InvalidTarget, False),
    (httpx2.LocalProtocolError, errors.InvalidTarget, False),
    (httpx2.InvalidURL, errors.InvalidTarget, False),
    (httpx2.ProtocolError, errors.ConnectionLost, True),
    (httpx2.TransportError, errors.ConnectionLost, True),
    (httpx2.HTTPError, errors.UnreadableAnswer, False),
    (httpx2.StreamError, errors.UnreadableAnswer, False),
    (httpx2.CookieConflict, errors.UnreadableAnswer, False),
)
"""httpx2's exceptions, the special before the general: ours, and whether trying again can help."""

TRANSPORT_FAULTS: tuple[type[Exception], ...] = (
    httpx2.HTTPError,
    httpx2.InvalidURL,
    httpx2.StreamError,
    httpx2.CookieConflict,
    TimeoutError,
)
"""Everything that sending a request may raise."""

_PERMISSION = re.compile(r"\b[A-Za-z]+:[A-Za-z*]+:[A-Za-z*]+\b")
_TRANSIENT = frozenset({408, 429, 500, 502, 503, 504})


def transport_error(fault: Exception, what: str, host: str) -> TransportError:
    """The error for a request that got no answer. `what` says which request, without query and secrets, `host` who was
    asked."""
    for known, ours, retryable in _BY_EXCEPTION:
        if isinstance(fault, known):
            reason = str(fault) or type(fault).__name__
            if ours is errors.InvalidTarget:
                reason = type(fault).__name__
            return ours(f"{what}: {_PHRASES[ours]} ({host}: {reason})", retryable=retryable)
    raise fault


_PHRASES: Mapping[type[TransportError], str] = {
    errors.NotConnected: "no connection",
    errors.TimedOut: "no answer in time",
    errors.ConnectionLost: "the connection broke",
    errors.UnreadableAnswer: "the answer cannot be read",
    errors.InvalidTarget: "the URL cannot be asked",
}


def api_error(response: httpx2.Response, operation: Operation[object]) -> ApiError:
    """The error for an answer that is not success."""
    body = _error_body(response)
    kind = _BY_STATUS.get(response.status_code, errors.ServerError if response.status_code >= 500 else ApiError)
    message = body.message_with_params or body.message or response.reason_phrase or "no message"
    granted = _missing_permissions(message, body, operation) if kind is errors.Forbidden else Permissions()
    code = body.code or ""
    told = f"{operation.method} {operation.path}: {response.status_code}{' ' + code if code else ''}: {message}"
    advice = errors.missing(granted)
    error = kind(
        f"{told.rstrip('. ')}. {advice}" if advice else told,
        status=response.status_code,
        code=code,
        body=response.text,
        correlation_id=response.headers.get(CORRELATION) or body.context_id or "",
        retryable=response.status_code in _TRANSIENT,
        retry_after=retry_after(response.headers),
    )
    error.detail = body
    if isinstance(error, errors.Forbidden):
        error.permissions = granted
    return error


def storage_error(response: httpx2.Response, method: str) -> errors.StorageRefused:
    """The error of the storage. The URL and the answer may hold a signature: both stay out."""
    return errors.StorageRefused(
        f"the storage answered {response.status_code} to {method} of a signed URL",
        status=response.status_code,
        correlation_id=response.headers.get(CORRELATION, ""),
        retryable=response.status_code in _TRANSIENT,
        retry_after=retry_after(response.headers),
    )


def login_error(response: httpx2.Response, login: str) -> ApiError:
    """The error of a login. Genesys Cloud: a login limit is a 400 whose text says so."""
    try:
        body = wire.decode(response.content, wire.OAuthError)
    except msgspec.DecodeError:
        body = wire.OAuthError()
    reason = body.error_description or body.description or body.error or response.reason_phrase
    told = f"{login}/oauth/token: {response.status_code} {body.error or ''}: {reason}".replace(" :", ":")
    kind: type[ApiError]
    if response.status_code == 429 or "rate limit" in (reason or "").lower():
        kind, retryable = errors.RateLimited, True
    elif response.status_code in (400, 401, 403):
        kind, retryable = errors.LoginRefused, False
        told += ". Check the client id, the client secret and the region"
    else:
        kind = errors.ServerError if response.status_code >= 500 else ApiError
        retryable = response.status_code in _TRANSIENT
    return kind(
        told,
        status=response.status_code,
        code=body.error or "",
        correlation_id=response.headers.get(CORRELATION, ""),
        retryable=retryable,
        retry_after=retry_after(response.headers),
    )


def unexpected_answer(response: httpx2.Response, operation: Operation[object], why: str) -> errors.UnexpectedAnswer:
    """The error for a success whose body is not what the contract says."""
    return errors.UnexpectedAnswer(
        f"{operation.method} {operation.path}: {response.status_code} with a body that is not as expected: {why}",
        status=response.status_code,
        body=response.text,
        correlation_id=response.headers.get(CORRELATION, ""),
    )


def retry_after(headers: httpx2.Headers) -> float | None:
    """`Retry-After` in seconds. Genesys Cloud writes whole seconds; a date or nonsense counts as absent."""
    text = headers.get("Retry-After", "").strip()
    return float(text) if text.isascii() and text.isdigit() else None


def _error_body(response: httpx2.Response) -> wire.ErrorBody:
    """The error body, as much of it as can be read."""
    try:
        return wire.decode(response.content, wire.ErrorBody)
    except msgspec.DecodeError:
        pass
    try:
        gist = wire.decode(response.content, wire.ErrorGist)
    except msgspec.DecodeError:
        return wire.ErrorBody()
    return wire.ErrorBody(message=gist.message, code=gist.code, context_id=gist.context_id)


def _missing_permissions(message: str, body: wire.ErrorBody, operation: Operation[object]) -> Permissions:
    """What the answer names; else what the operations table says the operation needs."""
    text = " ".join((message, *(body.message_params or {}).values()))
    named = tuple(dict.fromkeys(_PERMISSION.findall(text)))
    if not named:
        return operation.permissions
    need = "ANY" if body.code == "missing.any.permissions" else "ALL"
    return Permissions(type(operation.permissions.need)(need), named)
