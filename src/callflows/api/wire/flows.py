"""Flows, their versions and what is going on with them."""

from __future__ import annotations

from callflows.api.wire.base import Body, JsonSchema, Page, Ref
from callflows.api.wire.errors import ErrorDetail


class SupportedLanguage(Body, frozen=True):
    """A language of a flow; `language` is a lower-case tag such as `en-us`."""

    language: str | None = None
    is_default: bool | None = None


class FlowVersion(Body, frozen=True):
    """A version. `id` is a text such as "3.0"; `type` is PUBLISH, CHECKIN or SAVE.

    `date_created`, `date_checked_in` and `date_saved` are milliseconds since 1970; `date_published` is text.
    """

    id: str | None = None
    name: str | None = None
    commit_version: str | None = None
    configuration_version: str | None = None
    type: str | None = None
    secure: bool | None = None
    debug: bool | None = None
    created_by: Ref | None = None
    created_by_client: Ref | None = None
    configuration_uri: str | None = None
    date_created: int | None = None
    date_checked_in: int | None = None
    date_saved: int | None = None
    generation_id: str | None = None
    publish_result_uri: str | None = None
    input_schema: JsonSchema | None = None
    output_schema: JsonSchema | None = None
    date_published: str | None = None
    date_published_end: str | None = None
    supported_languages: tuple[SupportedLanguage, ...] | None = None
    compatible_flow_types: tuple[str, ...] | None = None
    virtual_agent_enabled: bool | None = None
    self_uri: str | None = None


class FlowOperation(Body, frozen=True):
    """`Operation` of the contract: what runs or ran on a flow.

    `action_name` is PUBLISH, CHECKIN, DELETE …; `action_status` is LOCKED, UNLOCKED, STARTED, SUCCESS, FAILURE …
    """

    id: str | None = None
    complete: bool | None = None
    user: Ref | None = None
    client: Ref | None = None
    error_message: str | None = None
    error_code: str | None = None
    error_details: tuple[ErrorDetail, ...] | None = None
    error_message_params: dict[str, str] | None = None
    action_name: str | None = None
    action_status: str | None = None


class Flow(Body, frozen=True):
    """A flow. `type` is lower case in requests and upper case in answers (`COMMONMODULE`).

    `published_version` is absent until the first publish; it is what callers run.
    """

    id: str | None = None
    name: str | None = None
    division: Ref | None = None
    description: str | None = None
    type: str | None = None
    locked_user: Ref | None = None
    locked_client: Ref | None = None
    active: bool | None = None
    system: bool | None = None
    deleted: bool | None = None
    published_version: FlowVersion | None = None
    saved_version: FlowVersion | None = None
    checked_in_version: FlowVersion | None = None
    debug_version: FlowVersion | None = None
    input_schema: JsonSchema | None = None
    output_schema: JsonSchema | None = None
    published_by: Ref | None = None
    current_operation: FlowOperation | None = None
    supported_languages: tuple[SupportedLanguage, ...] | None = None
    compatible_flow_types: tuple[str, ...] | None = None
    worktype_id: str | None = None
    virtual_agent_enabled: bool | None = None
    self_uri: str | None = None


class FlowDivisionView(Body, frozen=True):
    """A flow as one sees it with `architect:flow:search` only."""

    id: str | None = None
    name: str | None = None
    division: Ref | None = None
    type: str | None = None
    description: str | None = None
    input_schema: JsonSchema | None = None
    output_schema: JsonSchema | None = None
    supported_languages: tuple[SupportedLanguage, ...] | None = None
    published_version: FlowVersion | None = None
    debug_version: FlowVersion | None = None
    self_uri: str | None = None


class FlowEntityListing(Page[Flow], frozen=True):
    """A page of flows."""


class FlowDivisionViewEntityListing(Page[FlowDivisionView], frozen=True):
    """A page of flows in their short form."""


class FlowVersionEntityListing(Page[FlowVersion], frozen=True):
    """A page of versions, newest first."""
