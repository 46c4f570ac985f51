"""Faults of the file and of the template it is: before any YAML is read."""

# ruff: noqa: E501 (examples show whole messages)

from __future__ import annotations

from typing import Final

from callflows.architect.codes.code import Code
from callflows.diagnostics import Severity

CODES: Final = (
    Code(
        name="file-encoding",
        severity=Severity.ERROR,
        summary="The file is not UTF-8 text.",
        means="""
        Archy reads UTF-8, with or without a byte order mark. UTF-16 and UTF-32 files, binary files and files in an
        older encoding such as Latin-1 are refused, and so are characters that no YAML file may hold: control
        characters, NUL and halves of surrogate pairs. `{U+0007}` stands here for such a character.
        """,
        example="""
        ```yaml
        inboundCall:
          name: Ring{U+0007}  # error[file-encoding]@13: The file holds the character U+0007, which no YAML file may hold.
        ```
        """,
        fix="Save the file as UTF-8 text in your editor, and remove the character that the message names.",
    ),
    Code(
        name="file-empty",
        severity=Severity.ERROR,
        summary="The file holds nothing but blanks.",
        means="There is no flow to read. Often an export was broken off, or a template wrote nothing.",
        example="""
        ```python
        "  "  # error[file-empty]@1:1: The file is empty.
        ```
        """,
        fix="Export the flow again, or start it with the flow type, such as `inboundCall:`.",
    ),
    Code(
        name="file-too-large",
        severity=Severity.ERROR,
        summary="The file is larger than any flow can be.",
        means="""
        callflows reads up to 16 MiB of text and 1,000,000 values, each use of an alias counted in full; Architect
        refuses to publish far less (about 6 MB). The limits keep time and memory bounded, also for a file made to do
        harm, such as a few lines of aliases of aliases.
        """,
        example="""
        ```yaml
        workflow:
          a: &a [x, x, x, x, x, x, x, x, x, x]
          b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
          c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
          d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
          e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
          f: [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]  # error[file-too-large]@35: With its aliases written out, the file has more than 1,000,000 nodes.
        ```
        """,
        fix="Check that the file is a flow. Move parts of a very large flow into common modules.",
    ),
    Code(
        name="placeholder-left",
        severity=Severity.ERROR,
        summary="A placeholder has no value.",
        means="""
        A template (CX as Code: `substitutions`) holds `{{name}}`, and no value was given for that name. The rest of
        the file is still read, with the placeholder as text, so that everything else is reported as well.
        """,
        example="""
        ```yaml set=brand:Acme
        workflow:
          name: "{{brand}} callbacks"
          description: "For {{country}}"  # error[placeholder-left]@21: The placeholder {{country}} has no value.
        ```
        """,
        fix="Give the value with `--set name=value` or in an options file, or correct the name.",
    ),
    Code(
        name="placeholder-value",
        severity=Severity.ERROR,
        summary="The value of a placeholder holds a character that no YAML file may hold.",
        means="""
        Values stand in the text of the file before it is read, so what no file may hold, no value may hold either:
        control characters, NUL, halves of surrogate pairs.
        """,
        example="""
        ```yaml set=brand:Acme{U+0007}
        workflow:
          name: "{{brand}}"  # error[placeholder-value]@10: The value of {{brand}} holds the character U+0007.
        ```
        """,
        fix="Remove the character from the value that you give.",
    ),
)
