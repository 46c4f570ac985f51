"""What each kind of action compiles to: one table from the kind to its builder.

A kind that is not here compiles to a node that reports itself as not executed, with its address.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from callflows.engine.builder import Build
from callflows.engine.nodes import (
    asking,
    collecting,
    data,
    deciding,
    effects,
    menus,
    modules,
    playing,
    tasks,
    transfers,
)

_EFFECTS = (
    "addFlowMilestone",
    "createCallback",
    "enableParticipantRecord",
    "initializeFlowOutcome",
    "setFlowOutcome",
    "setPostFlow",
    "setScreenPop",
    "setUUIData",
    "setWhisperAudio",
    "setWrapupCode",
    "transcription",
)
_TRANSFERS: Mapping[str, Build] = {
    "transferToAcd": transfers.transfer_to_acd,
    "transferToFlow": transfers.transfer_to_flow,
    "transferToFlowSecure": transfers.transfer_to_secure_flow,
    "transferToGroup": transfers.transfer_to_group,
    "transferToNumber": transfers.transfer_to_number,
    "transferToUser": transfers.transfer_to_user,
    "transferToVoicemail": transfers.transfer_to_voicemail,
}

BUILDS: Mapping[str, Build] = MappingProxyType(
    {
        "callCommonModule": modules.call_module,
        "callData": asking.call_data,
        "callDataSecure": asking.call_data,
        "callTask": tasks.call_task,
        "collectInput": collecting.collect_input,
        "dataTableLookup": asking.data_table_lookup,
        "decision": deciding.decision,
        "disconnect": effects.disconnect,
        "endTask": tasks.end_task,
        "evaluateSchedule": asking.evaluate_schedule,
        "evaluateScheduleGroup": asking.evaluate_schedule_group,
        "getParticipantData": data.get_participant_data,
        "jumpToMenu": tasks.jump_to_menu,
        "jumpToTask": tasks.jump_to_task,
        "loop": tasks.loop,
        "loopExit": tasks.loop_exit,
        "loopNext": tasks.loop_next,
        "menuDisconnect": effects.disconnect,
        "menuJumpToMenu": menus.menu_jump_to_menu,
        "menuJumpToTask": tasks.jump_to_task,
        "menuRepeatMenu": menus.menu_repeat,
        "menuTask": menus.menu_task,
        "playAudio": playing.play_audio,
        "repeatMenu": menus.repeat_menu,
        "setLanguage": data.set_language,
        "setParticipantData": data.set_participant_data,
        "switch": deciding.switch,
        "updateData": data.update_data,
        **dict.fromkeys(_EFFECTS, effects.effect),
        **dict.fromkeys(asking.FINDS, asking.find),
        **_TRANSFERS,
        **{f"menu{key[0].upper()}{key[1:]}": build for key, build in _TRANSFERS.items()},
    }
)
FALLBACK: Build = effects.not_executed

__all__ = ["BUILDS", "FALLBACK"]
