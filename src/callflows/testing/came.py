"""What came of a call in a test: how it ended, and values by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NoReturn

import msgspec

from callflows.engine import Ended
from callflows.expressions import Value
from callflows.testing.advice import advice_on
from callflows.testing.dialogue import place_of
from callflows.testing.driving import Driven


class End:
    """How a call ended. False while it goes on; what is asked of it then raises AssertionError."""

    def __init__(self, driven: Driven, fail: Callable[[str], NoReturn]) -> None:
        self._driven = driven
        self._fail = fail

    def __bool__(self) -> bool:
        return self._driven.ended is not None

    def __repr__(self) -> str:
        return f"<ended by {self.by} at {self.place or self.at}>" if self else "<the call goes on>"

    @property
    def by(self) -> str:
        """`disconnect` (the flow), `transfer`, `hangUp` (the caller) or `error` (the error handling failed)."""
        __tracebackhide__ = True
        return self._event().by

    @property
    def at(self) -> str:
        """The address of the action that ended it."""
        __tracebackhide__ = True
        return self._event().address

    @property
    def reason(self) -> str:
        """Why, where there is more to say: an error's code, a menu without a choice."""
        __tracebackhide__ = True
        return self._event().reason

    @property
    def flow(self) -> str:
        """The flow or shared flow in which it ended."""
        __tracebackhide__ = True
        return self._event().flow

    @property
    def place(self) -> str:
        """The action that ended it, in its file: `flows/support.yaml:12`; "" where nobody knows."""
        __tracebackhide__ = True
        event = self._event()
        return place_of(self._driven.place(event.flow, event.address))

    def _event(self) -> Ended:
        __tracebackhide__ = True
        ended = self._driven.ended
        if ended is None:
            self._fail("the call has not ended")
        return ended


class Named(dict[str, Value]):
    """Values by name; a name that is not there says which are."""

    def __init__(self, values: Mapping[str, Value], what: str) -> None:
        super().__init__(values)
        self._what = what

    def __missing__(self, name: str) -> Value:
        __tracebackhide__ = True
        advice = advice_on(name, self, f"there are {', '.join(self) or 'none'}")
        raise KeyError(f'{self._what} has no "{name}": {advice}')


class Module(msgspec.Struct, frozen=True):
    """A shared flow that the call was in, and its outputs by name without `Common.`."""

    name: str
    outputs: Named
