"""Empty objects for what a flow names and the org does not have (`createStubs` of a publish job).

A stub of a module is a published module that has the inputs and outputs of the first call and returns at
once, so its consumers can be published and run. Every other stub has its name and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from callflows import analysis, architect
from callflows.analysis import ModuleCall, Reference
from callflows.emulator.publishing.directory import COMMON_MODULE, Directory
from callflows.emulator.publishing.record import Author, new_flow, version_of
from callflows.emulator.publishing.types import flow_type
from callflows.model import Action, Actions, Flow, Group, Items, Nothing, NoValue, RefKind, Variable
from callflows.store import ObjectRecord, QueueRecord, Store, name_key

_LANGUAGE = "en-us"


def stub_modules(store: Store, flow: Flow) -> dict[str, Flow]:
    """The modules that the flow calls and the org lacks, by name key."""
    directory = Directory(store)
    missing: dict[str, Flow] = {}
    for call in analysis.module_calls(flow):
        if call.name and name_key(call.name) not in missing and directory.copy_of(call.name) is None:
            missing[name_key(call.name)] = _stub_module(call, flow)
    return missing


def create_stubs(store: Store, used: Iterable[Reference], modules: dict[str, Flow], author: Author) -> tuple[str, ...]:
    """Write what is missing; gives its names, each with its kind. Names that are looked up when a call runs are
    left alone."""
    made: list[str] = []
    for module in modules.values():
        _publish_module(store, module, author)
        made.append(f'{RefKind.COMMON_MODULE.value} "{module.name}"')
    directory = Directory(store)
    wanted: dict[tuple[RefKind, str], Reference] = {}
    for reference in used:
        if not reference.lookup:
            wanted.setdefault((reference.kind, name_key(reference.name)), reference)
    for reference in wanted.values():
        kind = reference.kind
        if kind is RefKind.SYSTEM_PROMPT or directory.find(kind, reference.name) is not None:
            continue
        _create(store, kind, reference.name, author)
        made.append(f'{kind.value} "{reference.name}"')
    return tuple(made)


def _create(store: Store, kind: RefKind, name: str, author: Author) -> None:
    home = store.divisions.home().id
    of_flow = flow_type(kind.value)
    if of_flow is not None:
        flow = new_flow(of_flow, name, home, author)
        store.flows.create(msgspec.structs.replace(flow, stub=True))
    elif kind is RefKind.QUEUE:
        store.queues.create(
            QueueRecord(id=author.new_id(), name=name, division_id=home, created_at=author.now, changed_at=author.now)
        )
    else:
        store.objects.create(
            ObjectRecord(
                kind=kind.value,
                id=author.new_id(),
                name=name,
                division_id=home,
                stub=True,
                created_at=author.now,
                changed_at=author.now,
            )
        )


def _publish_module(store: Store, module: Flow, author: Author) -> None:
    existing = store.flows.named(COMMON_MODULE, module.name)
    if existing is None:
        existing = new_flow(COMMON_MODULE, module.name, store.divisions.home().id, author)
        store.flows.create(existing)
    version = version_of(module, architect.write(module), existing, author)
    store.flows.add_version(version, ())
    stub = msgspec.structs.replace(store.flows.get(existing.id), stub=True, description=module.description or "")
    store.flows.update(stub)


def _stub_module(call: ModuleCall, caller: Flow) -> Flow:
    inputs = [_variable(binding.name, is_input=True) for binding in call.inputs]
    outputs = [_variable(binding.name, is_input=False) for binding in call.outputs]
    language = caller.default_language or _LANGUAGE
    compatible = Group((("flowType", caller.type.lower()),))
    return Flow(
        type="commonModule",
        name=call.name,
        description="A stub that was made for the flow that calls it.",
        default_language=language,
        supported_languages=Group(((language, Nothing()),)),
        variables=tuple(sorted((*inputs, *outputs), key=lambda variable: variable.name)),
        settings=(("settingsCommonModule", Group((("compatibleFlowTypes", Items((compatible,))),))),),
        actions=Actions((Action("endTask", (("name", "End Task"),)),)),
    )


def _variable(name: str, *, is_input: bool) -> Variable:
    return Variable(type="string", name=name, initial=NoValue(), is_input=is_input, is_output=not is_input)
