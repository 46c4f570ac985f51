"""The language of scenario files, in one place: every key, the form of what stands under it, and what it means.

The reader takes its keys and forms from here, and so does the JSON Schema for editors.
"""

from __future__ import annotations

import enum
from typing import Final

import msgspec

ENDS: Final = {"disconnect": "disconnect", "transfer": "transfer", "hang up": "hangUp", "error": "error"}
"""How a call ends, in the words of a file and of the engine."""


class Form(enum.Enum):
    """What may stand under a key."""

    NAME = "a name"
    TEXT = "a text that is not empty"
    TEXTS = "a text, or a list of texts"
    HEARD = "a text, a pattern such as /welcome .*/, {prompt: name}, or a list of them"
    TIME = "a time such as 2026-11-23T10:00-05:00 or 2026-11-23T10:00 Europe/Berlin"
    WHOLE = "a whole number, 0 or more"
    DURATION = "a time such as 5 s, 500 ms or 1 min 30 s"
    WAIT = "a time such as 5 s, or `until time-out`"
    KEYS = "keys of a telephone: 0-9, * and #"
    TRUE = "true"
    SKIP = "the reason, or true"
    TEXTS_BY_NAME = "texts by name"
    VALUES = "values by name"
    OUTPUTS = "shared flows, and under each its outputs by name"
    TARGET = "a kind of transfer and its target, such as {user: Ada}"
    END = "one of " + ", ".join(ENDS)
    OUTCOMES = "SUCCESS or FAILURE by the name of the outcome"
    ASKED = "categories, under each its data actions, and under each {times: 1, with: {…}}"
    KEYS_BY_TABLE = "data tables, and under each the keys that were looked up"
    GIVEN = "what stands for the org"
    ROWS = "a list of rows, each a mapping with the same names"
    STEPS = "a list of steps"
    EXPECT = "what must be so"
    CALLS = "a list of calls"


class Word(msgspec.Struct, frozen=True):
    """A key."""

    key: str
    form: Form
    doc: str


ABOUT_A_CALL: Final = (
    Word("flow", Form.NAME, "The flow that is called, by its name."),
    Word(
        "caller",
        Form.TEXT,
        "Who calls: +13175551234 (the flow sees tel:+13175551234), digits or sip:… as they are, text:… for any text.",
    ),
    Word("called", Form.TEXT, "The number dialled, written like the caller."),
    Word("at", Form.TIME, "When the call begins, with the offset from UTC or the time zone."),
    Word("language", Form.TEXT, "The caller's language, one of those that the flow speaks; by default the flow's own."),
    Word("attributes", Form.TEXTS_BY_NAME, "The participant data that the conversation has already."),
    Word("remote name", Form.TEXT, "The caller's name, as the flow sees it in Call.RemoteName."),
    Word("variables", Form.VALUES, "Built-in variables that a call alone does not have, such as Call.PositionInQueue."),
    Word("inputs", Form.VALUES, "The inputs of a shared flow that is called by itself, by name without `Common.`."),
    Word("seed", Form.WHOLE, "What decides the numbers that RandomInt gives."),
    Word("given", Form.GIVEN, "What stands for the org: data actions, tables, queues, schedules, transfers…"),
    Word("tags", Form.TEXTS, "Words that -k selects by."),
    Word("skip", Form.SKIP, "Do not run it, and say why."),
)
"""Of one call; at the top of a file for all of its calls."""

FILE: Final = (*ABOUT_A_CALL, Word("calls", Form.CALLS, "The calls."))

CALL: Final = (
    Word("name", Form.NAME, "What the call shows; no two calls of a file have the same."),
    *ABOUT_A_CALL,
    Word("with", Form.ROWS, "The call is placed once for each row; <name> stands for the row's value of that name."),
    Word("steps", Form.STEPS, "What the caller does and hears, in order."),
    Word("expect", Form.EXPECT, "What must be so after the last step."),
)

STEP: Final = (
    Word("hear", Form.HEARD, "The caller hears this after the last doing, behind what was heard already."),
    Word("not hear", Form.HEARD, "The caller does not hear this after the last doing."),
    Word("press", Form.KEYS, "The caller types keys, without a pause."),
    Word("say", Form.TEXT, "The caller says this."),
    Word("wait", Form.WAIT, "The caller is silent."),
    Word("hang up", Form.TRUE, "The caller hangs up."),
    Word("agent answers", Form.TRUE, "An agent takes the call that waits in a queue."),
    Word("expect", Form.EXPECT, "What must be so now."),
)

EXPECT: Final = (
    Word("ended by", Form.END, "How the call ended: the flow's disconnect, a transfer, the caller, or an error."),
    Word("ended in", Form.NAME, "The flow or shared flow in which the call ended."),
    Word("goes on", Form.TRUE, "The call has not ended."),
    Word("queue", Form.NAME, "The queue that the call has left the flow for."),
    Word("transfer", Form.TARGET, "Where the call has left the flow for."),
    Word("variables", Form.VALUES, "Variables of the flow, such as Flow.account."),
    Word("outputs", Form.OUTPUTS, "What shared flows gave back, by name without `Common.`."),
    Word("attributes", Form.TEXTS_BY_NAME, "The participant data now."),
    Word("milestones", Form.TEXTS, "Milestones that were reached."),
    Word("outcomes", Form.OUTCOMES, "Flow outcomes that were set."),
    Word("heard", Form.HEARD, "The caller has heard this at any time."),
    Word("not heard", Form.HEARD, "The caller has heard this at no time."),
    Word("dataActions", Form.ASKED, "Data actions that were run: how many times, and with which inputs the last time."),
    Word("tables", Form.KEYS_BY_TABLE, "All keys that were looked up in a data table, in order."),
    Word("errors", Form.TEXTS, "The codes of all run-time errors, in order; [] for none."),
    Word("within", Form.DURATION, "The call has not taken longer."),
)

ASKED: Final = (
    Word("times", Form.WHOLE, "How many times it was run."),
    Word("with", Form.VALUES, "Its inputs the last time."),
)

ALONE: Final = {
    "hang up": "The caller hangs up.",
    "agent answers": "An agent takes the call that waits in a queue.",
    "wait": "The caller is silent until the flow goes on by itself.",
    "hear nothing": "Nothing more is heard after the last doing.",
}
"""Steps that are one word, with nothing under it."""

UNTIL_TIME_OUT: Final = "until time-out"


def keys(words: tuple[Word, ...]) -> tuple[str, ...]:
    """The keys, in their order."""
    return tuple(word.key for word in words)
