"""What is wrong in an expression is pointed at where it stands in the file, however it is written there."""

from __future__ import annotations

import msgspec
import pytest

from callflows.analysis import analyse
from callflows.architect import Substitutions, read
from callflows.architect.editing.patches import Lines
from callflows.checks import check_flow
from callflows.diagnostics import Span
from callflows.model import RefKind
from tests.architect.corpus import corpus
from tests.checks.seeded import Org

FLOW = """\
inboundCall:
  name: Support
  startUpRef: "/inboundCall/tasks/task[Main_10]"
  defaultLanguage: en-us
  variables:
    - stringVariable:
        name: Flow.a
    - integerVariable:
        name: Flow.n
  tasks:
    - task:
        name: Main
        refId: Main_10
        actions:
          - decision:
              name: Known?
              condition:
                exp: {exp}
          - disconnect:
              name: Bye
"""
EXP_LINE = 18


def marked(file: str) -> tuple[str, Span]:
    """The file without the marks `[[` and `]]`, and the span between them."""
    before, _, rest = file.partition("[[")
    inside, _, after = rest.partition("]]")
    return before + inside + after, Span(file="f.yaml", **_ends(before, inside))


def _ends(before: str, inside: str) -> dict[str, int]:
    def place(text: str) -> tuple[int, int]:
        plain = text.replace("\r\n", "\n")
        return plain.count("\n") + 1, len(plain) - plain.rfind("\n")

    line, column = place(before)
    end_line, end_column = place(before + inside)
    return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}


