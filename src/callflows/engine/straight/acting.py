"""The code of nodes that ask or tell the org: transfers, data tables, data actions, participant data, side effects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from callflows.engine.commands import EvaluateSchedule, Invoke, LookUp, NotExecuted
from callflows.engine.errors import FlowError
from callflows.engine.events import DataActionAnswer, ScheduleAnswer, TableAnswer, TransferAnswer
from callflows.engine.nodes.asking import InvokeNode, LookUpNode
from callflows.engine.nodes.data import GetAttributesNode, SetAttributesNode, SetLanguageNode, UpdateNode
from callflows.engine.nodes.effects import EffectNode, NotExecutedNode
from callflows.engine.nodes.timetable import UNANSWERED, ScheduleNode
from callflows.engine.nodes.transfers import Failure, OtherNode, QueueNode
from callflows.engine.semantics import output_of_unknown_data_action, state_of_unknown_schedule, with_attribute
from callflows.engine.sources import Source, as_entity_name, as_text
from callflows.engine.state import LANGUAGE, Node, State
from callflows.engine.straight.at import At, is_given
from callflows.engine.straight.parts import GIVE_UP, Lines
from callflows.expressions import Duration, to_text


def update(node: UpdateNode, at: At) -> Lines:
    return [
        *(line for target, source in node.statements for line in at.value(source, at.slot(target.slot))),
        *at.go(node.next),
    ]


def transfer(node: QueueNode | OtherNode, at: At) -> Lines:
    if _is_the_same(node):
        command = at.writing.given(lambda state: _command(node, state))
        asked: Lines = [f"if {command} is None:", [GIVE_UP], f"asked += ({command},)"]
    else:
        command = "command"
        make = f"{command} = {at.writing.bound(node)}.command(view)"
        asked = [*at.view(*_sources(node)), make, f"asked += ({command},)"]
    at = at.parked()
    lines = [*asked, *_answered(at, command, TransferAnswer), "if event.success:", at.end("transfer")]
    return [*lines, *_failure(node.failure, at)]


def _is_the_same(node: QueueNode | OtherNode) -> bool:
    """Whether all calls of a context ask this: not where the language that is spoken then chooses a skill."""
    by_language = isinstance(node, QueueNode) and node.language_skills
    return not by_language and all(map(is_given, _sources(node)))


def _sources(node: QueueNode | OtherNode) -> list[Source]:
    if isinstance(node, OtherNode):
        return [node.destination, *(source for _, source in node.settings)]
    own = [node.queue, node.priority, node.language_skill, node.preferred_agents, node.direct_agent, node.append_skills]
    return [*own, *node.skills, *node.language_skills.values()]


def _command(node: QueueNode | OtherNode, state: State) -> object:
    """The command that is the same in all calls of a context; None where it cannot be made."""
    try:
        return node.command(state)
    except FlowError:
        return None


def _answered(at: At, command: str, kind: type) -> Lines:
    """`event` is what the org answers, and the time that it took has passed."""
    return [
        f"event = answer({command}, clock)",
        f"if event.__class__ is not {at.writing.bound(kind)}:",
        [GIVE_UP],
        "clock += event.ms",
    ]


def _failure(failure: Failure, at: At) -> Lines:
    lines: Lines = []
    for target, field in ((failure.error_type, "error_type"), (failure.error_message, "error_message")):
        if target is not None:
            lines.append(f"{at.slot(target.slot)} = {at.cast(f'event.{field}', target.type)}")
    return [*lines, *at.go(failure.next)]


def look_up(node: LookUpNode, at: At) -> Lines:
    bound = at.writing.bound
    lines: Lines = [*at.value(node.key, "q"), f"q = {bound(as_text)}(q, 'the look-up value')"]
    lines += _answered(at, f"{bound(LookUp)}({node.address!r}, {node.table!r}, q)", TableAnswer)
    at = at.parked()
    lines += ["if event.error_type is not None:", _failure(node.failure, at)]
    lines += ["if event.row is None:", at.go(node.not_found), f"row = {bound(dict)}(event.row)"]
    for column, target in node.columns:
        lines.append(f"{at.slot(target.slot)} = {at.cast(f'row.get({column!r})', target.type)}")
    return [*lines, *at.go(node.found)]


def invoke(node: InvokeNode, at: At) -> Lines:
    """A data action, which is reported where nobody answers it."""
    bound = at.writing.bound
    lines = [line for i, (_, source) in enumerate(node.inputs) for line in at.value(source, f"i{i}")]
    inputs = "".join(f"({name!r}, i{i}), " for i, (name, _) in enumerate(node.inputs))
    lines += [*at.value(node.timeout, "q"), f"q = q.ms if q.__class__ is {bound(Duration)} else None"]
    command = f"{bound(Invoke)}({node.address!r}, {node.category!r}, {node.action!r}, ({inputs}), q)"
    lines += [*_answered(at, command, DataActionAnswer), f"row = {bound(dict)}(event.outputs)"]
    at = at.parked()
    lines += ["q = event.outcome", "if q == 'unknown':"]
    lines.append([_reported(at, node.what, node.unanswered), f"q = {output_of_unknown_data_action()!r}"])
    for outcome, entry in node.outputs.items():
        written = node.results if outcome == "success" else node.errors if outcome == "failure" else ()
        body: Lines = [
            f"{at.slot(target.slot)} = {at.cast(f'row.get({name!r})', target.type)}" for name, target in written
        ]
        lines += [f"if q == {outcome!r}:", [*body, *at.go(entry)]]
    return [*lines, GIVE_UP]


def schedule(node: ScheduleNode, at: At) -> Lines:
    """A schedule or group, which is reported where nobody says its state."""
    bound = at.writing.bound
    lines: Lines = [*at.value(node.schedule[1], "q"), f"q = {bound(as_entity_name)}(q, 'the schedule')"]
    lines += [*at.value(node.emergency[1], "r"), f"r = None if r is None else {bound(as_entity_name)}(r, 'a group')"]
    lines += [*at.value(node.time_zone[1], "zone"), f"zone = '' if zone is None else {bound(str)}(zone)"]
    if node.moment is None:
        lines.append("moment = None")
    else:
        lines += [*at.value(node.moment[1], "moment"), f"if moment.__class__ is not {bound(datetime)}:", [GIVE_UP]]
    command = f"{bound(EvaluateSchedule)}({node.address!r}, {node.what!r}, q, r, moment, zone)"
    lines += _answered(at, command, ScheduleAnswer)
    at = at.parked()
    in_service = node.in_service
    served: Lines = [] if in_service is None else [f"{at.slot(in_service.slot)} = event.schedules"]
    unknown = state_of_unknown_schedule(node.what == "scheduleGroup")
    lines += ["q = event.state", "if q is None:"]
    lines.append([_reported(at, node.kind, UNANSWERED), f"q = {unknown!r}"])
    for state, entry in node.outputs.items():
        lines += [f"if q == {state!r}:", [*served, *at.go(entry)]]
    return [*lines, GIVE_UP]


def set_language(node: SetLanguageNode, at: At) -> Lines:
    """The language of what is said from here on, and `Call.Language` of the flow and the modules around this node."""
    lines: Lines = [*at.view(), *at.value(node.language, "q")]
    lines += [f"view.lang = q = {at.writing.bound(as_text)}(q, 'the language')"]
    for each in dict.fromkeys((at.step.node, *at.step.waiting)):
        part, unit = at.writing.unit(each)
        lines += [f"{at.writing.slot(part, slot)} = q" for slot, name in unit.builtins if name in LANGUAGE]
    return [*lines, *at.go(node.next)]


def set_attributes(node: SetAttributesNode, at: At) -> Lines:
    """Names and values are all worked out before any is set."""
    bound = at.writing.bound
    lines: Lines = []
    for i, (name, value) in enumerate(node.attributes):
        lines += [*at.value(name, f"n{i}"), f"n{i} = {bound(as_text)}(n{i}, 'the name of a participant attribute')"]
        lines += at.value(value, f"i{i}")
    for i in range(len(node.attributes)):
        lines.append(f"texts = {bound(with_attribute)}(texts, n{i}, {bound(to_text)}(i{i}))")
    return [*lines, *at.go(node.next)]


def get_attributes(node: GetAttributesNode, at: At) -> Lines:
    bound = at.writing.bound
    lines: Lines = []
    for name, target in node.attributes:
        lines += [*at.value(name, "q"), f"q = {bound(as_text)}(q, 'the name of a participant attribute')"]
        lines.append(f"{at.slot(target.slot)} = {at.cast('texts.get(q)', target.type)}")
    return [*lines, *at.go(node.next)]


def effect(node: EffectNode, at: At) -> Lines:
    """What is handed to a driver is not among what is told of a call; its settings may fail."""
    worked_out = [line for _, source in node.settings if not is_given(source) for line in at.value(source, "q")]
    return [*worked_out, *at.go(node.next)]


def not_executed(node: NotExecutedNode, at: At) -> Lines:
    return [_reported(at, node.what, node.reason), *at.go(node.next)]


def _reported(at: At, what: str, reason: str) -> str:
    """Say that something is not executed."""
    told = at.writing.bound(NotExecuted(at.writing.nodes[at.step.node].address, what, reason))
    return f"skipped += ({told},)"


NODES: Mapping[type[Node], Callable[[Any, At], Lines]] = MappingProxyType(
    {
        EffectNode: effect,
        GetAttributesNode: get_attributes,
        InvokeNode: invoke,
        LookUpNode: look_up,
        NotExecutedNode: not_executed,
        OtherNode: transfer,
        QueueNode: transfer,
        ScheduleNode: schedule,
        SetAttributesNode: set_attributes,
        SetLanguageNode: set_language,
        UpdateNode: update,
    }
)
