"""A typed tree to one Python function.

The function is built as a Python syntax tree from ours: texts of the user stand in it as constants only. What costs
time where nothing fails is left out: no closure a node, no check of a value that cannot be NOT_SET, no call where a
`template` says the same, nothing computed that is the same in every call (`fold`). Where a call of an implementation
fails, the line of the code that failed is the place in the user's text (`dispatch.place`).

Values are computed in the order of the text, then arguments are checked for NOT_SET in their order, then the call
runs: the first fault is the one a live call would meet.
"""

from __future__ import annotations

import ast as python
from collections.abc import Callable, Sequence
from typing import NamedTuple, cast

from callflows.expressions import dispatch, pycode, types
from callflows.expressions.applying import Applied, Applying, Finish, key_of
from callflows.expressions.ast import Ast, Binary, Call, Index, Literal, Member, Ternary, Unary, Variable
from callflows.expressions.body import Coded, fold, known
from callflows.expressions.branches import branching_nodes
from callflows.expressions.environment import Environment, Scope, Slots
from callflows.expressions.properties import read_property
from callflows.expressions.typed import Typed
from callflows.expressions.values import Value

Run = Callable[["Scope | Slots", Environment], Value]

_PROMPT_KINDS = {"prompt": "userPrompt", "promptsystem": "systemPrompt"}


class Settled(NamedTuple):
    """A tree with its types, what its result passes through (`finish`), and where its code notes which ways of its
    `branchings` it goes (`marks`)."""

    ast: Ast
    typed: Typed
    finish: Finish | None
    marks: bytearray | None


def generate(settled: Settled) -> Run:
    """The function that evaluates a tree."""
    ast, typed, finish, marks = settled
    maker = _Generator(typed)
    if marks is not None:
        maker.mark(ast, marks)
    return maker.function(maker.finished(maker.visit(ast), finish, ast.offset), ast.offset)


class Inlined(NamedTuple):
    """The code of an expression: statements and then the expression that is its value. Its own locals are `v` and a
    number. It raises ExpressionError, without a place, where a live call would fail."""

    body: list[python.stmt]
    value: python.expr


def inline(settled: Settled, variable: Callable[[int], str], names: dict[str, object]) -> Inlined | None:
    """What `generate` makes a function of, for a larger function: `variable` gives the local that holds a numbered
    variable, `names` receives what the code refers to. None where the code needs its scope or environment."""
    ast, typed, finish, marks = settled
    if typed.slots is None:
        return None
    maker = _Generator(typed, variable, names)
    if marks is not None:
        maker.mark(ast, marks)
    found = maker.inlined(maker.finished(maker.visit(ast), finish, ast.offset), ast.offset)
    nodes = (node for part in (*found.body, found.value) for node in python.walk(part))
    used = {node.id for node in nodes if isinstance(node, python.Name)}
    return None if used & {"scope", "environment"} else found


