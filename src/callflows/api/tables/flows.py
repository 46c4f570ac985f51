"""Flows, their versions and the actions on them (ArchitectApi)."""

from __future__ import annotations

from callflows.api import wire
from callflows.api.rows import PAGE, SORTED_PAGE, add, change, read, remove

_FLOW = "/api/v2/flows/{flowId}"
_ACTIONS = "/api/v2/flows/actions"
_FILTERS = (
    f"type[] {SORTED_PAGE} id[] name description nameOrDescription publishVersionId editableBy lockedBy "
    "lockedByClientId secure deleted:bool=false includeSchemas:bool=false virtualAgentEnabled:bool publishedAfter "
    "publishedBefore divisionId[]"
)
_VIEW_FILTERS = (
    f"type[] {SORTED_PAGE} id[] name publishVersionId publishedAfter publishedBefore divisionId[] includeSchemas:bool"
)

ROWS = (
    read("get_flows", "/api/v2/flows", wire.FlowEntityListing, "architect:flow:view", _FILTERS),
    read(
        "get_flows_lookup",
        "/api/v2/flows/lookup",
        wire.FlowEntityListing,
        "architect:flow:view",
        f"id[]! {SORTED_PAGE}",
    ),
    read(
        "get_flows_divisionviews",
        "/api/v2/flows/divisionviews",
        wire.FlowDivisionViewEntityListing,
        "architect:flow:search",
        _VIEW_FILTERS,
    ),
    read("get_flow", _FLOW, wire.Flow, "architect:flow:view", "deleted:bool=false", also=(410,)),
    add("post_flows", "/api/v2/flows", wire.Flow, wire.Flow, "architect:flow:add", "language"),
    change("put_flow", _FLOW, wire.Flow, "architect:flow:edit"),
    remove("delete_flow", _FLOW, "architect:flow:delete", also=(405, 409, 410)),
    remove("delete_flows", "/api/v2/flows", "architect:flow:delete", "id[]!", answer=wire.FlowOperation),
    add(
        "post_flows_actions_checkout",
        f"{_ACTIONS}/checkout",
        None,
        wire.Flow,
        "architect:flow:edit",
        "flow!",
        also=(405, 409, 410),
    ),
    add(
        "post_flows_actions_checkin",
        f"{_ACTIONS}/checkin",
        None,
        wire.FlowOperation,
        "architect:flow:edit|architect:flow:unlock",
        "flow!",
        also=(405, 409, 410),
        success=(200, 202),
    ),
    add(
        "post_flows_actions_publish",
        f"{_ACTIONS}/publish",
        None,
        wire.FlowOperation,
        "architect:flow:unlock|architect:flow:publish",
        "flow! version",
        also=(405, 409, 410),
        success=(200, 202),
    ),
    add(
        "post_flows_actions_revert",
        f"{_ACTIONS}/revert",
        None,
        wire.Flow,
        "architect:flow:edit",
        "flow!",
        also=(405, 409, 410),
    ),
    add(
        "post_flows_actions_unlock",
        f"{_ACTIONS}/unlock",
        None,
        wire.Flow,
        "architect:flow:unlock",
        "flow!",
        also=(405, 409, 410),
    ),
    add(
        "post_flows_actions_deactivate",
        f"{_ACTIONS}/deactivate",
        None,
        wire.Flow,
        "architect:flow:publish",
        "flow!",
        also=(405, 409, 410),
    ),
    read(
        "get_flow_versions",
        f"{_FLOW}/versions",
        wire.FlowVersionEntityListing,
        "architect:flow:view",
        f"{PAGE} deleted:bool=false",
        also=(410,),
    ),
    read(
        "get_flow_version",
        f"{_FLOW}/versions/{{versionId}}",
        wire.FlowVersion,
        "architect:flow:view",
        "deleted",
        also=(410,),
    ),
)
