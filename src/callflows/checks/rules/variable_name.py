"""A variable whose name does not fit the place where it is declared.

What it does:
    Checks that the name is a scope, a dot, and a letter followed by letters, digits and underscores; and that the
    scope is `Task.` in a task, `Common.` in a common module and `Flow.` in any other call flow.

Why it matters:
    No expression can name the variable; Genesys Cloud does not publish the flow.

Example:
    ```yaml
    variables:
      - stringVariable: {name: Flow.customer-id}
    ```

Source:
    Architect: a variable's name starts with a letter and goes on with letters, digits and underscores; its prefix is
    its scope.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from callflows.analysis import CALL_FLOWS, Symbol
from callflows.checks.finding import Finding, Subject

_NAME = re.compile(r"[^\W\d_]\w*")


def check(subject: Subject) -> Iterator[Finding]:
    if subject.flow.type not in CALL_FLOWS:
        return
    for symbol in subject.program.symbols.declared:
        wanted = _scope_at(subject, symbol)
        scope, _, rest = symbol.name.partition(".")
        if not symbol.name:
            continue
        if scope.lower() != wanted.lower():
            yield Finding(
                f"{symbol.address}/name",
                f'The variable "{symbol.name}" is declared where names start with "{wanted}.".',
                f"Call it {wanted}.{rest or scope}.",
            )
        elif not _NAME.fullmatch(rest):
            yield Finding(
                f"{symbol.address}/name",
                f'"{rest}" is not a variable name: it needs a letter, then letters, digits and underscores.',
                "Choose another name.",
            )


def _scope_at(subject: Subject, symbol: Symbol) -> str:
    if not symbol.address.startswith(f"{subject.top}/variables["):
        return "Task"
    return "Common" if subject.flow.type == "commonModule" else "Flow"
