"""What is known of a program before its code is written: which steps calls can come to, and from how many places."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection
from graphlib import CycleError, TopologicalSorter

from callflows.engine.nodes.loops import LoopNode, LoopPassNode
from callflows.engine.program import Program
from callflows.engine.semantics import ACTION_BUDGET, MAX_LOOPS, loop_passes
from callflows.engine.sources import Evaluated, constant_of
from callflows.engine.straight.follow import follow
from callflows.engine.straight.parts import Given, Lines, Path, Step
from callflows.engine.straight.played import End
from callflows.engine.units import Unit

_MOST = 4_000
"""Steps that get code; calls that come further are left to the interpreter."""


class Survey:
    """Follows a program as its writer does, and writes nothing.

    `joins` are the steps to which several others lead. `beyond` are those without code. `bounded` says that no call can
    use up its actions on these steps.
    """

    def __init__(self, program: Program) -> None:
        self.nodes = program.nodes
        self._program = program
        self._arrivals = Counter([Step(program.flow.start)])
        self._edges: dict[Step, list[Step]] = {}
        self._here = Step(program.flow.start)
        self.beyond: set[Step] = set()
        self._run()
        self.joins = frozenset(step for step, times in self._arrivals.items() if times > 1)
        self.bounded = self._bounded()

    def size(self, step: Step, most: int = 20) -> int:
        """How many steps the code of a step has, what follows it included up to the next passes of loops to which
        several steps lead; `most` where it has more, or goes round."""
        found, pending = 0, [step]
        while pending and found < most:
            each = pending.pop()
            if each != step and each in self.joins and isinstance(self.nodes[each.node], LoopPassNode):
                continue
            found += 1
            pending.extend(self._edges.get(each, ()))
        return found

    def _run(self) -> None:
        pending = deque([self._here])
        self._edges[self._here] = []
        while pending:
            self._here = pending.popleft()
            follow(self, self._here, Path())
            for step in self._edges[self._here]:
                if step not in self._edges and step not in self.beyond:
                    if len(self._edges) >= _MOST:
                        self.beyond.add(step)
                    else:
                        self._edges[step] = []
                        pending.append(step)

    def _bounded(self) -> bool:
        """Whether the steps make no cycle but loops of a known number of passes, and are few enough even if each is
        taken in every pass of all loops."""
        most = sum(self.nodes[step.node].cost for step in self._edges)
        counts = {each.step_at: constant_of(each.count) for each in self.nodes if isinstance(each, LoopNode)}
        graph: dict[Step, set[Step]] = {step: set() for step in self._edges}
        for step, nexts in self._edges.items():
            for each in nexts:
                if each in graph and not self._passes(step, each):
                    graph[each].add(step)
        for step in self._edges:
            if isinstance(self.nodes[step.node], LoopPassNode):
                count = counts.get(step.node)
                most *= 1 + (loop_passes(count) if isinstance(count, int) else MAX_LOOPS)
        try:
            TopologicalSorter(graph).prepare()
        except CycleError:
            return False
        return most <= ACTION_BUDGET

    def _passes(self, step: Step, to: Step) -> bool:
        """Whether this is the way from a loop's body to its next pass."""
        return isinstance(self.nodes[to.node], LoopPassNode) and not isinstance(self.nodes[step.node], LoopNode)

    # --- what nodes write

    def unit(self, index: int) -> tuple[int, Unit]:
        return self._program.part(index)

    def go(self, step: Step, path: Path) -> Lines:
        self._arrivals[step] += 1
        self._edges[self._here].append(step)
        return []

    def end(self, end: End, path: Path) -> Lines:
        return []

    def note(self, path: Path) -> Lines:
        return []

    def bound(self, value: object) -> str:
        return ""

    def given(self, give: Given) -> str:
        return ""

    def slot(self, part: int, number: int) -> str:
        return ""

    def enter(self, part: int) -> Lines:
        return []

    def expression(self, source: Evaluated, part: int, name: str) -> Lines:
        return []

    def view(self, part: int, read: Collection[int]) -> Lines:
        return []
