"""Faults of the YAML itself."""

# ruff: noqa: E501 (examples show whole messages)

from __future__ import annotations

from typing import Final

from callflows.architect.codes.code import Code
from callflows.diagnostics import Severity

CODES: Final = (
    Code(
        name="yaml-syntax",
        severity=Severity.ERROR,
        summary="The file is not YAML.",
        means="""
        The parser found something it cannot go on with: a tab in the indentation, a text with `: ` and no quotes, a
        quote or bracket that is never closed, lines that do not line up, a second document. Reading ends there, so
        this is the last finding of a file.
        """,
        example="""
        ```yaml
        inboundCall:
          name: Support: day  # error[yaml-syntax]@16: The file is not YAML: mapping values are not allowed in this context.
        ```
        """,
        fix="Put text that holds `: ` or ` #` in double quotes; indent with blanks; close what was opened.",
    ),
    Code(
        name="yaml-too-deep",
        severity=Severity.ERROR,
        summary="The file is nested deeper than any flow can be.",
        means="""
        callflows follows 200 levels of mappings and lists; the deepest published flow that was studied has 54.
        The limit keeps memory bounded for files made to do harm.
        """,
        example="""
        ```python
        "workflow: " + "[" * 200  # error[yaml-too-deep]@1:210: The file is nested more than 200 levels deep.
        ```
        """,
        fix="Move what is nested so deep into tasks of its own.",
    ),
    Code(
        name="yaml-alias",
        severity=Severity.ERROR,
        summary="An alias leads nowhere, or stands inside what it stands for.",
        means="""
        `*name` repeats what `&name` marks further up. Without that mark, or inside it, there is nothing that could
        stand there.
        """,
        example="""
        ```yaml
        workflow:
          name: *brand  # error[yaml-alias]@9: No anchor &brand stands before *brand.
        ```
        """,
        fix="Put the anchor `&name` on the value further up, or quote a text that starts with `*`.",
    ),
    Code(
        name="yaml-tag",
        severity=Severity.ERROR,
        summary="A tag that means nothing in a flow file.",
        means="""
        YAML's own tags (`!!str`, `!!int` …) are followed; any other one would ask for an object of some program, which
        no flow holds. The value is read as if the tag were not there.
        """,
        example="""
        ```yaml
        workflow:
          name: !brand Acme  # error[yaml-tag]@9: The tag !brand means nothing in a flow file.
        ```
        """,
        fix="Leave the tag out, or quote a text that starts with `!`.",
    ),
    Code(
        name="yaml-duplicate-key",
        severity=Severity.ERROR,
        summary="A key stands twice in one mapping.",
        means="""
        YAML allows each key once. Most readers keep the last value in silence and lose the first; callflows keeps the
        first and reports the other.
        """,
        example="""
        ```yaml
        workflow:
          name: Callbacks
          name: Call-backs  # error[yaml-duplicate-key]@3: The key "name" is already there; only the first one counts.
        ```
        """,
        fix="Remove one of the two.",
    ),
    Code(
        name="yaml-key",
        severity=Severity.ERROR,
        summary="A key is empty, too long, or no text.",
        means="""
        The keys of a flow file are names of at most 1,000 characters. A list or mapping as a key is nearly always a
        text that starts with `[` or `{` and lacks its quotes, such as a placeholder.
        """,
        example="""
        ```yaml
        workflow:
          name: Callbacks
          ? [a, b]  # error[yaml-key]@5: This key is a list; a key is a name.
          : c
        ```
        """,
        fix="Quote a key that starts with `{` or `[`.",
    ),
)
