"""An expression that is not well-formed.

What it does:
    Parses every expression of the flow: conditions, values, audio.

Why it matters:
    Genesys Cloud does not publish a flow with an expression that it cannot read.

Example:
    ```yaml
    - decision:
        name: Again?
        condition: {exp: "Flow.tries < 3 && Flow.pin == NOT_SET"}   # the word is: and
    ```

Source:
    Architect: `errors.invalidValue` with `errorAtPosition` and its kin; the grammar of its expression language.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.checks.expressions import in_expression, part_of, syntax_faults
from callflows.checks.finding import Finding, Subject
from callflows.checks.mends import habit


def check(subject: Subject) -> Iterator[Finding]:
    for text in subject.program.texts:
        for fault in syntax_faults(text):
            mends = habit(text.address, text.text, fault)
            yield Finding(text.address, in_expression(text, fault), fault.help, mends=mends, part=part_of(text, fault))
