"""A program to the source of one Python function.

The program is followed from its start as far as calls can come. What is followed is a node together with who waits for
the end of its task or module, so an `endTask` knows where it leads, and a module's code is written once for each place
that calls it. A step to which several others lead begins a block; the code of any other stands where it is reached.
Blocks are found by their number, in a tree of comparisons. Where actions are counted, a block first looks whether there
are enough for all that may follow in it.

What a user wrote stands in the source as a constant or as a name that is bound to a value, never as code.
"""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Collection, Mapping

from callflows.engine.errors import FlowError
from callflows.engine.nodes.loops import LoopPassNode
from callflows.engine.program import Program
from callflows.engine.semantics import ACTION_BUDGET
from callflows.engine.sources import Evaluated
from callflows.engine.state import LANGUAGE
from callflows.engine.straight.follow import follow
from callflows.engine.straight.parts import GIVE_UP, Code, Given, Lines, Path, Step, python_of
from callflows.engine.straight.played import End, PlayedOut
from callflows.engine.straight.survey import Survey
from callflows.engine.units import Unit
from callflows.expressions import ExpressionError, pycode

_LONGEST = 40
"""Steps whose code stands one behind or inside the other: Python indents 100 times at most."""
_SHORT = 8
"""A join with at most so many steps behind it has no block: its code is repeated wherever calls come from."""
_PASSES = 2
"""So many passes of loops, one behind the other, may be such joins: each may lead to several others."""
_PARTS = ("body", "orelse", "handlers")
"""Where statements hold statements, in what is written here."""
_NAMES: Mapping[str, object] = {
    "__builtins__": {},
    "Fault": (ExpressionError, FlowError),
    "IndexError": IndexError,
    "PlayedOut": PlayedOut,
    "len": len,
    "str": str,
    "tuple": tuple,
}


def code_of(program: Program, *, observed: bool) -> Code:
    """The program's code, written when it is first asked for. `observed` code tells an observer of its steps."""
    key = f"straight, observed: {observed}"
    found = program.memo.get(key)
    if not isinstance(found, Code):
        found = program.memo[key] = _Writer(program, observed).write()
    return found


