"""Call routes (IVRs), numbers, schedules and emergency groups."""

from __future__ import annotations

from callflows.api.wire.base import Body, Page, Ref


class Versioned(Body, frozen=True):
    """What the telephony objects share. A change must carry the current `version`.

    `state` is active, inactive or deleted.
    """

    id: str | None = None
    name: str | None = None
    division: Ref | None = None
    description: str | None = None
    version: int | None = None
    date_created: str | None = None
    date_modified: str | None = None
    modified_by: str | None = None
    created_by: str | None = None
    state: str | None = None
    modified_by_app: str | None = None
    created_by_app: str | None = None
    self_uri: str | None = None


class IVR(Versioned, frozen=True):
    """A call route: which flow answers the E.164 numbers of `dnis`.

    Always open: `open_hours_flow` alone. With a `schedule_group` both open and closed flow are needed.
    """

    dnis: tuple[str, ...] | None = None
    open_hours_flow: Ref | None = None
    closed_hours_flow: Ref | None = None
    holiday_hours_flow: Ref | None = None
    schedule_group: Ref | None = None


class IVREntityListing(Page[IVR], frozen=True):
    """A page of call routes."""


class Schedule(Versioned, frozen=True):
    """`start` and `end` are local date-times without a zone; `rrule` is an RFC 5545 rule."""

    start: str | None = None
    end: str | None = None
    rrule: str | None = None


class ScheduleEntityListing(Page[Schedule], frozen=True):
    """A page of schedules."""


class ScheduleGroup(Versioned, frozen=True):
    """Open, closed and holiday schedules in one `time_zone` (an IANA name)."""

    time_zone: str | None = None
    open_schedules: tuple[Ref, ...] | None = None
    closed_schedules: tuple[Ref, ...] | None = None
    holiday_schedules: tuple[Ref, ...] | None = None


class ScheduleGroupEntityListing(Page[ScheduleGroup], frozen=True):
    """A page of schedule groups."""


class EmergencyCallFlow(Body, frozen=True):
    """The flow that answers the call routes `ivrs` in an emergency."""

    emergency_flow: Ref | None = None
    ivrs: tuple[Ref, ...] | None = None


class EmergencyGroup(Versioned, frozen=True):
    """A switch that sends call routes to emergency flows while `enabled`."""

    enabled: bool | None = None
    emergency_call_flows: tuple[EmergencyCallFlow, ...] | None = None


class EmergencyGroupListing(Page[EmergencyGroup], frozen=True):
    """A page of emergency groups."""


class DIDPool(Versioned, frozen=True):
    """A range of E.164 numbers, both ends included. `provider` is PURE_CLOUD or PURE_CLOUD_VOICE."""

    start_phone_number: str | None = None
    end_phone_number: str | None = None
    comments: str | None = None
    provider: str | None = None


class DIDPoolEntityListing(Page[DIDPool], frozen=True):
    """A page of number ranges."""


class DIDNumber(Body, frozen=True):
    """A number of a pool. `owner_type` is USER, PHONE, IVR_CONFIG or GROUP."""

    id: str | None = None
    name: str | None = None
    number: str | None = None
    assigned: bool | None = None
    did_pool: Ref | None = None
    owner: Ref | None = None
    owner_type: str | None = None
    self_uri: str | None = None


class DIDNumberEntityListing(Page[DIDNumber], frozen=True):
    """A page of numbers."""


class DID(Versioned, frozen=True):
    """A number that something owns."""

    phone_number: str | None = None
    did_pool: Ref | None = None
    owner: Ref | None = None
    owner_type: str | None = None


class DIDEntityListing(Page[DID], frozen=True):
    """A page of owned numbers."""
