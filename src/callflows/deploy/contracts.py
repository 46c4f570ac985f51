"""What a shared flow takes and gives, from its published version."""

from __future__ import annotations

from callflows import architect, model
from callflows.api import wire
from callflows.diagnostics import Diagnostic, Severity
from callflows.genesys import Client, Forbidden, export_flow
from callflows.graph import SharedFlow, inputs_of, outputs_of


def type_of(flow: wire.Flow) -> str:
    """A flow's type in the spelling of requests: lower case."""
    return (flow.type or "").lower()


def version_of(flow: wire.Flow) -> str:
    """The published version, "" before the first publish."""
    return (flow.published_version.id or "") if flow.published_version else ""


async def published_module(client: Client, flow: wire.Flow, reports: list[Diagnostic]) -> model.Flow | None:
    """A common module's published version, through an export job. None where there is none, or where the right to
    export is missing: then `reports` gets a warning and the module's inputs are not checked."""
    if type_of(flow) != "commonmodule" or not version_of(flow):
        return None
    try:
        text = await export_flow(client, flow.id or "", version_of(flow))
    except Forbidden as error:
        message = f'the inputs of "{flow.name}" are not checked: {error.message}'
        reports.append(unread("org-shared-contract-unread", message))
        return None
    return architect.read(text, file=flow.name or "").flow


def unread(code: str, message: str) -> Diagnostic:
    """A check that was left out because the org may not be read that far."""
    advice = "grant the permission to a role of the OAuth client, or go on without this check"
    return Diagnostic(code=code, severity=Severity.WARNING, message=message, help=advice)


def shared_flow(flow: wire.Flow, module: model.Flow | None) -> SharedFlow:
    """A flow of the org as a graph's invoke sees it; without `module` its inputs are unknown."""
    return SharedFlow(
        id=flow.id or "",
        name=flow.name or "",
        type=type_of(flow),
        published=bool(version_of(flow)),
        enabled=flow.active is not False,
        inputs=inputs_of(module) if module else None,
        outputs=outputs_of(module) if module else None,
    )
