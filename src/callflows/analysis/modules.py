"""Calls of common modules: which module, which version, and what is bound to its inputs and outputs."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from callflows.model import Entries, Flow, Group, Node, Site, get
from callflows.model.walk import actions_of, child


class Binding(msgspec.Struct, frozen=True):
    """An input or output of a called module and what the caller binds to it, at `address`."""

    name: str
    node: Node
    address: str


class ModuleCall(msgspec.Struct, frozen=True):
    """A `callCommonModule` action at `address`.

    `name` is the module's, "" where none is written; `version` the selector (`ver_latestPublished`).
    `module_address` is the place of the name.
    """

    name: str
    version: str
    inputs: tuple[Binding, ...]
    outputs: tuple[Binding, ...]
    address: str
    module_address: str

    def input(self, name: str) -> Binding | None:
        """What is bound to the input `name`, ignoring case."""
        return next((b for b in self.inputs if b.name.lower() == name.lower()), None)

    def output(self, name: str) -> Binding | None:
        """What receives the output `name`, ignoring case."""
        return next((b for b in self.outputs if b.name.lower() == name.lower()), None)


def module_calls(flow: Flow) -> tuple[ModuleCall, ...]:
    """Every call of a common module in the flow, in file order."""
    return calls_of(actions_of(flow))


def calls_of(sites: Iterable[Site]) -> tuple[ModuleCall, ...]:
    """The calls of common modules among actions."""
    return tuple(_call(site) for site in sites if site.action.kind == "callCommonModule")


def _call(site: Site) -> ModuleCall:
    address = child(site.address, "commonModule")
    module = site.action.get("commonModule")
    name, versions = _only(module)
    module_address = child(address, name) if name else address
    version, body = _only(versions)
    inside = child(module_address, version)
    return ModuleCall(
        name=name,
        version=version,
        inputs=_bindings(body, "inputs", inside),
        outputs=_bindings(body, "outputs", inside),
        address=site.address,
        module_address=module_address,
    )


def _only(node: Node) -> tuple[str, Node]:
    """The first key of a mapping and what is under it; the exporter writes exactly one."""
    if isinstance(node, Group) and node.entries:
        return node.entries[0]
    return "", None


def _bindings(body: Node, key: str, address: str) -> tuple[Binding, ...]:
    entries: Entries = body.entries if isinstance(body, Group) else ()
    listed = get(entries, key)
    if not isinstance(listed, Group):
        return ()
    return tuple(Binding(name, node, child(child(address, key), name)) for name, node in listed.entries)
