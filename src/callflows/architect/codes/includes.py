"""Faults of what a flow file takes from elsewhere: the values of its placeholders and its includes."""

# ruff: noqa: E501 (examples show whole messages)

from __future__ import annotations

from typing import Final

from callflows.architect.codes.code import Code
from callflows.diagnostics import Severity

CODES: Final = (
    Code(
        name="placeholder-quotes",
        severity=Severity.ERROR,
        summary="A value does not stay one text where its placeholder stands.",
        means="""
        Substitutions replace text before YAML is read. A placeholder without quotes takes over what its value means in
        YAML: behind a blank, `#` starts a comment and the rest of the value is lost; `: ` makes a mapping. A value of
        several lines, or one that is alone on its line, may be meant to be YAML and is not checked.
        """,
        example="""
        ```yaml set=brand:Acme#1 set=note:A{U+0020}#1
        workflow:
          name: {{brand}}
          description: For {{note}}  # error[placeholder-quotes]@20: The value "A #1" of {{note}} does not stay one text here.
        ```
        """,
        fix='Put the text that holds the placeholder into double quotes: `description: "For {{note}}"`.',
    ),
    Code(
        name="template-directive",
        severity=Severity.ERROR,
        summary="A Terraform template holds what only Terraform can render.",
        means="""
        In a `.tftpl` file callflows fills `${name}`, and takes `$${` for `${` and `%%{` for `%{`. Directives (`%{ if … }`,
        `%{ for … }`) and expressions (`${upper(brand)}`) are Terraform's own language. Nothing else of the file is read.
        """,
        example="""
        ```yaml name=flow.yaml.tftpl set=brand:Acme
        # error[template-directive]@3:16: Only Terraform can render ${upper(brand)}; callflows fills `${name}` alone.
        workflow:
          name: ${brand}
          description: ${upper(brand)}
        ```
        """,
        fix="Render the file with terraform (`templatefile`) and give callflows what comes out, or use plain names.",
    ),
    Code(
        name="include-unresolved",
        severity=Severity.ERROR,
        summary="An object of another file is included, and other files are not read here.",
        means="""
        `ref: <file>#<path>` stands for an object of another file. A flow that was given as text, without its folder,
        has no other files. Includes of the same file (`ref: /common/audio`) are resolved all the same.
        """,
        example="""
        ```yaml
        commonModule:
          name: Greeting
          startUpTaskActions:
            - ref: parts.yaml#/actions/playAudio[hello]  # error[include-unresolved]@12: parts.yaml is another file, which is not read here.
        ```
        """,
        fix="Read the file from its folder, or write the object itself in this place.",
    ),
    Code(
        name="include-missing",
        severity=Severity.ERROR,
        summary="An included file is not there or cannot be read.",
        means="The path of the file is relative to the folder of the file that names it, with `/` between folders.",
        example="""
        ```yaml file=parts.yaml
        actions: []
        ```
        ```yaml
        commonModule:
          name: Greeting
          startUpTaskActions:
            - ref: ./shared/parts.yaml#/actions/playAudio[hello]  # error[include-missing]@12: shared/parts.yaml is not there or cannot be read.
        ```
        """,
        fix="Correct the path, or add the file.",
    ),
    Code(
        name="include-path",
        severity=Severity.ERROR,
        summary="The path of an include leads nowhere.",
        means="""
        A path is absolute (`/common/tasks/task[Main]`) or relative: `.` is the object that holds the reference, `..` the
        one above it. A property is `/<name>`, an item of a list `/<type>[<refId>]`. The help names what is there. An
        include comes from a file on this machine, never from the network.
        """,
        example="""
        ```yaml file=parts.yaml
        audio:
          hello:
            tts: Hello
        ```
        ```yaml
        commonModule:
          name: Greeting
          startUpTaskActions:
            - playAudio:
                audio:
                  ref: parts.yaml#/audio/helo  # error[include-path]@16: The path leads nowhere in parts.yaml: Under /audio is no "helo".
        ```
        """,
        fix="Correct the path. Give an item of a list a refId to address it.",
    ),
    Code(
        name="include-cycle",
        severity=Severity.ERROR,
        summary="An include brings in itself.",
        means="What is included holds the include again, directly or through other files, and would never end.",
        example="""
        ```yaml
        commonModule:
          name: Greeting
          startUpTaskActions:
            - decision:
                refId: again
                condition:
                  exp: Common.again
                outputs:
                  "yes":
                    actions:
                      - ref: /commonModule/startUpTaskActions/decision[again]  # error[include-cycle]@22: This include brings in itself: flow.yaml:11:22 -> flow.yaml:11:22.
        ```
        """,
        fix="Take one of the includes in the chain out. A task that is to run again is reached by `jumpToTask` or `callTask`.",
    ),
    Code(
        name="include-shape",
        severity=Severity.ERROR,
        summary="What is included cannot stand there.",
        means="""
        `ref` brings in one object and `refArray` the items of a list. `startUpRef`, `targetTaskRef` and `targetMenuRef` can
        name tasks and menus of other files, and nothing else.
        """,
        example="""
        ```yaml file=parts.yaml
        actions:
          - disconnect: {name: Bye}
        ```
        ```yaml
        commonModule:
          name: Greeting
          startUpTaskActions:
            - ref: parts.yaml#/actions  # error[include-shape]@12: `ref` brings in one object; at its path stands a list.
        ```
        """,
        fix="Use `refArray` for a list and `ref` for one object.",
    ),
    Code(
        name="include-too-large",
        severity=Severity.ERROR,
        summary="With its includes, the flow is larger than any flow can be.",
        means="""
        With everything written out a flow may have 1,000,000 values and 200 levels, like one file; includes may stand
        50 deep inside each other, in 500 files of 16 MiB together.
        """,
        example="""
        ```python
        "workflow:\\n  name: Big\\n  a: [" + "x, " * 2000 + "]\\n  b: [" + "".join("{refArray: /workflow/a}, " for _ in range(600)) + "]\\n"  # error[include-too-large]@4:18: With its includes, the flow has more than 1,000,000 nodes.
        ```
        """,
        fix="Include smaller parts, or move them into common modules.",
    ),
)
