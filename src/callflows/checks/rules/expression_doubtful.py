"""An expression that names a function which callflows does not know.

What it does:
    Reports unknown functions, with the nearest known one.

Why it matters:
    It is often a slip, which Genesys Cloud refuses. The function may also be newer than the table here, so it is not
    an error. A call that reaches it fails there, unless it was told what the function gives
    (`engine.CallContext.functions`): nothing is guessed.

Example:
    ```yaml
    - playAudio: {name: Tries, audio: {exp: ToAudioTSS("Try again")}}   # the function is ToAudioTTS
    ```

Source:
    Architect: `notFuncOrRef`.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.analysis import typed_expressions
from callflows.checks.expressions import in_expression, part_of, type_faults
from callflows.checks.finding import Finding, Subject
from callflows.diagnostics import Severity


def check(subject: Subject) -> Iterator[Finding]:
    for typed in typed_expressions(subject.program):
        text = typed.text
        for fault in type_faults(typed):
            if fault.severity is not Severity.ERROR:
                yield Finding(text.address, in_expression(text, fault), fault.help, part=part_of(text, fault))
