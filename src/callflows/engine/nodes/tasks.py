"""Tasks: entering, calling, jumping, ending; loops; jumps to menus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from callflows.engine import trace as t
from callflows.engine.builder import (
    Around,
    Builder,
    Place,
    Target,
    TaskPlan,
    UnitPlan,
    Written,
    below,
    dig,
    is_no_value,
)
from callflows.engine.commands import Disconnect
from callflows.engine.names import Names, new_slot
from callflows.engine.nodes.effects import reporting_faults, unable
from callflows.engine.semantics import frames_kept_by_jump, input_is_passed, is_end_path
from callflows.engine.sources import Source
from callflows.engine.state import END, MODULE, TASK, Frame, Node, State
from callflows.engine.units import Region
from callflows.engine.values import declare
from callflows.expressions import Value, type_named
from callflows.model import Action, Group, Items

_DEFAULT_PATH = "default"

Passed: TypeAlias = tuple[Target, Source]
"""An input of a task, and where its value comes from."""


@dataclass(kw_only=True, eq=False, slots=True)
class ClearNode(Node):
    """Where a jump enters a task: its variables begin anew."""

    region: Region
    next: int

    def step(self, state: State) -> int:
        clear(state, self.region)
        return self.next


@dataclass(kw_only=True, eq=False, slots=True)
class EnterNode(Node):
    """The beginning of a task; entering costs one action (Architect: task entries count)."""

    task: str
    next: int

    def step(self, state: State) -> int:
        if state.trace is not None:
            state.note_entered(t.EnteredTask(t=state.clock, address=self.address, task=self.task))
        return self.next


@dataclass(kw_only=True, eq=False, slots=True)
class EndTaskNode(Node):
    """`endTask`, and the end of a task's list of actions (`kind` is "" there)."""

    path: str = _DEFAULT_PATH

    def step(self, state: State) -> int:
        """Back to the `callTask` or `callCommonModule` that waits; nobody waits: the call is disconnected
        (Architect: a disconnect stands at the end of a task that is not left otherwise), or waits on in its queue."""
        if state.frame is None:
            if state.trace is not None:
                state.note_left_all("end", self.path)
            if state.unit.rest >= 0:
                return state.unit.rest
            state.commands.append(Disconnect(self.address))
            state.end("disconnect", self.address, "end of task")
            return END
        return state.nodes[state.frame.site].back(state, self.path)


@dataclass(kw_only=True, eq=False, slots=True)
class CallTaskNode(Node):
    """The inputs are evaluated in the caller; an end path that is not written goes on after the action. `spelt` are the
    end paths of the task as this action writes them, where that is in another way."""

    target: TaskPlan
    inputs: tuple[Passed, ...]
    results: tuple[tuple[int, Target], ...]
    outputs: dict[str, int]
    spelt: dict[str, str]
    next: int

    def step(self, state: State) -> int:
        values = [source.value(state) for _, source in self.inputs]
        region = self.target.region
        last = region.first + len(region.initial)
        saved = state.slots[region.first : last]
        state.frame = Frame(state.frame, TASK, self.index, state.unit, saved)
        begin(state, self, self.target, self.inputs, values)
        return self.target.inside

    def back(self, state: State, path: str) -> int:
        frame = state.leave()
        first = self.target.region.first
        given = [state.slots[slot] for slot, _ in self.results]
        state.slots[first : first + len(frame.saved)] = frame.saved
        if state.trace is not None:
            state.note_left("end", path)
        for value, (_, target) in zip(given, self.results, strict=True):
            state.assign(self, target.name, target.slot, value)
        if state.trace is not None:
            state.took(self, self.spelt.get(path, path))
        return self.outputs.get(path, self.next)


@dataclass(kw_only=True, eq=False, slots=True)
class JumpNode(Node):
    """`jumpToTask`, `jumpToMenu`: the tasks that wait are given up; a jump does not come back."""

    target: int

    def step(self, state: State) -> int:
        give_up(state)
        return self.target


@dataclass(kw_only=True, eq=False, slots=True)
class JumpToTaskNode(Node):
    """`jumpToTask` with inputs, which are evaluated before the jump."""

    target: TaskPlan
    inputs: tuple[Passed, ...]

    def step(self, state: State) -> int:
        values = [source.value(state) for _, source in self.inputs]
        give_up(state)
        begin(state, self, self.target, self.inputs, values)
        return self.target.inside


def clear(state: State, region: Region) -> None:
    state.slots[region.first : region.first + len(region.initial)] = region.initial


def begin(state: State, node: Node, task: TaskPlan, inputs: tuple[Passed, ...], values: list[Value]) -> None:
    """The variables of a task as they are when it is entered: its initial values, and the inputs passed."""
    clear(state, task.region)
    for (target, _), value in zip(inputs, values, strict=True):
        state.assign(node, target.name, target.slot, value)


def give_up(state: State) -> None:
    """Leave the present task, and forget those that wait for it."""
    if state.trace is not None:
        state.note_left_all("jump", modules=not frames_kept_by_jump(True))
    while state.frame is not None and not frames_kept_by_jump(state.frame.kind == MODULE):
        state.frame = state.frame.above