class _Writer:
    def __init__(self, program: Program, observed: bool) -> None:
        self.nodes = program.nodes
        self._program = program
        self._observed = observed
        self._survey = Survey(program)
        self._counted = not self._survey.bounded
        self._names: dict[str, object] = dict(_NAMES)
        self._given: dict[str, Given] = {}
        self._spliced: dict[str, list[ast.stmt]] = {}
        self._blocks: dict[Step, int] = {}
        self._waiting: deque[Step] = deque()
        self._told: list[tuple[tuple[int, int], ...]] = []
        self._used: dict[int, set[int]] = {}
        self._entered: dict[int, Lines] = {}
        self._views = False
        self._viewed: dict[int, str] = {}
        self._dearest = 0
        self._leave = "break"

    def write(self) -> Code:
        begin = self.enter(0)
        start = follow(self, Step(self._program.flow.start), Path())
        self._leave = "continue"
        blocks: list[Lines] = []
        while self._waiting:
            self._dearest = 0
            block = follow(self, self._waiting.popleft(), Path())
            enough: Lines = [f"if budget < {self._dearest}:", [GIVE_UP]] if self._counted and self._dearest else []
            blocks.append([*enough, *block])
        for part, entering in self._entered.items():
            entering.extend(self._fresh(part))
        body: Lines = [*self._locals(), *begin, "while True:", start]
        if blocks:
            body += ["while True:", _tree(blocks, 0)]
        text = python_of(["def run(entries):", ["try:", body, "except Fault:", [GIVE_UP]]])
        tree = ast.parse(text)
        _splice(tree, self._spliced)
        code = compile(tree, "<program>", "exec")
        return Code(code, self._names, self._given, tuple(self._told))

    def _locals(self) -> Lines:
        lines: Lines = ["heard = []", "pc = typed = clock = 0"]
        lines += ["returned = asked = skipped = ()", "texts = attributes"]
        if self._counted:
            lines.append(f"budget = {ACTION_BUDGET}")
        if self._views:
            lines += ["view.random = chance", "view.lang = language"]
        return lines

    def _block(self, step: Step) -> int:
        """The number of the block that begins with a step."""
        if step not in self._blocks:
            self._blocks[step] = len(self._blocks)
            self._waiting.append(step)
        return self._blocks[step]

    def _fresh(self, part: int) -> Lines:
        """The variables that the code of a part uses, as they are when it is entered."""
        unit = self._program.parts[part][1]
        built_in = dict(unit.builtins)
        lines: Lines = []
        for number in sorted(self._used.get(part, ())):
            if built_in.get(number) in LANGUAGE:
                self._views, value = True, "view.lang"
            elif number in built_in:
                value = self.given(lambda state, number=number: state.fresh_slots(unit)[number])  # type: ignore[misc]
            else:
                value = self.bound(unit.template[number])
            lines.append(f"{self.slot(part, number)} = {value}")
        return lines

    # --- what nodes write

    def unit(self, index: int) -> tuple[int, Unit]:
        return self._program.part(index)

    def go(self, step: Step, path: Path) -> Lines:
        if step in self._survey.beyond:
            return [GIVE_UP]
        joined = step in self._survey.joins
        passes = path.passes + (joined and isinstance(self.nodes[step.node], LoopPassNode))
        if path.nodes < _LONGEST and (not joined or (passes <= _PASSES and self._survey.size(step) <= _SHORT)):
            return follow(self, step, path._replace(passes=passes))
        self._dearest = max(self._dearest, path.cost)
        paid: Lines = [f"budget -= {path.cost}"] if self._counted and path.cost else []
        return [*self.note(path), *paid, f"pc = {self._block(step)}", self._leave]

    def end(self, end: End, path: Path) -> Lines:
        self._dearest = max(self._dearest, path.cost)
        lines = self.note(path)
        values = "".join(f"{self.slot(0, each.slot)}, " for each in self._program.flow.variables.values())
        told = f"{self.bound(end)}, clock, tuple(heard), asked, returned, ({values}), player, entries"
        return [*lines, "if skipped:", [f"return PlayedOut({told}, skipped)"], f"return PlayedOut({told})"]

    def note(self, path: Path) -> Lines:
        if not self._observed or not path.steps:
            return []
        self._told.append(path.steps)
        number = len(self._told) - 1
        return [f"if not seen[{number}]:", [f"tell({number})"]]

    def bound(self, value: object) -> str:
        if value is None or type(value) in {str, int, bool}:
            return repr(value)
        name = f"k{len(self._names)}"
        self._names[name] = value
        return name

    def given(self, give: Given) -> str:
        name = f"g{len(self._given)}"
        self._given[name] = give
        return name

    def slot(self, part: int, number: int) -> str:
        self._used.setdefault(part, set()).add(number)
        return f"s{part}_{number}"

    def enter(self, part: int) -> Lines:
        return ["if True:", self._entered.setdefault(part, ["pass"])]

    def expression(self, source: Evaluated, part: int, name: str) -> Lines | None:
        found = source.compiled.inlined(lambda number: self.slot(part, number), self._names)
        if found is None:
            return None
        place = f"expression_{len(self._spliced)}"
        self._spliced[place] = [*found.body, pycode.assign(name, found.value, 1)]
        return [place]

    def view(self, part: int, read: Collection[int]) -> Lines:
        self._views = True
        if not read:
            return ["view.clock = clock"]
        if part not in self._viewed:
            unit = self._program.parts[part][1]
            self._viewed[part] = self.given(lambda state: state.fresh_slots(unit))
        slots = self._viewed[part]
        return [f"view.slots, view.clock = {slots}, clock", *(f"{slots}[{n}] = {self.slot(part, n)}" for n in read)]


def _splice(tree: ast.Module, spliced: Mapping[str, list[ast.stmt]]) -> None:
    """Put statements where a name stands for them."""
    pending: list[list[ast.stmt]] = [tree.body]
    while pending:
        body = pending.pop()
        found: list[ast.stmt] = []
        for each in body:
            name = each.value.id if isinstance(each, ast.Expr) and isinstance(each.value, ast.Name) else ""
            found += spliced.get(name, [each])
            pending += [inside for part in _PARTS if (inside := getattr(each, part, None))]
        body[:] = found


def _tree(blocks: list[Lines], first: int) -> Lines:
    """The block `pc`, found in as many comparisons as its number has binary digits."""
    if len(blocks) == 1:
        return blocks[0]
    half = len(blocks) // 2
    return [f"if pc < {first + half}:", _tree(blocks[:half], first), "else:", _tree(blocks[half:], first + half)]