SCALARS = {
    "plain": ("Flow.a == [[Flow.b]]", "undeclared-variable"),
    "plain, a type": ("[[Left(Flow.n, 2)]] == Flow.a", "expression-type"),
    "plain, at the end": ("Flow.a [[==]]", "expression-invalid"),
    "plain with characters beyond the BMP": ('Flow.a == "😀é" and [[Flow.b]] == "😀"', "undeclared-variable"),
    "plain on several lines": (
        'Flow.a == "x"\n                  and [[Flow.b]]\n                  == NOT_SET',
        "undeclared-variable",
    ),
    "double quotes": (r'"Flow.a == \"x:\" and [[Flow.b]] == \"y\""', "undeclared-variable"),
    "double quotes, what is wrong has escapes": (
        r'"[[Left(\"x:\", Flow.a)]] == Flow.a"',
        "expression-type",
    ),
    "double quotes with \\u": (r'"Flow.a == \"\u00e9:\" and [[Flow.b]] == NOT_SET"', "undeclared-variable"),
    "double quotes with \\U": (r'"Flow.a == \"\U0001F600:\" and [[Flow.b]] == NOT_SET"', "undeclared-variable"),
    "double quotes with \\n": (r'"Flow.a == \"x:\"\nand\n[[Flow.b]]\n== NOT_SET"', "undeclared-variable"),
    "double quotes on several lines": (
        '"Flow.a == \\"x:\\"\n\n                 and \\\n                 [[Flow.b]] == NOT_SET"',
        "undeclared-variable",
    ),
    "single quotes": ("""'Flow.a == "it''s: " and [[Flow.b]] == NOT_SET'""", "undeclared-variable"),
    "single quotes, what is wrong has two": (
        """'Flow.a == NOT_SET and [[Left("it''s: ", "x")]] == "i"'""",
        "expression-type",
    ),
    "a literal block": (
        '|-\n                  Flow.a == "x"\n                    and [[Flow.b]] == "y"',
        "undeclared-variable",
    ),
    "a literal block with an indicator": (
        '|2\n                    Flow.a == "x"\n                  and [[Flow.b]] == "y"',
        "undeclared-variable",
    ),
    "a folded block": (
        '>\n                  Flow.a == "x"\n                  and\n\n                  [[Flow.b]] == "y"\n',
        "undeclared-variable",
    ),
    "a comment behind": ("Flow.a == [[Flow.b]] # why", "undeclared-variable"),
    "an anchor before": ("&known Flow.a == [[Flow.b]]", "undeclared-variable"),
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(("exp", "code"), SCALARS.values(), ids=SCALARS)
def test_a_finding_points_into_the_scalar(exp: str, code: str, line_end: str) -> None:
    text, wanted = marked(FLOW.replace("{exp}", exp).replace("\n", line_end))
    result = read(text, file="f.yaml")
    assert result.flow is not None
    assert [d.code for d in result.diagnostics] == []
    assert [(d.code, d.span) for d in check_flow(result.flow, result.source)] == [(code, wanted)]


def test_the_slow_way_of_reading_gives_the_same_places() -> None:
    """A tab in a comment is nothing that the fast way reads."""
    for exp, code in SCALARS.values():
        text, wanted = marked("#\t\n" + FLOW.replace("{exp}", exp))
        result = read(text, file="f.yaml")
        assert result.flow is not None
        assert [(d.code, d.span) for d in check_flow(result.flow, result.source)] == [(code, wanted)]


FILLED = {
    "behind a value": ('"Flow.a == \\"{{brand}}\\" and [[Flow.b]] == NOT_SET"', "undeclared-variable"),
    "before a value": ('[[Flow.b]] == "{{brand}}"', "undeclared-variable"),
    "a value is one whole": ('"Flow.a == \\"x:\\" and [[{{wrong}}]]"', "undeclared-variable"),
    "around a value": ('Flow.a == NOT_SET and [[Left(Flow.a, "{{brand}}")]] == "x"', "expression-type"),
    "in a block": (
        '|-\n                  "{{brand}}" == "x"\n                  and [[Flow.b]] == "y"',
        "undeclared-variable",
    ),
}


@pytest.mark.parametrize(("exp", "code"), FILLED.values(), ids=FILLED)
def test_places_are_those_of_the_file_and_not_of_what_is_filled_in(exp: str, code: str) -> None:
    text, wanted = marked(FLOW.replace("{exp}", exp))
    values = Substitutions.of({"brand": "A much longer name", "wrong": "Flow.b == Flow.a"})
    result = read(text, file="f.yaml", substitutions=values)
    assert result.flow is not None
    assert [(d.code, d.span) for d in check_flow(result.flow, result.source)] == [(code, wanted)]


def test_a_finding_in_an_included_file_points_there() -> None:
    condition = r'condition: {exp: "Flow.a == \"{{brand}}\" and [[Flow.b]] == NOT_SET"}'
    part, wanted = marked(
        f"# parts\nparts:\n  - decision:\n      name: Known?\n      refId: known\n      {condition}\n"
    )
    text = FLOW[: FLOW.index("          - decision:")] + "          - ref: part.yaml#/parts/decision[known]\n"
    result = read(text, file="f.yaml", substitutions={"brand": "Example"}, open_file={"part.yaml": part.encode()}.get)
    assert result.flow is not None
    assert [str(d) for d in result.diagnostics] == []
    found = [(d.code, d.span) for d in check_flow(result.flow, result.source) if d.code == "undeclared-variable"]
    assert found == [("undeclared-variable", msgspec.structs.replace(wanted, file="part.yaml"))]


def test_what_is_looked_up_and_the_prompts_of_an_expression_are_pointed_at() -> None:
    exp = r'"IsSet(FindQueue(\"Night: late\")) and Prompt.hello == NOT_SET"'
    result = read(FLOW.replace("{exp}", exp), file="f.yaml")
    assert result.flow is not None
    found = check_flow(result.flow, result.source, known=Org(frozenset({(RefKind.PROMPT, "other")}), ()))
    places = {d.code: (d.span.line, d.span.column, d.span.end_column) for d in found if d.span}
    column = FLOW.splitlines()[EXP_LINE - 1].index("{exp}") + 1
    assert places == {
        "lookup-missing": (EXP_LINE, column + exp.index(r"\"Night"), column + exp.index("))")),
        "object-missing": (EXP_LINE, column + exp.index("Prompt."), column + exp.index(" == NOT")),
    }


def test_every_name_in_the_expressions_of_published_flows_stands_where_it_is_said_to() -> None:
    """Placeholders stay as they are, so nothing is filled in."""
    wrong: list[tuple[str, str, str]] = []
    names = 0
    for path in corpus().values():
        data = path.read_bytes()
        result = read(data, file=path.name)
        if result.flow is None:
            continue
        lines = Lines(data.decode("utf-8-sig"))
        for text in analyse(result.flow).texts:
            for name in text.names:
                names += 1
                place = result.source.part(f"{text.address}/exp", text.text, name.offset, name.offset + len(name.name))
                written = lines.cut(place) if place is not None else ""
                if written != name.name:
                    wrong.append((path.name, text.text, written))
    assert wrong == []
    assert names > 0
