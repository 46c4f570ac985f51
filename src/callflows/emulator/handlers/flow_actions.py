"""Actions on a flow: checkout, check-in, publish, revert, unlock, deactivate; its versions.

Genesys Cloud: a lock is held by one client; publish, check-in, revert and unlock release it. Bodies of
drafts are Architect's private JSON, so a draft here never differs from the newest version.
"""

from __future__ import annotations

import msgspec

from callflows.api import wire
from callflows.diagnostics import Severity
from callflows.emulator.answer import Answer, Refusal, ok
from callflows.emulator.ask import Ask
from callflows.emulator.handlers.flow_views import operation_view, version_view
from callflows.emulator.handlers.flows import author, check_unused, existing_flow, flow_answer
from callflows.emulator.paging import listing
from callflows.emulator.publishing.current import current_text
from callflows.emulator.publishing.lookup import version_number
from callflows.emulator.publishing.publish import Refused, document, publish, report
from callflows.emulator.publishing.record import operation
from callflows.store import FlowRecord, Locked, NotFound


def post_flows_actions_checkout(ask: Ask) -> Answer:
    with ask.org.store.write():
        flow = existing_flow(ask, ask.text("flow"))
        try:
            ask.org.store.flows.lock(flow.id, ask.client.id)
        except Locked:
            raise Refusal("architect.flow.locked.by.user") from None
        return flow_answer(ask, _done(ask, flow, "CHECKOUT", locked_by=ask.client.id))


def post_flows_actions_checkin(ask: Ask) -> Answer:
    with ask.org.store.write():
        flow = _mine(ask)
        if not flow.latest:
            raise Refusal("architect.flow.cannot.checkin.missing.config")
        return _operation(ask, _done(ask, flow, "CHECKIN", locked_by=None))


def post_flows_actions_publish(ask: Ask) -> Answer:
    """Publish the newest version, or an older one, again: checked anew, modules copied anew."""
    with ask.org.store.write():
        flow = _mine(ask)
        number = version_number(ask.text("version")) if ask.text("version") else flow.latest
        try:
            version = ask.org.store.flows.version(flow.id, number)
        except NotFound:
            code = "architect.flow.version.missing" if ask.text("version") else "flow.no.config.available"
            raise Refusal(code) from None
        graph = flow.graph if number == flow.latest else None
        outcome = publish(ask.org, document(current_text(ask.org.store, flow, version), graph=graph), author(ask))
        if isinstance(outcome, Refused):
            errors = (item for item in outcome.diagnostics if item.severity is Severity.ERROR)
            text = "; ".join(report(item) for item in errors)
            raise Refusal("architect.flow.cannot.publish.missing.dependencies", text)
        return _operation(ask, outcome.flow)


def post_flows_actions_revert(ask: Ask) -> Answer:
    with ask.org.store.write():
        return flow_answer(ask, _done(ask, _mine(ask), "REVERT", locked_by=None))


def post_flows_actions_unlock(ask: Ask) -> Answer:
    """Release the lock, whoever holds it (Genesys Cloud: for Architect admins)."""
    with ask.org.store.write():
        flow = existing_flow(ask, ask.text("flow"))
        return flow_answer(ask, _done(ask, flow, "STATE_CHANGE", locked_by=None))


def post_flows_actions_deactivate(ask: Ask) -> Answer:
    with ask.org.store.write():
        flow = existing_flow(ask, ask.text("flow"))
        if flow.locked_by not in (None, ask.client.id):
            raise Refusal("architect.flow.locked.by.user")
        check_unused(ask, flow, "deactivate")
        return flow_answer(ask, _done(ask, flow, "STATE_CHANGE", locked_by=flow.locked_by, active=False))


def get_flow_versions(ask: Ask) -> Answer:
    flow = existing_flow(ask, ask.path["flowId"], deleted=ask.flag("deleted"))
    page = ask.page()
    found, total = ask.org.store.flows.versions(flow.id, page)
    views = [version_view(ask.org, version, "PUBLISH") for version in found]
    return ok(listing(ask, wire.FlowVersionEntityListing, views, total, page))


def get_flow_version(ask: Ask) -> Answer:
    flow = existing_flow(ask, ask.path["flowId"], deleted=ask.flag("deleted"))
    try:
        version = ask.org.store.flows.version(flow.id, version_number(ask.path["versionId"]))
    except NotFound:
        raise Refusal("architect.flow.version.missing") from None
    return ok(version_view(ask.org, version, "PUBLISH"))


def _mine(ask: Ask) -> FlowRecord:
    """The flow, which the caller has locked."""
    flow = existing_flow(ask, ask.text("flow"))
    if flow.locked_by is None:
        raise Refusal("architect.flow.not.locked.by.user")
    if flow.locked_by != ask.client.id:
        raise Refusal("architect.flow.locked.by.user")
    return flow


def _done(ask: Ask, flow: FlowRecord, action: str, *, locked_by: str | None, active: bool | None = None) -> FlowRecord:
    changed = msgspec.structs.replace(
        flow,
        locked_by=locked_by,
        active=flow.active if active is None else active,
        operation=operation(action, author(ask)),
        changed_at=ask.now,
    )
    ask.org.store.flows.update(changed)
    return changed


def _operation(ask: Ask, flow: FlowRecord) -> Answer:
    return ok(operation_view(ask.org, flow), 202)


HANDLERS = {
    function.__name__: function
    for function in (
        post_flows_actions_checkout,
        post_flows_actions_checkin,
        post_flows_actions_publish,
        post_flows_actions_revert,
        post_flows_actions_unlock,
        post_flows_actions_deactivate,
        get_flow_versions,
        get_flow_version,
    )
}
