"""What each action and menu choice is: one entry a kind, as data.

This is the only place where an action kind is described. The reader's shape checks, the reference
extraction, the engine's dispatch table and the documentation come from it; the entries stand in `actions/`.

Field shapes and output names: Architect's exports. Ranges: Architect's design-time limits.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from callflows.model.actions import (
    audio,
    bot_calls,
    bots,
    calls,
    contacts,
    conversation,
    data,
    find,
    knowledge,
    logic,
    loops,
    menus,
    messages,
    outcomes,
    secure,
    states,
    survey,
    tasks,
    transfer,
    voicemail,
    work,
)
from callflows.model.spec import ActionSpec, Field, Kind, RefKind

MODULES: Final = (
    *(logic, loops, tasks, calls, data, find, audio, conversation, outcomes, secure, transfer, menus),
    *(states, work, messages, contacts, bots, bot_calls, knowledge, survey, voicemail),
)
"""A module of entries each, in the order in which they are documented."""

CATALOGUE: Final[MappingProxyType[str, ActionSpec]] = MappingProxyType(
    {spec.key: spec for module in MODULES for spec in module.ACTIONS}
)

INVENTED: Final[MappingProxyType[str, str]] = MappingProxyType({"setVariable": "updateData", "gotoTask": "jumpToTask"})
"""Names that are written by mistake for actions, with the action that is meant. Archy refuses them."""


def spec_of(kind: str) -> ActionSpec | None:
    """The entry of an action or menu-choice kind, None where callflows does not know it."""
    return CATALOGUE.get(kind)


__all__ = ["CATALOGUE", "INVENTED", "ActionSpec", "Field", "Kind", "RefKind", "spec_of"]
