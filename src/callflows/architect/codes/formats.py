"""What stands in the way of formatting a file that is otherwise good."""

# ruff: noqa: E501 (examples show whole messages)

from __future__ import annotations

from typing import Final

from callflows.architect.codes.code import Code
from callflows.diagnostics import Severity

CODES: Final = (
    Code(
        name="format-comment",
        severity=Severity.ERROR,
        summary="A comment has no place in the format.",
        means="""
        Formatting keeps the comments of a file at what they stand at. Where the format has no such line, the file
        is left as it is, as no comment may be lost.
        """,
        example="""
        ```yaml fmt
        commonModule:
          name: Greeting
          startUpTaskActions:
            - playAudio:
                name: Hello
                audio:
                  tts: |  # said first  # error[format-comment]@19: The comment `# said first` has no place in the format.
                    Hello
        ```
        """,
        fix="Move it to a line of its own above a key that holds something, or remove it.",
    ),
    Code(
        name="format-placeholder",
        severity=Severity.ERROR,
        summary="A placeholder or an include has no place in the format.",
        means="""
        A template is formatted as it is, with its placeholders and includes. One that stands where the format has
        nothing would be lost, so the file is left as it is.
        """,
        example="""
        ```yaml fmt
        commonModule:
          name: Greeting
          startUpTaskActions:
            - playAudio:
                name: Hello
                audio:
                  tts: |
                    Hello {{name}}  # error[format-placeholder]@1: `{{name}}` stands in a text of several lines, which the format has not; its value could read differently in quotes.
        ```
        """,
        fix="Write the text around it on one line, or fill the file in first.",
    ),
)
