"""Transfers, the end of a call, and the choices of menus."""

from __future__ import annotations

import pytest

from callflows.model import CATALOGUE
from callflows.model.actions import menus, transfer
from tests.model.snippets import INBOUND, MENU, findings, outputs, paths, proven, references

_AUDIO = "preTransferAudio:\n  tts: One moment\nfailureTransferAudio:\n  noValue: true\n"
_FAILURE = "failureOutputs:\n  errorType:\n    noValue: true\n  errorMessage:\n    var: Flow.Why\n"
_QUEUE = (
    "targetQueue:\n  lit:\n    name: Sales\nacdSkills:\n  - acdSkill:\n      lit:\n        name: Billing\n"
    f"overrideInQueueFlow:\n  name: Waiting\n{_AUDIO}priority:\n  lit: 0\npreferredAgents:\n  noValue: true\n"
    f"languageSkill:\n  lit:\n    name: English\ndirectAgent:\n  noValue: true\n{_FAILURE}"
)
_VOICEMAIL = (
    "destination:\n  queue:\n    targetQueue:\n      lit:\n        name: Sales\n    callbackNumber:\n"
    "      exp: ToPhoneNumber(Call.Ani)\n    calleeName:\n      noValue: true\n    voicemailGreeting:\n"
    f"      exp: Prompt.Leave_one\n{_AUDIO}{_FAILURE}"
)
_PATH = outputs("failure")

SNIPPETS = {
    "transferToAcd": _QUEUE + _PATH,
    "transferToFlow": f"targetFlow:\n  name: Other\n{_AUDIO}{_FAILURE}{_PATH}",
    "transferToFlowSecure": f"targetFlow:\n  name: Pay\nconnectTimeout:\n  noValue: true\n{_AUDIO}invocationData:\n"
    f'  lit: ""\n{_FAILURE}{_PATH}',
    "transferToNumber": f"targetNumber:\n  exp: Flow.Number\n{_AUDIO}releaseLinkTransfer:\n  lit: false\n"
    f"connectTimeout:\n  noValue: true\n{_FAILURE}{_PATH}",
    "transferToUser": "targetUser:\n  exp: Flow.User\nallowVoicemailRollover:\n  lit: true\n"
    f"{_AUDIO}connectTimeout:\n  lit:\n    seconds: 20\n{_FAILURE}{_PATH}",
    "transferToVoicemail": _VOICEMAIL + _PATH,
    "disconnect": "",
}
_CHOICE = "dtmf: digit_1\nglobalDtmf: false\nglobalSpeechRecTerms: false\n"
CHOICES = {
    "menuTask": f"{_CHOICE}task:\n  actions:\n    - disconnect:\n        name: Bye\n"
    "speechRecTerms:\n  en-us:\n    terms:\n      - bye",
    "menuJumpToTask": f'{_CHOICE}targetTaskRef: "/inboundCall/tasks/task[Other_12]"',
    "menuTransferToAcd": _CHOICE + _QUEUE,
    "menuDisconnect": _CHOICE,
}


def test_there_is_a_snippet_of_every_action_whose_spelling_is_known() -> None:
    assert set(SNIPPETS) == proven(transfer)
    assert set(CHOICES) == proven(menus)


@pytest.mark.parametrize("key", sorted(SNIPPETS))
def test_an_action_as_exports_write_it_is_read_without_a_finding(key: str) -> None:
    assert findings(INBOUND, key, SNIPPETS[key]) == set()


@pytest.mark.parametrize("key", sorted(CHOICES))
def test_a_choice_as_exports_write_it_is_read_without_a_finding(key: str) -> None:
    assert findings(MENU, key, CHOICES[key]) == set()


def test_a_transfer_has_the_path_of_its_failure_and_a_choice_none() -> None:
    for key in set(SNIPPETS) - {"disconnect"}:
        assert paths(INBOUND, key, SNIPPETS[key]) == ["failure"]
    assert paths(MENU, "menuTask", CHOICES["menuTask"]) == ["task"]
    assert {key for key, spec in CATALOGUE.items() if spec.menu_choice and spec.outputs} == set()


def test_what_is_referred_to() -> None:
    wanted = {
        ("QUEUE", "Sales"),
        ("ACDSKILL", "Billing"),
        ("INQUEUECALLFLOW", "Waiting"),
        ("ACDLANGUAGE", "English"),
    }
    assert references(INBOUND, "transferToAcd", _QUEUE) == wanted
    assert references(MENU, "menuTransferToAcd", CHOICES["menuTransferToAcd"]) == wanted
    assert references(INBOUND, "transferToVoicemail", _VOICEMAIL) == {("QUEUE", "Sales")}
    assert references(INBOUND, "transferToFlowSecure", SNIPPETS["transferToFlowSecure"]) == {("SECURECALLFLOW", "Pay")}


def test_what_is_wrong_is_said() -> None:
    assert findings(INBOUND, "transferToAcd", "targetQueue: Sales\nprority:\n  lit: 1") == {
        ("wrong-shape", '"targetQueue" is "Sales"; expected `lit`, `exp` or `noValue`.'),
        ("unknown-key", 'The key "prority" is not known in the action transferToAcd; it is kept as it is.'),
    }
    assert findings(MENU, "menuDisconnect", "dtmf: pound") == {
        ("wrong-shape", '"dtmf" is "pound"; it can be digit_0 to digit_#.')
    }
