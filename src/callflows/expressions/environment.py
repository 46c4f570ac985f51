"""What evaluation asks of the world around it: variables, time, chance and the org's objects."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, runtime_checkable

from callflows.expressions.values import Entity, Value


class Scope(Protocol):
    """Where variables have their values."""

    def get(self, name: str, /) -> Value:
        """The value of a variable such as `flow.amount` (always lower case); None is NOT_SET.

        Raises KeyError for a name that does not exist.
        """


class Slots(Protocol):
    """Where numbered variables have their values. None is NOT_SET."""

    slots: list[Value]


class Environment(Protocol):
    """The world as one call sees it. The same answers make the same results."""

    def now(self) -> datetime:
        """The current time, UTC."""

    def find(self, kind: str, name: str, /) -> Entity | None:
        """The one object of this kind with this name or id; None when there is none or more than one.

        Kinds: `queue`, `user` (by e-mail address), `skill`, `languageSkill`, `group`, `wrapupCode`, `userPrompt`,
        `systemPrompt`, `scheduleGroup`, `emergencyGroup`.
        """

    def random_int(self, limit: int, /) -> int:
        """A whole number from 0 up to, but not including, `limit`."""

    def language(self) -> str:
        """The language tag the call runs in, such as `en-us`."""


@runtime_checkable
class FunctionSource(Protocol):
    """What an `Environment` may be too: it answers calls of functions that callflows does not know.

    An environment without it fails such a call as `unknown-function`: nothing is guessed.
    """

    def call_function(self, name: str, arguments: tuple[Value, ...], /) -> Value:
        """What the function, as the expression spells it, gives for these arguments.

        Raises ExpressionError `unknown-function` where it is not known here either, or the error of the call.
        """
