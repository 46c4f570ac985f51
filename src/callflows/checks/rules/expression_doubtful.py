"""An expression that reads well but names something unknown or mixes types.

What it does:
    Reports unknown functions and the types that do not fit, as far as they can be told without running the call.

Why it matters:
    Genesys Cloud refuses an expression whose types do not fit. The function may also be newer than the table
    here, and types inside JSON are known only when a call runs, so it is not an error.

Example:
    ```yaml
    - playAudio: {name: Tries, audio: {exp: 'ToAudioTTS("Try " + Flow.tries)'}}   # String + Integer
    ```

Source:
    Architect: `cannotConvertInputType`, `noOverload…`, `notFuncOrRef`.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.checks.expressions import in_expression, type_faults
from callflows.checks.finding import Finding, Subject


def check(subject: Subject) -> Iterator[Finding]:
    for text in subject.program.texts:
        for fault in type_faults(text, subject):
            yield Finding(text.address, in_expression(text, fault), fault.help)
