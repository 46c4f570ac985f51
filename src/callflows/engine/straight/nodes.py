"""The code of nodes that lead a call: audio, entries, menus, decisions, loops, tasks, modules.

Each function writes what its node's `step` and `resume` do in the usual case, and gives up in any other. Code ends by
going on or with the end of the call, so what stands after it is never reached from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from callflows.engine.nodes.choices import ChoiceNode
from callflows.engine.nodes.collecting import CollectNode
from callflows.engine.nodes.deciding import DecisionNode, FirstMatchNode, FirstTrueNode
from callflows.engine.nodes.effects import DisconnectNode
from callflows.engine.nodes.loops import GoNode, LoopNode, LoopPassNode, UntilPassNode
from callflows.engine.nodes.menus import MenuNode
from callflows.engine.nodes.modules import CallModuleNode
from callflows.engine.nodes.playing import PlayNode
from callflows.engine.nodes.tasks import (
    CallTaskNode,
    ClearNode,
    EndTaskNode,
    EnterNode,
    JumpNode,
    JumpToTaskNode,
    Passed,
)
from callflows.engine.semantics import (
    MENU_REPEATS,
    frames_kept_by_jump,
    loop_passes,
    switch_case_matches_not_set,
    times_a_menu_plays,
    until_is_judged_before_a_pass,
)
from callflows.engine.sources import constant_of
from callflows.engine.state import Node, PathNode
from callflows.engine.straight import acting
from callflows.engine.straight.at import At, UnwrittenError, literal
from callflows.engine.straight.entries import Entering
from callflows.engine.straight.parts import GIVE_UP, Lines
from callflows.engine.straight.played import Module
from callflows.engine.units import Region
from callflows.expressions import same, types

_KEYS = frozenset("0123456789*#")
_NO_DIGITS = ("", "*", "#")
"""Terminating keys of an entry that has one, or none."""
_DEEPEST = 12
"""Tasks and modules that wait for one another."""
_AGAIN = 2
"""Calls of a task by the same action that wait for one another."""


def path(node: PathNode | EnterNode, at: At) -> Lines:
    return at.go(node.next)


def play(node: PlayNode, at: At) -> Lines:
    heard, at = at.hear(node.sound)
    return [*heard, *at.go(node.next)]


def collect(node: CollectNode, at: At) -> Lines:
    """An entry that is not read back; keys that nobody typed before it."""
    first, later = node.no_entry.fixed, node.inter_digit.fixed
    usual = node.verification == "none" and node.terminator in _NO_DIGITS and literal(node.keep_terminator) is not True
    if node.fixed is None or first is None or later is None or not usual:
        raise UnwrittenError
    star, pound = (literal(each) is True for each in (node.just_star, node.just_pound))
    whole = at.writing.bound(Entering(*node.fixed, node.terminator, star, pound, later).whole)
    heard, _ = at.hear(node.prompt)
    at = at.parked()
    other: Lines = [f"found = {whole}(entries, typed, keys)", "if found is None:", [GIVE_UP], "keys, typed, ms = found"]
    unlike: Lines = [
        f"if len(keys) != {node.fixed[1]} or not keys.isdigit() or not keys.isascii():",
        [*other, "clock += ms"],
    ]
    lines: Lines = [*heard, *_typed(first, unlike), "if keys is None:", at.go(node.failure)]
    if node.target is not None:
        taken = "keys"
        if node.target.type != types.STRING:
            taken = at.cast("keys", node.target.type)
        lines.append(f"{at.slot(node.target.slot)} = {taken}")
    return [*lines, *at.go(node.success)]


def _typed(wait: int, then: Lines) -> Lines:
    """The next entry and what is done with it then, None and the time that was waited where there is none."""
    return [
        "try:",
        ["keys = entries[typed]", "typed += 1", *then],
        "except IndexError:",
        ["keys = None", f"clock += {wait}"],
    ]


def menu(node: MenuNode, at: At) -> Lines:
    """A key, or nothing: speech is no entry, and extensions are left to the interpreter."""
    wait = node.timeout.fixed
    if wait is None:
        raise UnwrittenError
    if not at.step.part:
        written = map(literal, node.repeats)
        times = times_a_menu_plays(next((each for each in written if isinstance(each, int)), MENU_REPEATS))
        dials = at.writing.given(lambda state: bool(state.context.directory.extensions()))
        return [f"if {dials}:", [GIVE_UP], f"left = {times}", *at.again("plays")]
    heard, _ = at.hear(node.sound)
    at = at.parked()
    lines: Lines = ["left -= 1", *heard, *_typed(wait, [])]
    for key, entry in node.choices.items():
        if key in _KEYS:
            lines += [f"if keys == {key!r}:", at.go(entry)]
    lines += [f"if keys is not None and keys not in {at.writing.bound(_KEYS)}:", [GIVE_UP]]
    lines += ["if left > 0:", at.again("plays")]
    return [*lines, *(at.end("disconnect", "no menu choice") if node.default is None else at.go(node.default))]


def decision(node: DecisionNode, at: At) -> Lines:
    return [*at.value(node.condition, "q"), "if q is True:", at.go(node.yes), *at.go(node.no)]


def first_true(node: FirstTrueNode, at: At) -> Lines:
    lines: Lines = []
    for case in node.cases:
        lines += [*at.value(case.value, "q"), "if q is True:", at.go(case.entry)]
    return [*lines, *at.go(node.default)]


def first_match(node: FirstMatchNode, at: At) -> Lines:
    cases: Lines = []
    equal = at.writing.bound(same)
    for case in node.cases:
        cases += [*at.value(case.value, "r"), f"if {equal}(r, q):", at.go(case.entry)]
    if cases and not switch_case_matches_not_set():
        cases = ["if q is not None:", cases]
    return [*at.value(node.value, "q"), *cases, *at.go(node.default)]


def loop(node: LoopNode, at: At) -> Lines:
    count, passes = at.slot(node.count_slot), at.slot(node.pass_slot)
    known = constant_of(node.count)
    lines: Lines = [f"{count} = {loop_passes(known)}"] if isinstance(known, int) else _counted(node, at, count)
    return [*lines, f"{passes} = 0", *at.go(node.step_at)]


def _counted(node: LoopNode, at: At, count: str) -> Lines:
    whole = f"q.__class__ is not {at.writing.bound(int)}"
    return [
        *at.value(node.count, "q"),
        f"if {whole}:",
        [GIVE_UP],
        f"{count} = {at.writing.bound(loop_passes)}(q)",
    ]


def loop_pass(node: LoopPassNode, at: At) -> Lines:
    count, passes = at.slot(node.count_slot), at.slot(node.pass_slot)
    current = [f"{at.slot(node.current.slot)} = {passes}"] if node.current is not None else []
    return [
        f"if {passes} >= {count}:",
        at.go(node.exit),
        *current,
        f"{passes} += 1",
        *at.go(node.body),
    ]


def until_pass(node: UntilPassNode, at: At) -> Lines:
    judged: Lines = []
    for until in node.untils:
        judged += [*at.value(until.condition, "q"), "if q is True:", at.go(until.entry)]
    if judged and not until_is_judged_before_a_pass():
        judged = [f"if {at.slot(node.pass_slot)} > 0:", judged]
    return [*judged, *loop_pass(node, at)]


def go(node: GoNode | ChoiceNode, at: At) -> Lines:
    return at.go(node.target)


# --- tasks and modules


def clear(node: ClearNode, at: At) -> Lines:
    return [*_cleared(node.region, at), *at.go(node.next)]


def _cleared(region: Region, at: At) -> Lines:
    return [f"{at.slot(region.first + i)} = {at.writing.bound(value)}" for i, value in enumerate(region.initial)]


def jump(node: JumpNode, at: At) -> Lines:
    return at.go(node.target, _kept(at))


def jump_to_task(node: JumpToTaskNode, at: At) -> Lines:
    return [*_begun(node.target.region, node.inputs, at), *at.go(node.target.inside, _kept(at))]


def _kept(at: At) -> tuple[int, ...]:
    """Who still waits after a jump."""
    waiting = at.step.waiting
    while waiting and not frames_kept_by_jump(isinstance(at.writing.nodes[waiting[-1]], CallModuleNode)):
        waiting = waiting[:-1]
    return waiting


def _begun(region: Region, inputs: tuple[Passed, ...], at: At) -> Lines:
    """The variables of a task as they are when it is entered."""
    lines = [line for i, (_, source) in enumerate(inputs) for line in at.value(source, f"i{i}")]
    lines += _cleared(region, at)
    return [*lines, *(f"{at.slot(target.slot)} = i{i}" for i, (target, _) in enumerate(inputs))]


def call_task(node: CallTaskNode, at: At) -> Lines:
    depth = len(at.step.waiting)
    if depth >= _DEEPEST or at.step.waiting.count(at.step.node) >= _AGAIN:
        raise UnwrittenError
    region = node.target.region
    saved: Lines = [f"t{depth}_{i} = {at.slot(region.first + i)}" for i in range(len(region.initial))]
    begun = _begun(region, node.inputs, at)
    return [*saved, *begun, *at.go(node.target.inside, (*at.step.waiting, at.step.node))]


def _task_back(site: CallTaskNode, at: At, way: str) -> Lines:
    waiting = at.step.waiting[:-1]
    region = site.target.region
    lines: Lines = [f"r{i} = {at.slot(slot)}" for i, (slot, _) in enumerate(site.results)]
    lines += [f"{at.slot(region.first + i)} = t{len(waiting)}_{i}" for i in range(len(region.initial))]
    lines += [f"{at.slot(target.slot)} = r{i}" for i, (_, target) in enumerate(site.results)]
    return [*lines, *at.go(site.outputs.get(way, site.next), waiting)]


def call_module(node: CallModuleNode, at: At) -> Lines:
    waiting = at.step.waiting
    part, _ = at.writing.unit(node.module.start)
    if len(waiting) >= _DEEPEST or part in {at.writing.unit(each)[0] for each in (*waiting, at.step.node)}:
        raise UnwrittenError
    lines = [line for i, (_, _, source) in enumerate(node.inputs) for line in at.value(source, f"i{i}")]
    lines += at.writing.enter(part)
    lines += [f"{at.writing.slot(part, slot)} = i{i}" for i, (slot, _, _) in enumerate(node.inputs)]
    return [*lines, *at.go(node.module.start, (*waiting, at.step.node))]


def _module_back(site: CallModuleNode, at: At, way: str) -> Lines:
    caller, _ = at.writing.unit(site.index)
    module = at.writing.bound(Module(site.module.name, tuple(name for name, _ in site.returns)))
    values = "".join(f" {at.slot(slot)}," for _, slot in site.returns)
    lines: Lines = [f"returned += (({module},{values}),)"]
    lines += [f"{at.writing.slot(caller, target.slot)} = {at.slot(slot)}" for slot, target in site.outputs]
    return [*lines, *at.go(site.next, at.step.waiting[:-1])]


def end_task(node: EndTaskNode, at: At) -> Lines:
    if not at.step.waiting:
        _, unit = at.writing.unit(at.step.node)
        return at.go(unit.rest) if unit.rest >= 0 else at.end("disconnect", "end of task")
    site = at.writing.nodes[at.step.waiting[-1]]
    if isinstance(site, CallModuleNode):
        return _module_back(site, at, node.path)
    if isinstance(site, CallTaskNode):
        return _task_back(site, at, node.path)
    raise UnwrittenError


def disconnect(node: DisconnectNode, at: At) -> Lines:
    return at.end("disconnect", node.reason)


NODES: Mapping[type[Node], Callable[[Any, At], Lines]] = MappingProxyType(
    {
        CallModuleNode: call_module,
        CallTaskNode: call_task,
        ChoiceNode: go,
        ClearNode: clear,
        CollectNode: collect,
        DecisionNode: decision,
        DisconnectNode: disconnect,
        EndTaskNode: end_task,
        EnterNode: path,
        FirstMatchNode: first_match,
        FirstTrueNode: first_true,
        GoNode: go,
        JumpNode: jump,
        JumpToTaskNode: jump_to_task,
        LoopNode: loop,
        LoopPassNode: loop_pass,
        MenuNode: menu,
        PathNode: path,
        PlayNode: play,
        UntilPassNode: until_pass,
        **acting.NODES,
    }
)
