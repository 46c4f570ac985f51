"""The catalogue: every action and menu choice that call flows use, described once."""

from __future__ import annotations

from callflows.architect import read
from callflows.model import CATALOGUE, Kind, RefKind, actions_of, nodes_at, spec_of
from tests.architect.corpus import corpus

CALL_FLOWS = {"inboundCall", "commonModule", "inqueueCall", "outboundCall"}

ACTIONS = {
    "addFlowMilestone",
    "callBotFlow",
    "callCommonModule",
    "callData",
    "callTask",
    "collectInput",
    "createCallback",
    "dataTableLookup",
    "decision",
    "disconnect",
    "enableParticipantRecord",
    "endTask",
    "evaluateSchedule",
    "evaluateScheduleGroup",
    "findQueue",
    "findUserById",
    "getParticipantData",
    "jumpToMenu",
    "jumpToTask",
    "loop",
    "loopExit",
    "loopNext",
    "playAudio",
    "setFlowOutcome",
    "setLanguage",
    "setParticipantData",
    "setPostFlow",
    "setScreenPop",
    "setWhisperAudio",
    "switch",
    "transcription",
    "transferToAcd",
    "transferToFlow",
    "transferToFlowSecure",
    "transferToNumber",
    "transferToUser",
    "transferToVoicemail",
    "updateData",
}
"""What published inbound call flows and common modules use."""

CHOICES = {
    "menuDialByExtension",
    "menuDisconnect",
    "menuJumpToMenu",
    "menuJumpToTask",
    "menuPreviousMenu",
    "menuRepeatMenu",
    "menuReturnToAgent",
    "menuSubMenu",
    "menuTask",
    "menuTransferToAcd",
    "menuTransferToFlow",
    "menuTransferToFlowSecure",
    "menuTransferToGroup",
    "menuTransferToNumber",
    "menuTransferToUser",
    "menuTransferToVoicemail",
}


def test_every_action_of_published_call_flows_is_described_from_exports() -> None:
    assert {key for key in ACTIONS if not (CATALOGUE.get(key) and CATALOGUE[key].seen)} == set()
    assert {key for key, spec in CATALOGUE.items() if spec.menu_choice} == CHOICES


def test_entries_are_under_their_own_keys_and_their_fields_occur_once() -> None:
    assert {spec.key for spec in CATALOGUE.values()} == set(CATALOGUE)
    twice = {
        (spec.key, field.path)
        for spec in CATALOGUE.values()
        for field in spec.fields
        if sum(other.path == field.path for other in spec.fields) > 1
    }
    assert twice == set()
    assert spec_of("playAudio") is CATALOGUE["playAudio"]
    assert spec_of("playHologram") is None


def test_what_ends_a_list_of_actions() -> None:
    ends: dict[str, set[str]] = {"call": set(), "task": set(), "loop": set()}
    for spec in CATALOGUE.values():
        if spec.ends and not spec.menu_choice:
            ends[spec.ends].add(spec.key)
    assert ends == {
        "call": {
            "abortSurveyInvite",
            "completeSurveyInvite",
            "disconnect",
            "endWorkflow",
            "exitBotFlow",
            "exitWorkitemFlow",
            "returnToAgent",
        },
        "task": {
            "changeState",
            "endState",
            "endTask",
            "jumpToMenu",
            "jumpToTask",
            "previousMenu",
            "repeatMenu",
        },
        "loop": {"loopNext", "loopExit"},
    }
    transfers = {spec.key for spec in CATALOGUE.values() if spec.transfer and not spec.menu_choice}
    assert transfers == {
        "dialByExtension",
        "transferToAcd",
        "transferToFlow",
        "transferToFlowSecure",
        "transferToGroup",
        "transferToNumber",
        "transferToUser",
        "transferToVoicemail",
    }
    assert {CATALOGUE[key].outputs for key in transfers - {"dialByExtension"}} == {("failure",)}


def test_output_paths_are_in_the_exporters_order() -> None:
    outputs = {key: CATALOGUE[key].outputs for key in ACTIONS if CATALOGUE[key].outputs and not CATALOGUE[key].transfer}
    assert outputs == {
        "callBotFlow": ("failure",),
        "callData": ("success", "failure", "timeout"),
        "callTask": ("default",),
        "collectInput": ("success", "failure"),
        "dataTableLookup": ("found", "notFound", "failure"),
        "decision": ("yes", "no"),
        "evaluateSchedule": ("active", "inactive"),
        "evaluateScheduleGroup": ("open", "closed", "holiday", "emergency"),
        "findQueue": ("found", "notFound"),
        "findUserById": ("found", "notFound"),
        "loop": ("loop",),
        "setWhisperAudio": ("success", "failure"),
    }


