"""The code of an expression inside a larger function: the same values and the same faults as its own function."""

from __future__ import annotations

import ast

import pytest

from callflows import expressions
from callflows.expressions import ExpressionError, Value, parse, types

NAMES = {"flow.text": 0, "flow.number": 1, "flow.sure": 2}
TYPES = {"flow.text": types.STRING, "flow.number": types.INTEGER, "flow.sure": types.BOOLEAN}
TEXTS = (
    "Flow.text",
    '"it\'s \\"{x}\\""',
    'Flow.text == "12"',
    "Flow.number + 1",
    'If(Flow.sure, Append(Flow.text, "-", ToString(Flow.number)), Right(Flow.text, 2))',
    "Flow.sure and Flow.number > 3 or IsNotSetOrEmpty(Flow.text)",
    "ToInt(Flow.text) / Flow.number",
    "GetAt(MakeList(1, 2, 3), Flow.number)",
    "Length(Flow.text) + Length(Flow.text)",
)
SLOTS: tuple[list[Value], ...] = (["12", 4, True], ["x", 0, False], [None, None, None], ["", 2, None])


class Variables:
    def __init__(self, slots: list[Value]) -> None:
        self.slots = slots


def inlined(text: str, marks: bytearray | None = None) -> object:
    """A function of the slots that holds the code between its own statements."""
    tree = parse(text).ast
    assert tree is not None
    names: dict[str, object] = {"__builtins__": {}}
    code = expressions.compile(tree, TYPES, NAMES, branches=marks).inlined(lambda number: f"own{number}", names)
    assert code is not None
    made = ast.parse("def run(slots):\n own0, own1, own2 = slots")
    function = made.body[0]
    assert isinstance(function, ast.FunctionDef)
    function.body += [*code.body, ast.Return(code.value)]
    for node in ast.walk(made):
        if isinstance(node, ast.stmt | ast.expr):
            node.lineno = node.end_lineno = 1
            node.col_offset = node.end_col_offset = 0
    exec(compile(made, "<test>", "exec"), names)
    return names["run"]


def outcome(run: object, *given: object) -> object:
    assert callable(run)
    try:
        return run(*given)
    except ExpressionError as error:
        return error.code, error.message


@pytest.mark.parametrize("slots", SLOTS, ids=str)
@pytest.mark.parametrize("text", TEXTS)
def test_inside_another_function_it_does_the_same(text: str, slots: list[Value]) -> None:
    tree = parse(text).ast
    assert tree is not None
    alone = expressions.compile(tree, TYPES, NAMES)
    assert outcome(inlined(text), slots) == outcome(alone.evaluate, Variables(slots), None)


def test_it_notes_its_ways_too() -> None:
    marks = bytearray(2)
    run = inlined("If(Flow.sure, 1, 2)", marks)
    assert (outcome(run, ["", 0, False]), list(marks)) == (2, [0, 1])


@pytest.mark.parametrize("text", ["GetCurrentDateTimeUtc()", "RandomInt(3)", "Mystery(Flow.text)"])
def test_what_asks_its_environment_is_not_inlined(text: str) -> None:
    tree = parse(text).ast
    assert tree is not None
    assert expressions.compile(tree, TYPES, NAMES).inlined(str, {}) is None


def test_variables_that_are_read_by_name_are_not_inlined() -> None:
    tree = parse("Flow.text").ast
    assert tree is not None
    assert expressions.compile(tree, TYPES).inlined(str, {}) is None
