"""Actions that collect, look up, get and set data."""

from __future__ import annotations

import pytest

from callflows.model import CATALOGUE, Kind
from callflows.model.actions import data, find
from tests.model.snippets import INBOUND, SECURE, findings, outputs, paths, proven, references

_CALL = """\
processingPrompt:
  lit:
    name: Prompt.One_moment
timeout:
  lit:
    minutes: 1
category:
  CRM:
    dataAction:
      Get account:
        inputs:
          Id:
            exp: Flow.Id
        successOutputs:
          Name:
            var: Flow.Name
        failureOutputs:
          errorCode:
            noValue: true
          details.errorCode:
            noValue: true
"""
_ATTRIBUTE = "attributes:\n  - attribute:\n      name:\n        lit: order\n      "
_FIND = "findResult:\n  var: Flow.Found\n"

SNIPPETS = {
    "collectInput": "inputData:\n  var: Flow.In\ndigits:\n  range:\n    terminatingDtmf: digit_#\n    min: 1\n"
    "    max: 10\ninterDigitTimeout:\n  noValue: true\nnoEntryTimeout:\n  lit:\n    seconds: 7\ninputAudio:\n"
    "  tts: Your number?\nacceptJustStar:\n  lit: false\nacceptJustPound:\n  lit: false\nverificationType: none\n"
    + outputs("success", "failure"),
    "updateData": "statements:\n  - string:\n      variable: Flow.a\n      value:\n        lit: x\n"
    "  - integer:\n      variable: Flow.n\n      value:\n        noValue: true",
    "dataTableLookup": "lookupValue:\n  exp: Flow.Id\ndataTable:\n  Accounts:\n    foundOutputs:\n      Name:\n"
    "        var: Flow.Name\n    failureOutputs:\n      errorType:\n        noValue: true\n"
    + outputs("found", "notFound", "failure"),
    "callData": _CALL + outputs("success", "failure", "timeout"),
    "callDataSecure": _CALL + outputs("success", "failure", "timeout"),
    "setParticipantData": f"{_ATTRIBUTE}value:\n        exp: Flow.Order",
    "getParticipantData": f"{_ATTRIBUTE}variable: Flow.Order",
    "findQueue": f"findName:\n  lit: Sales\n{_FIND}{outputs('found', 'notFound')}",
    "findQueueById": f"findId:\n  exp: Flow.Id\n{_FIND}{outputs('found', 'notFound')}",
    "findUserById": f"findId:\n  exp: Flow.Id\n{_FIND}{outputs('found', 'notFound')}",
}


def test_there_is_a_snippet_of_every_action_whose_spelling_is_known() -> None:
    assert set(SNIPPETS) == proven(data) | proven(find)


@pytest.mark.parametrize("key", sorted(SNIPPETS))
def test_an_action_as_exports_write_it_is_read_without_a_finding(key: str) -> None:
    assert findings(SECURE if key == "callDataSecure" else INBOUND, key, SNIPPETS[key]) == set()


def test_the_paths_that_are_walked_are_those_of_the_entries() -> None:
    walked = {key: tuple(paths(INBOUND, key, text)) for key, text in SNIPPETS.items()}
    assert walked == {key: CATALOGUE[key].outputs for key in SNIPPETS}


def test_what_is_asked_outside_the_flow_is_referred_to() -> None:
    assert references(INBOUND, "callData", _CALL) == {
        ("DATAACTION", "Get account"),
        ("USERPROMPT", "Prompt.One_moment"),
    }
    assert references(INBOUND, "dataTableLookup", SNIPPETS["dataTableLookup"]) == {("DATATABLE", "Accounts")}


def test_a_look_up_gives_a_value_of_its_kind() -> None:
    results = {
        spec.key: (next(f.type for f in spec.fields if f.path == "findResult"), spec.outputs) for spec in find.ACTIONS
    }
    found = ("found", "notFound")
    assert results == {
        "findQueue": ("Queue", found),
        "findQueueById": ("Queue", found),
        "findUser": ("User", found),
        "findUserById": ("User", found),
        "findUsersById": ("UserCollection", (*found, "partiallyFound")),
        "findSkill": ("Skill", found),
        "findLanguageSkill": ("LanguageSkill", found),
        "findGroup": ("Group", found),
        "findSchedule": ("Schedule", found),
        "findScheduleGroup": ("ScheduleGroup", found),
        "findEmergencyGroup": ("EmergencyGroup", found),
        "findUserPrompt": ("Prompt", found),
        "findSystemPrompt": ("Prompt", found),
        "findGrammar": ("Grammar", found),
        "findGrammarById": ("Grammar", found),
        "findUtilizationLabel": ("UtilizationLabel", found),
    }


def test_what_is_wrong_is_said() -> None:
    assert findings(INBOUND, "collectInput", "inputData: Flow.x\nverificationType: spoken") == {
        ("wrong-shape", '"inputData" is "Flow.x"; expected `var` or `noValue`.'),
        ("wrong-shape", '"verificationType" is "spoken"; it can be none or individualDigits or numeric.'),
        ("missing-key", '"digits" is missing; collectInput needs it.'),
    }
    assert findings(INBOUND, "updateData", "statements:\n  - string:\n      value:\n        lit: x") == {
        ("missing-key", '"variable" is missing; "string" of updateData needs it.')
    }


def test_only_values_whose_type_the_flow_decides_have_none() -> None:
    """What a called flow, script or data action takes, and what stands under the name of its type."""
    without = {
        (spec.key, field.path)
        for spec in CATALOGUE.values()
        for field in spec.fields
        if field.kind is Kind.VALUE and not field.type and "inputs/" not in field.path.lower()
    }
    assert without == {
        ("callTask", "taskInputs[]/*/value"),
        ("extractSecureData", "statements[]/*/value"),
        ("jumpToTask", "taskInputs[]/*/value"),
        ("menuJumpToTask", "taskInputs[]/*/value"),
        ("setPostFlow", "actionType/inboundCallFlow/invocationData"),
        ("setPostFlow", "actionType/voiceSurveyFlow/invocationData"),
        ("switch", "evaluate/firstMatch/*/cases[]/case/value"),
        ("switch", "evaluate/firstMatch/*/value"),
        ("updateData", "statements[]/*/value"),
        ("updateWorkitem", "statements[]/*/value"),
    }
