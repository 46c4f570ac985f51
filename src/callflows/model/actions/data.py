"""Actions that collect, get, set and pass on data."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import (
    FAILURE_OUTPUTS,
    audio,
    boolean,
    duration,
    group,
    keyed,
    number,
    output,
    plain,
    value,
    value_of_key,
)
from callflows.model.flow_types import ALL, CALL_ACTIONS, LIVE_CALLS, WORK_FLOWS, all_but
from callflows.model.spec import ActionSpec, Field, RefKind

MAX_DIGITS: Final = 40
"""Architect: Collect Input takes 1 to 40 digits."""
MAX_TIMEOUT: Final = 99_000
"""Architect: Collect Input waits 1 to 99 seconds."""

_PROCESSING: Final[Field] = value(
    "processingPrompt",
    "Prompt",
    refers_to=RefKind.PROMPT,
    label="Processing Prompt",
    help="What the caller hears meanwhile; noValue is the flow's default, noValueWithNoFallback is silence.",
)


def _called(timeout: int, minimum: int) -> tuple[Field, ...]:
    return (
        _PROCESSING,
        duration(
            "timeout",
            minimum,
            default=timeout,
            not_set=False,
            label="Timeout",
            help="How long to wait; left out, what the data action suggests.",
        ),
        keyed("category", None, required=True, help="The integration that the data action belongs to."),
        keyed(
            "category/*/dataAction",
            RefKind.DATA_ACTION,
            required=True,
            label="Data Action",
            help="The data action that is called.",
        ),
        value("category/*/dataAction/*/inputs/*", help="What its input of this name is set to."),
        output("category/*/dataAction/*/successOutputs/*", help="Receives its output of this name."),
        output("category/*/dataAction/*/failureOutputs/*", help="Receives this part of the fault when it fails."),
    )


_COLLECT: Final[tuple[Field, ...]] = (
    output(
        "inputData",
        "String",
        required=True,
        label="Input Data Name",
        help="Receives the digits; a text variable.",
    ),
    group("digits", required=True, one_of=("range", "exact"), label="Number of Digits", help="How many digits."),
    plain(
        "digits/range/terminatingDtmf",
        one_of=tuple(f"digit_{key}" for key in "0123456789*#"),
        help="The key that ends the input early.",
    ),
    number("digits/range/min", 1, MAX_DIGITS, default=1, help="At least so many."),
    number("digits/range/max", 1, MAX_DIGITS, default=20, help="At most so many."),
    number("digits/exact", 1, MAX_DIGITS, help="Exactly so many."),
    duration(
        "interDigitTimeout",
        1000,
        MAX_TIMEOUT,
        label="Inter-Digit Timeout",
        help="How long to wait for the next digit; noValue is the flow's default.",
    ),
    duration(
        "noEntryTimeout",
        1000,
        MAX_TIMEOUT,
        label="No Entry Timeout",
        help="How long to wait for the first digit; noValue is the flow's default.",
    ),
    audio("inputAudio", label="Input Audio", help="What asks for the input."),
    plain("includeTerminatingDtmfInResultData", "Boolean", help="Whether the key that ends the input is part of it."),
    boolean("acceptJustStar", help="Whether * alone is an input."),
    boolean("acceptJustPound", help="Whether # alone is an input."),
    plain(
        "verificationType",
        one_of=("none", "individualDigits", "numeric"),
        help="Whether the input is read back, digit by digit or as a number, and must be confirmed.",
    ),
    audio("verificationAudio", label="Verification", help="What is played for that."),
)

_ATTRIBUTES: Final[tuple[Field, ...]] = (
    group("attributes", label="Attributes", help="The attributes, in order."),
    value("attributes[]/attribute/name", "String", required=True, help="The attribute's name; case counts."),
)
_VARIABLE: Final = "The variable that receives it."


def _data(
    key: str,
    title: str,
    help: str,
    *fields: Field,
    outputs: tuple[str, ...] = (),
    flow_types: tuple[str, ...] = ALL,
    seen: bool = True,
) -> ActionSpec:
    return ActionSpec(
        key=key,
        title=title,
        category="data",
        fields=fields,
        outputs=outputs,
        flow_types=flow_types,
        seen=seen,
        help=help,
    )


_ANSWERED: Final = ("success", "failure", "timeout")

ACTIONS: Final = (
    _data(
        "collectInput",
        "Collect Input",
        "Takes digits from the caller.",
        *_COLLECT,
        outputs=("success", "failure"),
        flow_types=(*CALL_ACTIONS, "voicemail"),
    ),
    _data(
        "updateData",
        "Update Data",
        "Sets variables.",
        group("statements", help="What is set, in order, each under the type of its variable."),
        plain("statements[]/*/variable", "String", required=True, help="The variable (Flow.X, Task.X)."),
        value_of_key("statements[]/*/value", required=True, not_set=True, help="What it is set to; noValue clears it."),
    ),
    _data(
        "dataTableLookup",
        "Data Table Lookup",
        "Reads a row of a data table by its key.",
        value("lookupValue", "String", required=True, label="Lookup Value", help="The key of the row."),
        keyed("dataTable", RefKind.DATA_TABLE, required=True, label="Data Table", help="The data table."),
        output("dataTable/*/foundOutputs/*", help="Receives the column of this name."),
        output("dataTable/*/failureOutputs/*", "String", help="Receives this part of the fault when it fails."),
        outputs=("found", "notFound", "failure"),
    ),
    _data(
        "callData",
        "Call Data Action",
        "Asks another system by a data action.",
        *_called(60_000, 1),
        outputs=_ANSWERED,
    ),
    _data(
        "callDataSecure",
        "Call Secure Data Action",
        "Asks another system by a data action that takes secure data.",
        *_called(60_000, 1),
        outputs=_ANSWERED,
        flow_types=("secureCall", "commonModule"),
    ),
    _data(
        "callBridge",
        "Call Bridge Action",
        "Asks a system on the premises; Genesys Cloud has ended bridge actions, use callData.",
        *_called(5000, 100),
        outputs=_ANSWERED,
        flow_types=LIVE_CALLS,
        seen=False,
    ),
    _data(
        "setParticipantData",
        "Set Participant Data",
        "Writes attributes of the conversation; they stay when the call leaves the flow.",
        *_ATTRIBUTES,
        value("attributes[]/attribute/value", "String", required=True, not_set=True, help="What it is set to."),
        flow_types=all_but(*WORK_FLOWS),
    ),
    _data(
        "getParticipantData",
        "Get Participant Data",
        "Reads attributes of the conversation into variables.",
        *_ATTRIBUTES,
        plain("attributes[]/attribute/variable", "String", required=True, help=_VARIABLE),
        flow_types=all_but(*WORK_FLOWS),
    ),
    _data(
        "getSIPHeaders",
        "Get SIP Headers",
        "Reads headers of the call's SIP invitation.",
        value("sipHeaderNames", "StringCollection", required=True, help="The names of the headers."),
        output("sipHeadersResult", "JSON", help="Receives the headers."),
        *FAILURE_OUTPUTS,
        outputs=("success", "failure"),
        flow_types=CALL_ACTIONS,
        seen=False,
    ),
    _data(
        "getRawSIPHeaders",
        "Get Raw SIP Headers",
        "Reads all headers of the call's SIP invitation as they came.",
        output("rawSIPHeadersResult", "String", help="Receives the headers as one text."),
        *FAILURE_OUTPUTS,
        outputs=("success", "failure"),
        flow_types=CALL_ACTIONS,
        seen=False,
    ),
    _data(
        "getResponse",
        "Get Response",
        "Reads a canned response of a response library.",
        output("responseBody", "String", label="Output Response Body", help="Receives its text."),
        plain("performSubstitutions", "Boolean", help="Whether its placeholders are filled."),
        value("responseBodyHandling", "String", help="Whether its formatting is kept, turned to Markdown or removed."),
        outputs=("success", "failure"),
        flow_types=all_but("commonModule", *LIVE_CALLS, "voicemail", "voiceSurvey"),
        seen=False,
    ),
)
