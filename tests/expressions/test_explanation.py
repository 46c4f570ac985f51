"""Explanations: the tree of values is what one evaluation gives."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from callflows.expressions import Type, display, types
from callflows.expressions.explanation import State, Step, explain
from callflows.expressions.given import from_words
from callflows.expressions.trial import Given, Trial, run
from callflows.expressions.world import Setting

SETTING = Setting(now=datetime(2026, 11, 22, 12, 0, 5, tzinfo=UTC), seed=3)
GIVEN = tuple(
    Given(name, *from_words(text))
    for name, text in (("Flow.x", "5"), ("Flow.zero", "0"), ("Flow.s", "hello"), ("Flow.none", "NOT_SET"))
)


def trial(text: str, expected: Type | None = None) -> Trial:
    return Trial(expression=text, setting=SETTING, variables=GIVEN, expected=expected)


def told(step: Step) -> tuple[object, ...]:
    """(source, type, what came of it, the steps below)."""
    shown = display(step.value) if step.state is State.VALUE else step.error or step.state.value
    return (step.source, step.type.name if step.type else None, shown, *map(told, step.steps))


def explained(text: str, expected: Type | None = None) -> tuple[object, ...]:
    _, step = explain(trial(text, expected))
    assert step is not None
    return told(step)


def test_every_sub_expression_has_its_type_and_value() -> None:
    assert explained('Left(Flow.s, Flow.x - 3) + "!"') == (
        'Left(Flow.s, Flow.x - 3) + "!"', "String", '"he!"',
        ("Left(Flow.s, Flow.x - 3)", "String", '"he"',
            ("Flow.s", "String", '"hello"'),
            ("Flow.x - 3", "Integer", "2", ("Flow.x", "Integer", "5"), ("3", "Integer", "3"))),
        ('"!"', "String", '"!"'),
    )  # fmt: skip


def test_what_is_left_out_is_not_evaluated() -> None:
    skipped = ("Flow.x / Flow.zero", "Decimal", "not evaluated",
        ("Flow.x", "Integer", "not evaluated"), ("Flow.zero", "Integer", "not evaluated"))  # fmt: skip
    assert explained("If(Flow.x > 3, 1.5, Flow.x / Flow.zero)")[2:] == (
        "1.5", ("Flow.x > 3", "Boolean", "true", ("Flow.x", "Integer", "5"), ("3", "Integer", "3")),
        ("1.5", "Decimal", "1.5"), skipped,
    )  # fmt: skip
    assert explained("false and Flow.x / Flow.zero > 1")[2] == "false"
    assert explained("true or Flow.x / Flow.zero > 1")[4][2] == "not evaluated"  # type: ignore[index]
    assert explained("Flow.x < 3 ? Flow.x / Flow.zero : 2.0")[2] == "2.0"


def test_an_error_stands_where_it_happens_and_nothing_above_it_is_evaluated() -> None:
    answer, step = explain(trial("1.0 + Flow.x / Flow.zero"))
    assert step is not None
    assert (step.state, step.steps[1].state, step.steps[1].error) == (
        State.NOT_EVALUATED, State.ERROR, "the divisor is zero",
    )  # fmt: skip
    assert (answer.ok, [each.code for each in answer.diagnostics]) == (False, ["runtime-division-by-zero"])
    _, unset = explain(trial("Flow.none and true"))
    assert unset is not None
    assert unset.state is State.ERROR


def test_the_overload_that_runs_is_named_also_where_the_values_choose_it() -> None:
    def overload(text: str) -> str:
        _, step = explain(trial(text))
        assert step is not None
        return step.overload

    assert overload("Flow.x + 1") == "Integer + Integer -> Integer"
    assert overload("-Flow.x") == "-Integer -> Integer"
    assert overload('Right("abc", 2)') == "Right(String, Integer) -> String"
    assert overload('ToString(FindUser("x"))') == "ToString(Any) -> String"
    assert overload("Flow.x") == ""


def test_the_implicit_cast_is_the_outermost_step() -> None:
    _, step = explain(trial("Flow.x + 1", types.STRING))
    assert step is not None
    assert (step.implicit, step.source, step.type, step.value, step.steps[0].value) == (
        True, "ToString(…)", types.STRING, "6", 6,
    )  # fmt: skip


def test_a_refused_expression_is_explained_without_values_and_a_text_that_is_none_not_at_all() -> None:
    answer, step = explain(trial("Flow.x + Flow.s"))
    assert step is not None
    assert (answer.ok, [below.state for below in step.steps]) == (False, [State.NOT_EVALUATED] * 2)
    assert explain(trial("1 +"))[1] is None


def test_the_properties_and_built_in_values_are_leaves() -> None:
    assert explained("System.MaxInt") == ("System.MaxInt", "Integer", "999999999999999")
    assert explained('MakeCurrency(5, "USD").code')[:3] == ('MakeCurrency(5, "USD").code', "String", '"USD"')
    assert explained('MakeCurrency(5, "USD")["code"]')[2] == '"USD"'
    assert explained("Prompt.Bye.name")[2:] == ('"Bye"', ("Prompt.Bye", "Prompt", "Bye"))


_ATOMS = st.sampled_from(
    ["1", "2.5", "true", '"a"', "NOT_SET", "Flow.x", "Flow.zero", "Flow.s", "Flow.none", "RandomInt(9)"]
)
_TREES = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "%", "==", "<", "and", "or"]), inner).map(
            lambda parts: f"({parts[0]}) {parts[1]} ({parts[2]})"
        ),
        st.tuples(inner, inner, inner).map(lambda parts: f"If({', '.join(parts)})"),
        st.tuples(inner, inner).map(lambda parts: f"MakeList({', '.join(parts)})"),
        inner.map(lambda part: f"ToString({part})"),
        inner.map(lambda part: f"IsSet({part})"),
    ),
    max_leaves=8,
)


@given(_TREES)
@settings(max_examples=150, deadline=None)
def test_an_explanation_comes_to_what_the_evaluation_gives(text: str) -> None:
    answer, step = explain(trial(text))
    plain = run(trial(text))
    assert (answer.ok, answer.type, answer.value) == (plain.ok, plain.type, plain.value)
    assert [(d.code, d.message) for d in answer.diagnostics] == [(d.code, d.message) for d in plain.diagnostics]
    assert step is not None


def test_nothing_is_evaluated_after_the_first_fault() -> None:
    answer, step = explain(trial("MakeList(1 / Flow.none, 2 / Flow.none)"))
    assert step is not None
    assert [(d.code, d.message) for d in answer.diagnostics] == [("runtime-not-set", "/: divisor is NOT_SET")]
    assert [(each.source, each.state) for each in step.steps] == [
        ("1 / Flow.none", State.ERROR),
        ("2 / Flow.none", State.NOT_EVALUATED),
    ]
