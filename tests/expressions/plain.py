"""Evaluation in the plainest way: a walk over the tree, everything looked up when it is reached.

It says what generated code must give: the same value, or the same fault at the same place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from callflows.expressions import Environment, ExpressionError, Scope, Type, Value, as_type, type_of, types
from callflows.expressions.ast import Ast, Binary, Call, Index, Literal, Member, Ternary, Unary, Variable
from callflows.expressions.conversion import conversion
from callflows.expressions.dispatch import item, unknown_function
from callflows.expressions.explain import no_overload
from callflows.expressions.functions import FUNCTIONS
from callflows.expressions.infer import Inference
from callflows.expressions.properties import read_property
from callflows.expressions.signatures import Function, Overload

PROMPTS = {"prompt": "userPrompt", "promptsystem": "systemPrompt"}


class Plain:
    """One evaluation. `evaluate` raises ExpressionError as a compiled expression does."""

    def __init__(self, variables: Mapping[str, Type], scope: Scope, environment: Environment) -> None:
        self._inference = Inference(variables)
        self._variables = variables
        self._scope = scope
        self._environment = environment

    def evaluate(self, ast: Ast, expected: Type | None = None) -> Value:
        found = self._inference.visit(ast)
        if expected is None or expected.code == "any":
            return self._value(ast)
        if found.code == "unk":
            return as_type(self._value(ast), expected, self._environment)
        name, refusal = conversion(found, expected)
        if refusal:
            raise ExpressionError("type", refusal, ast.offset)
        value = self._value(ast)
        if not name:
            return value
        function = FUNCTIONS[name.lower()]
        return self._run(function, function.candidates((found,))[0], [value], ast.offset)

    def _value(self, node: Ast) -> Value:  # noqa: PLR0911 - one return a case
        constant = self._inference.constants.get(id(node))
        if constant is not None:
            return constant.value
        match node:
            case Literal():
                return node.value
            case Variable():
                return self._variable(node)
            case Member():
                target = self._value(node.target)
                return _placed(lambda: read_property(target, node.name), node.offset)
            case Index():
                owner, index = self._value(node.target), self._value(node.index)
                return _placed(lambda: item(owner, index), node.offset)
            case Ternary():
                return self._if(node.condition, node.then, node.otherwise)
            case Binary() if node.operator in {"and", "or"}:
                left = _truth(self._value(node.left), node)
                return left if left is (node.operator == "or") else _truth(self._value(node.right), node)
            case Binary():
                return self._apply(node, (node.left, node.right))
            case Unary():
                return self._apply(node, (node.operand,))
            case Call() if node.name.lower() == "if" and len(node.arguments) == 3:
                return self._if(*node.arguments)
            case Call() if id(node) not in self._inference.choices:
                values = [self._value(each) for each in node.arguments]
                return _placed(lambda: unknown_function(self._environment, node.name, *values), node.offset)
            case Call():
                return self._apply(node, node.arguments)

    def _variable(self, node: Variable) -> Value:
        kind = PROMPTS.get(node.scope.lower())
        if kind is not None and node.key not in self._variables:
            found = self._environment.find(kind, node.name)
            if found is None:
                raise ExpressionError("not-found", f'there is no prompt "{node.name}"', node.offset)
            return found
        try:
            return self._scope.get(node.key)
        except KeyError:
            message = f"there is no variable `{node.key}`"
            raise ExpressionError("unknown-variable", message, node.offset) from None

    def _if(self, test: Ast, then: Ast, otherwise: Ast) -> Value:
        condition = self._value(test)
        if condition is not None and not isinstance(condition, bool):
            raise ExpressionError("type", "the condition is no Boolean", test.offset)
        return self._value(then if condition else otherwise)

    def _apply(self, node: Ast, nodes: Sequence[Ast]) -> Value:
        choice = self._inference.choices[id(node)]
        values = [self._value(each) for each in nodes]
        overload = choice.overload or chosen(choice.function, choice.arguments, values, node.offset)
        return self._run(choice.function, overload, values, node.offset)

    def _run(self, function: Function, overload: Overload, values: Sequence[Value], offset: int) -> Value:
        return run(function, overload, values, self._environment, offset)


def run(
    function: Function, overload: Overload, values: Sequence[Value], environment: Environment, offset: int
) -> Value:
    """An overload on values."""
    for index, value in enumerate(values):
        parameter = overload.parameter(index)
        if value is None and not parameter.not_set:
            raise ExpressionError("not-set", f"{function.name}: {parameter.name} is NOT_SET", offset)
    compute = cast("Callable[..., Value]", overload.run)
    return _placed(lambda: compute(environment, *values) if overload.world else compute(*values), offset)


def chosen(function: Function, known: Sequence[Type], values: Sequence[Value], offset: int) -> Overload:
    """The overload that the values choose where the static types leave it open."""
    actual = [
        type_of(value) if static.code in {"unk", "nts"} else static for value, static in zip(values, known, strict=True)
    ]
    candidates = function.candidates(actual)
    if candidates and candidates[0].result(actual) is not None:
        return candidates[0]
    loose = [types.UNKNOWN if each == types.NOT_SET else each for each in actual]
    fitting = function.candidates(loose)
    if not candidates and fitting and types.NOT_SET in actual:
        name = fitting[0].parameter(actual.index(types.NOT_SET)).name
        raise ExpressionError("not-set", f"{function.name}: {name} is NOT_SET", offset)
    raise ExpressionError("type", no_overload(function, actual, together=bool(candidates)), offset)


def _truth(value: Value, node: Binary) -> bool:
    if value is None:
        raise ExpressionError("not-set", f"an operand of {node.operator} is NOT_SET", node.offset)
    if not isinstance(value, bool):
        raise ExpressionError("type", f"an operand of {node.operator} is no Boolean", node.offset)
    return value


def _placed(compute: Callable[[], Value], offset: int) -> Value:
    try:
        return compute()
    except ExpressionError as error:
        error.at(offset)
        raise