class _Generator(Applying):
    def __init__(
        self, typed: Typed, variable: Callable[[int], str] | None = None, names: dict[str, object] | None = None
    ) -> None:
        super().__init__(names)
        self._typed = typed
        self._variable_of = variable
        self._loaded: dict[str, str] = {}  # the variables that are in locals wherever the present code runs
        self._marked: dict[int, int] = {}  # the number of the first mark of each node that branches
        self._marks = ""  # the name of the marks

    def mark(self, ast: Ast, marks: bytearray) -> None:
        """Let the code note which ways it goes."""
        self._marks = self._bound("marks", marks)
        self._marked = {id(node): 2 * number for number, node in enumerate(branching_nodes(ast))}

    def function(self, result: Coded, offset: int) -> Run:
        if result.known and not self._effects:
            value = result.value
            return lambda scope, environment: value
        self._body.append(pycode.result(self._code(result, offset + 1), offset + 1))
        if self._typed.slots:
            self._body.insert(0, pycode.assign("slots", pycode.attribute(pycode.name("scope", 1), "slots", 1), 1))
        exec(compile(pycode.function(self._body), "<expression>", "exec"), self._names)  # noqa: S102 - code of our own making
        return cast("Run", self._names["run"])

    def inlined(self, result: Coded, offset: int) -> Inlined:
        return Inlined(self._body, self._code(result, offset + 1))

    def visit(self, node: Ast) -> Coded:  # noqa: PLR0911 - one return a case
        constant = self._typed.constants.get(id(node))
        if constant is not None:
            return known(constant.value)
        match node:
            case Literal():
                return known(node.value)
            case Variable():
                return self._variable(node)
            case Member():
                return self._member(node)
            case Index():
                return self._index(node)
            case Ternary():
                return self._if(node, node.condition, node.then, node.otherwise)
            case Binary() if node.operator in {"and", "or"}:
                return self._lazy(node)
            case Binary():
                return self._apply(node, node.left, node.right)
            case Unary():
                return self._apply(node, node.operand)
            case Call() if node.name.lower() == "if" and len(node.arguments) == 3:
                return self._if(node, *node.arguments)
            case Call():
                return self._call(node)

    def _variable(self, node: Variable) -> Coded:
        key, line = node.key, node.offset + 1
        kind = _PROMPT_KINDS.get(node.scope.lower())
        if kind is not None and key not in self._typed.declared:
            arguments = [pycode.constant(each, line) for each in (kind, node.name, node.offset)]
            return self._called(dispatch.prompt, "prompt", [pycode.name("environment", line), *arguments], line)
        local = self._loaded.get(key)
        if local is None:
            local = self._load(node, key, line)
            if local is None:
                return self._failing(dispatch.unknown_variable(key, node.offset), line)
        return Coded(pycode.name(local, line), local in self._certain, atom=True)

    def _load(self, node: Variable, key: str, line: int) -> str | None:
        """Reads a variable into a local; None where there is no such variable."""
        slots = self._typed.slots
        if slots is None:
            arguments = [pycode.name("scope", line), pycode.constant(key, line), pycode.constant(node.offset, line)]
            local = self._keep(self._called(dispatch.read, "read", arguments, line), line)
        elif key not in slots:
            return None
        elif self._variable_of is not None:
            local = self._variable_of(slots[key])
        else:
            local = self._local()
            self._body.append(pycode.assign(local, pycode.item(pycode.name("slots", line), slots[key], line), line))
        self._loaded[key] = local
        return local

    def _member(self, node: Member) -> Coded:
        line = node.offset + 1
        target = self.visit(node.target)
        owner = self._typed.type_of(node.target)
        if target.known:
            folded = fold(read_property, (target.value, node.name))
            if folded is not None:
                return folded
        key = key_of(f".{node.name}", (owner,))
        plain = self._plain("property", read_property, (pycode.constant(node.name, line),), line)
        return self._templated(key, [target], plain, line)

    def _index(self, node: Index) -> Coded:
        line = node.offset + 1
        (target, index), _ = self._operands((node.target, node.index), ())
        if target.known and index.known:
            folded = fold(dispatch.item, (target.value, index.value))
            if folded is not None:
                return folded
        owner, by = self._typed.type_of(node.target), self._typed.type_of(node.index)
        key = "[] any_coll int" if owner.collection and by == types.INTEGER else ""
        return self._templated(key, [target, index], self._plain("item", dispatch.item, (), line), line)

    def _if(self, node: Ast, test: Ast, then: Ast, otherwise: Ast) -> Coded:
        line = test.offset + 1
        condition = self.visit(test)
        if condition.known and (condition.value is None or isinstance(condition.value, bool)):
            self._went(node, 0 if condition.value else 1)
            return self.visit(then if condition.value else otherwise)
        if not condition.truth:
            condition = self._atom(condition, line)
            code = self._code(condition, line)
            refuse = self._helper("refuse_condition", dispatch.refuse_condition)
            failing = pycode.statement(pycode.call(refuse, [pycode.constant(test.offset, line)], line), line)
            self._check(pycode.branch(pycode.is_not(code, True, False, None, line=line), [failing], [], line))
        yes, first = self._branch(then, (node, 0))
        no, second = self._branch(otherwise, (node, 1))
        is_set, truth = yes.is_set and no.is_set, yes.truth and no.truth
        if not first and not second:
            code = pycode.choice(self._code(condition, line), self._code(yes, line), self._code(no, line), line)
            return Coded(code, is_set, truth)
        local = self._local()
        first.append(pycode.assign(local, self._code(yes, line), line))
        second.append(pycode.assign(local, self._code(no, line), line))
        self._check(pycode.branch(self._code(condition, line), first, second, line))
        return self._local_value(local, is_set, truth, line)

    def _lazy(self, node: Binary) -> Coded:
        line, stop = node.offset + 1, node.operator == "or"
        left = self._boolean(self.visit(node.left), node)
        if left.known and isinstance(left.value, bool):
            self._went(node, 1 if left.value is stop else 0)
            return left if left.value is stop else self._boolean(self.visit(node.right), node)
        right, statements = self._branch(node.right, (node, 0), node)
        join = pycode.either if stop else pycode.both
        if not statements:
            return Coded(join(self._code(left, line), self._code(right, line), line), True, truth=True)
        local = self._local()
        self._check(pycode.assign(local, self._code(left, line), line))
        statements.append(pycode.assign(local, self._code(right, line), line))
        test, alone = pycode.name(local, line), self._note(node, 1)
        self._body.append(pycode.branch(pycode.negated(test, line) if stop else test, statements, alone, line))
        return self._local_value(local, True, True, line)

    def _boolean(self, operand: Coded, node: Binary) -> Coded:
        """An operand of `and` or `or`: anything but true and false fails."""
        if operand.truth:
            return operand
        line = node.offset + 1
        operand = self._atom(operand, line)
        code = self._code(operand, line)
        arguments = [code, pycode.constant(node.operator, line), pycode.constant(node.offset, line)]
        refuse = pycode.call(self._helper("refuse_operand", dispatch.refuse_operand), arguments, line)
        test = pycode.is_not(code, True, False, line=line)
        self._check(pycode.branch(test, [pycode.statement(refuse, line)], [], line))
        return operand._replace(is_set=True, truth=True)

    def _note(self, node: Ast, way: int) -> list[python.stmt]:
        """The statement that notes one of the two ways of a node; none where nothing is noted."""
        first = self._marked.get(id(node))
        return [] if first is None else [pycode.put(self._marks, first + way, 1, node.offset + 1)]

    def _went(self, node: Ast, way: int) -> None:
        """Every call goes this way."""
        for statement in self._note(node, way):
            self._check(statement)

    def _branch(self, node: Ast, way: tuple[Ast, int], lazy: Binary | None = None) -> tuple[Coded, list[python.stmt]]:
        """Code that runs in one case only: its value, and the statements before it. `way`: of which node it is which
        way. `lazy`: the `and` or `or` whose right side it is."""
        body, self._body = self._body, self._note(*way)
        loaded, certain = dict(self._loaded), set(self._certain)
        value = self.visit(node)
        if lazy is not None:
            value = self._boolean(value, lazy)
        statements, self._body = self._body, body
        self._loaded, self._certain = loaded, certain
        return value, statements

    def _call(self, node: Call) -> Coded:
        if id(node) in self._typed.choices:
            return self._apply(node, *node.arguments)
        line = node.offset + 1
        values, _ = self._operands(node.arguments, ())
        arguments = [pycode.name("environment", line), pycode.constant(node.name, line)]
        arguments += [self._code(value, line) for value in values]
        return self._called(dispatch.unknown_function, "unknown_function", arguments, line)

    def _apply(self, node: Ast, *nodes: Ast) -> Coded:
        choice = self._typed.choices[id(node)]
        line = node.offset + 1
        if choice.overload is None:
            values, _ = self._operands(nodes, ())
            late = dispatch.Late(choice.function, choice.arguments, node.offset)
            plain = self._plain("late", late, (), line, world=True)
            return self._templated(key_of(choice.function.name, choice.arguments), values, plain, line)
        values, refused = self._operands(nodes, [not choice.overload.parameter(i).not_set for i in range(len(nodes))])
        applied = Applied(choice.function, choice.overload, choice.arguments)
        return self._fixed(applied, values, refused, line)

    def _operands(self, nodes: Sequence[Ast], refuses: Sequence[bool]) -> tuple[list[Coded], list[int]]:
        """The values of arguments, in order. Where one that may be NOT_SET must not (`refuses`), all are computed
        before any is checked; which those are is the second result."""
        values, marks = [], []
        for node in nodes:
            values.append(self.visit(node))
            marks.append((len(self._body), self._effects))
        refused = [
            index for index, (value, no) in enumerate(zip(values, refuses, strict=False)) if no and not value.is_set
        ]
        return self._settled(values, marks, force=bool(refused)), refused
