"""What every body shares: camelCase names, absent fields left out, pages.

Every field may be absent (Genesys Cloud: all fields of every body are optional), so every field has the
default None and a field that is None is not written. That matters: official SDKs fail on `null` for an
enumeration. Enumerations are plain strings, so a value that is newer than this table is kept as it came.
Unknown fields of an answer are ignored. Times are the ISO 8601 text of the wire.
"""

from __future__ import annotations

from typing import Any, Generic, TypeAlias, TypeVar

import msgspec

Json: TypeAlias = Any
"""A free JSON value, where the contract itself says `object`."""

Item = TypeVar("Item")


class Body(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """A JSON object of the contract."""


class Ref(Body, frozen=True):
    """A reference to another object: `{"id", "name", "selfUri"}`."""

    id: str | None = None
    name: str | None = None
    self_uri: str | None = None


class Page(Body, Generic[Item], frozen=True):
    """One page of a listing. `page_number` counts from 1; a page past the end has no entities.

    `total_number_of_entities` is written by the listings of call routes, DID pools and DIDs only.
    """

    entities: tuple[Item, ...] | None = None
    page_size: int | None = None
    page_number: int | None = None
    total: int | None = None
    page_count: int | None = None
    first_uri: str | None = None
    self_uri: str | None = None
    next_uri: str | None = None
    previous_uri: str | None = None
    last_uri: str | None = None
    total_number_of_entities: int | None = None


class JsonSchema(Body, frozen=True):
    """The subset of JSON Schema draft 04 that describes flow inputs, flow outputs and data tables.

    Keys the subset lacks are dropped on reading. `items` may be a schema or a list of them.
    """

    schema_uri: str | None = msgspec.field(default=None, name="$schema")
    schema_id: str | None = msgspec.field(default=None, name="$id")
    title: str | None = None
    description: str | None = None
    type: str | tuple[str, ...] | None = None
    properties: dict[str, JsonSchema] | None = None
    required: tuple[str, ...] | None = None
    items: Json = None
    default: Json = None
    display_order: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    additional_properties: Json = None
