"""`${Variable}`: what becomes of text, constants and variables for each type that Architect needs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from callflows.graph.names import Names
from callflows.graph.templates import Ref, parse_template
from callflows.graph.values import make_audio, make_condition, make_value
from callflows.model import Audio, Expression, Group, Literal, NoValue
from callflows.models import Flow
from tests.graph.build import variable

NAMES = Names(
    Flow(
        variables=[
            variable("CustomerId"),
            variable("Tries", "integer"),
            variable("Done", "boolean"),
            variable("Since", "dateTime"),
            variable("Target", "queue"),
        ]
    ),
    None,
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("plain", ("plain",)),
        ("${A}", (Ref("A"),)),
        ("a ${ B } c${D}", ("a ", Ref("B"), " c", Ref("D"))),
        ("$${A} $5 {x}", ("${A} $5 {x}",)),
        ("${Call.Ani}", (Ref("Call.Ani"),)),
    ],
)
def test_the_parts_of_a_template(text, parts):
    template = parse_template(text)
    assert (template.parts, template.faults) == (parts, ())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("${", "'${' is not closed by '}'"),
        ("a ${B c", "'${B c' is not closed by '}'"),
        ("${}", "'${}' is no variable"),
        ("${a b}", "'${a b}' is no variable"),
        ("${1a}", "'${1a}' is no variable"),
    ],
)
def test_a_template_that_is_not_well_written(text, fault):
    assert parse_template(text).faults == (fault,)


@pytest.mark.parametrize(
    ("value", "needed", "node"),
    [
        (None, "string", NoValue()),
        ("plain", "string", Literal("plain")),
        ("yes", "", Literal("yes")),
        ("5", "string", Literal("5")),
        (5, "string", Literal("5")),
        (True, "string", Literal("true")),
        ("5", "integer", Literal(5)),
        (5, "integer", Literal(5)),
        ("1.50", "decimal", Literal(Decimal("1.50"))),
        (1.5, "", Literal(Decimal("1.5"))),
        (1e20, "decimal", Literal(Decimal("100000000000000000000"))),
        (2.5, "string", Literal("2.5")),
        (7, "", Literal(7)),
        ("TRUE", "boolean", Literal(True)),
        (False, "boolean", Literal(False)),
        ("Sales", "queue", Literal(Group((("name", "Sales"),)))),
        ("PT5S", "duration", Expression('ToDuration("PT5S")')),
        ("${CustomerId}", "string", Expression("Flow.CustomerId")),
        ("${customerid}", "string", Expression("Flow.CustomerId")),
        ("${Flow.CustomerId}", "", Expression("Flow.CustomerId")),
        ("${CallerId}", "string", Expression("Call.Ani")),
        ("${CalledNumber}", "string", Expression("Call.CalledAddress")),
        ("${Call.Ani}", "string", Expression("Call.Ani")),
        ("${CallerId}", "phoneNumber", Expression("ToPhoneNumber(Call.Ani)")),
        ("${Tries}", "string", Expression("ToString(Flow.Tries)")),
        ("${CustomerId}", "integer", Expression("ToInt(Flow.CustomerId)")),
        ("${Target}", "queue", Expression("Flow.Target")),
        ('a "${CustomerId}"\n', "string", Expression('Append("a \\"", Flow.CustomerId, "\\"\\n")')),
        ("${CustomerId}-${Tries}", "string", Expression('Append(Flow.CustomerId, "-", ToString(Flow.Tries))')),
        ("1${Tries}", "integer", Expression('ToInt(Append("1", ToString(Flow.Tries)))')),
        ("$${X}", "string", Literal("${X}")),
    ],
)
def test_a_value(value, needed, node):
    made = make_value(value, needed, NAMES)
    assert (made.good, made.node) == (True, node)


@pytest.mark.parametrize(
    ("value", "needed", "why"),
    [
        ("abc", "integer", "'abc' is no integer"),
        ("1.5", "integer", "'1.5' is no integer"),
        (True, "integer", "True is no integer"),
        (float("nan"), "decimal", "nan is no decimal"),
        (float("inf"), "", "inf is no constant"),
        (10**15, "integer", "1000000000000000 is no integer"),
        ("maybe", "boolean", "'maybe' is no boolean"),
        ("", "queue", "'' is no queue"),
        ("x", "stringCollection", "'x' is no stringCollection"),
        ("${CustomerId}", "queue", "'${CustomerId}' is of type string, and queue is needed"),
        ("${Done}", "dateTime", "'${Done}' is of type boolean, and dateTime is needed"),
    ],
)
def test_a_value_of_the_wrong_type(value, needed, why):
    assert make_value(value, needed, NAMES).wrong_type == why


def test_names_that_do_not_exist():
    assert make_value("${Foo} ${Bar} ${Foo}", "string", NAMES).unknown == ("Foo", "Bar")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("Hello", Audio(tts="Hello")),
        ("${Since}", Expression("ToAudioDateTime(Flow.Since)")),
        ("Try ${Tries}", Expression('Append(ToAudioTTS("Try "), ToAudioNumber(Flow.Tries))')),
        ("${Target}", Expression("ToAudioTTS(ToString(Flow.Target))")),
    ],
)
def test_speech(text, node):
    assert make_audio(text, NAMES).node == node


def test_a_condition():
    assert make_condition('${Done} and Flow.CustomerId == "x"', NAMES).node == Expression(
        'Flow.Done and Flow.CustomerId == "x"'
    )
    assert make_condition('"\\"" == "x" or ${Done}', NAMES).node == Expression('"\\"" == "x" or Flow.Done')
    assert make_condition('"${Done}" == "x"', NAMES).faults == ("${Done} stands inside quotes, where it is only text",)


def test_a_declared_variable_comes_before_the_calls_own_data():
    names = Names(Flow(variables=[variable("CallerId")]), None)
    assert make_value("${CallerId}", "string", names).node == Expression("Flow.CallerId")
