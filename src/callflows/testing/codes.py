"""The codes of what can be wrong with scenario files, with what is given for the org, and with kept coverage.

`docs/diagnostics.md` is made from them; tests read each example and want exactly the finding it shows.
"""

# ruff: noqa: E501 (examples show whole messages)

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from callflows.architect.codes import Code
from callflows.diagnostics import Severity

_CODES: Final = (
    Code(
        name="test-unreadable",
        severity=Severity.ERROR,
        summary="A scenario file cannot be opened.",
        means="The calls of the other files are placed, and the exit code is 1.",
        example="""
        ```console
        $ callflows test
        error: tests/lost.calls.yaml cannot be read: No such file or directory. [test-unreadable]
        ```
        """,
        fix="Look at its permissions, and where a link leads.",
    ),
    Code(
        name="test-module-missing",
        severity=Severity.ERROR,
        summary="A flow calls a shared flow that the workspace does not have.",
        means="A flow is run with the shared flows in it, so none of its calls can be placed.",
        example="""
        ```console
        $ callflows test tests/caller.calls.yaml
        error: caller.yaml calls the shared flow "Ask for the PIN", which the workspace does not have. [test-module-missing]
            next: Add its file to the workspace.
        ```
        """,
        fix="Bring its file into the workspace, or correct the name in the flow.",
    ),
    Code(
        name="test-no-flow",
        severity=Severity.ERROR,
        summary="A scenario file names a flow that is not in the workspace.",
        means="The name is that of the flow, not of its file. The nearest name is offered.",
        example="""
        ```yaml
        flow: Suport  # error[test-no-flow]@7: There is no flow "Suport".
        calls:
          - name: a wrong PIN
            steps: [hang up]
        ```
        """,
        fix="Correct the name, or bring the flow's file into the workspace.",
    ),
    Code(
        name="test-key-missing",
        severity=Severity.ERROR,
        summary="Something that a scenario file needs is not there.",
        means="A file has `calls`; a call has a `name`, and a `flow`, its own or the file's.",
        example="""
        ```yaml
        calls:
          - name: a wrong PIN  # error[test-key-missing]@5: This call says no flow.
            steps: [hang up]
        ```
        """,
        fix="Write what the message names.",
    ),
    Code(
        name="test-unknown-key",
        severity=Severity.ERROR,
        summary="A key, or a step, has no meaning where it stands.",
        means="It is refused, not skipped: an expectation that nobody looks at would never fail. The nearest key is offered.",
        example="""
        ```yaml
        flow: Support
        calls:
          - name: a wrong PIN
            steps:
              - heer: PIN  # error[test-unknown-key]@9: "heer" means nothing in a step.
        ```
        """,
        fix="Correct the spelling, or move it to where it belongs; `callflows schema calls` lets an editor complete keys.",
    ),
    Code(
        name="test-wrong-value",
        severity=Severity.ERROR,
        summary="A value is not what its key takes.",
        means="The message says what stands there and what is expected.",
        example="""
        ```yaml
        flow: Support
        calls:
          - name: a wrong PIN
            steps:
              - press: 12x4  # error[test-wrong-value]@16: Here stands the text "12x4" for press; expected: keys of a telephone: 0-9, * and #.
        ```
        """,
        fix="Write what is expected. Keys and texts of digits alone are safest in quotes.",
    ),
    Code(
        name="test-same-name",
        severity=Severity.ERROR,
        summary="Two calls of a file have the same name.",
        means="A result must name one call.",
        example="""
        ```yaml
        flow: Support
        calls:
          - name: a wrong PIN
            steps: [hang up]
          - name: a wrong PIN  # error[test-same-name]@11: There is another call "a wrong PIN".
            steps: [hang up]
        ```
        """,
        fix="Say in the name what is different, or make them one call with rows under `with`.",
    ),
    Code(
        name="test-row-differs",
        severity=Severity.ERROR,
        summary="The rows of a call do not all have the same names.",
        means="Each row under `with` is a call of its own, and fills the same `<names>`.",
        example="""
        ```yaml
        flow: Support
        calls:
          - name: <word> leads to <queue>
            with:
              - {word: support, queue: Support}
              - {word: invoice}  # error[test-row-differs]@9: This row has word; the first one has word, queue.
            steps:
              - say: <word>
              - expect: {queue: <queue>}
        ```
        """,
        fix="Give every row every name.",
    ),
    Code(
        name="test-unknown-name",
        severity=Severity.ERROR,
        summary="A `<name>` stands in a call that no row has.",
        means="Nothing would fill it.",
        example="""
        ```yaml
        flow: Support
        calls:
          - name: the caller says <word>
            with: [{word: support}]
            steps:
              - say: <word>
              - hear: <wrod>  # error[test-unknown-name]@15: No row has the name <wrod>.
        ```
        """,
        fix="Correct the spelling, or give the rows the name.",
    ),
    Code(
        name="test-unused-name",
        severity=Severity.WARNING,
        summary="The rows of a call have a name that nothing in it takes.",
        means="Most often an expectation was forgotten.",
        example="""
        ```yaml
        flow: Support
        calls:
          - name: the caller says <word>
            with:
              - {word: support, queue: Support}  # warning[test-unused-name]@25: Nothing in the call takes the value <queue>.
            steps:
              - say: <word>
        ```
        """,
        fix="Write `<name>` where the value belongs, or leave the name out of the rows.",
    ),
    Code(
        name="test-row-without-key",
        severity=Severity.ERROR,
        summary="A row of a data table has no key.",
        means="A flow finds a row by its key; of a row without one nobody could ask.",
        example="""
        ```yaml
        flow: Support
        given:
          tables:
            Customer PINs:
              - {customerId: C-1001}  # error[test-row-without-key]@9: A row of the table "Customer PINs" has no key.
        calls:
          - name: a wrong PIN
            steps: [hang up]
        ```
        """,
        fix="Give it `key:`.",
    ),
    Code(
        name="test-unknown-mock",
        severity=Severity.ERROR,
        summary="Something is said of the org that no flow asks for.",
        means="The flows of the file's calls, and the shared flows in them, do not have the name: nobody would ever meet what is said of it, and an expectation that it was not asked for would always hold. Names that a flow works out in a call are not looked at.",
        example="""
        ```console
        $ callflows test tests/typo.calls.yaml
        tests/typo.calls.yaml:2:18: error: No flow of these calls asks for the data table "PINs". [test-unknown-mock]
            next: Leave it out, or correct the name.
        ```
        """,
        fix="Correct the spelling, or leave it out.",
    ),
    Code(
        name="coverage-file",
        severity=Severity.ERROR,
        summary="A file of kept coverage cannot be understood.",
        means="It was cut off, or another program wrote it. What it holds is left out of the report.",
        example="""
        ```console
        $ callflows coverage --coverage-dir kept
        error: kept/run-broken.json is no coverage data: Input data was truncated [coverage-file]
            next: Remove it, or measure again: callflows test --coverage
        ```
        """,
        fix="Remove it, or measure again.",
    ),
    Code(
        name="coverage-stale",
        severity=Severity.WARNING,
        summary="A flow has changed since its coverage was measured.",
        means="Places of one version of a flow say nothing of another, so what was measured before is left out.",
        example="""
        ```console
        $ callflows coverage
        warning: Older coverage of "Line" is left out: line.yaml has changed since. [coverage-stale]
            next: Measure again: callflows test --coverage
        ```
        """,
        fix="Measure again with `callflows test --coverage`.",
    ),
)

CODES: Final[MappingProxyType[str, Code]] = MappingProxyType({code.name: code for code in _CODES})
"""Every code of this room, in the order of the page."""
