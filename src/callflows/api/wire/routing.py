"""Queues, skills, languages, wrap-up codes and divisions."""

from __future__ import annotations

from callflows.api.wire.base import Body, Page, Ref


class ServiceLevel(Body, frozen=True):
    """`percentage` is between 0 and 1."""

    percentage: float | None = None
    duration_ms: int | None = None


class MediaSettings(Body, frozen=True):
    """How long one medium rings, and its target."""

    alerting_timeout_seconds: int | None = None
    service_level: ServiceLevel | None = None


class QueueMediaSettings(Body, frozen=True):
    """Settings by medium; voice only."""

    call: MediaSettings | None = None


class AcwSettings(Body, frozen=True):
    """After-call work. `wrapup_prompt` is MANDATORY, OPTIONAL …"""

    wrapup_prompt: str | None = None
    timeout_ms: int | None = None


class Queue(Body, frozen=True):
    """A queue, of what the contract has: the fields a voice flow depends on. Also the body of create and change."""

    id: str | None = None
    name: str | None = None
    division: Ref | None = None
    description: str | None = None
    date_created: str | None = None
    date_modified: str | None = None
    modified_by: str | None = None
    created_by: str | None = None
    member_count: int | None = None
    media_settings: QueueMediaSettings | None = None
    acw_settings: AcwSettings | None = None
    skill_evaluation_method: str | None = None
    scoring_method: str | None = None
    queue_flow: Ref | None = None
    whisper_prompt: Ref | None = None
    on_hold_prompt: Ref | None = None
    calling_party_name: str | None = None
    calling_party_number: str | None = None
    self_uri: str | None = None


class QueueEntityListing(Page[Queue], frozen=True):
    """A page of queues, by name."""


class RoutingSkill(Body, frozen=True):
    """An ACD skill. `state` is active, inactive or deleted."""

    id: str | None = None
    name: str | None = None
    division: Ref | None = None
    date_modified: str | None = None
    state: str | None = None
    version: str | None = None
    self_uri: str | None = None


class SkillEntityListing(Page[RoutingSkill], frozen=True):
    """A page of skills."""


class Language(Body, frozen=True):
    """An ACD language skill."""

    id: str | None = None
    name: str | None = None
    date_modified: str | None = None
    state: str | None = None
    version: str | None = None
    self_uri: str | None = None


class LanguageEntityListing(Page[Language], frozen=True):
    """A page of languages."""


class WrapupCode(Body, frozen=True):
    """A wrap-up code."""

    id: str | None = None
    name: str | None = None
    division: Ref | None = None
    description: str | None = None
    date_created: str | None = None
    date_modified: str | None = None
    self_uri: str | None = None


class WrapupCodeEntityListing(Page[WrapupCode], frozen=True):
    """A page of wrap-up codes."""


class AuthzDivision(Body, frozen=True):
    """A division. Every org has one home division."""

    id: str | None = None
    name: str | None = None
    description: str | None = None
    home_division: bool | None = None
    object_counts: dict[str, int] | None = None
    self_uri: str | None = None


class AuthzDivisionEntityListing(Page[AuthzDivision], frozen=True):
    """A page of divisions."""
