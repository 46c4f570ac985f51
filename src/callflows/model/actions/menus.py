"""The choices of a menu."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import MENU_FLOWS, group, plain
from callflows.model.actions.transfer import (
    DIAL_BY_EXTENSION,
    FLOW_TRANSFER,
    GROUP_TRANSFER,
    NUMBER_TRANSFER,
    QUEUE_TRANSFER,
    SECURE_TRANSFER,
    USER_TRANSFER,
    VOICEMAIL_TRANSFER,
)
from callflows.model.spec import ActionSpec, Field, Kind

DTMF: Final = tuple(f"digit_{key}" for key in "0123456789*#")
"""The keys of a phone, as menus name them."""

_ANY_CHOICE: Final[tuple[Field, ...]] = (
    plain("name", required=True),
    plain("dtmf", one_of=DTMF),
    plain("globalDtmf"),
    plain("globalSpeechRecTerms"),
    group("speechRecTerms"),
)


def _choice(
    key: str,
    title: str,
    *fields: Field,
    ends: str = "",
    transfer: bool = False,
    seen: bool = False,
) -> ActionSpec:
    """A menu choice. It has no output paths: a failed transfer comes back to the menu (Architect: transfer to ACD)."""
    return ActionSpec(
        key=key,
        title=title,
        category="menu",
        fields=(*_ANY_CHOICE, *fields),
        ends=ends,
        transfer=transfer,
        menu_choice=True,
        flow_types=MENU_FLOWS,
        seen=seen,
    )


ACTIONS: Final = (
    _choice("menuTask", "Task", group("task", required=True), seen=True),
    _choice(
        "menuJumpToTask",
        "Jump to Reusable Task",
        Field(path="targetTaskRef", kind=Kind.TASK_REF, required=True),
        ends="task",
        seen=True,
    ),
    _choice("menuTransferToAcd", "Transfer to ACD", *QUEUE_TRANSFER, transfer=True, seen=True),
    _choice("menuDisconnect", "Disconnect", ends="call", seen=True),
    _choice(
        "menuJumpToMenu",
        "Jump to Menu",
        Field(path="targetMenuRef", kind=Kind.MENU_REF, required=True),
        ends="task",
    ),
    _choice("menuSubMenu", "Menu"),
    _choice("menuPreviousMenu", "Previous Menu", ends="task"),
    _choice("menuRepeatMenu", "Repeat Menu", ends="task"),
    _choice("menuReturnToAgent", "Return to Agent", ends="call"),
    _choice("menuDialByExtension", "Dial by Extension", *DIAL_BY_EXTENSION, transfer=True),
    _choice("menuTransferToFlow", "Transfer to Flow", *FLOW_TRANSFER, transfer=True),
    _choice("menuTransferToFlowSecure", "Transfer to Secure Flow", *SECURE_TRANSFER, transfer=True),
    _choice("menuTransferToGroup", "Transfer to Group", *GROUP_TRANSFER, transfer=True),
    _choice("menuTransferToNumber", "Transfer to Number", *NUMBER_TRANSFER, transfer=True),
    _choice("menuTransferToUser", "Transfer to User", *USER_TRANSFER, transfer=True),
    _choice("menuTransferToVoicemail", "Transfer to Voicemail", *VOICEMAIL_TRANSFER, transfer=True),
)
