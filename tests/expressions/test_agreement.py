"""The table of agreement is what the reference material says, and every function stands in it."""

from __future__ import annotations

import msgspec

from callflows.expressions import Type
from callflows.expressions.functions import FUNCTIONS
from callflows.expressions.signatures import Parameter
from tests.expressions.agreement import FILE, OPERATORS, measured, names_in
from tests.expressions.test_oracle import DIFFERENT
from tests.shared import needs_shared


def test_the_counts_are_current() -> None:
    found = measured(needs_shared(), frozenset(DIFFERENT))
    assert found == FILE.read_text(encoding="utf-8"), "run python -m tests.expressions.agreement"


def test_every_function_and_operator_is_counted() -> None:
    rows = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines()[1:]]
    assert {row[0] for row in rows if row[0] != "#"} == {*OPERATORS, *(each.name for each in FUNCTIONS.values())}


def test_names_in_an_expression() -> None:
    assert names_in('left("a", 1 + 2) == "a" ? Flow.x.name : GetAt(y, 0)[1]') >= {"Left", "+", "==", "?", "GetAt", "["}
    assert names_in("Length( +") == {"Length"}


# Parameters that take a NOT_SET variable although the table refuses the literal there: by the help's own words, or
# because the table has an overload of its own for the literal.
_TAKES_NOT_SET = {
    ("EmailAddressDomainPart", "cpx_email_address", "emailAddress"),
    ("EmailAddressLocalPart", "cpx_email_address", "emailAddress"),
    ("ToBool", "bln", "valueToReturn"),
    ("ToLanguageSkill", "lac", "valueToReturn"),
    ("ToPhoneNumber", "str", "value"),
}
# Overloads that the table does not have: the forms of old casts, and one of published flows.
_MORE = {(name, "str") for name in ("ToGroup", "ToLanguageSkill", "ToQueue", "ToSkill", "ToUser", "ToWrapupCode")} | {
    ("AudioPlaybackOptions", "apa bln bln")
}


def _code(kind: Type) -> str:
    return kind.code + ("_coll" if kind.collection else "")


def _flags(parameter: Parameter) -> tuple[object, ...]:
    bounds = parameter.low, parameter.high
    return parameter.repeat, *bounds, parameter.nonzero, parameter.literal, parameter.iso4217


def test_every_overload_is_as_in_the_table_of_functions() -> None:
    table = msgspec.json.decode((needs_shared() / "reference" / "expression_functions.json").read_bytes())
    for entry in table["functions"]:
        name = entry["name"]
        ours = {" ".join(_code(p.type) for p in o.parameters): o for o in FUNCTIONS[name.lower()].overloads}
        rows = {" ".join(p["code"] for p in o["params"]): o for o in entry["overloads"]}
        assert {(name, key) for key in ours.keys() - rows.keys()} <= _MORE
        assert rows.keys() - ours.keys() <= {"nts"}, name
        for key in ours.keys() & rows.keys():
            assert _code(ours[key].returns) == rows[key]["returns_code"]
            for parameter, row in zip(ours[key].parameters, rows[key]["params"], strict=True):
                place = name, key, parameter.name
                flags = (
                    row.get("repeatable", False),
                    row.get("min"),
                    row.get("max"),
                    row.get("literal_zero_rejected", False),
                    row.get("must_be_literal", False),
                    row.get("literal_checked_as") == "ISO4217",
                )
                assert (_flags(parameter), place) == (flags, place)
                assert parameter.not_set == (row["not_set_literal_allowed"] or place in _TAKES_NOT_SET), place
