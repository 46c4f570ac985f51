"""A typed tree to one Python function.

The function is built as a Python syntax tree from ours: texts of the user stand in it as constants only. What costs
time where nothing fails is left out: no closure a node, no check of a value that cannot be NOT_SET, no call where a
`template` says the same, nothing computed that is the same in every call (`_fold`). Where a call of an implementation
fails, the line of the code that failed is the place in the user's text (`dispatch.place`).

Values are computed in the order of the text, then arguments are checked for NOT_SET in their order, then the call
runs: the first fault is the one a live call would meet.
"""

from __future__ import annotations

import ast as python
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, cast

from callflows.expressions import dispatch, pycode, types
from callflows.expressions.ast import Ast, Binary, Call, Index, Literal, Member, Ternary, Unary, Variable
from callflows.expressions.branches import branching_nodes
from callflows.expressions.environment import Environment, Scope, Slots
from callflows.expressions.errors import ExpressionError
from callflows.expressions.inlining import HELPERS
from callflows.expressions.properties import read_property
from callflows.expressions.signatures import Function, Overload
from callflows.expressions.templates import Argument, fill, template
from callflows.expressions.typed import Typed
from callflows.expressions.types import Type
from callflows.expressions.values import Value

Run = Callable[["Scope | Slots", Environment], Value]

_PROMPT_KINDS = {"prompt": "userPrompt", "promptsystem": "systemPrompt"}
_FOLDED_LENGTH = 1_000
_ALWAYS_THERE: Mapping[str, object] = {"__builtins__": {}, "ExpressionError": ExpressionError, "place": dispatch.place}


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


class Finish(NamedTuple):
    """What the result of the whole expression passes through: an overload (of a function with this name) for an
    argument of a known type, a refusal in words, or, with `late`, what its value decides (`compiler.as_type`)."""

    needed: Type
    found: Type
    function: Function | None = None
    refusal: str = ""
    late: Callable[[Value, Type, Environment], Value] | None = None


class _Value(NamedTuple):
    """A node's value as code. `known`: it is `value`, whatever the call. `is_set`: certainly not NOT_SET. `truth`:
    certainly true or false. `atom`: a name or constant, free to stand anywhere and more than once."""

    code: python.expr | None
    is_set: bool = False
    truth: bool = False
    atom: bool = False
    known: bool = False
    value: Value = None


class _Applied(NamedTuple):
    """A function, one of its overloads, and the types of the arguments it is given."""

    function: Function
    overload: Overload
    given: Sequence[Type]


def _known(value: Value) -> _Value:
    return _Value(None, value is not None, isinstance(value, bool), True, True, value)


