"""The Architect action of each node, without its branches, in the exporter's order of settings."""

from __future__ import annotations

from callflows.expressions import quote
from callflows.graph.kinds import KINDS, type_of
from callflows.graph.lowering.routes import hangup_name, queue_name
from callflows.graph.lowering.settings import group, seconds
from callflows.graph.names import Names, bare
from callflows.graph.slots import set_type
from callflows.graph.surroundings import Parameter, Surroundings
from callflows.graph.types import (
    CollectNode,
    DecisionNode,
    EndNode,
    FlowNode,
    HangupNode,
    InvokeNode,
    Plain,
    PromptNode,
    QueueNode,
    SetNode,
    TransferNode,
)
from callflows.graph.values import Made, make_audio, make_condition, make_value
from callflows.model import Action, Audio, Entries, Expression, Group, Items, Literal, Node, Nothing, NoValue, Output

_NO_OUTPUTS = group(errorType=NoValue(), errorMessage=NoValue())
_DEFAULT_MAX_DIGITS = 20
"""Architect: a new Collect Input takes 1 to 20 digits."""


class ActionMaker:
    """Makes actions for one flow. Every value is one that the rules have accepted."""

    def __init__(self, names: Names, surroundings: Surroundings, *, module: bool) -> None:
        self._names = names
        self._surroundings = surroundings
        self._module = module

    def actions_of(self, node: FlowNode) -> tuple[Action, ...]:  # noqa: PLR0911 - one for each kind
        """The actions of a node. The last one carries the node's branches, where it has any."""
        name = action_name(node)
        match node.action:
            case InvokeNode() as action:
                return (self._invoke(name, action),)
            case QueueNode() as action:
                return (self._queue(name, action),)
            case PromptNode() as action:
                return (_action("playAudio", ("name", name), ("audio", self._prompt(action))),)
            case CollectNode() as action:
                return (self._collect(name, action),)
            case DecisionNode() as action:
                condition = _good(make_condition(action.condition, self._names))
                return (_action("decision", ("name", name), ("condition", condition)),)
            case SetNode() as action:
                return (self._set(name, action),)
            case TransferNode() as action:
                return (self._transfer(name, action),)
            case HangupNode() | EndNode() | None:
                return self._ending(node, name)
        raise TypeError(f"{type(node.action).__name__} is no action of a node")

    def _ending(self, node: FlowNode, name: str) -> tuple[Action, ...]:
        """A hangup, or an end, which in an inbound flow disconnects."""
        action = node.action
        if type_of(node) == "end" and self._module:
            outputs = self._outputs(name, action) if isinstance(action, EndNode) else ()
            return (*outputs, _action("endTask", ("name", name)))
        reason = action if isinstance(action, HangupNode) else None
        return (disconnect(hangup_name(name, reason)),)

    def _invoke(self, name: str, action: InvokeNode) -> Action:
        shared = self._surroundings.shared_flows.get(action.flow_id)
        if shared is None:
            raise ValueError(f"the shared flow with id {action.flow_id!r} is not among the surroundings")
        passed = {_key(e): e.get("value") for e in action.variables or ()}
        taken = {_key(e): str(e.get("variable")) for e in action.outputs or ()}
        inputs = [
            (p.name, _good(make_value(passed.get(bare(p.name).lower()), p.type, self._names)))
            for p in _parameters(shared.inputs, action.variables)
        ]
        outputs = [
            (p.name, self._into(taken.get(bare(p.name).lower()))) for p in _parameters(shared.outputs, action.outputs)
        ]
        version: list[tuple[str, Node]] = []
        if inputs:
            version.append(("inputs", Group(tuple(inputs))))
        if outputs:
            version.append(("outputs", Group(tuple(outputs))))
        called = Group(((shared.name, Group((("ver_latestPublished", _or_empty(version)),))),))
        return _action("callCommonModule", ("name", name), ("commonModule", called))

    def _queue(self, name: str, action: QueueNode) -> Action:
        queue = Literal(group(name=queue_name(action, self._surroundings)))
        skills = Items(tuple(group(acdSkill=Expression(f"FindSkill({quote(skill)})")) for skill in action.skills or ()))
        language = Literal(group(name=action.language_skill)) if action.language_skill else NoValue()
        return _action(
            "transferToAcd",
            ("name", name),
            ("targetQueue", queue),
            *((("acdSkills", skills),) if skills.items else ()),
            *self._transfer_audio(action),
            ("priority", Literal(action.priority or 0)),
            ("preferredAgents", NoValue()),
            ("languageSkill", language),
            ("directAgent", NoValue()),
            ("failureOutputs", _NO_OUTPUTS),
        )

    def _transfer(self, name: str, action: TransferNode) -> Action:
        return _action(
            "transferToNumber",
            ("name", name),
            ("targetNumber", _good(make_value(action.number.strip(), "string", self._names))),
            *self._transfer_audio(action),
            ("releaseLinkTransfer", Literal(False)),
            ("connectTimeout", NoValue()),
            ("failureOutputs", _NO_OUTPUTS),
        )

    def _transfer_audio(self, action: QueueNode | TransferNode) -> Entries:
        audios = (
            ("preTransferAudio", action.pre_transfer_audio),
            ("failureTransferAudio", action.failure_transfer_audio),
        )
        return tuple((key, _good(make_audio(text, self._names))) for key, text in audios if text)

    def _prompt(self, action: PromptNode) -> Node:
        if action.prompt:
            scoped = action.prompt.partition(".")[0].lower() in ("prompt", "promptsystem")
            return Audio(prompt=action.prompt if scoped else f"Prompt.{action.prompt}")
        if action.expression:
            return _good(make_condition(action.expression, self._names))
        return _good(make_audio(action.text or "", self._names))

    def _collect(self, name: str, action: CollectNode) -> Action:
        audio = (("inputAudio", _good(make_audio(action.prompt, self._names))),) if action.prompt else ()
        terminator = (("includeTerminatingDtmfInResultData", Literal(False)),) if action.terminator else ()
        return _action(
            "collectInput",
            ("name", name),
            ("inputData", self._into(action.variable)),
            ("digits", _digits(action)),
            ("interDigitTimeout", _timeout(action.inter_digit_timeout)),
            ("noEntryTimeout", _timeout(action.no_entry_timeout)),
            *audio,
            *terminator,
            ("acceptJustStar", Literal(False)),
            ("acceptJustPound", Literal(False)),
            ("verificationType", "none"),
        )

    def _set(self, name: str, action: SetNode) -> Action:
        return update(name, [self._statement(action.variable, action.value, set_type(action, self._names))])

    def _outputs(self, name: str, action: EndNode) -> tuple[Action, ...]:
        statements: list[Node] = []
        for entry in action.outputs or ():
            variable = str(entry.get("name"))
            known = self._names.own(variable)
            statements.append(self._statement(variable, entry.get("value"), known.type if known else "string"))
        return (update(f"Results of {name}"[:200], statements),) if statements else ()

    def _statement(self, variable: str, value: Plain, type_: str) -> Node:
        written = _good(make_value(value, type_, self._names))
        return Group(((type_, group(variable=self._name(variable), value=written)),))

    def _into(self, variable: str | None) -> Node:
        return Output(self._name(variable)) if variable else NoValue()

    def _name(self, variable: str) -> str:
        known = self._names.own(variable)
        return known.expression if known is not None else f"{self._names.scope}.{bare(variable)}"


