"""`callCommonModule`: a module runs inside the call of its consumer.

Genesys Cloud: the module's published version is copied into the consumer at publish; the program holds that
copy. A module has one way back to its caller and no error handling of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from callflows.engine import trace as t
from callflows.engine.builder import Place, Target, is_no_value
from callflows.engine.nodes.effects import unable
from callflows.engine.semantics import input_is_passed
from callflows.engine.sources import Source
from callflows.engine.state import MODULE, Frame, Node, State
from callflows.engine.units import Unit
from callflows.expressions import types
from callflows.model import Group
from callflows.model import Node as Setting


@dataclass(kw_only=True, eq=False, slots=True)
class CallModuleNode(Node):
    """Inputs are evaluated in the caller, in the order written; every call begins with fresh variables."""

    module: Unit
    inputs: tuple[tuple[int, str, Source], ...]
    outputs: tuple[tuple[int, Target], ...]
    returns: tuple[tuple[str, int], ...]
    next: int

    def step(self, state: State) -> int:
        values = [source.value(state) for _, _, source in self.inputs]
        slots = state.fresh_slots(self.module)
        for (slot, _, _), value in zip(self.inputs, values, strict=True):
            slots[slot] = value
        state.frame = Frame(state.frame, MODULE, self.index, state.unit, state.slots)
        state.unit = self.module
        state.slots = slots
        if state.trace is not None:
            passed = t.shown_pairs((name, value) for (_, name, _), value in zip(self.inputs, values, strict=True))
            entered = t.EnteredModule(t=state.clock, address=self.address, module=self.module.name, inputs=passed)
            state.note_entered(entered)
        return self.module.start

    def back(self, state: State, path: str) -> int:
        frame = state.leave()
        inside = state.slots
        state.unit = frame.unit
        state.slots = frame.saved
        given = tuple([(name, inside[slot]) for name, slot in self.returns])
        if state.returned is None:
            state.returned = []
        state.returned.append((self.module.name, given))
        if state.trace is not None:
            state.note_left_all("end", path, modules=False)
            state.note_left("end", outputs=given)
        for slot, target in self.outputs:
            state.assign(self, target.name, target.slot, inside[slot])
        return self.next


def call_module(place: Place) -> Node:
    named = place.groups("commonModule")
    if not named or not isinstance(named[0][1], Group):
        return unable(place, "it names no common module")
    name, versions = named[0][0], named[0][1]
    module = place.builder.module(name)
    if module is None:
        return unable(place, f'the common module "{name}" was not given with the flow')
    body = versions.entries[0][1] if versions.entries else Group()
    inputs, outputs = _entries(body, "inputs"), _entries(body, "outputs")
    return CallModuleNode(
        **place.head,
        module=module,
        inputs=_inputs(place, module, inputs),
        outputs=_outputs(place, module, outputs),
        returns=tuple((each.name, each.slot) for each in module.variables.values() if each.is_output),
        next=place.next,
    )


def _entries(body: Setting, key: str) -> tuple[tuple[str, Setting], ...]:
    found = body.get(key) if isinstance(body, Group) else None
    return found.entries if isinstance(found, Group) else ()


def _inputs(
    place: Place, module: Unit, written: tuple[tuple[str, Setting], ...]
) -> tuple[tuple[int, str, Source], ...]:
    """What the module has no variable for is left out: the consumer was published against another version."""
    found: list[tuple[int, str, Source]] = []
    for name, node in written:
        declared = module.variables.get(name.lower())
        if declared is not None and input_is_passed(is_no_value(node)):
            wanted = None if declared.type == types.UNKNOWN else declared.type
            found.append((declared.slot, declared.name, place.source(node, wanted)))
    return tuple(found)


def _outputs(place: Place, module: Unit, written: tuple[tuple[str, Setting], ...]) -> tuple[tuple[int, Target], ...]:
    found: list[tuple[int, Target]] = []
    for name, node in written:
        declared, target = module.variables.get(name.lower()), place.target_of(node)
        if declared is not None and target is not None:
            found.append((declared.slot, target))
    return tuple(found)
