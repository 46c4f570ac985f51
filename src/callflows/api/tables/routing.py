"""Queues, skills, languages, wrap-up codes (RoutingApi, LanguagesApi) and divisions (AuthorizationApi).

The permissions of skills, languages and wrap-up codes are not established; those rows name none.
"""

from __future__ import annotations

from callflows.api import wire
from callflows.api.rows import PAGE, SORTED_PAGE, add, change, read, remove

_QUEUES = "/api/v2/routing/queues"
_DIVISIONS = "/api/v2/authorization/divisions"

ROWS = (
    read(
        "get_routing_queues",
        _QUEUES,
        wire.QueueEntityListing,
        "routing:queue:view",
        f"{PAGE} sortOrder=asc name id[] divisionId[] peerId[] cannedResponseLibraryId hasPeer:bool expand[]",
    ),
    read("get_routing_queue", f"{_QUEUES}/{{queueId}}", wire.Queue, "routing:queue:view", "expand[]"),
    read(
        "get_routing_queues_divisionviews",
        f"{_QUEUES}/divisionviews",
        wire.QueueEntityListing,
        "routing:queue:search",
        f"{SORTED_PAGE} name id[] divisionId[]",
    ),
    read(
        "get_routing_queues_divisionviews_all",
        f"{_QUEUES}/divisionviews/all",
        wire.QueueEntityListing,
        "routing:queue:search",
        f"{PAGE} sortOrder",
    ),
    add("post_routing_queues", _QUEUES, wire.Queue, wire.Queue, "routing:queue:add"),
    change("put_routing_queue", f"{_QUEUES}/{{queueId}}", wire.Queue, "routing:queue:edit"),
    remove("delete_routing_queue", f"{_QUEUES}/{{queueId}}", "routing:queue:delete", "forceDelete:bool=false"),
    read(
        "get_routing_skills",
        "/api/v2/routing/skills",
        wire.SkillEntityListing,
        "",
        f"{PAGE} name id[]",
    ),
    read("get_routing_skill", "/api/v2/routing/skills/{skillId}", wire.RoutingSkill, ""),
    add("post_routing_skills", "/api/v2/routing/skills", wire.RoutingSkill, wire.RoutingSkill, ""),
    read(
        "get_routing_languages",
        "/api/v2/routing/languages",
        wire.LanguageEntityListing,
        "",
        f"{PAGE} sortOrder=ascending name id[]",
    ),
    read("get_routing_language", "/api/v2/routing/languages/{languageId}", wire.Language),
    add("post_routing_languages", "/api/v2/routing/languages", wire.Language, wire.Language, ""),
    read(
        "get_routing_wrapupcodes",
        "/api/v2/routing/wrapupcodes",
        wire.WrapupCodeEntityListing,
        "",
        f"{SORTED_PAGE} name id[] divisionId[]",
    ),
    add(
        "post_routing_wrapupcodes",
        "/api/v2/routing/wrapupcodes",
        wire.WrapupCode,
        wire.WrapupCode,
        "",
    ),
    read(
        "get_authorization_divisions",
        _DIVISIONS,
        wire.AuthzDivisionEntityListing,
        "",
        f"{PAGE} sortBy expand[] nextPage previousPage objectCount:bool=false id[] name",
    ),
    read("get_authorization_divisions_home", f"{_DIVISIONS}/home", wire.AuthzDivision),
    read(
        "get_authorization_division", f"{_DIVISIONS}/{{divisionId}}", wire.AuthzDivision, "", "objectCount:bool=false"
    ),
    add(
        "post_authorization_divisions",
        _DIVISIONS,
        wire.AuthzDivision,
        wire.AuthzDivision,
        "authorization:division:add&authorization:grant:add",
    ),
    change(
        "put_authorization_division", f"{_DIVISIONS}/{{divisionId}}", wire.AuthzDivision, "authorization:division:edit"
    ),
    remove(
        "delete_authorization_division",
        f"{_DIVISIONS}/{{divisionId}}",
        "authorization:division:delete",
        "force:bool=false",
    ),
)
