"""What each action needs, what excludes what, and the ranges of its numbers.

Ranges, Genesys Cloud: digits 1 to 32, timeouts 1 to 99 seconds, priority ±25,000,000. A hangup and an
end need nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from callflows.diagnostics import Diagnostic
from callflows.graph.context import Context
from callflows.graph.findings import finding, label
from callflows.graph.kinds import kind_of
from callflows.graph.types import (
    CollectNode,
    DecisionNode,
    FlowNode,
    InvokeNode,
    PromptNode,
    QueueNode,
    SetNode,
    TransferNode,
)

TERMINATORS = frozenset("0123456789*#")


def check(context: Context) -> Iterator[Diagnostic]:
    for node in context.flow.nodes or ():
        kind = kind_of(node)
        if kind is not None and kind.action is not None and isinstance(node.action, kind.action):
            rule = _RULES.get(type(node.action))
            if rule is not None:
                yield from rule(node, node.action)


def _invoke(node: FlowNode, action: InvokeNode) -> Iterator[Diagnostic]:
    if not action.flow_id.strip():
        yield _missing(node, "does not say which shared flow it invokes", "flow_id to the shared flow's id")
    for key, entries in (("variables", action.variables), ("outputs", action.outputs)):
        other = "value" if key == "variables" else "variable"
        for entry in entries or ():
            name = entry.get("name")
            if not (isinstance(name, str) and name.strip()):
                yield _missing(node, f"has an entry without a name in {key}", f'"name" and "{other}" in each entry')
            elif other not in entry or (other == "variable" and not isinstance(entry[other], str)):
                yield _missing(node, f'has the entry "{name}" without a {other} in {key}', f'"{other}" beside "name"')


def _queue(node: FlowNode, action: QueueNode) -> Iterator[Diagnostic]:
    if not (action.queue_id or action.queue_name):
        yield _missing(node, "does not say which queue", "queue_id or queue_name")
    yield from _range(node, "priority", action.priority, -25_000_000, 25_000_000)


def _prompt(node: FlowNode, action: PromptNode) -> Iterator[Diagnostic]:
    given = [n for n in ("text", "prompt", "expression") if getattr(action, n)]
    if not given:
        yield _missing(node, "plays nothing", "text, prompt or expression")
    elif len(given) > 1:
        yield _conflict(node, f"has {' and '.join(given)}", "one of text, prompt and expression")


def _collect(node: FlowNode, action: CollectNode) -> Iterator[Diagnostic]:
    if not action.variable.strip():
        yield _missing(node, "does not say which variable takes the digits", "variable")
    if action.digits is not None and (action.min is not None or action.max is not None):
        yield _conflict(node, "has digits beside min or max", "digits, or min and max")
    for name in ("digits", "min", "max"):
        yield from _range(node, name, getattr(action, name), 1, 32)
    if action.min is not None and action.max is not None and action.min > action.max:
        yield _conflict(node, f"has min {action.min} above max {action.max}", "min no greater than max")
    if action.terminator and action.terminator not in TERMINATORS:
        yield finding(
            "graph-out-of-range",
            f'{label(node)} has the terminator "{action.terminator}"',
            node=node,
            help="Use one of the keys 0 to 9, * and #.",
        )
    for name, seconds in (
        ("no_entry_timeout", action.no_entry_timeout),
        ("inter_digit_timeout", action.inter_digit_timeout),
    ):
        yield from _range(node, name, seconds, 1, 99)


def _decision(node: FlowNode, action: DecisionNode) -> Iterator[Diagnostic]:
    if not action.condition.strip():
        yield _missing(node, "has no condition", "condition, such as ${Authenticated} == true")


def _set(node: FlowNode, action: SetNode) -> Iterator[Diagnostic]:
    if not action.variable.strip():
        yield _missing(node, "does not say which variable it sets", "variable")


def _transfer(node: FlowNode, action: TransferNode) -> Iterator[Diagnostic]:
    if not action.number.strip():
        yield _missing(node, "does not say which number", "number")


_RULES: Mapping[type, Callable[[FlowNode, Any], Iterator[Diagnostic]]] = {
    InvokeNode: _invoke,
    QueueNode: _queue,
    PromptNode: _prompt,
    CollectNode: _collect,
    DecisionNode: _decision,
    SetNode: _set,
    TransferNode: _transfer,
}


def _missing(node: FlowNode, what: str, give: str) -> Diagnostic:
    return finding("graph-missing-setting", f"{label(node)} {what}", node=node, help=f"Set {give}.")


def _conflict(node: FlowNode, what: str, keep: str) -> Diagnostic:
    return finding("graph-conflicting-settings", f"{label(node)} {what}", node=node, help=f"Give {keep}.")


def _range(node: FlowNode, name: str, value: int | None, low: int, high: int) -> Iterator[Diagnostic]:
    if value is not None and not low <= value <= high:
        yield finding(
            "graph-out-of-range",
            f"{label(node)} has {name} {value:,}",
            node=node,
            help=f"Give a whole number from {low:,} to {high:,}.",
        )
