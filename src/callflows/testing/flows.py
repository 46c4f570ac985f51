"""The flows of a workspace as a test meets them: calls, and what stands for the org."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from callflows.engine import CallContext
from callflows.testing.beginning import (
    CALLED,
    CALLER,
    MONDAY_MORNING,
    address_of,
    attributes_of,
    language_of,
    moment_of,
    seed_of,
)
from callflows.testing.built_in import given_variables
from callflows.testing.calls import Call
from callflows.testing.driving import Driven
from callflows.testing.handles import SharedFlowMock
from callflows.testing.mocks import Mocks
from callflows.testing.programs import NotCallable, Programs
from callflows.testing.values import Given
from callflows.testing.variants import MODULE, giving, values_of
from callflows.testing.world import World


class Flows(Mocks):
    """What the fixture `flows` is: the programs are shared by all tests, the mocks and calls are this test's own."""

    def __init__(self, programs: Programs, world: World | None = None) -> None:
        super().__init__(world or World())
        self.programs = programs
        self.calls: list[Call] = []

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
        flow = ready.file.flow
        return SharedFlowMock(self.world, flow.name, lambda outputs: giving(flow, outputs))

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
        inputs: Mapping[str, Given] | None = None,
        variables: Mapping[str, Given] | None = None,
    ) -> Call:
        """Place a call and run it to the first wait for the caller.

        `caller` and `called` are numbers or addresses (`address_of` says which). `at` is when it begins: a time with
        its offset from UTC (`2026-11-23T10:00-05:00`) or its time zone (`2026-11-23T10:00 America/New_York`), or a
        `datetime` that has one. `language` is the caller's, by default the flow's; `attributes` are the participant
        data that the conversation has already; `remote_name` is the caller's name; `seed` decides what `RandomInt`
        gives. `inputs` are the values of input variables, where a shared flow is called by itself; `variables` those of
        built-in ones that a call alone does not have, such as `Call.EstimatedWaitTime`.

        Raises `NotCallable` where there is no such flow or it has errors, ValueError for an address, time, language,
        input or variable that is none, and where the mocks speak of something that no flow of the workspace asks for.
        """
        __tracebackhide__ = True
        ready = self.programs.variant(flow, values_of(inputs or {}), self.world.stubs)
        self.programs.refuse_unasked(self.world, flow)
        begun = moment_of(at)
        world = self.world.for_call()
        context = CallContext(
            caller=address_of(caller),
            called=address_of(called),
            at=begun,
            seed=seed_of(seed),
            language=language_of(language, ready.program.flow.name, ready.program.languages),
            remote_name=remote_name,
            attributes=attributes_of(attributes or {}),
            directory=world,
            functions=tuple(world.functions.items()),
            variables=given_variables(ready.program.flow.type, values_of(variables or {})),
        )
        call = Call(Driven(self.programs, ready, context, world, begun))
        self.calls.append(call)
        return call
