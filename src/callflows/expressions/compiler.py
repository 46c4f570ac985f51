"""Tree to Python closures: types are settled once, evaluation only calls.

Where all argument types are known the overload is fixed at compile time; where a variable's type is not known, the
values choose it when the call runs, and the choice is remembered by their types.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import cast

from callflows.expressions import jsonvalues
from callflows.expressions.ast import Ast, Binary, Call, Index, Literal, Member, Ternary, Unary, Variable
from callflows.expressions.conversion import conversion
from callflows.expressions.dispatch import Run, apply, condition
from callflows.expressions.environment import Environment, Scope, Slots
from callflows.expressions.errors import ExpressionError
from callflows.expressions.functions import FUNCTIONS
from callflows.expressions.functions.lists import get_at
from callflows.expressions.infer import Inference
from callflows.expressions.properties import read_property
from callflows.expressions.types import Type
from callflows.expressions.values import Json, Value, type_of

_PROMPT_KINDS = {"prompt": "userPrompt", "promptsystem": "systemPrompt"}


class Compiled:
    """An expression that is ready to run; immutable, shared freely between calls."""

    __slots__ = ("_run", "type")

    def __init__(self, run: Run, type: Type) -> None:
        self._run = run
        self.type = type

    def evaluate(self, scope: Scope | Slots, environment: Environment) -> Value:
        """The value. `scope` is a `Slots` where numbers were given to `compile`. Raises ExpressionError, and nothing
        else, where a live call would fail."""
        return self._run(scope, environment)  # type: ignore[arg-type]


def compile(  # noqa: A001 - the room's verb, as in `re.compile`
    ast: Ast,
    variables: Mapping[str, Type] | None = None,
    slots: Mapping[str, int] | None = None,
    *,
    expected: Type | None = None,
) -> Compiled:
    """Compiles a tree. Never fails: what does not type fails when it runs, as a call would.

    `variables` gives the types of variables by lower-case name; names it lacks are typed by their values. `slots`
    gives the numbers of all variables there are; the scope is then a `Slots`, and no name is looked up. With
    `expected` the result is converted to that type as Architect does (`infer` tells whether it can be).
    """
    compiler = _Compiler(variables or {}, slots)
    found = compiler.inference.visit(ast)
    run = compiler.build(ast)
    if expected is None or expected.code == "any":
        return Compiled(run, found)
    if found.code == "unk":
        return Compiled(_converted_late(run, expected, ast.offset), expected)
    return Compiled(_converted(run, found, expected, ast.offset), expected)


def _converted(run: Run, found: Type, needed: Type, offset: int) -> Run:
    """The result passed through Architect's implicit cast, where one is needed."""
    cast, refusal = conversion(found, needed)
    if refusal:
        return _raiser("type", refusal, offset)
    if not cast:
        return run
    function = FUNCTIONS[cast.lower()]
    return apply(function, function.candidates((found,))[0], (run,), (found,), offset)


def _converted_late(run: Run, needed: Type, offset: int) -> Run:
    """The same for a result whose type only its value tells."""

    def late(scope: Scope, environment: Environment) -> Value:
        return as_type(run(scope, environment), needed, environment)

    return _placed(late, offset)


def as_type(value: Value, needed: Type, environment: Environment) -> Value:
    """A value as a setting of type `needed` takes it, by the cast that Architect puts around an expression there;
    NOT_SET fits every type. Raises ExpressionError `type` where there is no cast, or the cast's own error."""
    return None if value is None else _cast(type_of(value), needed)(_Held(value), environment)


@cache
def _cast(found: Type, needed: Type) -> Run:
    return _converted(_held, found, needed, 0)


class _Held:
    """The scope of a cast: one value."""

    __slots__ = ("_value",)

    def __init__(self, value: Value) -> None:
        self._value = value

    def get(self, name: str, /) -> Value:
        del name
        return self._value


def _held(scope: Scope, environment: Environment) -> Value:
    del environment
    return scope.get("")


