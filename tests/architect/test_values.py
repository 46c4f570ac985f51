"""What stands in a file and what the model makes of it."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.scalarfloat import ScalarFloat

from callflows.architect import read
from callflows.architect.document.scalars import needs_quotes, resolve, to_text
from callflows.model import (
    Action,
    Actions,
    Audio,
    Expression,
    Group,
    Items,
    Literal,
    Node,
    Nothing,
    NoValue,
    Output,
    Variable,
)

PLAIN = {
    "yes": "yes",
    "No": "No",
    "on": "on",
    "true": True,
    "False": False,
    "null": None,
    "~": None,
    "": None,
    "12:30": "12:30",
    "2024-01-01": "2024-01-01",
    "1_000": "1_000",
    "0123": 123,
    "-7": -7,
    "+7": 7,
    "0o17": 15,
    "0x1F": 31,
    "1.50": Decimal("1.50"),
    ".5": Decimal("0.5"),
    "1e3": Decimal("1E+3"),
    "1e99999999999999999999": "1e99999999999999999999",
    ".inf": ".inf",
    ".nan": ".nan",
    "=": "=",
    "<<": "<<",
}


@pytest.mark.parametrize("text", PLAIN)
def test_plain_scalars_follow_yaml_1_2(text: str) -> None:
    value = resolve(text)
    assert (type(value), str(value)) == (type(PLAIN[text]), str(PLAIN[text]))


@given(st.text(alphabet="0123456789+-.eExXoab_:truefalsnTRUEFALSNyY~", min_size=1, max_size=8))
def test_scalars_agree_with_another_yaml_1_2_reader(text: str) -> None:
    oracle = YAML(typ="safe", pure=True)
    oracle.version = (1, 2)
    try:
        theirs = oracle.load(f"k: {text}\n")["k"]
    except Exception:  # noqa: BLE001 (whatever it raises, it is no plain scalar)
        return
    ours = resolve(text)
    if isinstance(theirs, float) and not isinstance(theirs, ScalarFloat) and not math.isfinite(theirs):
        assert isinstance(ours, str | Decimal)  # infinity and not-a-number stay text
    elif isinstance(theirs, int | float) and not isinstance(theirs, bool) and "_" not in text:
        assert not isinstance(ours, str | bool) and ours is not None
        assert float(ours) == float(theirs)
    elif isinstance(theirs, str):
        assert ours == theirs or isinstance(ours, Decimal)  # it wants a point in every decimal number
    elif "_" not in text:
        assert (type(ours), ours) == (type(theirs), theirs)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_every_text_comes_back(text: str) -> None:
    written = f"workflow:\n  name: x\n  setting: {to_text(text)}\n"
    flow = read(written).flow
    assert flow is not None
    assert flow.extra == (("setting", text),)


QUOTED = {
    "": True,
    " padded": True,
    "padded ": True,
    "a: b": True,
    "a:b": True,
    "a # b": True,
    "two\nlines": True,
    "tab\there": True,
    "-dash": True,
    '"quoted"': True,
    "./menus/menu[x]": True,
    "/inboundCall/tasks": True,
    "{{x}}": True,
    "*star": True,
    "123": True,
    "1.5": True,
    "0x1F": True,
    "true": True,
    "FALSE": True,
    "Null": True,
    "yes": False,
    "No": False,
    'Say "hello"': False,
    "digit_1": False,
    "_x": False,
    "<b>": False,
    "$x": False,
    "épelé": False,
    "日本": False,
    "1 and 2": False,
    "a, [b] {c}": False,
    "ends with \\": False,
}


@pytest.mark.parametrize("text", QUOTED)
def test_quotes_are_those_of_the_exporter(text: str) -> None:
    assert needs_quotes(text) is QUOTED[text]


def value_of(yaml: str) -> Node:
    """What a setting is, given below `setting:`."""
    indented = "".join(f"    {line}\n" for line in yaml.splitlines())
    flow = read(f"workflow:\n  name: x\n  setting:\n{indented}").flow
    assert flow is not None
    return dict(flow.extra)["setting"]


VALUES: dict[str, Node] = {
    "noValue: true": NoValue(),
    "noValueWithNoFallback: true": NoValue(fallback=False),
    "none: true": Nothing(),
    "lit: Open": Literal("Open"),
    "lit: No": Literal("No"),
    "lit: 5": Literal(5),
    "lit: 1.50": Literal(Decimal("1.50")),
    'lit: "5"': Literal("5"),
    "lit: true": Literal(True),
    "lit:\n  seconds: 5": Literal(Group((("seconds", 5),))),
    "lit:\n  name: Support": Literal(Group((("name", "Support"),))),
    "lit:\n  name: X\nname: X": Literal(Group((("name", "X"),)), (("name", "X"),)),
    "lit:\n  - lit: a\n  - lit: b": Literal(Items((Literal("a"), Literal("b")))),
    "exp: Flow.n + 1": Expression("Flow.n + 1"),
    "exp: true": Expression("true"),
    "exp: 5": Expression("5"),
    'exp: ""': Expression(""),
    "var: Flow.x": Output("Flow.x"),
    "tts: Hello": Audio(tts="Hello"),
    "tts: yes": Audio(tts="yes"),
    "prompt: Prompt.welcome": Audio(prompt="Prompt.welcome"),
    "tts: Hello\nalternateSequences:\n  de-de:\n    tts: Hallo": Audio(
        tts="Hello", alternates=(("de-de", Audio(tts="Hallo")),)
    ),
    "exp: Flow.a\nalternateSequences:\n  de-de:\n    exp: Flow.b": Audio(
        exp="Flow.a", alternates=(("de-de", Expression("Flow.b")),)
    ),
    "alternateSequences:\n  de-de:\n    tts: Hallo": Audio(alternates=(("de-de", Audio(tts="Hallo")),)),
    "name: Support": Group((("name", "Support"),)),
    "exp:\n  lit: 5": Group((("exp", Literal(5)),)),
    "prompt:\n  exp: Flow.p": Group((("prompt", Expression("Flow.p")),)),
    "- 1\n- two": Items((1, "two")),
    "actions:\n  - disconnect:\n      name: Bye": Group(
        (("actions", Actions((Action("disconnect", (("name", "Bye"),)),))),)
    ),
    "actions:": Group((("actions", Actions()),)),
    "actions:\n  - loopExit:\n  - disconnect:\n      none: true": Group(
        (("actions", Actions((Action("loopExit"), Action("disconnect", (("none", True),))))),)
    ),
    "yes:\n  no: maybe": Group((("yes", Group((("no", "maybe"),))),)),
    "1: one\ntrue: two": Group((("1", "one"), ("true", "two"))),
}


@pytest.mark.parametrize("yaml", VALUES)
def test_shapes_of_values(yaml: str) -> None:
    found = value_of(yaml)
    assert found == VALUES[yaml]
    assert repr(found) == repr(VALUES[yaml])  # 1 == True == Decimal(1), their texts are not alike


def test_variables() -> None:
    flow = read(
        """\
commonModule:
  name: M
  variables:
    - stringVariable:
        name: Common.In
        initialValue:
          noValue: true
        isInput: true
        isOutput: false
    - integerCollectionVariable:
        name: Common.Numbers
        description: ""
        secret: true
  startUpTaskActions: []
"""
    ).flow
    assert flow is not None
    assert flow.variables == (
        Variable(type="string", name="Common.In", is_input=True, is_output=False),
        Variable(type="integerCollection", name="Common.Numbers", description="", extra=(("secret", True),)),
    )
    assert flow.inputs == flow.variables[:1]
    assert flow.actions == Actions()


def test_a_unicode_line_separator_is_a_character_like_any_other() -> None:
    flow = read("inboundCall:\n  name: a\u2028b\u0085c\n  description: {{x}} and \u2029\n").flow
    assert flow is not None
    assert (flow.name, flow.description) == ("a\u2028b\u0085c", "{{x}} and \u2029")


def test_aliases_are_written_out() -> None:
    flow = read("workflow:\n  name: x\n  a: &one\n    exp: Flow.x\n  b: *one\n").flow
    assert flow is not None
    assert flow.extra == (("a", Expression("Flow.x")), ("b", Expression("Flow.x")))