def open_task(builder: Builder, plan: UnitPlan, name: str, address: str, written: Written) -> TaskPlan:
    """Give a task its slots and its two entries; `close_task` compiles its actions."""
    hidden = 2 * sum(1 for action in below(written.actions) if action.kind in ("loop", "loopUntil"))
    first = len(plan.unit.template)
    own = tuple(declare(plan.unit, each) for each in written.variables)
    spare = [new_slot(plan.unit, None) for _ in range(hidden)]
    region = Region(first=first, initial=tuple(plan.unit.template[first:]))
    names = Names(plan.unit, own, spare, probes=plan.names.probes)
    inside = builder.reserve()
    entry = builder.reserve() if region.initial else inside
    return TaskPlan(name, address, entry, inside, region, names, _ends(written.actions))


def close_task(builder: Builder, plan: UnitPlan, task: TaskPlan, written: Written, menu: int | None = None) -> None:
    """Compile a task: its entries, its actions, its end. `menu` is the menu whose choice the task belongs to."""
    end = builder.add(EndTaskNode(address=task.address, cost=0))
    first = builder.sequence(written.actions, written.address, end, Around(plan, task.names, menu=menu))
    start = reporting_faults(builder, task.address, task.names.own, first)
    if task.entry != task.inside:
        builder.put(task.entry, ClearNode(address=task.address, cost=0, region=task.region, next=task.inside))
    builder.put(task.inside, EnterNode(address=task.address, task=task.name, next=start))


def call_task(place: Place) -> Node:
    target = place.around.plan.task(place.setting("targetTaskRef"))
    if target is None:
        return unable(place, f"there is no task {place.setting('targetTaskRef')}")
    written = dict(place.groups("outputs"))
    spelt = {end: key for end in target.ends for key in written if is_end_path(key, end) and end not in written}
    paths = dict.fromkeys((*written, *(end for end in target.ends if end not in spelt)))
    outputs = {key: place.list_of(written.get(key), f"{place.address}/outputs/{key}") for key in paths}
    outputs |= {end: outputs[key] for end, key in spelt.items()}
    return CallTaskNode(
        **place.head,
        target=target,
        inputs=_inputs(place, target),
        results=task_results(place, target),
        outputs=outputs,
        spelt=spelt,
        next=place.next,
    )


def task_results(place: Place, target: TaskPlan) -> tuple[tuple[int, Target], ...]:
    """The task's variables that are handed back, and where to: `taskOutputs: [{string: {name: Task.X, variable:
    Flow.Y}}]`, or `value: {var: Flow.Y}` (no export shows the form; that of the inputs is taken)."""
    written = place.setting("taskOutputs")
    found: list[tuple[int, Target]] = []
    for item in written.items if isinstance(written, Items) else ():
        for body in (node for _, node in item.entries) if isinstance(item, Group) else ():
            name = body.get("name") if isinstance(body, Group) else None
            variable = (body.get("variable") or body.get("value")) if isinstance(body, Group) else None
            receiver = place.target_of(variable)
            if isinstance(name, str) and receiver is not None:
                found.append((target.names.declared(name).slot, receiver))
    return tuple(found)


def _inputs(place: Place, target: TaskPlan) -> tuple[Passed, ...]:
    written = place.setting("taskInputs")
    found: list[Passed] = []
    for item in written.items if isinstance(written, Items) else ():
        for type_name, body in item.entries if isinstance(item, Group) else ():
            name = body.get("name") if isinstance(body, Group) else None
            value = body.get("value") if isinstance(body, Group) else None
            if isinstance(name, str) and value is not None and input_is_passed(is_no_value(value)):
                declared = target.names.declared(name)
                source = place.source(value, type_named(type_name) or declared.type)
                found.append((Target(declared.name, declared.slot, declared.type), source))
    return tuple(found)


def jump_to_task(place: Place) -> Node:
    reference = place.setting("targetTaskRef")
    target = place.around.plan.task(reference)
    if target is None:
        return unable(place, f"there is no task {reference}")
    inputs = _inputs(place, target)
    if inputs:
        return JumpToTaskNode(**place.head, target=target, inputs=inputs)
    return JumpNode(**place.head, target=target.entry)


def jump_to_menu(place: Place) -> Node:
    reference = place.setting("targetMenuRef")
    target = place.around.plan.menu(reference)
    if target is None:
        return unable(place, f"there is no menu {reference}")
    return JumpNode(**place.head, target=target)


def end_task(place: Place) -> Node:
    return EndTaskNode(**place.head, path=_path_of(place.action))


def _path_of(end: Action) -> str:
    """The path on which an `endTask` ends its task."""
    path = dig(end.entries, "outputPath/name")
    return path if isinstance(path, str) else _DEFAULT_PATH


def _ends(actions: tuple[Action, ...]) -> tuple[str, ...]:
    """The paths on which a task may end: those of its `endTask` actions, and that of the end of its list."""
    named = (_path_of(action) for action in below(actions) if action.kind == "endTask")
    return tuple(dict.fromkeys((*named, _DEFAULT_PATH)))