class _Compiler:
    def __init__(self, variables: Mapping[str, Type], slots: Mapping[str, int] | None) -> None:
        self.inference = Inference(variables)
        self._variables = variables
        self._slots = slots

    def build(self, node: Ast) -> Run:  # noqa: PLR0911 - one return a case
        constant = self.inference.constants.get(id(node))
        if constant is not None:
            return _always(constant.value)
        match node:
            case Literal():
                return _always(node.value)
            case Variable():
                return self._variable(node)
            case Member():
                return _placed(_reader(self.build(node.target), node.name), node.offset)
            case Index():
                return _placed(_indexer(self.build(node.target), self.build(node.index)), node.offset)
            case Ternary():
                return self._if(node.condition, node.then, node.otherwise)
            case Binary() if node.operator in {"and", "or"}:
                return self._lazy(node)
            case Binary():
                return self._apply(node, node.left, node.right)
            case Unary():
                return self._apply(node, node.operand)
            case Call() if node.name.lower() == "if" and len(node.arguments) == 3:
                return self._if(*node.arguments)
            case Call():
                return self._call(node)

    def _variable(self, node: Variable) -> Run:
        key, name, offset = node.key, node.name, node.offset
        kind = _PROMPT_KINDS.get(node.scope.lower())
        if kind is not None and key not in self._variables:

            def prompt(_: Scope, environment: Environment) -> Value:
                found = environment.find(kind, name)
                if found is None:
                    raise ExpressionError("not-found", f'there is no prompt "{name}"', offset)
                return found

            return prompt

        if self._slots is not None:
            return _slot(self._slots[key]) if key in self._slots else _unknown_variable(key, offset)

        def variable(scope: Scope, _: Environment) -> Value:
            try:
                return scope.get(key)
            except KeyError as error:
                raise ExpressionError("unknown-variable", f"there is no variable `{key}`", offset) from error

        return variable

    def _if(self, test: Ast, then: Ast, otherwise: Ast) -> Run:
        decide, yes, no = self.build(test), self.build(then), self.build(otherwise)
        offset = test.offset

        def run(scope: Scope, environment: Environment) -> Value:
            chosen = decide(scope, environment)
            if chosen is True:
                return yes(scope, environment)
            if chosen is None or chosen is False:
                return no(scope, environment)
            raise ExpressionError("type", "the condition is no Boolean", offset)

        return run

    def _lazy(self, node: Binary) -> Run:
        left, right, operator = self.build(node.left), self.build(node.right), node.operator
        stop, offset = operator == "or", node.offset

        def run(scope: Scope, environment: Environment) -> Value:
            if condition(left(scope, environment), operator, offset) is stop:
                return stop
            return condition(right(scope, environment), operator, offset)

        return run

    def _call(self, node: Call) -> Run:
        if id(node) in self.inference.choices:
            return self._apply(node, *node.arguments)
        message = f"callflows does not know the function {node.name}"
        return _raiser("unknown-function", message, node.offset)

    def _apply(self, node: Ast, *operands: Ast) -> Run:
        choice = self.inference.choices[id(node)]
        runs = tuple(self.build(operand) for operand in operands)
        return apply(choice.function, choice.overload, runs, choice.arguments, node.offset)


def _slot(number: int) -> Run:
    def read(scope: Slots, _: Environment) -> Value:
        return scope.slots[number]

    return cast("Run", read)


def _unknown_variable(key: str, offset: int) -> Run:
    return _raiser("unknown-variable", f"there is no variable `{key}`", offset)


def _always(value: Value) -> Run:
    return lambda scope, environment: value


def _raiser(code: str, message: str, offset: int) -> Run:
    def run(scope: Scope, environment: Environment) -> Value:
        raise ExpressionError(code, message, offset)

    return run


def _placed(run: Run, offset: int) -> Run:
    def placed(scope: Scope, environment: Environment) -> Value:
        try:
            return run(scope, environment)
        except ExpressionError as error:
            error.at(offset)
            raise

    return placed


def _reader(target: Run, name: str) -> Run:
    return lambda scope, environment: read_property(target(scope, environment), name)


def _indexer(target: Run, index: Run) -> Run:
    return lambda scope, environment: _item(target(scope, environment), index(scope, environment))


def _item(owner: Value, index: Value) -> Value:
    if owner is None or index is None:
        raise ExpressionError("not-set", "the collection or its index is NOT_SET")
    if isinstance(index, str):
        return read_property(owner, index)
    if isinstance(index, int) and not isinstance(index, bool):
        if isinstance(owner, tuple):
            return get_at(owner, index)
        if isinstance(owner, Json):
            return jsonvalues.item(owner, index)
    raise ExpressionError("type", "[ ] takes an Integer on a collection or a text on an object")
