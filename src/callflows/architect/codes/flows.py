"""Faults of the flow that the YAML holds."""

# ruff: noqa: E501 (examples show whole messages)

from __future__ import annotations

from typing import Final

from callflows.architect.codes.code import Code
from callflows.diagnostics import Severity

CODES: Final = (
    Code(
        name="flow-missing",
        severity=Severity.ERROR,
        summary="The file is YAML but holds no flow.",
        means="""
        A flow file has one key on its first level, the flow type, and below it the flow. A list, a text, two flow
        types or a flow type with nothing below it is no flow.
        """,
        example="""
        ```yaml
        inboundCall: Main  # error[flow-missing]@14: Under "inboundCall" stands the text "Main"; expected a flow.
        ```
        """,
        fix="Start the file with the flow type, such as `inboundCall:`, and indent the flow below it.",
    ),
    Code(
        name="flow-type-unknown",
        severity=Severity.WARNING,
        summary="The flow type is none that callflows knows.",
        means="""
        The flow is read and kept as it is, but what its header and its actions should be cannot be checked. Flow types
        are written as Archy writes them: `inboundCall`, not `inboundcall` as in the API.
        """,
        example="""
        ```yaml
        inboundcall:  # warning[flow-type-unknown]@1: "inboundcall" is no flow type that callflows knows; the flow is kept as it is.
          name: Support
        ```
        """,
        fix="Correct the name of the flow type. If Architect has it and callflows does not, please report it.",
    ),
    Code(
        name="flow-type-unchecked",
        severity=Severity.INFO,
        summary="Some actions of this flow type are kept and not checked.",
        means="""
        The catalogue of actions is complete for the flow types of which exports were studied. A flow of another type
        (voicemail, voice survey, survey invite, workitem, in-queue email and message) may hold actions that it does
        not describe; they are kept as they are.
        """,
        example="""
        ```yaml
        workitem:  # info[flow-type-unchecked]@1: Some actions of this workitem flow are kept as they are: callflows may not know all of this flow type.
          name: Callbacks
          startUpTaskActions:
            - playHologram:
                name: Hello
        ```
        """,
        fix="Nothing: it only says how far the check went.",
    ),
    Code(
        name="missing-key",
        severity=Severity.ERROR,
        summary="A key that must be there is missing.",
        means="""
        A flow needs its name and, in flows with menus and tasks, its start and its default language; an action needs
        its required settings. Genesys Cloud does not publish a flow without them.
        """,
        example="""
        ```yaml
        workflow:
          name: Callbacks
          variables:
            - stringVariable:  # error[missing-key]@7: "name" is missing; a variable needs it.
                initialValue:
                  noValue: true
        ```
        """,
        fix="Add the key that the message names.",
    ),
    Code(
        name="wrong-shape",
        severity=Severity.ERROR,
        summary="Something else stands here than what belongs here.",
        means="""
        A text where a list of actions belongs, a bare text where a value (`lit`, `exp`, `noValue`) belongs, two kinds
        of value at once, a word that is not among the allowed ones. What cannot be understood is left out of the
        flow, so the file must not be written back or published before it is mended.
        """,
        example="""
        ```yaml
        commonModule:
          name: Callbacks
          startUpTaskActions:
            - decision:
                name: Known
                condition: Flow.known  # error[wrong-shape]@20: "condition" is "Flow.known"; expected `lit`, `exp` or `noValue`.
        ```
        """,
        fix="Write what the message expects: here `condition:` and below it `exp: Flow.known`.",
    ),
    Code(
        name="unknown-key",
        severity=Severity.WARNING,
        summary="A key that callflows does not know at this place.",
        means="""
        Most often a spelling mistake, which Archy refuses and which would otherwise leave a setting at its default. The
        key is kept and written back; the nearest known key is offered, or the flow types that have it.
        """,
        example="""
        ```yaml
        workflow:
          name: Callbacks
          discription: Calls people back  # warning[unknown-key]@3: The key "discription" is not known in the header of this workflow flow; it is kept as it is.
        ```
        """,
        fix="Correct the key. If Architect exports it and callflows does not know it, please report it.",
    ),
    Code(
        name="unknown-action",
        severity=Severity.WARNING,
        summary="An action that callflows does not know.",
        means="""
        The action is kept with all its settings, and its output paths are followed like those of any other, but its
        settings are not checked and a call that reaches it says that it was not executed.
        """,
        example="""
        ```yaml
        commonModule:
          name: Greeting
          startUpTaskActions:
            - playHologram:  # warning[unknown-action]@7: callflows does not know the action "playHologram"; it is kept as it is.
                name: Hello
        ```
        """,
        fix="Correct the name. If Architect has the action and callflows does not, please report it.",
    ),
    Code(
        name="invented-action",
        severity=Severity.ERROR,
        summary="An action that Architect does not have, written for one that it has.",
        means="""
        Some names look right and exist nowhere, `setVariable` and `gotoTask` among them. Archy refuses them.
        """,
        example="""
        ```yaml
        commonModule:
          name: Greeting
          startUpTaskActions:
            - setVariable:  # error[invented-action]@7: Architect has no action "setVariable".
                name: Remember
        ```
        """,
        fix="Use the action that the help names, here `updateData`.",
    ),
)
