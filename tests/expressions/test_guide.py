"""The catalogue's pages: every function and overload has an example, and every example is true."""

from __future__ import annotations

import pytest

from callflows.expressions import ExpressionError, display, infer, parse
from callflows.expressions.ast import Binary, Call, Ternary, Unary
from callflows.expressions.examples import Example, examples
from callflows.expressions.functions import FUNCTIONS
from callflows.expressions.guide import DEPENDS, operators, pages
from callflows.expressions.infer import Inference
from callflows.expressions.references import walk
from tests.expressions.world import evaluate

ALL = [(name, example) for name, each in examples().items() for example in each]


@pytest.mark.parametrize(("name", "example"), ALL, ids=[example.expression for _, example in ALL])
def test_examples_are_true(name: str, example: Example) -> None:
    parsed = parse(example.expression)
    assert parsed.ast is not None
    assert infer(parsed.ast, text=example.expression, strict=True).diagnostics == ()
    assert name in {node.name.lower() for node in walk(parsed.ast) if isinstance(node, Call)}
    try:
        said = display(evaluate(example.expression))
    except ExpressionError as error:
        said = f"error {error.code}"
    assert said == example.result


def test_every_function_has_examples_and_no_other_name_has() -> None:
    assert set(examples()) == set(FUNCTIONS)


def test_every_overload_has_an_example() -> None:
    shown = set()
    for _, example in ALL:
        ast = parse(example.expression).ast
        inference = Inference({}, example.expression)
        inference.visit(ast)
        for node in walk(ast):
            choice = inference.choices.get(id(node)) if isinstance(node, Call | Unary | Binary | Ternary) else None
            if choice is not None and choice.overload is not None:
                shown.add(id(choice.overload))
    missing = [
        (function.name, [parameter.type.name for parameter in overload.parameters])
        for function in FUNCTIONS.values()
        for overload in function.overloads
        if id(overload) not in shown and not overload.retired
    ]
    assert missing == []


def test_only_what_asks_the_world_depends_on_it() -> None:
    asking = {n for n, f in FUNCTIONS.items() if any(o.world and not o.retired for o in f.overloads)}
    assert {name for name, page in pages().items() if page.depends} == asking
    assert set(DEPENDS) <= asking
    assert {name for name in asking if pages()[name].depends == "org"} == {
        n for n in FUNCTIONS if n.startswith("find")
    } - {
        "find",
        "findfirst",
        "findstring",
    }


def test_a_page_has_what_the_catalogue_says() -> None:
    page = pages()["left"]
    assert (page.name, page.category, page.depends, page.outermost) == ("Left", "text", "", False)
    assert [(s.text, s.limits) for s in page.signatures] == [
        ("Left(srcString: String, length: Integer) → String", ("length: 0 or more",))
    ]
    assert [s.text for s in pages()["append"].signatures] == [
        "Append(initialText: String?, textToAppend: String?…) → String",
        "Append(initialAudioOrPrompt: Audio or Prompt?, audioOrPromptToAppend: Audio or Prompt?…) → Audio",
    ]
    assert pages()["audioplaybackoptions"].outermost
    assert pages()["emailaddressdomainpart"].signatures[0].flow_types == {"inboundemail"}
    assert [s.text for s in pages()["toqueue"].signatures] == ["ToQueue(valueToReturn: Queue?) → Queue"]
    assert pages()["makelist"].signatures[0].text == "MakeList(item: Any?…) → collection of that type"


def test_operators_have_their_operands() -> None:
    found = {page.name + str(len(page.signatures[0].text.split(" → ")[0].split())): page for page in operators()}
    assert [s.text for s in found["&3"].signatures] == ["Integer & Integer → Integer"]
    assert [s.text for s in found["!1"].signatures] == ["!Boolean → Boolean"]
    assert found["/3"].signatures[0].limits == ("divisor: not 0",)
