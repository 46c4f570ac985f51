"""Actions that get, look up and set data."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import (
    audio,
    duration,
    group,
    keyed,
    number,
    output,
    plain,
    value,
)
from callflows.model.spec import ActionSpec, Field, RefKind

MAX_DIGITS: Final = 40
"""Architect: Collect Input takes 1 to 40 digits."""

_DATA_ACTION: Final[tuple[Field, ...]] = (
    audio("processingPrompt"),
    duration("timeout", 1),
    keyed("category", None, required=True),
    keyed("category/*/dataAction", RefKind.DATA_ACTION, required=True),
    value("category/*/dataAction/*/inputs/*"),
    output("category/*/dataAction/*/successOutputs/*"),
    output("category/*/dataAction/*/failureOutputs/*"),
)

_COLLECT: Final[tuple[Field, ...]] = (
    output("inputData", "String", required=True),
    group("digits", required=True),
    plain("digits/range/terminatingDtmf", one_of=("digit_#", "digit_*")),
    number("digits/range/min", 1, MAX_DIGITS),
    number("digits/range/max", 1, MAX_DIGITS),
    number("digits/exact", 1, MAX_DIGITS),
    duration("interDigitTimeout", 1000, 99_000),
    duration("noEntryTimeout", 1000, 99_000),
    audio("inputAudio"),
    plain("includeTerminatingDtmfInResultData"),
    value("acceptJustStar", "Boolean"),
    value("acceptJustPound", "Boolean"),
    plain("verificationType", one_of=("none", "individualDigits", "numeric")),
    audio("verificationAudio"),
)


def _data(
    key: str,
    title: str,
    fields: tuple[Field, ...],
    outputs: tuple[str, ...] = (),
    *,
    flow_types: tuple[str, ...] = (),
    seen: bool = True,
) -> ActionSpec:
    return ActionSpec(
        key=key, title=title, category="data", fields=fields, outputs=outputs, flow_types=flow_types, seen=seen
    )


def _find(key: str, title: str, by: Field, type: str, *others: Field, seen: bool = False) -> ActionSpec:
    """A look-up by name, address or id; its result variable is set only when something is found."""
    return _data(key, title, (by, *others, output("findResult", type)), ("found", "notFound"), seen=seen)


ACTIONS: Final = (
    _data("callData", "Call Data Action", _DATA_ACTION, ("success", "failure", "timeout")),
    _data(
        "callDataSecure",
        "Call Secure Data Action",
        _DATA_ACTION,
        ("success", "failure", "timeout"),
        flow_types=("secureCall",),
    ),
    _data(
        "dataTableLookup",
        "Data Table Lookup",
        (
            value("lookupValue", "String", required=True),
            keyed("dataTable", RefKind.DATA_TABLE, required=True),
            output("dataTable/*/foundOutputs/*"),
            output("dataTable/*/failureOutputs/*", "String"),
        ),
        ("found", "notFound", "failure"),
    ),
    _data("collectInput", "Collect Input", _COLLECT, ("success", "failure")),
    _data(
        "updateData",
        "Update Data",
        (
            group("statements"),
            plain("statements[]/*/variable", required=True),
            value("statements[]/*/value", required=True),
        ),
    ),
    _data(
        "setParticipantData",
        "Set Participant Data",
        (
            group("attributes"),
            value("attributes[]/attribute/name", "String", required=True),
            value("attributes[]/attribute/value", "String", required=True),
        ),
    ),
    _data(
        "getParticipantData",
        "Get Participant Data",
        (
            group("attributes"),
            value("attributes[]/attribute/name", "String", required=True),
            plain("attributes[]/attribute/variable", required=True),
        ),
    ),
    _data("setUUIData", "Set UUI Data", (value("uuiData", "String", required=True),), seen=False),
    _find("findQueue", "Find Queue", value("findName", "String", required=True), "Queue", seen=True),
    _find("findUserById", "Find User by Id", value("findId", "String", required=True), "User", seen=True),
    _find("findQueueById", "Find Queue by Id", value("findId", "String"), "Queue"),
    _find("findUser", "Find User", value("findName", "String"), "User"),
    _find("findSkill", "Find Skill", value("findName", "String"), "Skill"),
    _find("findLanguageSkill", "Find Language Skill", value("findName", "String"), "Language Skill"),
    _find("findGroup", "Find Group", value("findName", "String"), "Group"),
    _find("findSchedule", "Find Schedule", value("findName", "String"), "Schedule"),
    _find("findScheduleGroup", "Find Schedule Group", value("findName", "String"), "ScheduleGroup"),
    _find("findEmergencyGroup", "Find Emergency Group", value("findName", "String"), "EmergencyGroup"),
    _find("findUserPrompt", "Find User Prompt", value("findName", "String", required=True), "Prompt"),
    _find("findSystemPrompt", "Find System Prompt", value("findName", "String", required=True), "Prompt"),
    _data(
        "getResponse",
        "Get Response",
        (output("responseBody", "String"),),
        ("success", "failure"),
        seen=False,
    ),
)
