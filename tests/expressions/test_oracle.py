"""Recorded verdicts of Architect's own design-time core: accepted or refused, type, implicit cast."""

from __future__ import annotations

from typing import Any

import msgspec

from callflows.diagnostics import Severity
from callflows.expressions import builtin_variables, infer, parse, type_named
from tests.shared import needs_shared

# What is newer than the recorded core, or a fault of it that is known.
DIFFERENT = {
    "NOT_SET": "our type of the bare literal is NOT_SET, the core's is Any",
    "true ? NOT_SET : 1": "fault of the core: a branch that is NOT_SET takes the condition's type",
    "true ? 1 : NOT_SET": "fault of the core: see above",
    'true ? "a" : NOT_SET': "fault of the core: see above",
    "If(true, 1, NOT_SET)": "fault of the core: see above",
    "If(true, NOT_SET, 1)": "fault of the core: see above",
    'If(true, "a", NOT_SET)': "fault of the core: see above",
    "If(NOT_SET, 1, 2)": "fault of the core: internal error",
    'FindQueue("x")': "newer: published call flows use it",
    'FindUser("x")': "newer: published call flows use Find functions",
    'FindSkill("x")': "newer: published call flows use Find functions",
    'MakeEmailAddress("a@b.c")': "flow types of functions are not checked",
    'EmailAddressDomainPart("a@b.c")': "flow types of functions are not checked",
    'ToAudioTTS("hi")': "flow types of functions are not checked (refused in e-mail flows)",
    'ToAudioTTS("hi","xx-XX")': "the list of speech languages is not known",
    'ToJson("x")': "newer",
    'JsonParse("{}")': "newer",
    "Prompt.MissingOne": "whether a prompt exists is not the language's to know",
}


def _verdict(row: dict[str, Any]) -> tuple[bool, str | None, str]:
    """Accepted, the type before an implicit cast, the cast."""
    parsed = parse(row["expression"])
    if parsed.ast is None:
        return False, None, ""
    declared = {v["name"].lower(): type_named(v["type"]) for v in row.get("variables") or []}
    variables = {**builtin_variables(row["flowType"]), **{name: kind for name, kind in declared.items() if kind}}
    expected = type_named(row["expectedType"]) if row.get("expectedType") else None
    found = infer(parsed.ast, variables, expected=expected, strict=True)
    unknown = any(d.severity is Severity.ERROR or d.code == "expression-unknown-function" for d in found.diagnostics)
    return (False, None, "") if unknown else (True, found.type.name.strip(), found.conversion)


def test_verdicts_types_and_casts_agree() -> None:
    path = needs_shared() / "oracle" / "results.jsonl"
    rows: list[dict[str, Any]] = [msgspec.json.decode(line) for line in path.read_bytes().splitlines() if line]
    assert len(rows) == 1264
    different = set()
    for row in rows:
        core = (True, row["type"].strip(), row.get("implicitCast") or "") if row["ok"] else (False, None, "")
        if _verdict(row) != core:
            different.add(row["expression"])
    assert different == set(DIFFERENT)
