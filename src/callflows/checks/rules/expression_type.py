"""An expression whose types do not fit.

What it does:
    Types every expression: the arguments of its functions and operators, and its result against what the setting needs.
    What is known only when a call runs, such as a value inside JSON, fits everywhere.

Why it matters:
    Genesys Cloud does not publish the flow.

Example:
    ```yaml
    - playAudio: {name: Tries, audio: {exp: 'ToAudioTTS("Try " + Flow.tries)'}}   # String + Integer
    ```

Source:
    Architect: `cannotConvertInputType`, `noOverload…`. The verdicts are those of Architect's own design-time core; no
    published flow that was studied has such a fault.
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
            if fault.severity is Severity.ERROR:
                yield Finding(text.address, in_expression(text, fault), fault.help, part=part_of(text, fault))
