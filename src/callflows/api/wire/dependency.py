"""Dependency tracking: who uses what."""

from __future__ import annotations

from callflows.api.wire.base import Body, Page, Ref


class Dependency(Body, frozen=True):
    """One object in one version. `type` is an object type such as `INBOUNDCALLFLOW` or `QUEUE`."""

    id: str | None = None
    name: str | None = None
    version: str | None = None
    type: str | None = None
    deleted: bool | None = None
    updated: bool | None = None
    state_unknown: bool | None = None
    self_uri: str | None = None


class DependencyObject(Dependency, frozen=True):
    """An object with what it uses and what uses it."""

    consumed_resources: tuple[Dependency, ...] | None = None
    consuming_resources: tuple[Dependency, ...] | None = None


class DependencyType(Body, frozen=True):
    """An object type; only versioned types may be asked for with a version."""

    id: str | None = None
    name: str | None = None
    versioned: bool | None = None
    self_uri: str | None = None


class FailedObject(Body, frozen=True):
    """An object that the tracking could not read."""

    id: str | None = None
    version: str | None = None
    name: str | None = None
    error_code: str | None = None


class DependencyStatus(Body, frozen=True):
    """The state of the tracking; OPERATIONAL when its answers can be trusted."""

    id: str | None = None
    name: str | None = None
    user: Ref | None = None
    client: Ref | None = None
    build_id: str | None = None
    date_started: str | None = None
    date_completed: str | None = None
    status: str | None = None
    failed_objects: tuple[FailedObject, ...] | None = None
    self_uri: str | None = None


class ConsumingResourcesEntityListing(Page[Dependency], frozen=True):
    """What uses an object: one row per flow and version."""


class ConsumedResourcesEntityListing(Page[Dependency], frozen=True):
    """What a flow version uses."""


class DependencyObjectEntityListing(Page[DependencyObject], frozen=True):
    """A page of objects."""


class DependencyTypeEntityListing(Page[DependencyType], frozen=True):
    """A page of object types."""