class _Generator:
    def __init__(
        self, typed: Typed, variable: Callable[[int], str] | None = None, names: dict[str, object] | None = None
    ) -> None:
        self._typed = typed
        self._variable_of = variable
        self._names: dict[str, object] = dict(_ALWAYS_THERE) if names is None else names
        self._body: list[python.stmt] = []
        self._effects = 0  # how many statements of the body may fail or must keep their order
        self._locals = 0
        self._loaded: dict[str, str] = {}  # the variables that are in locals wherever the present code runs
        self._certain: set[str] = set()  # the locals that are not NOT_SET wherever the present code runs
        self._marked: dict[int, int] = {}  # the number of the first mark of each node that branches
        self._marks = ""  # the name of the marks

    def mark(self, ast: Ast, marks: bytearray) -> None:
        """Let the code note which ways it goes."""
        self._marks = self._bound("marks", marks)
        self._marked = {id(node): 2 * number for number, node in enumerate(branching_nodes(ast))}

    def function(self, result: _Value, offset: int) -> Run:
        if result.known and not self._effects:
            value = result.value
            return lambda scope, environment: value
        self._body.append(pycode.result(self._code(result, offset + 1), offset + 1))
        if self._typed.slots:
            self._body.insert(0, pycode.assign("slots", pycode.attribute(pycode.name("scope", 1), "slots", 1), 1))
        exec(compile(pycode.function(self._body), "<expression>", "exec"), self._names)  # noqa: S102 - code of our own making
        return cast("Run", self._names["run"])

    def inlined(self, result: _Value, offset: int) -> Inlined:
        return Inlined(self._body, self._code(result, offset + 1))

    # --- nodes

    def visit(self, node: Ast) -> _Value:  # noqa: PLR0911 - one return a case
        constant = self._typed.constants.get(id(node))
        if constant is not None:
            return _known(constant.value)
        match node:
            case Literal():
                return _known(node.value)
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

    def _variable(self, node: Variable) -> _Value:
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
        return _Value(pycode.name(local, line), local in self._certain, atom=True)

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

    def _member(self, node: Member) -> _Value:
        line = node.offset + 1
        target = self.visit(node.target)
        owner = self._typed.type_of(node.target)
        if target.known:
            folded = _fold(read_property, (target.value, node.name))
            if folded is not None:
                return folded
        key = _key(f".{node.name}", (owner,))
        plain = self._plain("property", read_property, (pycode.constant(node.name, line),), line)
        return self._templated(key, [target], plain, line)

    def _index(self, node: Index) -> _Value:
        line = node.offset + 1
        (target, index), _ = self._operands((node.target, node.index), ())
        if target.known and index.known:
            folded = _fold(dispatch.item, (target.value, index.value))
            if folded is not None:
                return folded
        owner, by = self._typed.type_of(node.target), self._typed.type_of(node.index)
        key = "[] any_coll int" if owner.collection and by == types.INTEGER else ""
        return self._templated(key, [target, index], self._plain("item", dispatch.item, (), line), line)

    def _if(self, node: Ast, test: Ast, then: Ast, otherwise: Ast) -> _Value:
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
            return _Value(code, is_set, truth)
        local = self._local()
        first.append(pycode.assign(local, self._code(yes, line), line))
        second.append(pycode.assign(local, self._code(no, line), line))
        self._check(pycode.branch(self._code(condition, line), first, second, line))
        return self._local_value(local, is_set, truth, line)

    def _lazy(self, node: Binary) -> _Value:
        line, stop = node.offset + 1, node.operator == "or"
        left = self._boolean(self.visit(node.left), node)
        if left.known and isinstance(left.value, bool):
            self._went(node, 1 if left.value is stop else 0)
            return left if left.value is stop else self._boolean(self.visit(node.right), node)
        right, statements = self._branch(node.right, (node, 0), node)
        join = pycode.either if stop else pycode.both
        if not statements:
            return _Value(join(self._code(left, line), self._code(right, line), line), True, truth=True)
        local = self._local()
        self._check(pycode.assign(local, self._code(left, line), line))
        statements.append(pycode.assign(local, self._code(right, line), line))
        test, alone = pycode.name(local, line), self._note(node, 1)
        self._body.append(pycode.branch(pycode.negated(test, line) if stop else test, statements, alone, line))
        return self._local_value(local, True, True, line)

    def _boolean(self, operand: _Value, node: Binary) -> _Value:
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

    def _branch(self, node: Ast, way: tuple[Ast, int], lazy: Binary | None = None) -> tuple[_Value, list[python.stmt]]:
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

    def _call(self, node: Call) -> _Value:
        if id(node) in self._typed.choices:
            return self._apply(node, *node.arguments)
        line = node.offset + 1
        values, _ = self._operands(node.arguments, ())
        arguments = [pycode.name("environment", line), pycode.constant(node.name, line)]
        arguments += [self._code(value, line) for value in values]
        return self._called(dispatch.unknown_function, "unknown_function", arguments, line)

    # --- functions and operators

    def _apply(self, node: Ast, *nodes: Ast) -> _Value:
        choice = self._typed.choices[id(node)]
        line = node.offset + 1
        if choice.overload is None:
            values, _ = self._operands(nodes, ())
            late = dispatch.Late(choice.function, choice.arguments, node.offset)
            plain = self._plain("late", late, (), line, world=True)
            return self._templated(_key(choice.function.name, choice.arguments), values, plain, line)
        values, refused = self._operands(nodes, [not choice.overload.parameter(i).not_set for i in range(len(nodes))])
        applied = _Applied(choice.function, choice.overload, choice.arguments)
        return self._fixed(applied, values, refused, line)

    def _fixed(self, applied: _Applied, values: list[_Value], refused: Sequence[int], line: int) -> _Value:
        """A call of an overload. `refused`: the arguments that may be NOT_SET and must not."""
        function, overload, given = applied
        if all(value.known for value in values) and not overload.world and not refused:
            folded = _fold(cast("Callable[..., Value]", overload.run), [value.value for value in values])
            if folded is not None:
                return folded
        for index in refused:
            if values[index].known:
                words = (function.name, overload.parameter(index).name)
                return self._failing(dispatch.not_set(*words, line - 1), line)
            values[index] = self._refuse(values[index], function, overload, index, line)
        name = function.name.lower()
        if name == "makelist" and values:
            return _Value(pycode.collected([self._code(value, line) for value in values], line), True)
        if name == "append" and overload.returns == types.STRING:
            return self._joined(overload, values, line)
        plain = self._plain(name, overload.run, (), line, world=overload.world)
        for codes in (given, [overload.parameter(index).type for index in range(len(values))]):
            key = _key(name, codes)
            if template(key) is not None:
                return self._templated(key, values, plain, line, overload.returns == types.BOOLEAN)
        return self._templated("", values, plain, line)

    def _joined(self, overload: Overload, values: Sequence[_Value], line: int) -> _Value:
        """Append on texts: a formatted text, and the implementation where that is too long."""
        parts: list[python.expr] = []
        for value in values:
            code = self._code(value, line)
            if not value.known:
                either = code if value.is_set else pycode.either(code, pycode.constant("", line), line)
                code = python.FormattedValue(either, -1, None, lineno=line, col_offset=0)
            if value.value is not None or not value.known:
                parts.append(code)
        text = python.JoinedStr(parts, lineno=line, col_offset=0)
        return self._templated("joined", [_Value(text, True)], self._plain("append", overload.run, (), line), line)

    def _templated(
        self,
        key: str,
        values: list[_Value],
        plain: Callable[[Sequence[_Value]], python.expr],
        line: int,
        boolean: bool = False,
    ) -> _Value:
        """The template of this key with these values, the call of the implementation where there is none."""
        found = template(key)
        if found is None:
            return _Value(plain(values))
        if isinstance(found.body, python.Name) and found.body.id == "a":
            return values[0]
        if not found.plain:
            values = self._settled(values, [(len(self._body), self._effects)] * len(values), force=True)
        arguments = [Argument(self._code(each, line), each.is_set, each.known, each.value) for each in values]
        filled = fill(found, arguments, self._local(), lambda: plain(values), line)
        self._names |= {name: HELPERS[name] for name in filled.helpers}
        is_set = not filled.may_be_not_set
        return _Value(filled.code, is_set, boolean and is_set)

    # --- pieces

    def _operands(self, nodes: Sequence[Ast], refuses: Sequence[bool]) -> tuple[list[_Value], list[int]]:
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

    def _settled(self, values: Sequence[_Value], marks: Sequence[tuple[int, int]], *, force: bool) -> list[_Value]:
        """The values as they may stand side by side: one that later statements would overtake, or each with `force`,
        is put into a local at its mark."""
        settled = list(values)
        effects = self._effects
        for index in reversed(range(len(settled))):
            value, (at, before) = settled[index], marks[index]
            if not value.atom and (force or before != effects):
                local = self._local()
                self._body.insert(at, pycode.assign(local, self._code(value, 1), 1))
                self._effects += 1
                settled[index] = self._local_value(local, value.is_set, value.truth, 1)
        return settled

    def _refuse(self, value: _Value, function: Function, overload: Overload, index: int, line: int) -> _Value:
        """The check of an argument that must not be NOT_SET."""
        code = self._code(value, line)
        if isinstance(code, python.Name):
            if code.id in self._certain:
                return value._replace(is_set=True)
            self._certain.add(code.id)
        words = (function.name, overload.parameter(index).name)
        fault = self._fault(lambda offset: dispatch.not_set(*words, offset), line)
        self._check(pycode.branch(pycode.is_none(code, line), [fault], [], line))
        return value._replace(is_set=True)

    def _failing(self, error: ExpressionError, line: int) -> _Value:
        """Code that fails in every call."""
        self._effects += 1
        self._body.append(self._fault(lambda _: ExpressionError(error.code, error.message, error.offset), line))
        return _known(None)

    def _fault(self, make: Callable[[int], ExpressionError], line: int) -> python.stmt:
        """The statement that raises a fresh error."""

        def fail() -> None:
            raise make(line - 1)

        return pycode.statement(pycode.call(self._bound("fail", fail), [], line), line)

    def _plain(
        self, name: str, run: Callable[..., object], more: Sequence[python.expr], line: int, *, world: bool = False
    ) -> Callable[[Sequence[_Value]], python.expr]:
        """What makes the call of an implementation on values."""

        def make(values: Sequence[_Value]) -> python.expr:
            arguments = [self._code(value, line) for value in values]
            if world:
                arguments.insert(0, pycode.name("environment", line))
            return pycode.call(self._bound(name if name.isidentifier() else "operator", run), [*arguments, *more], line)

        return make

    def _called(self, run: Callable[..., object], name: str, arguments: list[python.expr], line: int) -> _Value:
        return _Value(pycode.call(self._helper(name, run), arguments, line))

    def finished(self, value: _Value, finish: Finish | None, offset: int) -> _Value:
        """The result as the setting needs it."""
        line = offset + 1
        if finish is None:
            return value
        if finish.late is not None:
            arguments = [
                self._code(value, line),
                pycode.name(self._bound("needed", finish.needed), line),
                pycode.name("environment", line),
            ]
            return self._called(finish.late, "as_type", arguments, line)
        if finish.refusal:
            self._body.clear()
            return self._failing(ExpressionError("type", finish.refusal, offset), line)
        if finish.function is None:
            return value
        overload = finish.function.candidates((finish.found,))[0]
        values = self._settled([value], [(len(self._body), self._effects)], force=True)
        refused = [] if overload.parameter(0).not_set or value.is_set else [0]
        return self._fixed(_Applied(finish.function, overload, (finish.found,)), values, refused, line)

    def _atom(self, value: _Value, line: int) -> _Value:
        if value.atom and not value.known:
            return value
        return self._local_value(self._keep(value, line), value.is_set, value.truth, line)

    def _keep(self, value: _Value, line: int) -> str:
        """Puts a value into a fresh local."""
        local = self._local()
        self._check(pycode.assign(local, self._code(value, line), line))
        return local

    def _local_value(self, local: str, is_set: bool, truth: bool, line: int) -> _Value:
        return _Value(pycode.name(local, line), is_set, truth, atom=True)

    def _check(self, statement: python.stmt) -> None:
        """Adds a statement that may fail."""
        self._effects += 1
        self._body.append(statement)

    def _code(self, value: _Value, line: int) -> python.expr:
        if value.code is not None:
            return value.code
        if value.value is None or type(value.value) in {str, int, bool}:
            return pycode.constant(cast("str | int | None", value.value), line)
        return pycode.name(self._bound("value", value.value), line)

    def _bound(self, name: str, value: object) -> str:
        """A fresh name for an object that the code uses."""
        fresh = self._fresh(name)
        self._names[fresh] = value
        return fresh

    def _helper(self, name: str, value: object) -> str:
        self._names[name] = value
        return name

    def _fresh(self, name: str) -> str:
        return f"{name}_{len(self._names)}"

    def _local(self) -> str:
        self._locals += 1
        return f"v{self._locals}"


def _key(name: str, kinds: Sequence[Type]) -> str:
    """By what a template is found."""
    return " ".join((name.lower(), *(f"{kind.code}{'_coll' if kind.collection else ''}" for kind in kinds)))


def _fold(run: Callable[..., Value], values: Sequence[object]) -> _Value | None:
    """What a call gives in every call: None where it fails, which it then does when it runs, or is very long."""
    try:
        found = run(*values)
    except ExpressionError:
        return None
    if isinstance(found, str | tuple) and len(found) > _FOLDED_LENGTH:
        return None
    return _known(found)
