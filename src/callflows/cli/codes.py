"""The codes of what can be wrong with the values that are given for placeholders, beside the files that hold them."""

# ruff: noqa: E501 (examples show whole messages)

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from callflows.architect.codes import Code
from callflows.diagnostics import Severity

_CODES: Final = (
    Code(
        name="substitution-unused",
        severity=Severity.WARNING,
        summary="No file has a placeholder for a value.",
        means="Most often a spelling mistake, in the value's name or in the placeholder; the nearest name is offered.",
        example="""
        ```console
        $ callflows check line.yaml --set brnad=Acme --set brand=Acme
        warning: No file has a placeholder for the value "brnad" (--set). [substitution-unused]
            next: Did you mean "brand"?
        ```
        """,
        fix="Correct the name, or take the value away.",
    ),
    Code(
        name="table-unused",
        severity=Severity.ERROR,
        summary="No file has a placeholder for a column of a table.",
        means="A table makes one flow for each row, out of the files that have a placeholder for one of its columns.",
        example="""
        ```console
        $ callflows check line.yaml --set brand=Acme --table cities.csv
        cities.csv:2:1: warning: No file has a placeholder for the value "city". [substitution-unused]
        cities.csv:2:1: error: No file has a placeholder for a column of the table; there is nothing to make for each row. [table-unused]
            next: Write {{name}} in the file where the value of the column belongs.
        ```
        """,
        fix="Write `{{name}}` in the file where the value of the column belongs, or leave the table out.",
    ),
)

CODES: Final[MappingProxyType[str, Code]] = MappingProxyType({code.name: code for code in _CODES})
