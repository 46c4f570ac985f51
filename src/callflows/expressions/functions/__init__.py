"""Every function of the language that callflows knows, as data: one file a category.

A function that is not here is unknown to callflows: a warning when checked, an ExpressionError when run.
"""

from __future__ import annotations

from collections.abc import Mapping

from callflows.expressions.functions import (
    audio,
    casts,
    communication,
    dates,
    email,
    json,
    language,
    lists,
    logic,
    money,
    numbers,
    search,
    text,
)
from callflows.expressions.signatures import Function, catalogue

FUNCTIONS: Mapping[str, Function] = catalogue(
    (
        *audio.FUNCTIONS,
        *casts.FUNCTIONS,
        *communication.FUNCTIONS,
        *dates.FUNCTIONS,
        *email.FUNCTIONS,
        *json.FUNCTIONS,
        *language.FUNCTIONS,
        *lists.FUNCTIONS,
        *logic.FUNCTIONS,
        *money.FUNCTIONS,
        *numbers.FUNCTIONS,
        *search.FUNCTIONS,
        *text.FUNCTIONS,
    )
)