def action_name(node: FlowNode) -> str:
    """The node's name, or the title of its action (Genesys Cloud: at most 200 characters)."""
    return (node.name.strip() or KINDS[type_of(node)].title)[:200]


def disconnect(name: str = "Disconnect") -> Action:
    return _action("disconnect", ("name", name))


def jump(name: str, ref: str) -> Action:
    return _action("jumpToTask", ("name", f"Jump to {name}"[:200]), ("targetTaskRef", ref))


def update(name: str, statements: list[Node]) -> Action:
    return _action("updateData", ("name", name), ("statements", Items(tuple(statements))))


def _action(kind: str, *entries: tuple[str, Node]) -> Action:
    return Action(kind, tuple(entries))


def _good(made: Made) -> Node:
    if not made.good:
        raise ValueError(f"a value that no rule accepts: {made.unknown or made.faults or made.wrong_type}")
    return made.node


def _key(entry: dict[str, Plain]) -> str:
    return bare(str(entry.get("name"))).lower()


def _parameters(known: tuple[Parameter, ...] | None, entries: list[dict[str, Plain]]) -> tuple[Parameter, ...]:
    """The module's parameters (exports list every one of them), or those named where its contract is unknown."""
    if known is not None:
        return known
    return tuple(Parameter(f"Common.{bare(str(e.get('name')))}", "") for e in entries or ())


def _or_empty(entries: list[tuple[str, Node]]) -> Node:
    return Group(tuple(entries)) if entries else empty_object()


def empty_object() -> Node:
    """A module without inputs and outputs: assumed to be written as exports write other empty objects."""
    return Nothing()


def _digits(action: CollectNode) -> Node:
    if action.digits is not None and not action.terminator:
        return group(exact=action.digits)
    low = action.digits or action.min or 1
    high = action.digits or action.max or max(low, _DEFAULT_MAX_DIGITS)
    ended = (("terminatingDtmf", f"digit_{action.terminator}"),) if action.terminator else ()
    return group(range=Group((*ended, ("min", low), ("max", high))))


def _timeout(count: int | None) -> Node:
    return NoValue() if count is None else seconds(count)
