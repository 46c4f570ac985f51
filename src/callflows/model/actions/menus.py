"""The choices of a menu."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import MENU_FLOWS, audio, group, plain
from callflows.model.actions.tasks import TARGET_MENU, TARGET_TASK, TASK_INPUTS
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
from callflows.model.spec import ActionSpec, Field

DTMF: Final = tuple(f"digit_{key}" for key in "0123456789*#")
"""The keys of a phone, as menus name them."""

_ANY_CHOICE: Final[tuple[Field, ...]] = (
    plain("name", "String", required=True, help="The name of the choice."),
    plain("dtmf", one_of=DTMF, label="DTMF", help="The key that makes the choice; once in a menu."),
    plain("globalDtmf", "Boolean", default=False, help="Whether the key works in every menu of the flow."),
    plain("globalSpeechRecTerms", "Boolean", help="Whether the words work in every menu of the flow."),
    group("speechRecTerms", help="The words that make the choice, by language."),
    plain("speechRecTerms/*/terms[]", "String", help="A word or a few."),
)


def _choice(
    key: str,
    title: str,
    help: str,
    *fields: Field,
    ends: str = "",
    transfer: bool = False,
    seen: bool = False,
    flow_types: tuple[str, ...] = MENU_FLOWS,
) -> ActionSpec:
    """A menu choice. It has no output paths: a failed transfer comes back to the menu (Architect: transfer to ACD)."""
    return ActionSpec(
        key=key,
        title=title,
        category="choice",
        fields=(*_ANY_CHOICE, *fields),
        ends=ends,
        transfer=transfer,
        menu_choice=True,
        flow_types=flow_types,
        seen=seen,
        help=help,
    )


def _transfer(
    key: str,
    title: str,
    help: str,
    fields: tuple[Field, ...],
    *,
    seen: bool = False,
    flow_types: tuple[str, ...] = MENU_FLOWS,
) -> ActionSpec:
    words = f"{help} A failed transfer plays the menu again."
    return _choice(key, title, words, *fields, transfer=True, seen=seen, flow_types=flow_types)


ACTIONS: Final = (
    _choice("menuTask", "Task", "Runs a task of its own.", group("task", required=True, help="The task."), seen=True),
    _choice(
        "menuJumpToTask",
        "Jump to Reusable Task",
        "Goes on with a reusable task.",
        TARGET_TASK,
        *TASK_INPUTS,
        ends="task",
        seen=True,
    ),
    _transfer("menuTransferToAcd", "Transfer to ACD", "Hands the caller to a queue.", QUEUE_TRANSFER, seen=True),
    _choice("menuDisconnect", "Disconnect", "Ends the call.", ends="call", seen=True),
    _choice("menuJumpToMenu", "Jump to Menu", "Goes on with another menu.", TARGET_MENU, ends="task"),
    _choice(
        "menuSubMenu",
        "Menu",
        "Goes on with a menu of its own.",
        audio("audio", help="What the menu plays."),
        group("choices", help="Its choices."),
    ),
    _choice("menuPreviousMenu", "Previous Menu", "Goes back to the menu before this one.", ends="task"),
    _choice("menuRepeatMenu", "Repeat Menu", "Plays the menu again.", ends="task"),
    _choice(
        "menuReturnToAgent",
        "Return to Agent",
        "Gives the call back to the agent.",
        ends="call",
        flow_types=("secureCall",),
    ),
    _transfer("menuDialByExtension", "Dial by Extension", "Lets the caller dial an extension.", DIAL_BY_EXTENSION),
    _transfer("menuTransferToFlow", "Transfer to Flow", "Hands the caller to another flow.", FLOW_TRANSFER),
    _transfer(
        "menuTransferToFlowSecure",
        "Transfer to Secure Flow",
        "Hands the caller to a secure flow.",
        SECURE_TRANSFER,
        flow_types=("inboundCall", "outboundCall"),
    ),
    _transfer("menuTransferToGroup", "Transfer to Group", "Hands the caller to a group.", GROUP_TRANSFER),
    _transfer("menuTransferToNumber", "Transfer to Number", "Hands the caller to a phone number.", NUMBER_TRANSFER),
    _transfer("menuTransferToUser", "Transfer to User", "Hands the caller to a user.", USER_TRANSFER),
    _transfer("menuTransferToVoicemail", "Transfer to Voicemail", "Takes a message.", VOICEMAIL_TRANSFER),
)
