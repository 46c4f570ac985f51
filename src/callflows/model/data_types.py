"""Architect's data types: their names, and what a literal of each looks like.

Architect: names of objects as `{name: X}`, durations as `{seconds: 5}`, date-times part by part, collections as lists
of values (the shapes of published flows). Where none was seen any literal is accepted.
"""

from __future__ import annotations

import enum
from types import MappingProxyType
from typing import Final

COLLECTION: Final = "Collection"
UNITS: Final = MappingProxyType({"days": 86_400_000, "hours": 3_600_000, "minutes": 60_000, "seconds": 1000, "ms": 1})
"""The units of a duration, in milliseconds each."""
DATE_TIME_PARTS: Final = ("year", "month", "day", "hour", "minute", "second")


class Form(enum.Enum):
    """What `lit` holds."""

    TEXT = "a text"
    INTEGER = "a whole number"
    DECIMAL = "a number"
    BOOLEAN = "true or false"
    DURATION = "a duration such as `{seconds: 5}`"
    DATE_TIME = "a date and time such as `{year: 2026, month: 1, day: 31}`"
    OBJECT = "a name, written `{name: X}`"
    ANY = "a literal"


_FORMS: Final = MappingProxyType(
    {
        "string": Form.TEXT,
        "integer": Form.INTEGER,
        "decimal": Form.DECIMAL,
        "boolean": Form.BOOLEAN,
        "duration": Form.DURATION,
        "dateTime": Form.DATE_TIME,
        **dict.fromkeys(
            (
                *("queue", "user", "group", "skill", "languageSkill", "prompt"),
                *("schedule", "scheduleGroup", "emergencyGroup", "wrapupCode"),
            ),
            Form.OBJECT,
        ),
        **dict.fromkeys(
            (
                *("agentScorePair", "communication", "currency", "date", "emailAddress", "externalContact"),
                *("externalOrganization", "json", "phoneNumber", "time"),
            ),
            Form.ANY,
        ),
    }
)
TYPES: Final = tuple(_FORMS)
"""The data types, spelled as in the keys of variables."""

_BY_NAME: Final = MappingProxyType({key.lower(): key for key in TYPES} | {"acdskill": "skill", "int": "integer"})


def type_key(name: str) -> str:
    """A data type's name in any spelling (`Language Skill`, `StringCollection`) as the keys of variables spell it
    (`languageSkill`, `stringCollection`), "" for any type or one that is not known."""
    plain = name.replace(" ", "").lower()
    item = plain.removesuffix(COLLECTION.lower())
    known = _BY_NAME.get(item, "")
    return known + COLLECTION if known and item != plain else known


def form_of(key: str) -> Form:
    """What a literal of a type (as `type_key` spells it, not a collection) looks like."""
    return _FORMS.get(key, Form.ANY)
