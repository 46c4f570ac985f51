"""Placing the calls of scenario files, one after the other, on virtual time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from callflows.engine import CallContext, WrongEventError
from callflows.testing.beginning import address_of, language_of
from callflows.testing.built_in import given_variables
from callflows.testing.dialogue import WIDTH, place_of
from callflows.testing.driving import Driven
from callflows.testing.mocks_data import from_data
from callflows.testing.programs import NotCallable, Programs, Ready
from callflows.testing.reports import shown
from callflows.testing.scenarios.cases import Case, Step
from callflows.testing.scenarios.results import Result
from callflows.testing.scenarios.steps import Wrong, wrong_now
from callflows.testing.world import World


class Runner:
    """Places calls. `clock` tells seconds, of which only differences count; dialogues are `width` columns wide."""

    def __init__(self, programs: Programs, clock: Callable[[], float] = time.perf_counter, width: int = WIDTH) -> None:
        self._programs = programs
        self._clock = clock
        self._width = width

    def run(self, case: Case) -> Result:
        """Place one call. Faults of flows and scenarios are in the result."""
        head = Result(name=case.name, file=case.file, line=case.line, flow=case.flow)
        if case.skip is not None:
            return replace(head, status="skipped", message=case.skip)
        begun = self._clock()
        try:
            found = self._placed(case, head)
        except NotCallable as error:
            found = replace(head, status="error", message=error.message, diagnostics=error.diagnostics)
        return replace(found, seconds=self._clock() - begun)

    def _placed(self, case: Case, head: Result) -> Result:
        world = from_data(case.given).world
        try:
            ready, context = self._context(case, world)
        except ValueError as error:
            raise NotCallable(f"{error}") from None
        driven = Driven(self._programs, ready, context, world, case.at)
        failed = _played(driven, case.steps)
        result = replace(head, ms=driven.time, unmocked=driven.unmocked)
        return result if failed is None else _failed(result, driven, *failed, self._width)

    def _context(self, case: Case, world: World) -> tuple[Ready, CallContext]:
        """The flow, and how the call begins. Raises NotCallable, and ValueError for what the flow does not have."""
        ready = self._programs.variant(case.flow, case.inputs, world.stubs)
        flow = ready.program.flow
        context = CallContext(
            caller=address_of(case.caller),
            called=address_of(case.called),
            at=case.at,
            seed=case.seed,
            language=language_of(case.language, flow.name, ready.program.languages),
            remote_name=case.remote_name,
            attributes=case.attributes,
            directory=world,
            functions=tuple(world.functions.items()),
            variables=given_variables(flow.type, case.variables),
        )
        return ready, context


def _played(driven: Driven, steps: Iterable[Step]) -> tuple[Step, Wrong] | None:
    """The first step that is not as it is written, and what is wrong."""
    for step in steps:
        driven.steps.append((driven.length, step.span))
        try:
            wrong = step.doing.do(driven)
        except WrongEventError as error:
            wrong = wrong_now(driven, str(error))
        if wrong is not None:
            return step, wrong
    return None


def _failed(result: Result, driven: Driven, step: Step, wrong: Wrong, width: int) -> Result:
    """With the dialogue, and the place in the flow: where the call waits, or what ended it."""
    ended = driven.ended
    there = driven.waits_at() if ended is None else driven.place(ended.flow, ended.address)
    place = wrong.span or step.span
    return replace(
        result,
        status="failed",
        message=wrong.message,
        step=step.said,
        step_line=place.line if place is not None else 0,
        flow_place=place_of(there),
        dialogue=shown(driven, wrong.marked, width),
    )
