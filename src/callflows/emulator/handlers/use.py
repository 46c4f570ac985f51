"""Refusing to delete what a live flow uses."""

from __future__ import annotations

from callflows.api import wire
from callflows.emulator.answer import Refusal
from callflows.emulator.ask import Ask


def check_not_used(ask: Ask, kind: str, object_id: str) -> None:
    """409 with the flows whose live version uses the object."""
    users = ask.org.store.flows.live_consumers(kind, object_id)
    if users:
        details = tuple(
            wire.ErrorDetail(error_code="used.in", entity_id=user.id, entity_name=user.name) for user in users
        )
        raise Refusal("architect.dependency.object.in.use", ", ".join(user.name for user in users), details=details)
