"""Errors that are found before Genesys Cloud is asked, in the shape in which it would answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from callflows.api import CODES, wire
from callflows.diagnostics import Diagnostic, Severity
from callflows.genesys import ApiError, BadRequest, Conflict, NotFound

UNKNOWN_KEY = "graph-unknown-key"


def graph_refused(name: str, found: Iterable[Diagnostic], status: int) -> ApiError:
    """400 or 404 for a graph, every breach in the body: its code, its message with the next step, its node. A key that
    was left out is said with them: it is often what they come from."""
    name = name.encode("utf-8", "backslashreplace").decode("utf-8")  # the body is UTF-8, whatever the name holds
    breaches = [d for d in found if d.severity is Severity.ERROR or d.code == UNKNOWN_KEY]
    lines = [f"- {_breach(d)}" for d in breaches]
    message = f'the flow "{name}" is not valid:\n' + "\n".join(lines)
    body = wire.ErrorBody(
        message=f'The flow "{name}" is not valid: {len(breaches)} {"breach" if len(breaches) == 1 else "breaches"}.',
        code="not.found" if status == 404 else "bad.request",
        status=status,
        errors=tuple(
            wire.ErrorBody(
                message=d.with_help,
                code=d.code,
                status=status,
                entity_id=d.node_id or None,
                entity_name=d.node_name or None,
            )
            for d in breaches
        ),
    )
    return _error(NotFound if status == 404 else BadRequest, message, body)


def _breach(found: Diagnostic) -> str:
    at = f" at node {found.node_id}" if found.node_id else ""
    return f"{found.with_help} [{found.code}{at}]"


def already_exists(name: str) -> ApiError:
    """409: a name is unique per flow type (Genesys Cloud: `architect.flow.already.exists`)."""
    code = CODES["architect.flow.already.exists"]
    body = wire.ErrorBody(message=code.message, code=code.code, status=409, entity_name=name)
    return _error(Conflict, f'{code.message} ("{name}")', body)


def publish_refused(name: str, messages: Sequence[str], *, correlation_id: str = "") -> ApiError:
    """400: the publish job says no, for these reasons."""
    body = wire.ErrorBody(
        message=f'The publish of "{name}" failed.',
        code="architect.flow.publish.failed",
        status=400,
        errors=tuple(wire.ErrorBody(message=text, status=400) for text in messages),
    )
    error = _error(BadRequest, f'the publish of "{name}" failed: ' + "\n".join(messages), body)
    error.correlation_id = correlation_id
    return error


def no_such_flow(id: str) -> ApiError:
    code = CODES["architect.flow.not.found"]
    return _error(NotFound, f"{code.message} ({id})", wire.ErrorBody(message=code.message, code=code.code, status=404))


def _error(kind: type[ApiError], message: str, body: wire.ErrorBody) -> ApiError:
    error = kind(message, status=body.status or 0, code=body.code or "", body=wire.encode(body).decode())
    error.detail = body
    return error
