"""The JSON Schema of what stands for the org (`given:`, and the file of `callflows call --data`)."""

from __future__ import annotations

from callflows.architect.schema import Json, Schema
from callflows.testing.mocks_data import FLOW_TARGETS, GIVEN, KINDS
from callflows.testing.scenarios.shapes import ANY, NAME, TEXT, by_name, closed, either, listed, one_or_more, word

_STATES = word("active", "inactive")
_GROUP_STATES = word("open", "closed", "holiday", "emergency")
_OBJECT = either(word("exists", "missing"), closed({"id": TEXT, "username": TEXT}))
_ANSWER = either(
    word("fails", "times out"),
    closed({"returns": by_name(ANY, "The outputs of a success.")}),
    closed({"fails": by_name(ANY, "The outputs of a failure.")}),
)
_TRANSFER = either(
    word("succeeds", "fails", "busy", "no answer"),
    closed({"fails": closed({"errorType": TEXT, "errorMessage": TEXT})}),
)
_SCHEDULE = closed({"start": TEXT, "end": TEXT, "rrule": TEXT})
_GROUP = closed({"timeZone": TEXT, **{key: one_or_more(NAME) for key in ("open", "closed", "holidays")}})
_SERVICE = either(TEXT, closed({"takes": NAME, "outputs": by_name(ANY)}))
_ROWS: Schema = {"type": "array", "items": {"type": "object", "required": ["key"], "additionalProperties": ANY}}

_KNOWN: dict[str, Json] = {
    **dict.fromkeys(KINDS, either(listed(NAME, "There are these and no others."), by_name(_OBJECT))),
    "dataActions": by_name(by_name(one_or_more(_ANSWER)), "By category, then by name of the data action."),
    "tables": by_name(either(_ROWS, word("missing", "fails")), "Rows, each with its key under `key`."),
    "prompts": by_name(either(TEXT, by_name(TEXT)), "What a prompt says, or what it says in each language."),
    "systemPrompts": by_name(either(TEXT, by_name(TEXT))),
    "schedules": by_name(either(one_or_more(_STATES), _SCHEDULE)),
    "scheduleGroups": by_name(either(one_or_more(_GROUP_STATES), _GROUP)),
    "emergencyGroups": by_name(one_or_more(_STATES)),
    "transfers": closed(dict.fromkeys(FLOW_TARGETS, by_name(one_or_more(_TRANSFER))), "By kind, then by target."),
    "services": by_name(by_name(one_or_more(_SERVICE)), "By kind of the action, then by what it names."),
    "sharedFlows": by_name(
        closed({"returns": by_name(ANY, "Its outputs, by name without `Common.`.")}, required=("returns",)),
        "Shared flows that are not run but give these outputs.",
    ),
    "extensions": by_name(closed({"user": NAME, "group": NAME, "number": NAME})),
    "functions": by_name(ANY, "The value of a function that callflows does not know."),
}


def given_schema() -> Schema:
    """A mapping with every key that the reader knows; one that has no form here takes anything."""
    return closed({key: _KNOWN.get(key, ANY) for key in GIVEN}, "What stands for the org.")
