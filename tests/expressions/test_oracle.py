"""Recorded verdicts of Architect's own design-time core: accepted or refused, type, cast, place of the first fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from callflows.expressions import type_named
from tests.expressions.differences import DIFFERENCES, Case, difference
from tests.expressions.oracle import Answer, Question
from tests.expressions.verdicts import verdict
from tests.shared import needs_shared

# The listed difference (`differences.DIFFERENCES`) of each expression on which the two do not agree.
DIFFERENT: dict[str, str] = {
    **dict.fromkeys(
        [
            "If(NOT_SET, 1, 2)",
            'If(true, "a", NOT_SET)',
            "If(true, 1, NOT_SET)",
            "If(true, NOT_SET, 1)",
            'true ? "a" : NOT_SET',
            "true ? 1 : NOT_SET",
            "true ? NOT_SET : 1",
        ],
        "a NOT_SET branch of If or ? :",
    ),
    **dict.fromkeys(["NOT_SET"], "a bare NOT_SET"),
    **dict.fromkeys(
        ['FindQueue("x")', 'FindSkill("x")', 'FindUser("x")'], "functions that needed the server's support"
    ),
    **dict.fromkeys(['JsonParse("{}")', 'ToJson("x")'], "newer functions"),
    **dict.fromkeys(["Flow.i.foo", "Flow.q.foo"], "place of a fault in a reference"),
    **dict.fromkeys(
        ["ToAudioNumber(1, Language.Gender.masculine, Language.Gender.feminine)"],
        "place of a repeated language context",
    ),
    **dict.fromkeys(["'a'", "_foo", "{}", "“a”"], "place of a syntax error after a repair"),
    **dict.fromkeys(
        [
            '"\\u0041"',
            '"a\\fb"',
            '"a\\xb"',
            "( )",
            "()",
            "+ 1",
            ",",
            "- -2",
            "--2",
            "-~5",
            "1 + + 2",
            "1 /* c */ + 2",
            "1 // c",
            "1 <> 2",
            "Flow. i",
            "Flow.i()",
            "MakeList(,1)",
            "MakeList(1 2)",
            "MakeList(1,)",
            "[1,2]",
            "aNd true",
            'break"',
            "not true",
            "or",
            "true && false",
            "true ? true or false : true",
            "true || false",
            "trueand false",
        ],
        "place of a syntax error past the end",
    ),
    **dict.fromkeys(["+".join(["1"] * 63)], "place where operators nest too deeply"),
    **dict.fromkeys(['ToAudioTTS("hi","xx-XX")'], "speech languages"),
    **dict.fromkeys(["Prompt.MissingOne"], "whether a prompt exists"),
}


def _code(name: str) -> str:
    """The code of a type that the records call by name or code."""
    found = type_named(name)
    assert found is not None
    return found.code + ("_coll" if found.collection else "")


def _question(row: dict[str, Any]) -> Question:
    return Question(
        row["expression"],
        row["flowType"],
        _code(row["expectedType"]) if row.get("expectedType") else None,
        tuple((variable["name"], _code(variable["type"])) for variable in row.get("variables") or ()),
    )


def test_recorded_verdicts_agree_but_for_what_is_listed() -> None:
    path = needs_shared() / "oracle" / "results.jsonl"
    rows: list[dict[str, Any]] = [msgspec.json.decode(line) for line in path.read_bytes().splitlines() if line]
    assert len(rows) == 1264
    different: dict[str, str] = {}
    for row in rows:
        question = _question(row)
        name = difference(Case(question, msgspec.convert(row, Answer), verdict(question)))
        if name:
            different[question.expression] = name
    assert different == DIFFERENT


def test_the_page_of_fidelity_lists_the_same_differences() -> None:
    page = (Path(__file__).parents[2] / "docs" / "fidelity.md").read_text(encoding="utf-8")
    table = page.partition("| difference | reason |\n|---|---|\n")[2].partition("\n\n")[0]
    assert table.splitlines() == [f"| {listed.name} | {listed.reason} |" for listed in DIFFERENCES]
