"""Actions that play, record, and change the call, the flow or the agent's view of it."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import audio, duration, group, keyed, named, output, plain, value
from callflows.model.spec import ActionSpec, Field, RefKind

_IN_QUEUE: Final = ("inqueueCall",)


def _audio(key: str, title: str, *fields: Field, flow_types: tuple[str, ...] = ()) -> ActionSpec:
    return ActionSpec(key=key, title=title, category="audio", fields=fields, flow_types=flow_types)


def _flow(key: str, title: str, *fields: Field, outputs: tuple[str, ...] = (), seen: bool = True) -> ActionSpec:
    return ActionSpec(key=key, title=title, category="flow", fields=fields, outputs=outputs, seen=seen)


ACTIONS: Final = (
    _audio("playAudio", "Play Audio", audio("audio", required=True)),
    _audio(
        "holdMusic",
        "Hold Music",
        value("prompt", "Prompt", required=True, refers_to=RefKind.PROMPT),
        value("bargeInEnabled", "Boolean"),
        group("playStyle"),
        duration("playStyle/duration", 0, 900_000),
        plain("playStyle/entirePrompt"),
        flow_types=_IN_QUEUE,
    ),
    _audio(
        "playEstimatedWaitTime",
        "Play Estimated Wait Time",
        value("estimatedWaitTime", "Duration", required=True),
        duration("roundingInterval"),
        group("specificRoundingIntervals"),
        duration("specificRoundingIntervals[]"),
        plain("playbackMode"),
        audio("customPlaybackAudio"),
        flow_types=_IN_QUEUE,
    ),
    _audio(
        "playPositionInQueue",
        "Play Position in Queue",
        value("positionInQueue", "Integer", required=True),
        plain("playbackMode"),
        audio("customPlaybackAudio"),
        flow_types=_IN_QUEUE,
    ),
    _flow(
        "createCallback",
        "Create Callback",
        value("queue", "Queue", refers_to=RefKind.QUEUE),
        value("callbackNumber", "PhoneNumber", required=True),
        value("calleeName", "String"),
        keyed("callbackScript", RefKind.SCRIPT),
        value("callbackScript/*/inputs/*"),
    ),
    _flow("setLanguage", "Set Language", value("languageValue", "String"), plain("language")),
    _flow(
        "setScreenPop",
        "Set Screen Pop",
        keyed("screenPopScript", RefKind.SCRIPT, required=True),
        value("screenPopScript/*/inputs/*"),
    ),
    _flow(
        "setPostFlow",
        "Set Post-Flow",
        group("actionType", required=True),
        keyed("actionType/voiceSurveyFlow/targetFlow", RefKind.VOICE_SURVEY),
        value("actionType/voiceSurveyFlow/invocationData", "String"),
        value("target"),
    ),
    ActionSpec(
        key="callBotFlow",
        title="Call Bot Flow",
        category="flow",
        fields=(
            value("inputText", "String"),
            output("exitReason", "String"),
            output("intent", "String"),
            keyed("botFlow", RefKind.BOT_FLOW, required=True),
            value("botFlow/*/*/inputs/*"),
            output("botFlow/*/*/outputs/*"),
        ),
        outputs=("failure",),
        named_outputs=True,
    ),
    _flow(
        "setFlowOutcome",
        "Set Flow Outcome",
        plain("flowOutcomeValue", required=True, one_of=("SUCCESS", "FAILURE")),
        named("flowOutcome", RefKind.OUTCOME, required=True),
    ),
    _flow("initializeFlowOutcome", "Initialize Flow Outcome", named("flowOutcome", RefKind.OUTCOME), seen=False),
    _flow(
        "addFlowMilestone",
        "Add Flow Milestone",
        named("milestone", RefKind.MILESTONE, required=True),
        named("flowOutcome", RefKind.OUTCOME),
    ),
    _flow(
        "setWhisperAudio",
        "Set Whisper Audio",
        audio("whisperAudio"),
        outputs=("success", "failure"),
    ),
    _flow("transcription", "Transcription", value("enableTranscription", "Boolean", required=True)),
    _flow("enableParticipantRecord", "Enable Participant Recording"),
    _flow(
        "setWrapupCode",
        "Set Wrap-up Code",
        value("wrapupCode", "WrapupCode", required=True, refers_to=RefKind.WRAPUP_CODE),
        outputs=("success", "failure"),
        seen=False,
    ),
    _flow("detectSilence", "Detect Silence", duration("timeout"), seen=False),
    _flow("playAudioOnSilence", "Play Audio on Silence", audio("audio"), duration("timeout"), seen=False),
    _flow("wait", "Wait", duration("duration"), seen=False),
)
