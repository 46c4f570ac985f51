"""The flows of a workspace, ready to be called: each compiled once, with the shared flows of the same workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, Protocol, TypeAlias

import msgspec

from callflows.analysis import references
from callflows.checks import check_flow
from callflows.diagnostics import Diagnostic, Severity, Span, render_text
from callflows.engine import Observer, Program, compile_flow
from callflows.model import Flow
from callflows.testing.advice import advice_on
from callflows.testing.asked import KINDS, Asks, asks_of, unasked, untaken, words_of
from callflows.testing.placed import fault
from callflows.testing.variants import MODULE, Values, key_of, stubbed, with_inputs
from callflows.testing.world import World
from callflows.workspace import FlowFile, Target, Workspace, open_workspace, read_all

CALLABLE: Final = ("inboundCall", "outboundCall", "inqueueCall", "secureCall", "commonModule")
"""The flow types that can be called, in the order in which a name is looked for."""
Stubs: TypeAlias = tuple[tuple[str, Values], ...]
"""Shared flows that only give outputs: their names and these."""


class NotCallable(Exception):  # noqa: N818 - named after what is the case
    """A flow that cannot be called, and why: it is not there, or it or a shared flow in it has errors."""

    def __init__(self, message: str, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__("\n".join([message, *filter(None, [render_text(diagnostics)])]))
        self.message = message
        self.diagnostics = diagnostics


class Ready(msgspec.Struct, frozen=True):
    """A flow that can be called: its program, its file and those of the shared flows in it, by name."""

    program: Program
    file: FlowFile
    modules: Mapping[str, FlowFile]


Compiling: TypeAlias = Callable[[Flow, Mapping[str, Flow]], Program]


class Measuring(Protocol):
    """Who measures calls: it compiles their flows and watches them (`coverage.Measure`)."""

    def compile(self, flow: Flow, modules: Mapping[str, Flow], /) -> Program:
        """As `compile_flow`."""

    def observer(self, program: Program, /) -> Observer | None:
        """Who watches a call of a program."""


class Programs:
    """The flows of a workspace. Files are read when this is made; a flow is checked and compiled when it is first
    asked for."""

    def __init__(self, files: tuple[FlowFile, ...], diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        self.files = files
        self.diagnostics = diagnostics
        self._measure: Measuring | None = None
        self._ready: dict[str, Ready] = {}
        self._named: dict[str, frozenset[tuple[str, str]]] = {}
        self._variants: dict[object, Ready] = {}
        self._asks: dict[str, Asks | None] = {}
        self._all: Asks | None = None
        self._spans: dict[tuple[str, str], Span | None] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the flows that can be called, in order of the files; shared flows are among them."""
        return tuple(dict.fromkeys(head.name for file in self.files if (head := file.head) and head.type in CALLABLE))

    @property
    def lost(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the files whose flow nobody can tell: a flow that is not there may be in one of them."""
        return tuple(each for file in self.files if file.head is None for each in file.diagnostics)

    def program(self, name: str) -> Program:
        """The program of a flow. Raises `NotCallable`."""
        __tracebackhide__ = True
        return self.ready(name).program

    def ready(self, name: str) -> Ready:
        """A flow by its name, in any case. Where flows of several types have it, `CALLABLE` says which one is meant.
        Raises `NotCallable` where there is none, or where it or a shared flow in it has an error."""
        __tracebackhide__ = True
        if not isinstance(name, str):
            raise NotCallable(f"a flow is called by its name, not by {name!r}")
        key = name.casefold()
        if key not in self._ready:
            self._ready[key] = self._made(name)
        return self._ready[key]

    def variant(self, name: str, inputs: Values, stubs: Stubs) -> Ready:
        """The flow with these values of its inputs, and with shared flows that only give these outputs. Raises as
        `ready`, and ValueError for an input, output or shared flow that is not there."""
        __tracebackhide__ = True
        ready = self.ready(name)
        if not inputs and not stubs:
            return ready
        key = (name.casefold(), key_of(inputs), tuple((each, key_of(outputs)) for each, outputs in stubs))
        if key not in self._variants:
            self._variants[key] = _varied(ready, inputs, stubs, self._compiling)
        return self._variants[key]

    def has(self, name: str) -> bool:
        """Whether there is a flow of this name that can be called, right or wrong."""
        return self._file(name, CALLABLE) is not None

    def flow(self, name: str) -> Flow | None:
        """A flow as it was read, by its name as `ready` finds it, whether it could be called or not; None where there
        is none or its file has faults."""
        file = self._file(name, CALLABLE)
        return None if file is None else file.flow

    def module(self, name: str) -> Flow | None:
        """A shared flow as it was read, None where there is none or its file has faults."""
        file = self._file(name, (MODULE,))
        return None if file is None else file.flow

    def modules(self, name: str) -> tuple[Flow, ...] | None:
        """The shared flows in a flow; None where one of the flows is not there or cannot be read."""
        file = self._file(name, CALLABLE)
        used = {} if file is None else dict(self._modules(file))
        read = [module.flow for module in used.values()]
        if file is None or file.head is None or len(used) < len(set(file.head.calls)):
            return None
        return None if None in read else tuple(each for each in read if each is not None)

    def asks(self, name: str) -> Asks | None:
        """What a flow and the shared flows in it ask of the org; None where nobody can know."""
        key = name.casefold()
        if key not in self._asks:
            flow, modules = self.flow(name), self.modules(name)
            self._asks[key] = None if flow is None or modules is None else asks_of((flow, *modules))
        return self._asks[key]

    def refuse_unasked(self, world: World, name: str) -> None:
        """Raise ValueError where the world speaks of something that no flow of the workspace, this one least, can ask
        for, or nearly names an output or column that one takes: what is misspelt would never be met."""
        __tracebackhide__ = True
        asks = self.asks(name)
        if asks is None or not (any(unasked(world, asks)) or any(untaken(world, asks))):
            return
        flows = [file.flow for file in self.files if file.head is None or file.head.type in CALLABLE]
        if None in flows:
            return
        if self._all is None:
            self._all = asks_of(flow for flow in flows if flow is not None)
        for said, near in unasked(world, self._all):
            advice = f'; did you mean "{near}"?' if near else ""
            raise ValueError(f"no flow of the workspace asks for the {words_of(said)}{advice}")
        for said, field, near in untaken(world, self._all):
            message = f'no flow of the workspace takes "{field}" from the {words_of(said)}; did you mean "{near}"?'
            raise ValueError(message)

    def named(self, ready: Ready) -> frozenset[tuple[str, str]]:
        """(kind, name) of the objects of the org that a flow or a shared flow in it names outright, so that it could
        not be published without them (Architect: what a Find names may be missing)."""
        key = ready.program.flow.name.casefold()
        if key not in self._named:
            flows = filter(None, (file.flow for file in (ready.file, *ready.modules.values())))
            found = (each for flow in flows for each in references(flow) if not each.lookup)
            self._named[key] = frozenset((KINDS[each.kind], each.name) for each in found if each.kind in KINDS)
        return self._named[key]

    def measure(self, measure: Measuring) -> None:
        """Let it measure the calls from now on. Nothing may have been called before."""
        self._measure = measure

    def observer(self, program: Program) -> Observer | None:
        """Who watches a call of one of these programs, None for nobody."""
        return None if self._measure is None else self._measure.observer(program)

    def span(self, flow: str, address: str) -> Span | None:
        """The place of what stands at an address of a flow or shared flow; None where it is not of this workspace."""
        key = (flow, address)
        if key not in self._spans:
            kind = address.lstrip("/").partition("/")[0]
            file = self._file(flow, (kind,))
            self._spans[key] = None if file is None else file.span(address)
        return self._spans[key]

    def _made(self, name: str) -> Ready:
        __tracebackhide__ = True
        file = self._file(name, CALLABLE)
        if file is None:
            raise NotCallable(self._no_flow(name), self.lost)
        used = dict(self._modules(file))
        found = [each for one in (file, *used.values()) for each in _errors(one, used)]
        missing = [each for each in file.head.calls if each not in used] if file.head else []
        found += [*(_missing(file, each) for each in missing), *(self.lost if missing else ())]
        flow = file.flow
        if found or flow is None:
            raise NotCallable(f'"{name}" has errors and cannot be called:', tuple(found))
        return Ready(self._compiling(flow, _flows(used)), file, used)

    @property
    def _compiling(self) -> Compiling:
        return compile_flow if self._measure is None else self._measure.compile

    def _modules(self, file: FlowFile) -> Iterator[tuple[str, FlowFile]]:
        """The shared flows in a flow that the workspace has (Architect: a shared flow calls none itself)."""
        for name in file.head.calls if file.head else ():
            module = self._file(name, (MODULE,))
            if module is not None:
                yield name, module

    def _file(self, name: str, kinds: tuple[str, ...]) -> FlowFile | None:
        """The first file with a flow of this name and one of the types; Genesys Cloud's names ignore case."""
        wanted = name.casefold()
        for kind in kinds:
            for file in self.files:
                if file.head is not None and file.head.type == kind and file.head.name.casefold() == wanted:
                    return file
        return None

    def _no_flow(self, name: str) -> str:
        advice = advice_on(name, self.names, f"the flows are {', '.join(self.names) or 'none'}")
        return f'there is no flow "{name}": {advice}'


def programs(workspace: Workspace, target: Target | None = None) -> Programs:
    """The flows of a workspace, with the substitutions of a target (by default the workspace's default target)."""
    chosen = target or workspace.target(workspace.default_target)
    return Programs(read_all(workspace, target=chosen))


def programs_of(folder: Path, target: str = "") -> Programs:
    """The flows of the workspace that a folder belongs to. Raises `NotCallable` where there is no workspace, where
    `callflows.toml` has errors, or where it has no such target."""
    opened = open_workspace(folder)
    if opened.workspace is None:
        if opened.diagnostics:
            raise NotCallable("callflows.toml has errors:", opened.diagnostics)
        raise NotCallable(f"there is no callflows.toml in {folder} or above it; `callflows init` makes one")
    chosen = opened.workspace.target(target) if target else None
    if target and chosen is None:
        raise NotCallable(f'callflows.toml has no target "{target}"')
    return programs(opened.workspace, chosen)


def _varied(ready: Ready, inputs: Values, stubs: Stubs, compiling: Compiling) -> Ready:
    """Compiled anew. A stub counts only where the flow calls its shared flow: others of the test do."""
    flow = ready.file.flow
    if flow is None:
        raise AssertionError("a flow that is ready was read")
    modules = stubbed(_flows(ready.modules), stubs)
    return Ready(compiling(with_inputs(flow, inputs), modules), ready.file, ready.modules)


def _errors(file: FlowFile, modules: Mapping[str, FlowFile]) -> list[Diagnostic]:
    """The errors that keep a flow from being published, and so from being called."""
    flow = file.flow
    rules = () if flow is None else file.result.explained(check_flow(flow, file, modules=_flows(modules)))
    return [each for each in (*file.diagnostics, *rules) if each.severity is Severity.ERROR]


def _flows(modules: Mapping[str, FlowFile]) -> dict[str, Flow]:
    return {name: flow for name, file in modules.items() if (flow := file.flow) is not None}


def _missing(file: FlowFile, module: str) -> Diagnostic:
    message = f'{file.source} calls the shared flow "{module}", which the workspace does not have.'
    return fault("test-module-missing", message, help="Add its file to the workspace.")
