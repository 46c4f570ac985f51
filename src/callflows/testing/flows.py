"""The flows of a workspace as a test meets them: calls, and what stands for the org."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from callflows.engine import CallContext
from callflows.model import Flow
from callflows.testing.calls import Call
from callflows.testing.driving import Driven
from callflows.testing.mocks import Mocks
from callflows.testing.programs import MODULE, NotCallable, Programs
from callflows.testing.values import Given, pairs_of
from callflows.testing.variants import Plain, Values, giving, values_of
from callflows.testing.world import World

CALLER = "+13175550100"
CALLED = "+13175550199"
MONDAY_MORNING = datetime(2026, 1, 5, 15, 0, tzinfo=UTC)
"""When a call begins that does not say when."""


class SharedFlowMock:
    """One shared flow, in the calls of its callers."""

    def __init__(self, stubs: dict[str, Values], flow: Flow) -> None:
        self._stubs, self._flow = stubs, flow

    def returns(self, outputs: Mapping[str, Plain] | None = None, /, **named: Plain) -> None:
        """It does nothing and gives these outputs, by name with or without `Common.`. Raises ValueError for one that it
        does not have."""
        __tracebackhide__ = True
        values = values_of({**(outputs or {}), **named})
        giving(self._flow, values)
        self._stubs[self._flow.name] = values


class Flows(Mocks):
    """What the fixture `flows` is: the programs are shared by all tests, the mocks and calls are this test's own."""

    def __init__(self, programs: Programs, world: World | None = None) -> None:
        super().__init__(world or World())
        self.programs = programs
        self.calls: list[Call] = []
        self._stubs: dict[str, Values] = {}

    def __repr__(self) -> str:
        return f"<flows: {', '.join(self.names)}>"

    @property
    def names(self) -> tuple[str, ...]:
        """The flows that can be called."""
        return self.programs.names

    def shared_flow(self, name: str) -> SharedFlowMock:
        """A shared flow, for tests of its callers. Raises `NotCallable` where there is none, or it has errors."""
        __tracebackhide__ = True
        ready = self.programs.ready(name)
        if ready.file.flow is None or ready.file.flow.type != MODULE:
            raise NotCallable(f'"{name}" is no shared flow')
        return SharedFlowMock(self._stubs, ready.file.flow)

    def call(
        self,
        flow: str,
        *,
        caller: str = CALLER,
        called: str = CALLED,
        at: str | datetime = MONDAY_MORNING,
        language: str | None = None,
        seed: int = 0,
        attributes: Mapping[str, str] | None = None,
        remote_name: str = "",
        inputs: Mapping[str, Plain] | None = None,
        variables: Mapping[str, Given] | None = None,
    ) -> Call:
        """Place a call and run it to the first wait for the caller.

        `at` is when it begins: a time with its offset from UTC (`2026-11-23T10:00-05:00`) or its time zone
        (`2026-11-23T10:00 America/New_York`), or a `datetime` that has one. `language` is the caller's, by default the
        flow's; `attributes` are the participant data that the conversation has already; `seed` decides what `RandomInt`
        gives. `inputs` are the values of input variables, where a shared flow is called by itself; `variables`
        those of built-in ones that a call alone does not have, such as `Call.EstimatedWaitTime`. Raises `NotCallable`
        where there is no such flow or it has errors, ValueError where `at` is no time or an input is not there.
        """
        __tracebackhide__ = True
        ready = self.programs.variant(flow, values_of(inputs or {}), tuple(sorted(self._stubs.items())))
        begun = moment_of(at)
        world = self.world.for_call()
        context = CallContext(
            caller=address_of(caller),
            called=address_of(called),
            at=begun,
            seed=seed,
            language=language,
            remote_name=remote_name,
            attributes=tuple((attributes or {}).items()),
            directory=world,
            functions=tuple(world.functions.items()),
            variables=pairs_of(variables or {}),
        )
        call = Call(Driven(self.programs, ready, context, world, begun))
        self.calls.append(call)
        return call


def moment_of(at: str | datetime) -> datetime:
    """The time that a test means, in the zone in which it is given. Raises ValueError where it is none, or where it
    names neither an offset nor a zone."""
    moment = at if isinstance(at, datetime) else _read(at)
    if moment.utcoffset() is None:
        said = at if isinstance(at, str) else at.isoformat()
        raise ValueError(f"{said}: a call begins at a time with its offset or zone, such as {said}-05:00")
    return moment


def address_of(number: str) -> str:
    """A caller's address as a flow sees it: `tel:+13175551234`."""
    return number if ":" in number else f"tel:{number}"


def _read(text: str) -> datetime:
    moment, _, zone = text.strip().partition(" ")
    if zone and zone[0].isdigit():
        moment, _, zone = text.strip().rpartition(" ") if zone.count(" ") else (text.strip(), "", "")
    try:
        found = datetime.fromisoformat(moment)
        return found.replace(tzinfo=ZoneInfo(zone)) if zone else found
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise ValueError(f"{text!r} is no time such as 2026-11-23T10:00-05:00: {error}") from None
