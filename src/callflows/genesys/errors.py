"""Everything that can go wrong with a remote org, as a tree.

* GenesysError              .status .code .message .body .correlation_id .retryable .retry_after
  + ApiError                the org answered, and the answer is not what was asked for
    x BadRequest            400
    x Unauthorized          401: the token is not accepted, also not a fresh one
      - LoginRefused        400 or 401 of the login: the credentials are not accepted
    x Forbidden             403: .permissions says what is missing, the message what to grant
    x NotFound              404
    x NotAllowed            405: such as deleting a flow that somebody else has locked
    x Conflict              409
    x Gone                  410: the flow is deleted
    x TooLarge              413
    x RateLimited           429, or the login's own limit: .retry_after in seconds
    x ServerError           5xx
    x StorageRefused        the storage did not take or give a file
    x UnexpectedAnswer      success, with a body that is not what the contract says
    x AmbiguousName         more than one object has the name; .matches lists them
    x JobFailed             a publish, export or validate job ended with Failure; .messages says why
    x JobTimedOut           a job did not end in time
  + TransportError          no answer; .sent tells whether the request may have been executed
    x NotConnected          the connection could not be made: nothing was sent
    x TimedOut              the time was up
    x ConnectionLost        the connection broke
    x UnreadableAnswer      an answer came that is not HTTP, or not decodable
    x InvalidTarget         the URL is not one that can be asked

`status` is 0 where no answer has the fault: a transport error, an ambiguous name, a job. `body` is the answer's text
as it came, never that of a login.
"""
# ruff: noqa: N818 - the names are the statuses' own, as people know them from HTTP

from __future__ import annotations

import msgspec

from callflows.api import Need, Permissions, wire


class Match(msgspec.Struct, frozen=True):
    """One of several objects that have the same name."""

    id: str
    name: str
    type: str = ""
    division: str = ""

    def __str__(self) -> str:
        about = ", ".join(part for part in (self.type, self.division) if part)
        return f"{self.id} ({about})" if about else self.id


class GenesysError(Exception):
    """The root of the tree. `retryable`: the same call may succeed later without anybody changing anything."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 0,
        code: str = "",
        body: str = "",
        correlation_id: str = "",
        retryable: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.code = code
        self.body = body
        self.correlation_id = correlation_id
        self.retryable = retryable
        self.retry_after = retry_after

    def __str__(self) -> str:
        if self.correlation_id:
            return f"{self.message} (correlation id {self.correlation_id})"
        return self.message


class ApiError(GenesysError):
    """The org answered, and not with what was asked for. `detail` is the parsed error body, where there is one."""

    detail: wire.ErrorBody = wire.ErrorBody()


class BadRequest(ApiError):
    """400."""


class Unauthorized(ApiError):
    """401: the token is not accepted, also not a fresh one."""


class LoginRefused(Unauthorized):
    """The login does not accept the client credentials."""


class Forbidden(ApiError):
    """403. `permissions` are the missing ones, as far as the answer or the operations table knows them."""

    permissions: Permissions = Permissions()


class NotFound(ApiError):
    """404."""


class NotAllowed(ApiError):
    """405."""


class Conflict(ApiError):
    """409."""


class Gone(ApiError):
    """410."""


class TooLarge(ApiError):
    """413."""


class RateLimited(ApiError):
    """429: the request was not executed. `retry_after` is the server's wish in seconds, where it gave one."""


class ServerError(ApiError):
    """5xx."""


class StorageRefused(ApiError):
    """The storage did not take or give a file."""


class UnexpectedAnswer(ApiError):
    """The status says success, the body is not what the contract says."""


class TransportError(GenesysError):
    """No answer. `sent` is False only when the request certainly was not executed."""

    sent: bool = True


class NotConnected(TransportError):
    """The connection could not be made; nothing was sent."""

    sent = False


class TimedOut(TransportError):
    """The time was up before the answer was there."""


class ConnectionLost(TransportError):
    """The connection broke before the answer was there."""


class UnreadableAnswer(TransportError):
    """An answer came that cannot be read."""


class InvalidTarget(TransportError):
    """The URL is not one that can be asked; nothing was sent."""

    sent = False


class AmbiguousName(ApiError):
    """More than one object has exactly this name. `matches` lists them."""

    def __init__(self, kind: str, name: str, matches: tuple[Match, ...]) -> None:
        listed = ", ".join(str(match) for match in matches)
        super().__init__(f"{len(matches)} objects of kind {kind} have the name {name!r}: {listed}. Use the id.")
        self.kind = kind
        self.name = name
        self.matches = matches


class JobFailed(ApiError):
    """A job ended with Failure. `messages` are its log lines of type Error, or all where none is."""

    def __init__(
        self, kind: str, job_id: str, messages: tuple[str, ...], *, retryable: bool = False, correlation_id: str = ""
    ) -> None:
        why = "\n".join(messages) or "the job gave no reason"
        told = f"{kind} job {job_id} failed: {why}"
        super().__init__(told, retryable=retryable, correlation_id=correlation_id)
        self.job_id = job_id
        self.messages = messages


class JobTimedOut(ApiError):
    """A job did not end in time. It may still end; `job_id` can be asked again."""

    def __init__(self, kind: str, job_id: str, seconds: float, status: str) -> None:
        super().__init__(f"{kind} job {job_id} is still {status or 'unknown'} after {seconds:.0f} s", retryable=True)
        self.job_id = job_id


def missing(permissions: Permissions) -> str:
    """What to grant, as a sentence; empty when nothing is known to be missing."""
    if not permissions.names:
        return ""
    joined = (" or " if permissions.need is Need.ANY else " and ").join(permissions.names)
    return (
        f"Missing permission: {joined}. Grant it to a role of the OAuth client (Admin, Integrations, OAuth, Roles), "
        "in the division of the object or in all divisions"
    )
