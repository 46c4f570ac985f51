"""A graph, lowered: the whole of it."""

from __future__ import annotations

import re

from callflows import model
from callflows.diagnostics import Severity
from callflows.graph.check import check
from callflows.graph.index import Index
from callflows.graph.kinds import flow_kind, type_of
from callflows.graph.lowering.actions import ActionMaker, action_name
from callflows.graph.lowering.emit import Emitter
from callflows.graph.lowering.errors import dispatch, error_handling
from callflows.graph.lowering.layout import Layout, unique_names
from callflows.graph.lowering.routes import ErrorPlan, Routes, plan_errors
from callflows.graph.lowering.settings import (
    inbound_languages,
    inbound_settings,
    module_languages,
    module_settings,
)
from callflows.graph.names import Names
from callflows.graph.surroundings import Surroundings
from callflows.graph.types import Flow, FlowVariable
from callflows.graph.values import make_audio, make_value

FIRST_NUMBER = 10
"""The exporter numbers what it can refer to from 10."""


def lower(
    flow: Flow,
    surroundings: Surroundings | None = None,
    *,
    division: str | None = None,
    language: str = "en-us",
    greeting: str | None = None,
) -> model.Flow:
    """The Architect flow that means the same: `inboundCall` for inbound, `commonModule` for shared.

    `language` is the flow's one language; `greeting` is said before the first step (text, may hold
    `${Variable}`). Raises ValueError where `check` finds an error (what is wrong with a user's flow is for
    `check` to say), or where an invoked flow or a queue known by id only is not among `surroundings`.
    """
    errors = [d for d in check(flow, surroundings, greeting=greeting) if d.severity is Severity.ERROR]
    if errors:
        raise ValueError("lower() needs a flow without errors: " + "; ".join(f"{d.code}: {d.message}" for d in errors))
    lowering = _Lowering(flow, surroundings if surroundings is not None else Surroundings())
    if flow_kind(flow) == "shared":
        return lowering.module(division, language)
    return lowering.inbound(division, language, greeting)


class _Lowering:
    def __init__(self, flow: Flow, surroundings: Surroundings) -> None:
        self.flow = flow
        self.names = Names(flow, surroundings)
        self.index = Index(flow)
        self.is_module = flow_kind(flow) == "shared"
        self.errors = ErrorPlan() if self.is_module else plan_errors(self.index, surroundings)
        self.routes = Routes(self.index, self.errors)
        self.layout = Layout(self.routes, module=self.is_module)
        self.maker = ActionMaker(self.names, surroundings, module=self.is_module)
        self.error_variable = self._free_name("ErrorPath")

    def inbound(self, division: str | None, language: str, greeting: str | None) -> model.Flow:
        roots = [self.routes.first, *self.layout.blocks]
        dispatches = self.errors.form == "dispatch"
        titles = unique_names(
            [self._start_name(), *(self._title(node_id) for node_id in roots[1:]), *["On error"] * dispatches]
        )
        ref_ids = [f"{_safe(title)}_{FIRST_NUMBER + at}" for at, title in enumerate(titles)]
        refs = {node_id: _task_ref(ref_id) for node_id, ref_id in zip(roots, ref_ids, strict=False)}
        paths = dict(zip(self.errors.targets, unique_names([self._title(t) for t in self.errors.targets]), strict=True))
        emitter = self._emitter(dict(zip(roots, titles, strict=False)), refs, paths if dispatches else {})
        bodies = [emitter.block(root) for root in roots]
        if dispatches:
            bodies.append(dispatch(self.error_variable, [(paths[t], emitter.way_to(t)) for t in self.errors.targets]))
        error_ref = _task_ref(ref_ids[-1]) if dispatches else refs.get("".join(self.errors.targets[:1]), "")
        audio = self._audio(self.errors.audio) if self.errors.audio else model.NoValue()
        return model.Flow(
            type="inboundCall",
            name=self.flow.name,
            description=self.flow.description or "",
            division=division,
            start_up_ref=_task_ref(ref_ids[0]),
            default_language=language,
            supported_languages=inbound_languages(language),
            initial_greeting=self._audio(greeting) if greeting else None,
            variables=self._variables([self.error_variable] if dispatches else []),
            settings=inbound_settings(error_handling(self.errors, error_ref, audio)),
            tasks=tuple(
                model.Task(name=title, ref_id=ref_id, actions=actions)
                for title, ref_id, actions in zip(titles, ref_ids, bodies, strict=True)
            ),
        )

    def module(self, division: str | None, language: str) -> model.Flow:
        titles = unique_names([self._title(node_id) for node_id in self.layout.blocks])
        emitter = self._emitter(dict(zip(self.layout.blocks, titles, strict=True)), {}, {})
        step = model.Variable(
            type="string", name="Task.NextStep", initial=model.NoValue(), is_input=False, is_output=False
        )
        return model.Flow(
            type="commonModule",
            name=self.flow.name,
            description=self.flow.description or "",
            division=division,
            supported_languages=module_languages(language),
            variables=self._variables([]),
            settings=module_settings(),
            actions=model.Actions(emitter.module()),
            task_variables=(step,) if emitter.shuts else (),
        )

    def _emitter(self, names: dict[str, str], refs: dict[str, str], paths: dict[str, str]) -> Emitter:
        marks: dict[str, str] = {}
        for node_id, node in self.index.nodes.items():
            target = self.index.next_of(node_id, "error") if type_of(node) == "invoke" else None
            if target is not None and target in paths:
                marks[node_id] = paths[target]
        return Emitter(
            self.layout,
            self.maker,
            names,
            refs,
            marks=marks,
            mark_variable=self.error_variable,
            step_variable="Task.NextStep",
        )

    def _variables(self, added: list[str]) -> tuple[model.Variable, ...]:
        """The flow's variables as exports list them: by name."""
        found = [self._variable(v) for v in self.names.variables]
        found.extend(model.Variable(type="string", name=name, initial=model.NoValue()) for name in added)
        return tuple(sorted(found, key=lambda v: v.name.lower()))

    def _variable(self, variable: FlowVariable) -> model.Variable:
        known = self.names.own(variable.name)
        assert known is not None  # noqa: S101 - the names are made of these variables
        return model.Variable(
            type=known.type,
            name=known.expression,
            description=variable.description or None,
            initial=make_value(variable.initial_value, known.type, self.names).node,
            is_input=variable.is_input if self.is_module else None,
            is_output=variable.is_output if self.is_module else None,
        )

    def _audio(self, text: str) -> model.Node:
        made = make_audio(text, self.names)
        if not made.good:
            raise ValueError(f"the text {text!r} names what this flow does not have: {made.unknown or made.faults}")
        return made.node

    def _start_name(self) -> str:
        start = self.index.start
        return action_name(start) if start is not None else "Start"

    def _title(self, node_id: str) -> str:
        return action_name(self.index.nodes[node_id])

    def _free_name(self, wanted: str) -> str:
        return f"{self.names.scope}.{unique_variable(wanted, self.names)}"


def unique_variable(wanted: str, names: Names) -> str:
    """The name, or the name with a number, that the flow does not have."""
    number = 1
    name = wanted
    while names.own(name) is not None:
        number += 1
        name = f"{wanted}{number}"
    return name


def _task_ref(ref_id: str) -> str:
    return f"/inboundCall/tasks/task[{ref_id}]"


def _safe(title: str) -> str:
    """The title without what a reference path cannot hold."""
    return re.sub(r"[\[\]/#]", "-", title)
