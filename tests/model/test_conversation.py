"""Actions that are heard, and actions on the conversation."""

from __future__ import annotations

import pytest

from callflows.model import CATALOGUE
from callflows.model.actions import audio, conversation, outcomes, secure
from tests.model.snippets import IN_QUEUE, INBOUND, SECURE, findings, outputs, paths, proven, references

_SCRIPT = "Agents:\n    inputs:\n      Name:\n        exp: Flow.Name"
_ROUNDING = "specificRoundingIntervals:\n  - lit:\n      seconds: 30\n  - lit:\n      minutes: 1\n"

SNIPPETS = {
    "playAudio": "audio:\n  exp: Prompt.Hello",
    "setWhisperAudio": "whisperAudio:\n  exp: Prompt.Hello\n" + outputs("success", "failure"),
    "holdMusic": "prompt:\n  exp: Flow.HoldPrompt\nbargeInEnabled:\n  lit: false\nplayStyle:\n  duration:\n    lit:\n"
    "      seconds: 15",
    "playEstimatedWaitTime": "estimatedWaitTime:\n  exp: Call.EstimatedWaitTime\nroundingInterval:\n  lit:\n"
    f"    minutes: 5\n{_ROUNDING}playbackMode: lessThan",
    "playPositionInQueue": "positionInQueue:\n  exp: Call.PositionInQueue\nplaybackMode: number",
    "setLanguage": "languageValue:\n  lit: en-us\nlanguage: en-us",
    "setScreenPop": f"screenPopScript:\n  {_SCRIPT}",
    "createCallback": "queue:\n  lit:\n    name: Sales\ncallbackNumber:\n  exp: ToPhoneNumber(Call.Ani)\n"
    f"calleeName:\n  noValue: true\ncallbackScript:\n  {_SCRIPT}",
    "setPostFlow": "actionType:\n  voiceSurveyFlow:\n    targetFlow:\n      After:\n        ver_latestPublished:\n"
    "          none: true\n    invocationData:\n      noValue: true\ntarget:\n  lit: caller",
    "enableParticipantRecord": "",
    "transcription": "enableTranscription:\n  lit: true",
    "wait": "trimDurationNearMaxRunningTime:\n  lit: false\nduration:\n  lit:\n    seconds: 1",
    "setFlowOutcome": "flowOutcomeValue: SUCCESS\nflowOutcome:\n  name: Paid",
    "addFlowMilestone": "milestone:\n  name: Logged in\nflowOutcome:\n  name: Paid",
}
_IN_QUEUE = {"holdMusic", "playEstimatedWaitTime", "playPositionInQueue"}


def test_there_is_a_snippet_of_every_action_whose_spelling_is_known() -> None:
    assert set(SNIPPETS) == {key for module in (audio, conversation, outcomes, secure) for key in proven(module)}


@pytest.mark.parametrize("key", sorted(SNIPPETS))
def test_an_action_as_exports_write_it_is_read_without_a_finding(key: str) -> None:
    assert findings(IN_QUEUE if key in _IN_QUEUE else INBOUND, key, SNIPPETS[key]) == set()


def test_only_the_whisper_has_paths() -> None:
    assert {key for key in SNIPPETS if CATALOGUE[key].outputs} == {"setWhisperAudio"}
    assert paths(INBOUND, "setWhisperAudio", SNIPPETS["setWhisperAudio"]) == ["success", "failure"]


def test_what_is_referred_to() -> None:
    assert {key: references(INBOUND, key, SNIPPETS[key]) for key in ("setScreenPop", "createCallback")} == {
        "setScreenPop": {("SCRIPT", "Agents")},
        "createCallback": {("QUEUE", "Sales"), ("SCRIPT", "Agents")},
    }
    assert references(INBOUND, "addFlowMilestone", SNIPPETS["addFlowMilestone"]) == {
        ("FLOWMILESTONE", "Logged in"),
        ("FLOWOUTCOME", "Paid"),
    }
    assert references(INBOUND, "setPostFlow", SNIPPETS["setPostFlow"]) == {("VOICESURVEYFLOW", "After")}


def test_an_action_whose_spelling_is_not_known_may_hold_any_key() -> None:
    assert findings(SECURE, "extractSecureData", "acknowledgedBy: somebody") == set()
    assert findings(INBOUND, "flushAudio", "") == set()
    assert CATALOGUE["returnToAgent"].flow_types == ("secureCall",)


def test_what_is_wrong_is_said() -> None:
    assert findings(INBOUND, "setFlowOutcome", "flowOutcomeValue: WON\nflowOutcome:\n  name: Paid") == {
        ("wrong-shape", '"flowOutcomeValue" is "WON"; it can be SUCCESS or FAILURE.')
    }
    assert findings(INBOUND, "playAudio", "audio: Hello") == {
        ("wrong-shape", '"audio" is "Hello"; expected `tts`, `exp`, `prompt`, `alternateSequences` or `noValue`.')
    }
    assert findings(INBOUND, "transcription", "enabled:\n  lit: true") == {
        ("unknown-key", 'The key "enabled" is not known in the action transcription; it is kept as it is.'),
        ("missing-key", '"enableTranscription" is missing; transcription needs it.'),
    }


def test_hold_music_plays_at_most_15_minutes() -> None:
    (field,) = [each for each in CATALOGUE["holdMusic"].fields if each.path == "playStyle/duration"]
    assert (field.type, field.minimum, field.maximum, field.default) == ("Duration", 0, 900_000, 60_000)
