"""What a scenario file says of flows and of the org, held against the flows of the workspace: names that no flow of the
file has, inputs and outputs that are not there, values of another type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from callflows.diagnostics import Diagnostic, Span
from callflows.testing.advice import advice_on
from callflows.testing.asked import Asks, unasked, untaken, words_of
from callflows.testing.beginning import language_of
from callflows.testing.built_in import given_variables
from callflows.testing.given.reading import literal
from callflows.testing.mocks_data import Place, field_places, from_data, places
from callflows.testing.placed import Entry, Placed, fault, sentence
from callflows.testing.programs import Programs
from callflows.testing.scenarios.cases import Case
from callflows.testing.scenarios.expecting import Asked, Expect, Expectation, LookedUp, Outputs, Variables
from callflows.testing.variants import Values, giving, with_inputs
from callflows.testing.world import Said


class Known:
    """Holds the calls of one file against the flows of a workspace. `unasked` is complete when all calls are known:
    what a file says for all of its calls may be for one of them alone."""

    def __init__(self, programs: Programs) -> None:
        self._programs = programs
        self._vain: dict[Place, str] = {}
        self._wanted: set[Place] = set()
        self._fields: dict[tuple[Said, str, Span | None], str] = {}
        self._taken: set[tuple[Said, str]] = set()
        self._seen: dict[tuple[str, int], Placed] = {}  # kept, so that no other one gets its id

    @property
    def unasked(self) -> Iterator[Diagnostic]:
        """What no call of the file can ask for."""
        for place, near in self._vain.items():
            if place not in self._wanted:
                said, span = place
                advice = f'Did you mean "{near}"?' if near else "Leave it out, or correct the name."
                yield fault("test-unknown-mock", f"No flow of these calls asks for the {words_of(said)}.", span, advice)
        for (said, field, span), near in self._fields.items():
            if (said, field) in self._taken:
                continue
            message = f'No flow of these calls takes "{field}" from the {words_of(said)}.'
            yield fault("test-unknown-mock", message, span, f'Did you mean "{near}"?')

    def call(self, case: Case) -> None:
        """Note what of this call's org and expectations its flow can ask for."""
        if not self._programs.has(case.flow):
            return  # its name is to be corrected first
        asks = self._programs.asks(case.flow)
        key = (case.flow.casefold(), id(case.given))
        if key not in self._seen:
            self._seen[key] = case.given
            self._look(case.given, asks)
        for said, span in _asked(case):
            self._note((said, span), None if asks is None else asks.wrong(said))

    def expected(self, case: Case) -> Iterator[Diagnostic]:
        """Variables and outputs that are expected and that nobody declares."""
        for each, span in _expectations(case):
            if isinstance(each, Variables):
                flow = self._programs.flow(case.flow)
                names = () if flow is None else tuple(one.name for one in flow.variables)
                yield from _undeclared(each.values, names, f'"{case.flow}" has no variable', span)
            elif isinstance(each, Outputs):
                itself = each.module.casefold() == case.flow.casefold()
                module = self._programs.flow(case.flow) if itself else self._programs.module(each.module)
                names = () if module is None else tuple(one.name for one in module.variables if itself or one.is_output)
                short = tuple(name.partition(".")[2] or name for name in names)
                values = [name.removeprefix("Common.") for name in each.values]
                yield from _undeclared(values, short, f'"{each.module}" has no output', span)

    def language(self, name: str, entry: Entry | None) -> Iterator[Diagnostic]:
        """What is wrong with the language of a call to this flow."""
        flow = self._programs.flow(name)
        if flow is None or flow.supported_languages is None or entry is None or not entry.value.text:
            return
        try:
            language_of(entry.value.text, flow.name, tuple(key for key, _ in flow.supported_languages.entries))
        except ValueError as error:
            yield fault("test-wrong-value", sentence(str(error)), entry.value.span)

    def inputs(self, name: str, entry: Entry | None) -> Iterator[Diagnostic]:
        """What is wrong with the inputs of a call to this flow."""
        flow = self._programs.flow(name)
        if flow is not None:
            yield from _wrong(entry, lambda values: with_inputs(flow, values))

    def variables(self, name: str, entry: Entry | None) -> Iterator[Diagnostic]:
        """What is wrong with the built-in variables of a call to this flow."""
        flow = self._programs.flow(name)
        if flow is not None:
            yield from _wrong(entry, lambda values: given_variables(flow.type, values))

    def outputs(self, given: Entry | None) -> Iterator[Diagnostic]:
        """What is wrong with the outputs of shared flows that are not run."""
        stubs = None if given is None else given.value.get("sharedFlows")
        for one in () if stubs is None else stubs.entries:
            module = self._programs.module(one.key)
            returns = next((each for each in one.value.entries if each.key == "returns"), None)
            if module is not None:
                yield from _wrong(returns, partial(giving, module))

    def _look(self, given: Placed, asks: Asks | None) -> None:
        """Note what of an org can be asked for; all of it where nobody knows what is asked."""
        if asks is None:
            self._wanted.update(places(given))
            return
        for what, taken in asks.fields.items():
            self._taken.update((what, field) for field in taken)
        world = from_data(given).world
        vain = dict(unasked(world, asks))
        for said, span in places(given):
            self._note((said, span), vain.get(said))
        slips = {(what, field): near for what, field, near in untaken(world, asks)}
        for what, field, span in field_places(given) if slips else ():
            if (what, field) in slips:
                self._fields[what, field, span] = slips[what, field]

    def _note(self, place: Place, near: str | None) -> None:
        if near is None:
            self._wanted.add(place)
        else:
            self._vain.setdefault(place, near)


def _wrong(entry: Entry | None, check: Callable[[Values], object]) -> Iterator[Diagnostic]:
    """What is wrong with values by name, one by one."""
    for each in () if entry is None else entry.value.entries:
        try:
            check(((each.key, literal(each.value)),))
        except ValueError as error:
            yield fault("test-wrong-value", sentence(str(error)), each.key_span)


def _undeclared(values: Iterable[str], names: Sequence[str], what: str, span: Span | None) -> Iterator[Diagnostic]:
    """The names that are not declared; nothing is known where there are no names at all."""
    known = {name.casefold() for name in names}
    for name in values:
        if names and name.casefold() not in known:
            advice = sentence(advice_on(name, names, f"there are {', '.join(names)}"))
            yield fault("test-wrong-value", f'{what} "{name}".', span, advice)


def _expectations(case: Case) -> Iterator[tuple[Expectation, Span | None]]:
    for step in case.steps:
        if isinstance(step.doing, Expect):
            yield from step.doing.expectations


def _asked(case: Case) -> Iterator[Place]:
    """What the call is expected to have asked for, or not."""
    for each, span in _expectations(case):
        if isinstance(each, Asked):
            yield ("dataActions", (each.category, each.action)), span
        elif isinstance(each, LookedUp):
            yield ("tables", (each.table,)), span
        elif isinstance(each, Outputs) and each.module.casefold() != case.flow.casefold():
            yield ("sharedFlows", (each.module,)), span
