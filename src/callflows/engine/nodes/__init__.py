"""What each kind of action compiles to: one table from the kind to its builder.

A kind that is not here compiles to a node that reports itself as not executed, with its address.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from callflows.engine.builder import Build
from callflows.engine.nodes import (
    asking,
    choices,
    collecting,
    data,
    deciding,
    dialling,
    effects,
    finding,
    loops,
    modules,
    playing,
    secured,
    services,
    silence,
    tasks,
    timetable,
    transfers,
    waiting,
)

_EFFECTS = (
    "addFlowMilestone",
    "audioMonitoring",
    "clearPostFlow",
    "createCallback",
    "enableParticipantRecord",
    "flushAudio",
    "initializeFlowOutcome",
    "setFlowOutcome",
    "setPostFlow",
    "setScreenPop",
    "setUUIData",
    "transcription",
)
_TRANSFERS: Mapping[str, Build] = {
    "dialByExtension": dialling.dial_by_extension,
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
        "callBridge": asking.call_data,
        "callCommonModule": modules.call_module,
        "callData": asking.call_data,
        "callDataSecure": asking.call_data,
        "callTask": tasks.call_task,
        "collectInput": collecting.collect_input,
        "dataTableLookup": asking.data_table_lookup,
        "decision": deciding.decision,
        "decryptData": secured.decrypt_data,
        "detectSilence": silence.detect_silence,
        "disconnect": effects.disconnect,
        "encryptData": secured.encrypt_data,
        "endTask": tasks.end_task,
        "evaluateSchedule": timetable.evaluate_schedule,
        "evaluateScheduleGroup": timetable.evaluate_schedule_group,
        "extractSecureData": data.update_data,
        "findUsersById": finding.find_users_by_id,
        "getParticipantData": data.get_participant_data,
        "getSecuredData": secured.get_secured_data,
        "holdMusic": waiting.hold_music,
        "jumpToMenu": tasks.jump_to_menu,
        "jumpToTask": tasks.jump_to_task,
        "loop": loops.loop,
        "loopExit": loops.loop_exit,
        "loopNext": loops.loop_next,
        "loopUntil": loops.loop_until,
        "menuDisconnect": effects.disconnect,
        "menuJumpToMenu": choices.menu_jump_to_menu,
        "menuJumpToTask": tasks.jump_to_task,
        "menuPreviousMenu": choices.previous_menu,
        "menuRepeatMenu": choices.menu_repeat,
        "menuReturnToAgent": secured.return_to_agent,
        "menuSubMenu": choices.menu_sub_menu,
        "menuTask": choices.menu_task,
        "playAudio": playing.play_audio,
        "playAudioOnSilence": silence.play_audio_on_silence,
        "playEstimatedWaitTime": waiting.play_estimated_wait_time,
        "playPositionInQueue": waiting.play_position_in_queue,
        "previousMenu": choices.previous_menu,
        "repeatMenu": choices.repeat_menu,
        "returnToAgent": secured.return_to_agent,
        "setLanguage": data.set_language,
        "setParticipantData": data.set_participant_data,
        "setSecuredData": secured.set_secured_data,
        "switch": deciding.switch,
        "updateData": data.update_data,
        **dict.fromkeys(_EFFECTS, effects.effect),
        **dict.fromkeys(finding.FINDS, finding.find),
        **dict.fromkeys(services.ACTS, services.act),
        **dict.fromkeys(services.ASKS, services.service),
        **_TRANSFERS,
        **{f"menu{key[0].upper()}{key[1:]}": build for key, build in _TRANSFERS.items()},
    }
)
FALLBACK: Build = effects.not_executed

__all__ = ["BUILDS", "FALLBACK"]
