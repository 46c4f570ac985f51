"""Actions whose doing lies outside the flow: bots, external contacts, the conversation's routing, SIP headers.

Each asks the directory how it comes out, and goes on by the output path that the answer names. A bot's intents are
output paths too. What such an action is, the catalogue says: its settings, output variables and output paths.
"""

from __future__ import annotations

from dataclasses import dataclass

from callflows.engine import trace as t
from callflows.engine.builder import Place, Target
from callflows.engine.commands import Ask, SideEffect
from callflows.engine.errors import FlowError
from callflows.engine.events import Event, ServiceAnswer
from callflows.engine.nodes.effects import all_evaluated, record, report
from callflows.engine.nodes.playing import played_before
from callflows.engine.nodes.settings import settings_of, targets_of
from callflows.engine.semantics import intent_of, outcome_of_unanswered_act, output_of_unknown_service, paths_that_fill
from callflows.engine.sources import Constant, Source, text_of
from callflows.engine.state import PARK, Node, State
from callflows.expressions import Entity, as_type
from callflows.model import ActionSpec, Field, Group, Kind, spec_of

ACTS = (
    "associateExternalContact",
    "clearUtilizationLabel",
    "setExternalTag",
    "setPriority",
    "setSkills",
    "setUtilizationLabel",
    "setWhisperAudio",
    "setWrapupCode",
)
"""Those that do something to the conversation; the others ask for something."""
ASKS = (
    "callAudioConnector",
    "callBotConnector",
    "callBotFlow",
    "callDecisionTable",
    "callDialogEngineBot",
    "callDialogflowBot",
    "callDialogflowCxBot",
    "callLexBot",
    "callLexV2Bot",
    "callNuanceMixBot",
    "callVoiceFlow",
    "getAssignedCustomerIntents",
    "getExternalContact",
    "getExternalOrganization",
    "getRawSIPHeaders",
    "getSIPHeaders",
    "promoteExternalContact",
    "searchExternalContacts",
)
_BY_INTENT = ("intentSlots", "intentParameters")


@dataclass(eq=False, slots=True)
class Result:
    """An output variable: the name under which the answer gives it, and the intent that it belongs to, if to one."""

    name: str
    intent: str
    target: Target


@dataclass(kw_only=True, eq=False, slots=True)
class ServiceNode(Node):
    what: str
    target: Source
    inputs: tuple[tuple[str, Source], ...]
    needed: frozenset[str]
    results: tuple[Result, ...]
    faults: tuple[Result, ...]
    paths: tuple[str, ...]
    open_paths: bool
    outputs: dict[str, int]
    acts: bool
    next: int

    def step(self, state: State) -> int:
        inputs = all_evaluated(state, self, self.inputs)
        for path, value in inputs:
            if value is None and path in self.needed:
                raise FlowError("not-set", f"{path} is NOT_SET", text_of(dict(self.inputs)[path]))
        named = self.target.value(state)
        target = named.name if isinstance(named, Entity) else "" if named is None else str(named)
        if self.acts:
            record(state, SideEffect(self.address, self.what, inputs))
        state.commands.append(Ask(self.address, self.what, target, inputs, self.paths, self.acts))
        if state.trace is not None and not self.acts:
            pairs = t.shown_pairs(inputs)
            asked = t.Asked(t=state.clock, address=self.address, kind=self.what, target=target, details=pairs)
            state.trace.append(asked)
        return PARK

    def resume(self, state: State, event: Event) -> int:
        if not isinstance(event, ServiceAnswer):
            raise self.unexpected(event)
        outcome = event.outcome
        if outcome == "unknown":
            outcome = self._unknown(state)
        elif outcome != "success" and outcome not in self.paths and not self.open_paths:
            raise self.unexpected(event)
        self._assign(state, outcome, event)
        state.took(self, outcome)
        return self.outputs.get(outcome, self.next)

    def _unknown(self, state: State) -> str:
        if self.acts:
            return outcome_of_unanswered_act()
        report(state, self.address, self.what, "nobody said how it comes out")
        return output_of_unknown_service(self.paths)

    def _assign(self, state: State, outcome: str, event: ServiceAnswer) -> None:
        given = dict(event.outputs)
        if "intent" not in given:
            given["intent"] = intent_of(outcome, self.paths)
        fills = paths_that_fill(outcome) and event.outcome != "unknown"
        for result in self.results if fills else self.faults if outcome == "failure" else ():
            if result.intent in ("", outcome):
                value = as_type(given.get(result.name), result.target.type, state)
                state.assign(self, result.target.name, result.target.slot, value)


def service(place: Place) -> Node:
    """What asks (ASKS)."""
    return played_before(place, "startAudio", _node(place, acts=False))


def act(place: Place) -> Node:
    """What does something (ACTS)."""
    return _node(place, acts=True)


def _node(place: Place, *, acts: bool) -> Node:
    spec = spec_of(place.action.kind) or ActionSpec(key=place.action.kind, title="", category="")
    found = [(path, _result(path, target)) for path, target in targets_of(place)]
    written = dict(place.groups("outputs"))
    paths = dict.fromkeys((*written, *spec.outputs))
    return ServiceNode(
        **place.head,
        what=place.action.kind,
        target=_target(place, spec.fields),
        inputs=settings_of(place, "startAudio"),
        needed=frozenset(each.path for each in spec.fields if each.required and not each.not_set),
        results=tuple(each for path, each in found if not path.startswith("failureOutputs/")),
        faults=tuple(each for path, each in found if path.startswith("failureOutputs/")),
        paths=spec.outputs,
        open_paths=spec.named_outputs,
        outputs={key: place.list_of(written.get(key), f"{place.address}/outputs/{key}") for key in paths},
        acts=acts,
        next=place.next,
    )


def _result(path: str, target: Target) -> Result:
    parts = path.split("/")
    return Result(parts[-1], parts[1] if parts[0] in _BY_INTENT and len(parts) > 2 else "", target)


def _target(place: Place, fields: tuple[Field, ...]) -> Source:
    """What the action names: the only key of a keyed setting, the name of a named one, else its first text."""
    for field in fields:
        node = place.setting(field.path)
        if field.kind is Kind.KEYED and isinstance(node, Group) and node.entries:
            return Constant(node.entries[0][0])
        name = node.get("name") if field.kind is Kind.NAMED and isinstance(node, Group) else None
        if isinstance(name, str):
            return Constant(name)
    text = next((each for each in fields if each.kind is Kind.VALUE and each.type == "String"), None)
    return Constant(None) if text is None else place.value(text.path)
