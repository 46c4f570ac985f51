"""The flow and version that an export or validate job means."""

from __future__ import annotations

from callflows.api import wire
from callflows.store import FlowRecord, NotFound, Store, VersionRecord


class Missing(Exception):  # noqa: N818 - a finding about the request
    """There is no such flow or version; the text says which."""


def flow_for(store: Store, wanted: wire.JobFlowReference) -> FlowRecord:
    """A flow by id, or by name and type. Raises Missing."""
    found: FlowRecord | None
    if wanted.id:
        try:
            found = store.flows.get(wanted.id)
        except NotFound:
            found = None
        named = f"the id {wanted.id}"
    else:
        found = store.flows.named((wanted.type or "").lower(), wanted.name or "")
        named = f'the name "{wanted.name or ""}" and the type "{wanted.type or ""}"'
    if found is None or found.deleted:
        raise Missing(f"There is no flow with {named}.")
    return found


def version_for(store: Store, flow: FlowRecord, version: str | None) -> VersionRecord:
    """A version by its text ("3.0"), without one the latest. Raises Missing."""
    number = flow.latest if not version else version_number(version)
    try:
        return store.flows.version(flow.id, number)
    except NotFound:
        text = f"has no version {version}" if version else "has no saved configuration"
        raise Missing(f'The flow "{flow.name}" {text}.') from None


def version_number(text: str) -> int:
    """ "3.0" → 3, 0 for anything that is no version."""
    whole = text.removesuffix(".0")
    return int(whole) if whole.isascii() and whole.isdigit() and len(whole) < 10 else 0


def version_text(number: int) -> str:
    """3 → "3.0"."""
    return f"{number}.0"
