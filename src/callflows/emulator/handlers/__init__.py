"""The handlers, one small file a resource, keyed by the operation that each serves."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from callflows.emulator.handlers import (
    dependencies,
    dialect,
    did_pools,
    divisions,
    flow_actions,
    flows,
    ivrs,
    jobs,
    me,
    named,
    oauth,
    prompts,
    queues,
    tables,
    versioned,
)
from callflows.emulator.routes import Handler

HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        **oauth.HANDLERS,
        **me.HANDLERS,
        **flows.HANDLERS,
        **flow_actions.HANDLERS,
        **jobs.HANDLERS,
        **dependencies.HANDLERS,
        **queues.HANDLERS,
        **divisions.HANDLERS,
        **ivrs.HANDLERS,
        **did_pools.HANDLERS,
        **versioned.HANDLERS,
        **named.HANDLERS,
        **tables.HANDLERS,
        **prompts.HANDLERS,
        **dialect.HANDLERS,
    }
)
"""Handler by operation name. An operation of `api.OPERATIONS` that is not here is not served (404)."""

STORAGE = jobs.STORAGE
"""Uploads and downloads: operations of the presigned addresses, outside the API."""
