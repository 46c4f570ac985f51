"""What the org knows by name: the answer to "does this exist" for checks, and the ids behind the names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import msgspec

from callflows import architect
from callflows.emulator.publishing.names import unkeepable
from callflows.emulator.publishing.types import flow_type
from callflows.model import Flow, RefKind
from callflows.store import ModuleCopy, Store, name_key

COMMON_MODULE = "commonmodule"


class Target(msgspec.Struct, frozen=True):
    """An object that a name stands for; of a flow, its live version."""

    id: str
    name: str
    version: int | None = None


class Directory:
    """A `checks.Known` over the store, which looks every name up once: for use in one transaction that makes
    nothing new.

    With `stub_modules` (by name key) everything that is missing counts as there, because the job is going to
    make it; those modules are what missing module names stand for.
    """

    def __init__(
        self, store: Store, *, lenient: bool = False, stub_modules: Mapping[str, Flow] = MappingProxyType({})
    ) -> None:
        self._store = store
        self._lenient = lenient
        self._stub_modules = stub_modules
        self._modules: dict[str, Flow | None] = {}
        self._found: dict[tuple[RefKind, str], Target | None] = {}
        self._copies: dict[str, ModuleCopy | None] = {}

    def has(self, kind: RefKind, name: str) -> bool:
        """Whether the org has an object of that kind and name, or is going to have it."""
        return self._lenient or kind is RefKind.SYSTEM_PROMPT or self.find(kind, name) is not None

    def find(self, kind: RefKind, name: str) -> Target | None:
        """The object that a name stands for."""
        key = (kind, name)
        if key not in self._found:
            self._found[key] = self._look_up(kind, name)
        return self._found[key]

    def _look_up(self, kind: RefKind, name: str) -> Target | None:
        if unkeepable(name):
            return None
        of_flow = flow_type(kind.value)
        if of_flow is not None:
            flow = self._store.flows.named(of_flow, name)
            return Target(flow.id, flow.name, flow.published) if flow else None
        if kind is RefKind.QUEUE:
            queue = self._store.queues.named(name)
            return Target(queue.id, queue.name) if queue else None
        found = self._store.objects.named(kind.value, name)
        return Target(found.id, found.name) if found else None

    def module(self, name: str) -> Flow | None:
        """The live version of a common module, None where none is published."""
        key = name_key(name)
        if key not in self._modules:
            copy = self.copy_of(name)
            self._modules[key] = flow_of(copy.yaml) if copy else self._stub_modules.get(key)
        return self._modules[key]

    def copy_of(self, name: str) -> ModuleCopy | None:
        """The live version of a module, to be copied into a consumer."""
        key = name_key(name)
        if key not in self._copies:
            self._copies[key] = self._copy_of(name)
        return self._copies[key]

    def _copy_of(self, name: str) -> ModuleCopy | None:
        if unkeepable(name):
            return None
        flow = self._store.flows.named(COMMON_MODULE, name)
        if flow is None or flow.published is None:
            return None
        version = self._store.flows.version(flow.id, flow.published)
        return ModuleCopy(module_id=flow.id, module_name=flow.name, module_version=flow.published, yaml=version.yaml)


@lru_cache(maxsize=32)
def flow_of(yaml: str) -> Flow | None:
    """The flow of a file in the org. Many consumers of one module are published in a row, so the last ones are kept."""
    return architect.read(yaml).flow
