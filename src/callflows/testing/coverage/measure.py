"""Which items of flows calls cover.

    measure = Measure()
    program = measure.compile(flow, modules)
    Call(program, context, observer=measure.observer(program))
    measure.covered()

The observer keeps one number a node that a call comes by; what these nodes are is found out when `covered` is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import cast

import msgspec

from callflows.analysis import analyse
from callflows.engine import Observer, Probes, Program, compile_flow
from callflows.model import Flow
from callflows.model import Node as Setting
from callflows.testing.coverage.items import ERROR_HANDLING, branch_key, expressions_of


class FlowKey(msgspec.Struct, frozen=True, order=True):
    """A flow: Archy's type and the name."""

    type: str
    name: str


class Steps:
    """The nodes that calls of one program came by; what every call of it is given as its observer."""

    __slots__ = ("seen", "step")

    step: Callable[[int, int], None]

    def __init__(self) -> None:
        self.seen: dict[int, int] = {}
        self.step = cast("Callable[[int, int], None]", self.seen.setdefault)  # nothing costs less a step


class _Measured(msgspec.Struct, frozen=True):
    program: Program
    flows: tuple[Flow, ...]
    probes: Probes
    steps: Steps


class Measure:
    """What the calls of a run cover. Programs for it are compiled by it."""

    def __init__(self) -> None:
        self._measured: dict[int, _Measured] = {}
        self._addresses: dict[int, list[str]] = {}

    def compile(self, flow: Flow, modules: Mapping[str, Flow]) -> Program:
        """`compile_flow`, with what tells output paths and branches apart."""
        probes = Probes()
        program = compile_flow(flow, modules, probes)
        self._measured[id(program)] = _Measured(program, (flow, *modules.values()), probes, Steps())
        return program

    def observer(self, program: Program) -> Observer | None:
        """Who watches a call of a program; None for one that was compiled elsewhere."""
        found = self._measured.get(id(program))
        return None if found is None else found.steps

    def covered(self) -> Mapping[FlowKey, frozenset[str]]:
        """The keys of the items that calls covered so far, by flow; a shared flow's are those of all its callers
        together. Flows that no call came by are left out."""
        found: dict[FlowKey, set[str]] = {}
        for each in self._measured.values():
            for key, item in (*_steps(each), *self._branches(each)):
                found.setdefault(key, set()).add(item)
        return {key: frozenset(keys) for key, keys in found.items()}

    def _branches(self, each: _Measured) -> Iterator[tuple[FlowKey, str]]:
        flows = {(flow.type, flow.name): flow for flow in each.flows}
        for marked in each.probes.branches:
            if not any(marked.marks):
                continue
            flow = flows[marked.unit.type, marked.unit.name]
            for address in self._places(flow, marked.setting):
                for way, mark in enumerate(marked.marks):
                    if mark:
                        yield FlowKey(flow.type, flow.name), branch_key(address, way)

    def _places(self, flow: Flow, setting: Setting) -> list[str]:
        """Where a setting with an expression stands, by the identity of its object, which the programs keep alive. A
        flow that begins with other values has the settings of the original."""
        if id(setting) not in self._addresses:
            for address, _, each in expressions_of(analyse(flow)):
                self._addresses.setdefault(id(each), []).append(address)
        return self._addresses.get(id(setting), [])


def _steps(each: _Measured) -> Iterator[tuple[FlowKey, str]]:
    """The error handling counts as one: what it does is written in its setting, not in actions."""
    program, paths = each.program, each.probes.paths
    for index in each.steps.seen:
        name, address = program.origin(index)
        key = FlowKey(address.split("/", 2)[1], name)
        handling = f"/{key.type}/{ERROR_HANDLING}"
        if index == program.error_entry:
            yield key, handling
        if not address.startswith(f"{handling}/"):
            if program.nodes[index].kind:
                yield key, address
            if index in paths:
                yield key, paths[index]
