"""A placeholder that was never filled in.

What it does:
    Looks for `{{name}}` in the texts, expressions and names of the flow.

Why it matters:
    CX as Code replaces placeholders before it deploys a flow. One that is left would be read out or compared as it is.

Example:
    ```yaml
    initialGreeting: {tts: "Welcome to {{brand}}"}
    ```

Source:
    CX as Code: `substitutions` replace `{{key}}` in the text of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from callflows.checks.finding import Finding, Subject
from callflows.model import Audio, Expression, Literal, Node, Output

_PLACEHOLDER = re.compile(r"\{\{\s*[A-Za-z_][\w.-]*\s*\}\}")


def check(subject: Subject) -> Iterator[Finding]:
    for place in subject.program.places:
        for found in dict.fromkeys(m[0] for text in _texts(place.node) for m in _PLACEHOLDER.finditer(text)):
            yield Finding(
                place.address,
                f"The placeholder {found} has no value.",
                "Give a value for it in the substitutions.",
                reader_reports=True,
            )


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, Literal) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, Expression):
        yield node.text
    elif isinstance(node, Output):
        yield node.name
    elif isinstance(node, Audio):
        yield from (text for text in (node.tts, node.exp, node.prompt) if text is not None)
