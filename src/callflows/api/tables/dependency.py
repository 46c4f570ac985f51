"""Dependency tracking (ArchitectApi).

Genesys Cloud answers 206 with a usable body while the tracking is being rebuilt.
"""

from __future__ import annotations

from callflows.api import wire
from callflows.api.rows import PAGE, add, read

_BASE = "/api/v2/architect/dependencytracking"
_VIEW = "architect:dependencyTracking:view"
_PARTIAL = (200, 206)
_BOTH_WAYS = "consumedResources:bool consumingResources:bool consumedResourceType[] consumingResourceType[]"

ROWS = (
    read(
        "get_architect_dependencytracking",
        _BASE,
        wire.DependencyObjectEntityListing,
        _VIEW,
        f"name! {PAGE} objectType[] {_BOTH_WAYS}",
        success=_PARTIAL,
    ),
    read(
        "get_architect_dependencytracking_consumingresources",
        f"{_BASE}/consumingresources",
        wire.ConsumingResourcesEntityListing,
        _VIEW,
        f"id! objectType! resourceType[] version flowFilter {PAGE}",
        success=_PARTIAL,
    ),
    read(
        "get_architect_dependencytracking_consumedresources",
        f"{_BASE}/consumedresources",
        wire.ConsumedResourcesEntityListing,
        _VIEW,
        f"id! version! objectType! resourceType[] {PAGE}",
        success=_PARTIAL,
    ),
    read(
        "get_architect_dependencytracking_object",
        f"{_BASE}/object",
        wire.DependencyObject,
        _VIEW,
        f"id! version objectType {_BOTH_WAYS} consumedResourceRequest:bool",
        success=_PARTIAL,
    ),
    read(
        "get_architect_dependencytracking_types",
        f"{_BASE}/types",
        wire.DependencyTypeEntityListing,
        _VIEW,
        PAGE,
        success=_PARTIAL,
    ),
    read(
        "get_architect_dependencytracking_type",
        f"{_BASE}/types/{{typeId}}",
        wire.DependencyType,
        _VIEW,
        success=_PARTIAL,
    ),
    read("get_architect_dependencytracking_build", f"{_BASE}/build", wire.DependencyStatus, _VIEW, success=_PARTIAL),
    add(
        "post_architect_dependencytracking_build",
        f"{_BASE}/build",
        None,
        None,
        "architect:dependencyTracking:rebuild",
        success=(202, 200),
    ),
)
