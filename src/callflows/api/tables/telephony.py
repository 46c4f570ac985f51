"""Call routes, schedules, emergency groups (ArchitectApi) and numbers (TelephonyProvidersEdgeApi)."""

from __future__ import annotations

from callflows.api import wire
from callflows.api.rows import PAGE, SORTED_PAGE, add, change, read, remove

_ARCHITECT = "/api/v2/architect"
_EDGES = "/api/v2/telephony/providers/edges"
_PLUGIN = "telephony:plugin:all"

ROWS = (
    read(
        "get_architect_ivrs",
        f"{_ARCHITECT}/ivrs",
        wire.IVREntityListing,
        "routing:callRoute:view",
        f"{PAGE} sortBy=name sortOrder=ASC name dnis scheduleGroup expand[]",
    ),
    read("get_architect_ivr", f"{_ARCHITECT}/ivrs/{{ivrId}}", wire.IVR, "routing:callRoute:view"),
    add("post_architect_ivrs", f"{_ARCHITECT}/ivrs", wire.IVR, wire.IVR, "routing:callRoute:add"),
    change("put_architect_ivr", f"{_ARCHITECT}/ivrs/{{ivrId}}", wire.IVR, "routing:callRoute:edit", versioned=True),
    remove("delete_architect_ivr", f"{_ARCHITECT}/ivrs/{{ivrId}}", "routing:callRoute:delete"),
    read(
        "get_architect_schedules",
        f"{_ARCHITECT}/schedules",
        wire.ScheduleEntityListing,
        "routing:schedule:view",
        f"{SORTED_PAGE} name divisionId[]",
    ),
    read("get_architect_schedule", f"{_ARCHITECT}/schedules/{{scheduleId}}", wire.Schedule, "routing:schedule:view"),
    add("post_architect_schedules", f"{_ARCHITECT}/schedules", wire.Schedule, wire.Schedule, "routing:schedule:add"),
    change(
        "put_architect_schedule",
        f"{_ARCHITECT}/schedules/{{scheduleId}}",
        wire.Schedule,
        "routing:schedule:edit",
        versioned=True,
    ),
    remove("delete_architect_schedule", f"{_ARCHITECT}/schedules/{{scheduleId}}", "routing:schedule:delete"),
    read(
        "get_architect_schedulegroups",
        f"{_ARCHITECT}/schedulegroups",
        wire.ScheduleGroupEntityListing,
        "routing:scheduleGroup:view",
        f"{SORTED_PAGE} name scheduleIds divisionId[]",
    ),
    read(
        "get_architect_schedulegroup",
        f"{_ARCHITECT}/schedulegroups/{{scheduleGroupId}}",
        wire.ScheduleGroup,
        "routing:scheduleGroup:view",
    ),
    add(
        "post_architect_schedulegroups",
        f"{_ARCHITECT}/schedulegroups",
        wire.ScheduleGroup,
        wire.ScheduleGroup,
        "routing:scheduleGroup:add",
    ),
    change(
        "put_architect_schedulegroup",
        f"{_ARCHITECT}/schedulegroups/{{scheduleGroupId}}",
        wire.ScheduleGroup,
        "routing:scheduleGroup:edit",
        versioned=True,
    ),
    remove(
        "delete_architect_schedulegroup",
        f"{_ARCHITECT}/schedulegroups/{{scheduleGroupId}}",
        "routing:scheduleGroup:delete",
    ),
    read(
        "get_architect_emergencygroups",
        f"{_ARCHITECT}/emergencygroups",
        wire.EmergencyGroupListing,
        "routing:emergencyGroup:view",
        f"{SORTED_PAGE} name",
    ),
    read(
        "get_architect_emergencygroup",
        f"{_ARCHITECT}/emergencygroups/{{emergencyGroupId}}",
        wire.EmergencyGroup,
        "routing:emergencyGroup:view",
    ),
    add(
        "post_architect_emergencygroups",
        f"{_ARCHITECT}/emergencygroups",
        wire.EmergencyGroup,
        wire.EmergencyGroup,
        "routing:emergencyGroup:add",
    ),
    change(
        "put_architect_emergencygroup",
        f"{_ARCHITECT}/emergencygroups/{{emergencyGroupId}}",
        wire.EmergencyGroup,
        "routing:emergencyGroup:edit",
        versioned=True,
    ),
    remove(
        "delete_architect_emergencygroup",
        f"{_ARCHITECT}/emergencygroups/{{emergencyGroupId}}",
        "routing:emergencyGroup:delete",
    ),
    read(
        "get_telephony_providers_edges_didpools",
        f"{_EDGES}/didpools",
        wire.DIDPoolEntityListing,
        _PLUGIN,
        f"{PAGE} sortBy=number id[]",
    ),
    read("get_telephony_providers_edges_didpool", f"{_EDGES}/didpools/{{didPoolId}}", wire.DIDPool, _PLUGIN),
    add("post_telephony_providers_edges_didpools", f"{_EDGES}/didpools", wire.DIDPool, wire.DIDPool, _PLUGIN),
    change(
        "put_telephony_providers_edges_didpool",
        f"{_EDGES}/didpools/{{didPoolId}}",
        wire.DIDPool,
        _PLUGIN,
        versioned=True,
    ),
    remove("delete_telephony_providers_edges_didpool", f"{_EDGES}/didpools/{{didPoolId}}", _PLUGIN),
    read(
        "get_telephony_providers_edges_didpools_dids",
        f"{_EDGES}/didpools/dids",
        wire.DIDNumberEntityListing,
        _PLUGIN,
        f"type! id[] numberMatch {PAGE} sortOrder",
    ),
    read(
        "get_telephony_providers_edges_dids",
        f"{_EDGES}/dids",
        wire.DIDEntityListing,
        _PLUGIN,
        f"{SORTED_PAGE} phoneNumber owner.id didPool.id id[]",
    ),
    read("get_telephony_providers_edges_did", f"{_EDGES}/dids/{{didId}}", wire.DID, _PLUGIN),
)
