"""Data tables and user prompts."""

from __future__ import annotations

from typing import TypeAlias

from callflows.api.wire.base import Body, JsonSchema, Page, Ref
from callflows.api.wire.flows import FlowOperation

DataTableRow: TypeAlias = dict[str, str | int | float | bool | None]
"""A row: the reserved column `key` and the table's own columns."""


class DataTable(Body, frozen=True):
    """`schema` comes with `expand=schema` only; its property `key` is the key column."""

    id: str | None = None
    name: str | None = None
    division: Ref | None = None
    description: str | None = None
    schema: JsonSchema | None = None
    self_uri: str | None = None


class DataTablesDomainEntityListing(Page[DataTable], frozen=True):
    """A page of data tables."""


class DataTableRowEntityListing(Page[DataTableRow], frozen=True):
    """A page of rows."""


class PromptAsset(Body, frozen=True):
    """A prompt in one language. `upload_status` is created, uploaded, transcoded or transcodeFailed."""

    id: str | None = None
    name: str | None = None
    prompt_id: str | None = None
    language: str | None = None
    media_uri: str | None = None
    tts_string: str | None = None
    text: str | None = None
    upload_status: str | None = None
    upload_uri: str | None = None
    language_default: bool | None = None
    tags: dict[str, tuple[str, ...]] | None = None
    duration_seconds: float | None = None
    self_uri: str | None = None


class PromptAssetEntityListing(Page[PromptAsset], frozen=True):
    """A page of prompt resources."""


class Prompt(Body, frozen=True):
    """A user prompt; `name` has letters, digits and `_` only."""

    id: str | None = None
    name: str | None = None
    division: Ref | None = None
    description: str | None = None
    resources: tuple[PromptAsset, ...] | None = None
    current_operation: FlowOperation | None = None
    self_uri: str | None = None


class PromptEntityListing(Page[Prompt], frozen=True):
    """A page of prompts."""
