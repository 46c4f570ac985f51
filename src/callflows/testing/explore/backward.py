"""From what an expression should come to, back to what its variables should hold.

`wanted(ast, value)` walks an expression backwards: for `Left(Flow.pin, 2)` to be `12`, `Flow.pin` is to begin with
`12`. `deciding(ast)` finds the comparisons of a condition and what each side is worth trying. Nothing here is exact:
the values are candidates, and only running the call says what they do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from types import MappingProxyType

import msgspec

from callflows.expressions import Ast, Binary, Call, Duration, Index, Literal, Member, Ternary, Unary, Variable
from callflows.expressions.ast import children
from callflows.testing.explore.constants import Plain, constant, is_constant
from callflows.testing.explore.inverses import FILLER, arguments_for, indexed, with_property

NOW = "@now"
"""What the time goes by, as a variable of the flow."""


class Wish(msgspec.Struct, frozen=True):
    """A variable should hold this."""

    variable: str
    value: Plain


class Link(msgspec.Struct, frozen=True):
    """The values of two expressions are compared: what is worth trying for one is for the other."""

    left: Ast
    right: Ast


def wanted(ast: Ast, value: Plain) -> Iterator[Wish]:
    """What variables should hold for the expression to come to `value`."""
    match ast:
        case Variable():
            yield Wish(ast.key, value)
        case Call():
            yield from _of_call(ast, value)
        case Unary(operator="!"):
            if isinstance(value, bool):
                yield from wanted(ast.operand, not value)
        case Unary(operator="-"):
            if _is_number(value):
                yield from wanted(ast.operand, -value)  # type: ignore[operator]
        case Binary():
            yield from _of_operator(ast, value)
        case Ternary():
            yield from wanted(ast.then, value)
            yield from wanted(ast.otherwise, value)
        case Member():
            yield from wanted(ast.target, with_property(ast.name, value))
        case Index():
            for target, needed in indexed(ast, value):
                yield from wanted(target, needed)
        case _:
            return


def deciding(ast: Ast) -> Iterator[Wish | Link]:
    """Every comparison and test inside an expression, and what its sides are worth trying."""
    match ast:
        case Binary(operator=operator) if operator in _COMPARED:
            yield from compared(ast.left, ast.right)
        case Call():
            test = _TESTS.get(ast.name.lower())
            if test is not None and ast.arguments:
                yield from test(ast)
        case _:
            pass
    for part in _conditions(ast):
        if isinstance(part, Variable):
            yield Wish(part.key, True)
            yield Wish(part.key, False)
    for below in children(ast):
        yield from deciding(below)


def _conditions(ast: Ast) -> tuple[Ast, ...]:
    """The parts of an expression that are true or false and decide by that alone."""
    match ast:
        case Binary(operator="and" | "or"):
            return (ast.left, ast.right)
        case Unary(operator="!"):
            return (ast.operand,)
        case Ternary():
            return (ast.condition,)
        case Call() if ast.name.lower() == "if" and ast.arguments:
            return ast.arguments[:1]
        case _:
            return ()


def shaped(ast: Ast) -> Iterator[Wish]:
    """What the functions of an expression need of their arguments to come to anything: a date, a number, parts."""
    if isinstance(ast, Call) and ast.arguments:
        name, first = ast.name.lower(), ast.arguments[0]
        for text in _SHAPES.get(name, ()):
            yield from wanted(first, text)
        if name == "split" and len(ast.arguments) > 1 and isinstance(ast.arguments[1], Literal):
            separator = str(ast.arguments[1].value)
            yield from wanted(first, separator.join(("2026", "1", "2", "3", "4", "5")))
    if isinstance(ast, Member):
        yield from wanted(ast, "1")
    for below in children(ast):
        yield from shaped(below)


def compared(left: Ast, right: Ast) -> Iterator[Wish | Link]:
    """What is worth trying on both sides of `left == right`, `<`, `>`…: the value itself and those beside it."""
    for one, other in ((left, right), (right, left)):
        value = constant(other)
        if value is not None:
            for near in around(value):
                yield from wanted(one, near)
    if not is_constant(left) and not is_constant(right):
        yield Link(left, right)


def around(value: Plain) -> tuple[Plain, ...]:
    """A value and its neighbours."""
    if isinstance(value, bool):
        return (value, not value)
    if isinstance(value, int):
        return (value, value + 1, value - 1)
    if isinstance(value, Decimal):
        return (value, value + 1, value - 1)
    if isinstance(value, Duration):
        return (value, Duration(value.ms + 1000), Duration(value.ms - 1000))
    if isinstance(value, datetime):
        return (value, *(value + timedelta(seconds=by) for by in (1, -1)))
    return (value,)


def variables_of(ast: Ast) -> Iterator[str]:
    """The variables of an expression, by key."""
    if isinstance(ast, Variable):
        yield ast.key
    for below in children(ast):
        yield from variables_of(below)


def functions_of(ast: Ast) -> Iterator[str]:
    """The functions of an expression, in lower case."""
    if isinstance(ast, Call):
        yield ast.name.lower()
    for below in children(ast):
        yield from functions_of(below)


def _of_call(call: Call, value: Plain) -> Iterator[Wish]:
    """What the arguments should come to; of a test, what is worth trying."""
    name = call.name.lower()
    if name == "getcurrentdatetimeutc":
        yield Wish(NOW, value)
    elif name in _TESTS:
        for each in _TESTS[name](call):
            if isinstance(each, Wish):
                yield each
    else:
        for argument, needed in arguments_for(call, value):
            yield from wanted(argument, needed)


def _of_operator(ast: Binary, value: Plain) -> Iterator[Wish]:
    if ast.operator in ("and", "or") or ast.operator in _COMPARED:
        for each in deciding(ast):
            if isinstance(each, Wish):
                yield each
        return
    for one, other, left in ((ast.left, ast.right, True), (ast.right, ast.left, False)):
        if not isinstance(other, Literal):
            yield from wanted(one, value)
        elif _is_number(value) and _is_number(other.value) and ast.operator in _INVERSE:
            yield from wanted(one, _INVERSE[ast.operator](value, other.value, left))
        elif isinstance(value, str) and isinstance(other.value, str) and ast.operator == "+":
            rest = value.removesuffix(other.value) if left else value.removeprefix(other.value)
            yield from wanted(one, rest)


def _is_number(value: Plain) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _divided(value: object, other: object) -> Plain:
    """What comes nearest to a quotient among whole numbers; the value itself where there is none."""
    if isinstance(value, int | Decimal) and isinstance(other, int | Decimal) and other:
        return int(value // other)
    return value if isinstance(value, int | Decimal) else None


def _text_tests(call: Call) -> Iterator[Wish | Link]:
    """`Contains(x, "a")`, `FindString(x, "a")`: with the text in it, and without."""
    if len(call.arguments) < 2:
        return
    subject, sought = call.arguments[0], call.arguments[1]
    if isinstance(sought, Literal) and isinstance(sought.value, str):
        for text in (sought.value, sought.value + FILLER[:4], FILLER[:4] + sought.value, "none of these"):
            yield from wanted(subject, text)
    elif isinstance(subject, Literal) and isinstance(subject.value, str):
        yield from wanted(sought, subject.value[:1])
    else:
        yield Link(subject, sought)


def _set_tests(call: Call) -> Iterator[Wish | Link]:
    yield from wanted(call.arguments[0], None)
    yield from wanted(call.arguments[0], FILLER[:1])
    yield from wanted(call.arguments[0], "")


def _equal_tests(call: Call) -> Iterator[Wish | Link]:
    if len(call.arguments) > 1:
        yield from compared(call.arguments[0], call.arguments[1])


_COMPARED = frozenset({"==", "!=", "<", "<=", ">", ">="})
_SHAPES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "todatetime": ("2026-01-05T15:00:00Z", "2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"),
        "toint": ("1", "0", "100"),
        "todecimal": ("1", "0", "100"),
        "tobool": ("true", "false"),
        "toduration": ("PT1M", "PT0S"),
        "tocurrency": ("1.00|USD",),
        "tophonenumber": ("+13175550100",),
        "jsonparse": ("{}",),
        "makeemailaddress": ("ada@example.com",),
    }
)
_INVERSE: Mapping[str, Callable[[object, object, bool], Plain]] = MappingProxyType(
    {
        "+": lambda value, other, _: value - other,  # type: ignore[operator]
        "-": lambda value, other, left: value + other if left else other - value,  # type: ignore[operator]
        "*": lambda value, other, _: _divided(value, other),
        "/": lambda value, other, left: value * other if left else _divided(other, value),  # type: ignore[operator]
    }
)


_TESTS: Mapping[str, Callable[[Call], Iterator[Wish | Link]]] = MappingProxyType(
    {
        "contains": _text_tests,
        "findstring": _text_tests,
        "find": _text_tests,
        "findfirst": _text_tests,
        "isset": _set_tests,
        "isnotsetorempty": _set_tests,
        "areequal": _equal_tests,
    }
)
