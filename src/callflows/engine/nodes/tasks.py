"""Tasks: entering, calling, jumping, ending; loops; jumps to menus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, cast

from callflows.engine import trace as t
from callflows.engine.builder import (
    Around,
    Builder,
    Loop,
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
from callflows.engine.errors import FlowError
from callflows.engine.names import Names, new_slot
from callflows.engine.nodes.effects import reported_before, reporting_faults, unable
from callflows.engine.semantics import frames_kept_by_jump, input_is_passed, loop_passes
from callflows.engine.sources import Source
from callflows.engine.state import END, MODULE, TASK, Frame, Node, State
from callflows.engine.units import Region
from callflows.engine.values import declare
from callflows.expressions import Value, type_named, types
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
            state.trace.append(t.EnteredTask(t=state.clock, address=self.address, task=self.task))
        return self.next


@dataclass(kw_only=True, eq=False, slots=True)
class EndTaskNode(Node):
    """`endTask`, and the end of a task's list of actions (`kind` is "" there)."""

    path: str = _DEFAULT_PATH

    def step(self, state: State) -> int:
        """Back to the `callTask` or `callCommonModule` that waits; nobody waits: the call is disconnected
        (Architect: a disconnect stands at the end of a task that is not left otherwise)."""
        if state.frame is None:
            state.commands.append(Disconnect(self.address))
            state.end("disconnect", self.address, "end of task")
            return END
        return state.nodes[state.frame.site].back(state, self.path)


@dataclass(kw_only=True, eq=False, slots=True)
class CallTaskNode(Node):
    """The inputs are evaluated in the caller; an end path that is not written goes on after the action."""

    target: TaskPlan
    inputs: tuple[Passed, ...]
    outputs: dict[str, int]
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
        state.slots[first : first + len(frame.saved)] = frame.saved
        if state.trace is not None:
            left = t.LeftTask(t=state.clock, address=self.address, task=self.target.name, path=path)
            state.trace.append(left)
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


@dataclass(kw_only=True, eq=False, slots=True)
class LoopNode(Node):
    """The beginning of a loop. Pass and count live in two slots of the flow's or module's variables, which
    restart with each entry."""

    count: Source
    count_slot: int
    pass_slot: int
    step_at: int

    def step(self, state: State) -> int:
        count = self.count.value(state)
        if not isinstance(count, int):
            raise FlowError("not-set", "the loop count is NOT_SET")
        state.slots[self.count_slot] = loop_passes(count)
        state.slots[self.pass_slot] = 0
        return self.step_at


@dataclass(kw_only=True, eq=False, slots=True)
class LoopPassNode(Node):
    """Begins the next pass, or leaves the loop. Architect: the index starts at 0 and grows by 1 each pass."""

    count_slot: int
    pass_slot: int
    current: Target | None
    body: int = 0
    exit: int

    def step(self, state: State) -> int:
        slots = state.slots
        at, count = cast(int, slots[self.pass_slot]), cast(int, slots[self.count_slot])
        if at >= count:
            return self.exit
        slots[self.pass_slot] = at + 1
        if self.current is not None:
            state.assign(self, self.current.name, self.current.slot, at)
        return self.body


@dataclass(kw_only=True, eq=False, slots=True)
class GoNode(Node):
    """`loopNext`, `loopExit`: on to a place known when the program was compiled."""

    target: int

    def step(self, state: State) -> int:
        return self.target


def clear(state: State, region: Region) -> None:
    state.slots[region.first : region.first + len(region.initial)] = region.initial


def begin(state: State, node: Node, task: TaskPlan, inputs: tuple[Passed, ...], values: list[Value]) -> None:
    """The variables of a task as they are when it is entered: its initial values, and the inputs passed."""
    clear(state, task.region)
    for (target, _), value in zip(inputs, values, strict=True):
        state.assign(node, target.name, target.slot, value)


def give_up(state: State) -> None:
    """Forget the tasks that wait for the present one."""
    while state.frame is not None and not frames_kept_by_jump(state.frame.kind == MODULE):
        state.frame = state.frame.above


def open_task(builder: Builder, plan: UnitPlan, name: str, address: str, written: Written) -> TaskPlan:
    """Give a task its slots and its two entries; `close_task` compiles its actions."""
    hidden = 2 * sum(1 for action in below(written.actions) if action.kind == "loop")
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
    outputs = {
        key: place.list_of(written.get(key), f"{place.address}/outputs/{key}")
        for key in dict.fromkeys((*written, *target.ends))
    }
    node = CallTaskNode(
        **place.head,
        target=target,
        inputs=_inputs(place, target),
        outputs=outputs,
        next=place.next,
    )
    return reported_before(place, "taskOutputs", "callflows does not hand back the outputs of a task", node)


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


def loop(place: Place) -> Node:
    builder = place.builder
    count_slot, pass_slot = place.around.names.hidden_slot(), place.around.names.hidden_slot()
    passing = LoopPassNode(
        address=place.address,
        cost=0,
        count_slot=count_slot,
        pass_slot=pass_slot,
        current=place.target("currentIndex"),
        exit=place.next,
    )
    step_at = builder.add(passing)
    around = Loop(step_at, place.next)
    passing.body = place.list_of(
        place.setting("outputs/loop"), f"{place.address}/outputs/loop", exit=step_at, loop=around
    )
    return LoopNode(
        **place.head,
        count=place.value("loopCount", types.INTEGER),
        count_slot=count_slot,
        pass_slot=pass_slot,
        step_at=step_at,
    )


def loop_next(place: Place) -> Node:
    around = place.around.loop
    if around is None:
        return unable(place, "it stands in no loop")
    return GoNode(**place.head, target=around.step)


def loop_exit(place: Place) -> Node:
    around = place.around.loop
    if around is None:
        return unable(place, "it stands in no loop")
    return GoNode(**place.head, target=around.exit)
