"""A literal that looks like a variable.

What it does:
    Looks for literals such as `Flow.phone`, which are the name of a variable and not its value.

Why it matters:
    The action gets the text "Flow.phone". The flow is accepted and does the wrong thing.

Example:
    ```yaml
    Common.phone: {lit: Flow.phone}   # exp: Flow.phone was meant
    ```

Source:
    Archy: `lit` is a constant, `exp` an expression. A published flow that was studied has this slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from callflows.checks.finding import Finding, Subject
from callflows.checks.mends import Mend, RenameKey
from callflows.model import Literal

_NAME = re.compile(r"(Flow|Task|Common|Call|State)\.[A-Za-z]\w*", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Finding]:
    for place in subject.program.places:
        node = place.node
        if isinstance(node, Literal) and isinstance(node.value, str) and _NAME.fullmatch(node.value):
            yield Finding(
                place.address,
                f'The literal "{node.value}" is a text, not the value of the variable.',
                f"Write exp: {node.value} if the variable is meant.",
                mends=(Mend(RenameKey(f"{place.address}/lit", "exp")),),
            )
