"""Error codes of the Platform API with their status and text.

Texts with `%s` take the parameters in order. Genesys Cloud: the general codes hold for every operation; the architect
codes belong to flows, jobs, dependency tracking and data tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec


class ErrorCode(msgspec.Struct, frozen=True):
    """A code, the HTTP status it comes with, and its text."""

    code: str
    status: int
    message: str

    def text(self, *values: str) -> str:
        """The text with its `%s` filled."""
        return self.message % values if values else self.message


_USED_IN = (
    ("flows", "flows"),
    ("ivr.configs", "IVR configurations"),
    ("queues", "queues"),
    ("emergency.groups", "emergency groups"),
    ("email.routes", "email routes"),
    ("composer.scripts", "scripts"),
)

_CODES = (
    ErrorCode("bad.request", 400, "The request could not be understood by the server due to malformed syntax."),
    ErrorCode("invalid.value", 400, "Value [%s] is not valid for field type [%s]. Allowable values are: %s"),
    ErrorCode("invalid.date", 400, "Value [%s] is not a valid date."),
    ErrorCode("authentication.required", 401, "No authentication bearer token specified in authorization header."),
    ErrorCode("bad.credentials", 401, "Invalid login credentials."),
    ErrorCode("credentials.expired", 401, "The supplied credentials are expired and cannot be used."),
    ErrorCode("not.authorized", 403, "You are not authorized to perform the requested action."),
    ErrorCode(
        "missing.permissions",
        403,
        "Unable to perform the requested action. You are missing the following permission(s): %s",
    ),
    ErrorCode(
        "missing.any.permissions",
        403,
        "Unable to perform the requested action. You must have at least one of the following permissions assigned: %s",
    ),
    ErrorCode(
        "missing.division.permission",
        403,
        "Unable to perform the requested action. You are missing the following division permission(s): %s",
    ),
    ErrorCode("not.found", 404, "The requested resource was not found."),
    ErrorCode("method.not.allowed", 405, "The requested method is not allowed for this resource."),
    ErrorCode(
        "client.timeout",
        408,
        "The client did not produce a request within the server timeout limit. This can be caused by a slow network "
        "connection and/or large payloads.",
    ),
    ErrorCode("general.conflict", 409, "The request conflicts with the current state of the target resource."),
    ErrorCode("request.entity.too.large", 413, "The request is over the size limit. Maximum bytes: %s"),
    ErrorCode("unsupported.media.type", 415, "Unsupported Media Type - Unsupported or incorrect media type."),
    ErrorCode(
        "too.many.requests.retry.after", 429, "Rate limit exceeded the maximum. Retry the request in [%s] seconds"
    ),
    ErrorCode(
        "internal.server.error",
        500,
        "The server encountered an unexpected condition which prevented it from fulfilling the request.",
    ),
    ErrorCode(
        "service.unavailable",
        503,
        "Service Unavailable - The server is currently unavailable (because it is overloaded or down for maintenance).",
    ),
    ErrorCode("request.timeout", 504, "The request timed out."),
    ErrorCode("architect.flow.validate.failed.missing.name", 400, "Flow name is missing."),
    ErrorCode("architect.flow.validate.failed.missing.type", 400, "Flow type is missing."),
    ErrorCode("architect.flow.validate.failed.invalid.name.contains.slash", 400, "Flow names must not contain '/'."),
    ErrorCode(
        "architect.flow.validate.failed.invalid.name.contains.debug", 400, "Flow names must not end with '-debug'."
    ),
    ErrorCode(
        "architect.flow.validate.failed.invalid.name.no.alpha",
        400,
        "Flow names must contain at least one alphanumeric character.",
    ),
    ErrorCode("architect.flow.validate.failed", 400, "The flow is not valid: %s"),
    ErrorCode("architect.object.validate.failed", 400, "The object is not valid: %s"),
    ErrorCode("architect.object.validate.failed.value", 400, "The value of field %s is not valid: %s"),
    ErrorCode("architect.query.parameter.missing", 400, "Query parameter %s is missing."),
    ErrorCode("architect.batch.too.large", 400, "The batch is too large."),
    ErrorCode("architect.batch.delete.failed", 400, "At least one object could not be deleted."),
    ErrorCode("architect.flow.not.found", 404, "Could not find flow with specified ID."),
    ErrorCode("architect.flow.version.missing", 404, "Specified flow version is missing."),
    ErrorCode("architect.flow.data.missing", 404, "Flow data is missing."),
    ErrorCode("flow.no.config.available", 404, "Flow has no saved or checked-in configuration."),
    ErrorCode("architect.flow.cannot.publish.default", 405, "The default flow cannot be published."),
    ErrorCode("architect.default.flow.cannot.deactivate", 405, "The default flow cannot be deactivated."),
    ErrorCode(
        "architect.flow.cannot.delete.user.does.not.have.lock",
        405,
        "Flow cannot be deleted because it is locked by another user.",
    ),
    ErrorCode("architect.flow.locked.by.user", 409, "Flow is locked by another user."),
    ErrorCode("architect.flow.not.locked.by.user", 409, "Flow is not locked by requesting user."),
    ErrorCode(
        "architect.flow.already.exists", 409, "A flow of the specified type with the specified name already exists."
    ),
    ErrorCode("architect.operation.already.in.progress", 409, "An operation is already in progress on the flow."),
    ErrorCode("architect.flow.cannot.publish.missing.dependencies", 409, "Flow cannot be published: it misses %s"),
    ErrorCode(
        "architect.flow.cannot.checkin.missing.config", 409, "Flow cannot be checked in without a configuration."
    ),
    ErrorCode("architect.dependency.object.in.use", 409, "The object is in use by: %s"),
    ErrorCode("architect.flow.deleted", 410, "Flow has been deleted."),
    ErrorCode("architect.dependency.object.invalid.type", 400, "Object type [%s] is not valid."),
    ErrorCode("architect.dependency.object.not.found", 404, "Could not find the dependency object."),
    ErrorCode("architect.dependencies.build.in.progress", 409, "A build of the dependencies is already in progress."),
    ErrorCode("flows.datatables.schema.exception", 400, "The schema of the data table is not valid: %s"),
    ErrorCode("flows.datatables.syntax.error", 400, "The row does not follow the schema: %s"),
    ErrorCode("flows.datatables.too.many.schemas", 400, "The limit of data tables is reached."),
    ErrorCode("flows.datatables.too.many.properties", 400, "The limit of columns of a data table is reached."),
    ErrorCode("flows.datatables.too.many.rows", 400, "The limit of rows of a data table is reached."),
    ErrorCode("flows.datatables.table.not.found", 404, "Could not find the data table."),
    ErrorCode("flows.datatables.row.not.found", 404, "Could not find the row."),
    ErrorCode("flows.datatables.not.unique", 409, "The name or key is not unique."),
    ErrorCode("active.queue", 400, "The queue has active conversations."),
    *(
        ErrorCode(
            f"architect.flow.cannot.{verb}.used.in.{code}",
            409,
            f"Flow cannot be {verb}d because it is used in {where}: %s",
        )
        for verb in ("delete", "deactivate")
        for code, where in _USED_IN
    ),
)

CODES: Mapping[str, ErrorCode] = MappingProxyType({entry.code: entry for entry in _CODES})
"""Every known code. An answer may carry a code that is not here; it is kept as it came."""
