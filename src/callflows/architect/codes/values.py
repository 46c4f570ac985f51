"""Faults of the files that give placeholders their values: options files and tables."""

# ruff: noqa: E501 (examples show whole messages)

from __future__ import annotations

from typing import Final

from callflows.architect.codes.code import Code
from callflows.diagnostics import Severity

CODES: Final = (
    Code(
        name="options-unreadable",
        severity=Severity.ERROR,
        summary="An options file or table cannot be read.",
        means="The file is not there, is a folder, or may not be read.",
        example="""
        ```yaml options missing
        # error[options-unreadable]: flow.yaml cannot be read: No such file or directory.
        ```
        """,
        fix="Check the path and its permissions.",
    ),
    Code(
        name="options-shape",
        severity=Severity.ERROR,
        summary="An options file holds no names and values.",
        means="""
        An options file is a mapping of names to values, or has such a mapping under `substitutions:`, as Archy's options
        files have.
        """,
        example="""
        ```yaml options
        substitutions: Acme  # error[options-shape]@16: `substitutions` is the text "Acme"; expected names.
        ```
        """,
        fix="Write one line a value, such as `brand: Acme`.",
    ),
    Code(
        name="options-name",
        severity=Severity.ERROR,
        summary="The name of a value starts or ends with a blank.",
        means="Blanks around the name of a placeholder do not count, so no placeholder could have this name.",
        example="""
        ```yaml options
        "brand ": Acme  # error[options-name]@1: The name "brand " starts or ends with a blank.
        ```
        """,
        fix="Take the blank away.",
    ),
    Code(
        name="options-value",
        severity=Severity.ERROR,
        summary="A value is a list, or nothing.",
        means="A value stands in the text of a flow, so it is a text, a number, or true or false.",
        example="""
        ```yaml options
        brand: [Acme, Globex]  # error[options-value]@1: "brand" is a list; a value is a text, a number, true or false.
        ```
        """,
        fix='Write one value, or `""` for an empty text. For a flow of each value use a table.',
    ),
    Code(
        name="table-empty",
        severity=Severity.ERROR,
        summary="A table has no row.",
        means="One flow is made for each row; here there is none.",
        example="""
        ```csv table
        # error[table-empty]@1: There is no row here.
        brand,queue
        ```
        """,
        fix="Write one row for each flow.",
    ),
    Code(
        name="table-shape",
        severity=Severity.ERROR,
        summary="A YAML table is no list of rows.",
        means="A table in YAML or JSON is a list, and each of its items a mapping of names to values.",
        example="""
        ```yaml table
        - brand: Acme
        - Globex  # error[table-shape]@3: This row is the text "Globex"; expected names and their values.
        ```
        """,
        fix="Write one item for each flow: `- brand: Acme`.",
    ),
    Code(
        name="table-header",
        severity=Severity.ERROR,
        summary="Two columns of a table have the same name.",
        means="The first line of a CSV file names its columns; it would be open which of the two gives the value.",
        example="""
        ```csv table
        brand,queue,brand  # error[table-header]@13: The column "brand" is there twice.
        Acme,Sales,Globex
        ```
        """,
        fix="Keep one of the two.",
    ),
    Code(
        name="table-cell",
        severity=Severity.ERROR,
        summary="A cell stands under no name.",
        means="The row has more cells than the table has names, most often as a value holds a comma and has no quotes.",
        example="""
        ```csv table
        brand,queue
        Acme,Sales,Rome  # error[table-cell]@12: The cell "Rome" stands under no name.
        ```
        """,
        fix="Name its column in the first line, or put a value that holds the delimiter in double quotes.",
    ),
    Code(
        name="table-quote",
        severity=Severity.ERROR,
        summary="A quoted cell is never closed.",
        means="A cell that starts with a double quote ends at the next one that stands alone; here there is none.",
        example="""
        ```csv table
        brand,queue
        "Acme,Sales  # error[table-quote]@1: This quoted cell is never closed.
        ```
        """,
        fix='Close it with `"`, or write `""` for a quote inside the cell.',
    ),
)
