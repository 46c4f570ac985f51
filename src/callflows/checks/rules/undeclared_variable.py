"""A variable that the flow does not declare.

What it does:
    Looks up every variable that an expression reads or an action writes. `Flow.` variables are declared in
    the flow, `Common.` variables in a common module. Names ignore case.

Why it matters:
    Genesys Cloud does not publish a flow whose expressions name variables that do not exist.

Example:
    ```yaml
    - decision:
        name: Known customer?
        condition: {exp: IsSet(Flow.CustomerId)}   # variables: has Flow.CustomerID2 only
    ```

Source:
    Architect: `expression.variableReferenceNotValid`. In the published flows that were studied every `Flow.` and
    `Common.` name is declared.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from callflows.analysis import BUILT_IN_SCOPES, CALL_FLOWS, VariableUse
from callflows.checks.expressions import part_of_use
from callflows.checks.finding import Finding, Subject
from callflows.checks.mends import other_name


def check(subject: Subject) -> Iterator[Finding]:
    if subject.flow.type not in CALL_FLOWS:
        return
    seen: set[tuple[str, str]] = set()
    for use in subject.program.uses:
        key = (use.address, use.name.lower())
        if key in seen or not _is_ours(use) or subject.program.symbols.resolve(use.name, use.address):
            continue
        seen.add(key)
        near = _near(subject, use)
        yield Finding(
            use.address,
            _message(use, subject.flow.type),
            f"Did you mean {near}?" if near else "Declare it under variables, or use one that is declared.",
            mends=other_name(subject.program, use, near) if near else (),
            part=part_of_use(subject, use),
        )


def _is_ours(use: VariableUse) -> bool:
    """`Task.` variables and the scopes that Architect fills have rules of their own."""
    scope, dot, _ = use.name.partition(".")
    return not dot or scope.lower() in {"flow", "common", "state"} or (scope.lower() not in {"task", *BUILT_IN_SCOPES})


def _message(use: VariableUse, flow_type: str) -> str:
    scope, dot, _ = use.name.partition(".")
    if not dot:
        return f'"{use.name}" is not a variable: a variable\'s name starts with its scope, such as Flow. or Task.'
    if scope.lower() == "common" and flow_type != "commonModule":
        return f"{use.name} is not declared: Common. variables exist only inside a common module."
    if scope.lower() == "flow" and flow_type == "commonModule":
        return f"{use.name} is not declared: a common module does not see the Flow. variables of its callers."
    return f"{use.name} is not declared."


def _near(subject: Subject, use: VariableUse) -> str | None:
    declared = {s.name.lower(): s.name for s in subject.program.symbols.declared}
    near = get_close_matches(use.name.lower(), declared, n=1, cutoff=0.7)
    return declared[near[0]] if near else None
