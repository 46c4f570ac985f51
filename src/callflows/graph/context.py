"""What every rule is given: the flow, its index, its variables, and what it stands among."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from callflows.diagnostics import Diagnostic
from callflows.graph.index import Index
from callflows.graph.kinds import flow_kind
from callflows.graph.names import Names
from callflows.graph.surroundings import Surroundings
from callflows.graph.types import Flow


class Context:
    """`surroundings` is None where nothing is known of the org: the rules that need it stay silent."""

    def __init__(self, flow: Flow, surroundings: Surroundings | None, greeting: str | None = None) -> None:
        self.flow = flow
        self.greeting = greeting
        self.kind = flow_kind(flow)
        self.index = Index(flow)
        self.names = Names(flow, surroundings)
        self.surroundings = surroundings


Rule = Callable[[Context], Iterator[Diagnostic]]
