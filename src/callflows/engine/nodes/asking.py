"""Actions that ask the world and wait for its answer: data tables and data actions."""

from __future__ import annotations

from dataclasses import dataclass

from callflows.engine import trace as t
from callflows.engine.builder import Place, Target
from callflows.engine.commands import Invoke, LookUp
from callflows.engine.events import DataActionAnswer, Event, TableAnswer
from callflows.engine.nodes.effects import report, unable
from callflows.engine.nodes.inputs import evaluated
from callflows.engine.nodes.playing import before
from callflows.engine.nodes.transfers import Failure
from callflows.engine.semantics import output_of_unknown_data_action
from callflows.engine.sources import SILENT, Sound, Source, as_text
from callflows.engine.state import PARK, Node, State
from callflows.expressions import Duration, as_type, types
from callflows.model import Group, NoValue
from callflows.model import Node as Setting


@dataclass(kw_only=True, eq=False, slots=True)
class LookUpNode(Node):
    """Architect: a key that is NOT_SET goes to the flow's error handling, not to the failure path."""

    table: str
    key: Source
    columns: tuple[tuple[str, Target], ...]
    failure: Failure
    found: int
    not_found: int

    def step(self, state: State) -> int:
        key = as_text(evaluated(state, self, "lookupValue", self.key), "the look-up value", self.key)
        state.commands.append(LookUp(self.address, self.table, key))
        if state.trace is not None:
            asked = t.Asked(
                t=state.clock, address=self.address, kind="table", target=self.table, details=(("key", key),)
            )
            state.trace.append(asked)
        return PARK

    def resume(self, state: State, event: Event) -> int:
        if not isinstance(event, TableAnswer):
            raise self.unexpected(event)
        if event.error_type is not None:
            return self.failure.take(state, self, event.error_type, event.error_message)
        if event.row is None:
            state.took(self, "notFound")
            return self.not_found
        row = dict(event.row)
        for column, target in self.columns:
            state.assign(self, target.name, target.slot, as_type(row.get(column), target.type, state))
        state.took(self, "found")
        return self.found


@dataclass(kw_only=True, eq=False, slots=True)
class InvokeNode(Node):
    """A data action. What a real one returns lies outside the flow, so the driver says it. `paths` are those of the
    inputs."""

    what: str
    category: str
    action: str
    inputs: tuple[tuple[str, Source], ...]
    paths: tuple[str, ...]
    timeout: Source
    results: tuple[tuple[str, Target], ...]
    errors: tuple[tuple[str, Target], ...]
    outputs: dict[str, int]

    @property
    def unanswered(self) -> str:
        """Why it is reported where nobody says what it returns."""
        return f'no answer is known for "{self.category}" / "{self.action}"'

    def step(self, state: State) -> int:
        found = zip(self.paths, self.inputs, strict=True)
        inputs = tuple([(name, evaluated(state, self, path, source)) for path, (name, source) in found])
        timeout = evaluated(state, self, "timeout", self.timeout)
        ms = timeout.ms if isinstance(timeout, Duration) else None
        state.commands.append(Invoke(self.address, self.category, self.action, inputs, ms))
        if state.trace is not None:
            target = f"{self.category}/{self.action}"
            pairs = t.shown_pairs(inputs)
            state.trace.append(
                t.Asked(t=state.clock, address=self.address, kind="dataAction", target=target, details=pairs)
            )
        return PARK

    def resume(self, state: State, event: Event) -> int:
        if not isinstance(event, DataActionAnswer) or event.outcome not in (*self.outputs, "unknown"):
            raise self.unexpected(event)
        outcome = event.outcome
        if outcome == "unknown":
            report(state, self.address, self.what, self.unanswered)
            outcome = output_of_unknown_data_action()
        given = dict(event.outputs)
        written = self.results if outcome == "success" else self.errors if outcome == "failure" else ()
        for name, target in written:
            value = as_type(given.get(name), target.type, state)
            state.assign(self, target.name, target.slot, value)
        state.took(self, outcome)
        return self.outputs[outcome]


def data_table_lookup(place: Place) -> Node:
    tables = place.groups("dataTable")
    if not tables:
        return unable(place, "it names no data table")
    name, written = tables[0]
    body = written if isinstance(written, Group) else Group()
    errors = dict(_targets(place, body.get("failureOutputs")))
    return LookUpNode(
        **place.head,
        table=name,
        key=place.value("lookupValue", types.STRING),
        columns=_targets(place, body.get("foundOutputs")),
        failure=Failure(errors.get("errorType"), errors.get("errorMessage"), place.branch("outputs/failure")),
        found=place.branch("outputs/found"),
        not_found=place.branch("outputs/notFound"),
    )


def call_data(place: Place) -> Node:
    categories = place.groups("category")
    integration = categories[0][1] if categories else None
    found = integration.get("dataAction") if isinstance(integration, Group) else None
    if not isinstance(found, Group) or not found.entries:
        return unable(place, "it names no data action")
    action, written = found.entries[0]
    body = written if isinstance(written, Group) else Group()
    inputs = body.get("inputs")
    pairs = inputs.entries if isinstance(inputs, Group) else ()
    path = f"category/{categories[0][0]}/dataAction/{action}/inputs"
    node = InvokeNode(
        **place.head,
        what=place.action.kind,
        category=categories[0][0],
        action=action,
        inputs=tuple((name, place.source(node)) for name, node in pairs),
        paths=tuple(f"{path}/{name}" for name, _ in pairs),
        timeout=place.value("timeout", types.DURATION),
        results=_targets(place, body.get("successOutputs")),
        errors=_targets(place, body.get("failureOutputs")),
        outputs={each: place.branch(f"outputs/{each}") for each in ("success", "failure", "timeout")},
    )
    return before(place, _processing_sound(place), node)


def _processing_sound(place: Place) -> Sound:
    """The action's own processing prompt, else the flow's; `noValueWithNoFallback` is neither."""
    own = place.setting("processingPrompt")
    if own is None or (isinstance(own, NoValue) and own.fallback):
        own = place.around.plan.settings(f"settingsActionDefaults/{place.action.kind}/processingPrompt")
    return SILENT if own is None else place.sound_of(own)


def _targets(place: Place, node: Setting | None) -> tuple[tuple[str, Target], ...]:
    entries = node.entries if isinstance(node, Group) else ()
    found = [(name, place.target_of(each)) for name, each in entries]
    return tuple((name, target) for name, target in found if target is not None)
