"""The value shapes as shared definitions: values of each data type, audio, outputs, and whatever is not described.

They carry no title and no description: those are the fields' own. Editors say the definition's name where something
else stands (`Expected "lit-or-exp-of-Queue"`), so it names the keys.
"""

from __future__ import annotations

from typing import Final

from callflows.architect.schema.literals import is_object, literal
from callflows.architect.schema.words import INCLUDE, TEXT, TRUE, Json, Schema, hidden, mapping, reference, taken
from callflows.model.data_types import COLLECTION, type_key

PART: Final = "part"
AUDIO: Final = "tts-or-exp-or-prompt"
LANGUAGE_AUDIO: Final = "tts-or-exp-or-prompt-of-language"
OUTPUT: Final = "var-or-noValue"
ACTIONS: Final = "actions"

_EXPRESSION: Final[Schema] = {
    "type": ["string", "number", "boolean"],
    "description": "An Architect expression, evaluated when the flow runs.",
}
_LITERAL: Final[Schema] = {"description": "A constant."}
_NO_VALUE: Final[Schema] = {**TRUE, "description": "NOT_SET, or the flow's default where there is one."}
_NO_FALLBACK: Final[Schema] = {**TRUE, "description": "NOT_SET, without the flow's default."}
_NOTHING: Final[Schema] = {"noValue": _NO_VALUE, "noValueWithNoFallback": hidden(_NO_FALLBACK)}
_ALONE: Final = ("lit", "exp", "tts", "noValue")
"""Of these keys one may stand in a mapping."""
APART: Final[Schema] = {key: {"properties": {other: False for other in _ALONE if other != key}} for key in _ALONE}
"""Two values at once are refused, wherever they stand."""
_PLAYED: Final[Schema] = {
    "tts": {**TEXT, "description": "Said by text to speech."},
    "exp": _EXPRESSION,
    "prompt": {"type": "string", "description": "A prompt: Prompt.name, or PromptSystem.name for one of the system's."},
}


NO_VALUE_KEYS: Final[Schema] = dict.fromkeys(
    ("lit", "exp", "noValue", "noValueWithNoFallback", "var", "tts", "prompt", "none"), False
)
"""Where the one key is a name, a value was meant by these: refused."""


class Values:
    """The definitions of values, made when they are first asked for."""

    def __init__(self) -> None:
        self.made: dict[str, Schema] = {
            OUTPUT: mapping(
                {"var": {"type": "string", "description": "The variable that receives it."}, **_NOTHING},
                only=1,
            ),
            PART: _part(),
        }

    def value(self, type: str, *, not_set: bool = True) -> Schema:
        """A value of a data type (any spelling, "" for any); `not_set` accepts `noValue`."""
        key = type_key(type)
        name = f"lit-or-exp{'-or-noValue' if not_set else ''}-of-{key[:1].upper() + key[1:] or 'any'}"
        if name not in self.made:
            self.made[name] = {}  # a collection holds values of its item's type, never itself
            self.made[name] = self._shape(key, not_set)
        return taken(name)

    def audio(self, *, not_set: bool = True) -> Schema:
        """What is played; `not_set` accepts `noValue`."""
        name = f"{AUDIO}{'-or-noValue' if not_set else ''}"
        if name not in self.made:
            self.made[LANGUAGE_AUDIO] = mapping({**_PLAYED, "none": TRUE, "noValue": _NO_VALUE}, only=1)
            self.made[name] = _audio(not_set)
        return taken(name)

    def _shape(self, key: str, not_set: bool) -> Schema:
        item = key.removesuffix(COLLECTION)
        literal_form: Schema = {**self._held(key, item), **_LITERAL}
        properties: dict[str, Json] = {"lit": literal_form, "exp": _EXPRESSION, **INCLUDE}
        if not_set:
            properties |= _NOTHING
        if not is_object(key):
            return mapping(properties, only=1)
        alone: dict[str, Json] = {name: {"maxProperties": 1} for name in properties if name != "lit"}
        beside: Json = hidden({**TEXT, "description": "The same name once more."})
        shape = mapping({**properties, "name": beside}, only=2)
        return {**shape, "dependencies": {**alone, "name": ["lit"]}}

    def _held(self, key: str, item: str) -> Schema:
        """What `lit` holds. How exports write a list of queues, users … was not seen: any literals then."""
        if item == key:
            return literal(key)
        return {"type": "array", "items": self.value("" if is_object(item) else item)}


def _audio(not_set: bool) -> Schema:
    """One of the sounds, beside it or instead of it one for each language (Architect: alternate sequences)."""
    languages: Schema = {
        "type": "object",
        "additionalProperties": reference(LANGUAGE_AUDIO),
        "description": "What is played instead in these languages, each language a key.",
    }
    nothing = _NOTHING if not_set else {}
    properties: dict[str, Json] = {**_PLAYED, "alternateSequences": languages, **nothing, **INCLUDE}
    alone: dict[str, Json] = {}
    for name in properties:
        others = [other for other in properties if other not in (name, "alternateSequences")]
        if name in _PLAYED:
            alone[name] = {"properties": dict.fromkeys(others, False)}
        elif name in _NOTHING or name in INCLUDE:
            alone[name] = {"maxProperties": 1}
    return {**mapping(properties, only=2), "dependencies": alone}


def _part() -> Schema:
    """What no table describes: anything, in which lists of actions are still known, and what can be no value."""
    return {
        "properties": {"actions": reference(ACTIONS), "noValue": hidden(TRUE), "none": hidden(TRUE)},
        "dependencies": APART,
        "additionalProperties": reference(PART),
        "items": reference(PART),
    }
