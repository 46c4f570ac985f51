"""A JSON Schema (draft-07) of flow files: with it an editor completes and checks Archy YAML offline.

It is made from the catalogue; nothing about a single action stands here.
"""

from __future__ import annotations

from functools import cache

from callflows.architect.schema.flows import document
from callflows.architect.schema.words import Json, Schema
from callflows.model import FLOW_TYPES


@cache
def flow_schema(flow_type: str | None = None) -> Schema:
    """The JSON Schema of files of a flow type (Archy's key, such as `inboundCall`), or of any flow file.

    The value is plain JSON data and must not be changed. The schema of one flow type proposes only what that type
    has; the joint one accepts every action in every flow. Raises KeyError for a flow type that is not known.
    """
    if flow_type is not None:
        _ = FLOW_TYPES[flow_type]
    return document(flow_type)


__all__ = ["Json", "Schema", "flow_schema"]
