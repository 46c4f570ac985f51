"""A function that callflows does not know is never guessed: the environment answers, or the call fails at its place."""

from __future__ import annotations

import pytest

from callflows.expressions import ExpressionError, Value
from tests.expressions.world import World, evaluate


class Answering(World):
    """Knows one more function: what it is called with, as a collection."""

    def call_function(self, name: str, arguments: tuple[Value, ...], /) -> Value:
        if name != "Together":
            raise ExpressionError("unknown-function", f"nor here: {name}")
        return arguments


def test_without_an_answer_it_fails_where_it_is_called() -> None:
    with pytest.raises(ExpressionError) as caught:
        evaluate('1 + Unheard("a")')
    assert (caught.value.code, caught.value.offset) == ("unknown-function", 4)
    assert caught.value.message == "callflows does not know the function Unheard"


def test_the_environment_answers_with_the_values_of_the_arguments() -> None:
    assert evaluate('Together(1 + 1, NOT_SET, Left("abc", 1))', world=Answering()) == (2, None, "a")
    assert evaluate("Count(Together(1, 2)) * 2", world=Answering()) == 4
    assert evaluate("Together()", world=Answering()) == ()


def test_an_answer_that_fails_has_its_place() -> None:
    with pytest.raises(ExpressionError) as caught:
        evaluate("Count(Apart(1))", world=Answering())
    assert (caught.value.code, caught.value.message, caught.value.offset) == ("unknown-function", "nor here: Apart", 6)


def test_arguments_fail_first_and_only_where_they_are_reached() -> None:
    with pytest.raises(ExpressionError) as caught:
        evaluate("Unheard(GetAt(MakeList(1), 5))")
    assert (caught.value.code, caught.value.offset) == ("index", 8)
    assert evaluate("If(true, 1, Unheard(1))") == 1
    assert evaluate("false and Unheard(1)") is False