def test_what_actions_refer_to() -> None:
    found = {(key, f.path, f.refers_to) for key in ACTIONS for f in CATALOGUE[key].fields if f.refers_to}
    assert found == {
        ("addFlowMilestone", "flowOutcome", RefKind.OUTCOME),
        ("addFlowMilestone", "milestone", RefKind.MILESTONE),
        ("callBotFlow", "botFlow", RefKind.BOT_FLOW),
        ("callCommonModule", "commonModule", RefKind.COMMON_MODULE),
        ("callData", "category/*/dataAction", RefKind.DATA_ACTION),
        ("callData", "processingPrompt", RefKind.PROMPT),
        ("createCallback", "callbackScript", RefKind.SCRIPT),
        ("createCallback", "queue", RefKind.QUEUE),
        ("dataTableLookup", "dataTable", RefKind.DATA_TABLE),
        ("evaluateSchedule", "evaluationType/emergencyGroup", RefKind.EMERGENCY_GROUP),
        ("evaluateSchedule", "evaluationType/schedule", RefKind.SCHEDULE),
        ("evaluateSchedule", "evaluationType/schedule/selectedSchedule", RefKind.SCHEDULE),
        ("evaluateScheduleGroup", "emergencyGroup", RefKind.EMERGENCY_GROUP),
        ("evaluateScheduleGroup", "scheduleGroup", RefKind.SCHEDULE_GROUP),
        ("findQueue", "findName", RefKind.QUEUE),
        ("setFlowOutcome", "flowOutcome", RefKind.OUTCOME),
        ("setPostFlow", "actionType/inboundCallFlow/targetFlow", RefKind.INBOUND_CALL),
        ("setPostFlow", "actionType/voiceSurveyFlow/targetFlow", RefKind.VOICE_SURVEY),
        ("setScreenPop", "screenPopScript", RefKind.SCRIPT),
        ("transferToAcd", "acdSkills[]/acdSkill", RefKind.SKILL),
        ("transferToAcd", "directAgent", RefKind.USER),
        ("transferToAcd", "languageSkill", RefKind.LANGUAGE_SKILL),
        ("transferToAcd", "overrideInQueueFlow", RefKind.INQUEUE_CALL),
        ("transferToAcd", "targetQueue", RefKind.QUEUE),
        ("transferToFlow", "targetFlow", RefKind.INBOUND_CALL),
        ("transferToFlowSecure", "targetFlow", RefKind.SECURE_CALL),
        ("transferToUser", "targetUser", RefKind.USER),
        ("transferToVoicemail", "destination/group/targetGroup", RefKind.GROUP),
        ("transferToVoicemail", "destination/queue/targetQueue", RefKind.QUEUE),
        ("transferToVoicemail", "destination/queue/voicemailScript", RefKind.SCRIPT),
        ("transferToVoicemail", "destination/user/targetUser", RefKind.USER),
    }


def test_every_output_binding_and_value_of_published_call_flows_has_a_field() -> None:
    """Nothing that an export writes is outside the catalogue's fields, settings of languages aside."""
    without = set()
    for path in corpus().values():
        flow = read(path.read_bytes()).flow
        assert flow is not None
        if flow.type not in CALL_FLOWS:
            continue
        for site in actions_of(flow):
            spec = CATALOGUE[site.action.kind]
            known = {place for field in spec.fields for place, _ in nodes_at(site.action, field.path)}
            top = {place.split("/")[1].split("[")[0] for place in known} | {"name", "refId", "outputs"}
            without |= {(spec.key, key) for key, _ in site.action.entries if key not in top}
    assert without == set()


def test_bounds_are_architects() -> None:
    bounded = {
        (key, f.path): (f.minimum, f.maximum)
        for key in ACTIONS
        for f in CATALOGUE[key].fields
        if f.minimum is not None and f.kind in (Kind.PLAIN, Kind.VALUE)
    }
    assert bounded == {
        ("callData", "timeout"): (1, None),
        ("collectInput", "digits/exact"): (1, 40),
        ("collectInput", "digits/range/max"): (1, 40),
        ("collectInput", "digits/range/min"): (1, 40),
        ("collectInput", "interDigitTimeout"): (1000, 99_000),
        ("collectInput", "noEntryTimeout"): (1000, 99_000),
        ("loop", "loopCount"): (1, 99),
        ("transferToAcd", "priority"): (-25_000_000, 25_000_000),
        ("transferToFlowSecure", "connectTimeout"): (10_000, 60_000),
        ("transferToNumber", "connectTimeout"): (1000, None),
        ("transferToUser", "connectTimeout"): (1000, None),
    }
