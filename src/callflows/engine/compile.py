"""A flow and the modules copied into it, compiled once to a program.

What cannot be executed is compiled to a node that says so when a call reaches it; compiling never refuses
a flow that the reader could read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from callflows.engine.builder import Around, Builder, TaskPlan, UnitPlan, Written, dig
from callflows.engine.names import Names
from callflows.engine.nodes import BUILDS, FALLBACK
from callflows.engine.nodes.effects import DisconnectNode, NotExecutedNode, reporting_faults
from callflows.engine.nodes.menus import close_menu, open_menu
from callflows.engine.nodes.playing import PlayNode
from callflows.engine.nodes.tasks import EndTaskNode, JumpNode, close_task, open_task
from callflows.engine.nodes.waiting import rest_of
from callflows.engine.probes import Probes
from callflows.engine.program import Program
from callflows.engine.sources import SILENT
from callflows.engine.units import Unit
from callflows.engine.values import declare, sound_of
from callflows.model import Action, Flow, Group
from callflows.model.walk import menu_address, task_address

_DEFAULT_LANGUAGE = "en-us"


class _Modules:
    """The modules that a flow calls: each is planned when the first call names it, and compiled afterwards."""

    def __init__(self, flows: Mapping[str, Flow], probes: Probes | None) -> None:
        self._flows = flows
        self._probes = probes
        self.units: dict[str, Unit] = {}
        self.waiting: deque[UnitPlan] = deque()

    def __call__(self, name: str) -> Unit | None:
        known = self.units.get(name)
        flow = self._flows.get(name)
        if known is not None or flow is None:
            return known
        plan = _plan(flow, self._probes)
        self.units[name] = plan.unit
        self.waiting.append(plan)
        return plan.unit


def compile_flow(flow: Flow, modules: Mapping[str, Flow], probes: Probes | None = None) -> Program:
    """The program of `flow` with exactly these versions of its modules, by name.

    A module that is called but not given is reported as not executed by the calls that reach it. `probes` are for who
    measures coverage; without them nothing is measured, at no cost.
    """
    asked = _Modules(modules, probes)
    builder = Builder(BUILDS, FALLBACK, asked, probes)
    plan = _plan(flow, probes)
    _compile_unit(builder, plan)
    error_entry = _error_handling(builder, plan)
    nodes = builder.finish()
    parts, written = [(0, plan.unit)], [flow]
    while asked.waiting:
        module = asked.waiting.popleft()
        parts.append((len(nodes), module.unit))
        written.append(module.flow)
        _compile_unit(builder, module)
        nodes = builder.finish()
    languages = tuple(key for key, _ in flow.supported_languages.entries) if flow.supported_languages else ()
    return Program(
        flow=plan.unit,
        modules=asked.units,
        nodes=nodes,
        error_entry=error_entry,
        default_language=flow.default_language or (languages[0] if languages else _DEFAULT_LANGUAGE),
        languages=languages,
        parts=tuple(parts),
        written=tuple(written),
    )


def _plan(flow: Flow, probes: Probes | None) -> UnitPlan:
    unit = Unit(name=flow.name, type=flow.type, address=f"/{flow.type}")
    for variable in flow.variables:
        unit.variables[variable.name.lower()] = declare(unit, variable)
    return UnitPlan(flow, unit, Names(unit, probes=probes))


def _compile_unit(builder: Builder, plan: UnitPlan) -> None:
    """Tasks and menus first get their places, so that any action can refer to any of them."""
    flow = plan.flow
    opened: list[tuple[TaskPlan, Written]] = []
    for index, task in enumerate(flow.tasks):
        address = task_address(flow, index)
        written = Written(task.variables, task.actions, f"{address}/actions")
        ready = open_task(builder, plan, task.name, address, written)
        plan.tasks[task.ref_id or task.name] = ready
        opened.append((ready, written))
    for menu in flow.menus:
        plan.menus[menu.ref_id or menu.name] = builder.reserve()
    for ready, written in opened:
        close_task(builder, plan, ready, written)
    for index, menu in enumerate(flow.menus):
        open_menu(builder, plan, menu, menu_address(flow, index))
    for index, menu in enumerate(flow.menus):
        close_menu(builder, plan, menu, menu_address(flow, index))
    plan.unit.start = _start(builder, plan)
    if flow.type == "inqueueCall":
        plan.unit.rest = rest_of(builder, plan)


def _start(builder: Builder, plan: UnitPlan) -> int:
    """The flow's greeting, then the task or menu it starts with; a module's start task."""
    flow = plan.flow
    unit = plan.unit
    entry = reporting_faults(builder, f"{unit.address}/variables", unit.variables.values(), _entry(builder, plan))
    greeting = SILENT if flow.initial_greeting is None else sound_of(flow.initial_greeting, plan.names)
    if greeting is SILENT:
        return entry
    address = f"{unit.address}/initialGreeting"
    return builder.add(PlayNode(address=address, cost=0, sound=greeting, next=entry))


def _entry(builder: Builder, plan: UnitPlan) -> int:
    flow, top = plan.flow, plan.unit.address
    if flow.start_up_ref is not None:
        task, menu = plan.task(flow.start_up_ref), plan.menu(flow.start_up_ref)
        if task is not None:
            return task.entry
        if menu is not None:
            return menu
    elif flow.actions is not None:
        written = Written(flow.task_variables, flow.actions.items, f"{top}/startUpTaskActions")
        start = open_task(builder, plan, flow.name, top, written)
        close_task(builder, plan, start, written)
        return start.entry
    missing = f"there is no task or menu {flow.start_up_ref}" if flow.start_up_ref else "the flow has no start"
    end = builder.add(EndTaskNode(address=top, cost=0))
    return builder.add(NotExecutedNode(address=f"{top}/startUpRef", what="startUpRef", reason=missing, next=end))


def _error_handling(builder: Builder, plan: UnitPlan) -> int:
    """Architect: pre-handling audio, then disconnect, queue, menu or task. Without the setting: disconnect."""
    top = f"{plan.unit.address}/settingsErrorHandling"
    audio = plan.settings("settingsErrorHandling/preHandlingAudio")
    entry = _handler(builder, plan, f"{top}/errorHandling")
    sound = SILENT if audio is None else sound_of(audio, plan.names)
    if sound is SILENT:
        return entry
    return builder.add(PlayNode(address=f"{top}/preHandlingAudio", cost=0, sound=sound, next=entry))


def _handler(builder: Builder, plan: UnitPlan, address: str) -> int:
    handling = plan.settings("settingsErrorHandling/errorHandling")
    kind, body = handling.entries[0] if isinstance(handling, Group) and handling.entries else ("disconnect", None)
    where = f"{address}/{kind}"
    end = builder.add(DisconnectNode(address=where, kind="disconnect", name="error handling", reason="error handling"))
    if kind == "disconnect":
        return end
    settings = body if isinstance(body, Group) else Group()
    if kind == "queue":
        index = builder.reserve()
        action = Action("transferToAcd", (("name", "error handling"), *settings.entries))
        builder.one(action, where, index, end, Around(plan, plan.names))
        return index
    target = error_handling_target(plan, settings)
    if target is None:
        reason = f'callflows does not know the error handling "{kind}"'
        return builder.add(NotExecutedNode(address=where, kind=kind, what=kind, reason=reason, next=end))
    return builder.add(JumpNode(address=where, cost=0, target=target))


def error_handling_target(plan: UnitPlan, settings: Group) -> int | None:
    """The task or menu of an error handling: the reference in `targetTaskRef`, `targetMenuRef`, or in any other
    text of the setting that ends in `task[…]` or `menu[…]` (no export shows the form)."""
    for key in ("targetTaskRef", "targetMenuRef", *(key for key, _ in settings.entries)):
        reference = dig(settings.entries, key)
        task, menu = plan.task(reference), plan.menu(reference)
        if task is not None:
            return task.entry
        if menu is not None:
            return menu
    return None
