"""The codes of this room, and the one way a rule says a breach."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from callflows.diagnostics import Diagnostic, Severity
from callflows.graph.types import FlowNode

CODES: Mapping[str, str] = MappingProxyType(
    {
        "graph-not-json": "the text is not JSON, or not a JSON object",
        "graph-unknown-key": "a key that the graph does not have; it is left out",
        "graph-bad-value": "a value of the wrong type",
        "graph-bad-name": "the flow has no name, or one that Genesys Cloud refuses",
        "graph-unknown-flow-type": "the flow is neither inbound nor shared",
        "graph-missing-node-id": "a node has no id",
        "graph-duplicate-node-id": "two nodes have one id",
        "graph-duplicate-edge-id": "two edges have one id",
        "graph-unknown-node-type": "a node has a type that does not exist",
        "graph-missing-action": "a node has no action",
        "graph-wrong-action": "a node has the action of another type of node",
        "graph-missing-setting": "an action lacks what it needs",
        "graph-conflicting-settings": "an action has settings that exclude each other",
        "graph-out-of-range": "a number is outside what Genesys Cloud takes",
        "graph-no-start": "the flow has no start",
        "graph-several-starts": "the flow has more than one start",
        "graph-start-not-found": "startNodeId is the id of no node",
        "graph-start-is-not-a-start": "startNodeId is the id of a node of another type",
        "graph-edge-to-nowhere": "an edge comes from or goes to a node that does not exist",
        "graph-unknown-edge-type": "an edge has a type that does not exist",
        "graph-wrong-edge-type": "an edge follows an outcome that its node does not have",
        "graph-invoke-without-on-complete": "an invoke does not say where the call goes afterwards",
        "graph-invoke-without-on-error": "an invoke does not say where the call goes on an error",
        "graph-invoke-several-on-complete": "an invoke has more than one ON_COMPLETE",
        "graph-invoke-several-on-error": "an invoke has more than one ON_ERROR",
        "graph-missing-outcome": "a decision or collect lacks one of its outcomes",
        "graph-several-outcomes": "two edges follow one outcome of one node",
        "graph-path-does-not-end": "a path stops at a node that ends nothing",
        "graph-no-incoming-edge": "no edge leads to a node",
        "graph-unreachable-node": "no path from the start leads to a node",
        "graph-cycle": "nodes lead back to themselves",
        "graph-second-error": "an error path that stands behind another cannot be followed",
        "graph-end-in-inbound-flow": "an end node in an inbound flow disconnects the call",
        "graph-shared-flow-calls-shared-flow": "a shared flow invokes another",
        "graph-shared-flow-not-found": "the invoked flow does not exist",
        "graph-not-a-shared-flow": "the invoked flow is of another type",
        "graph-shared-flow-not-published": "the invoked flow has never been published",
        "graph-shared-flow-disabled": "the invoked flow is disabled",
        "graph-missing-input": "an input that the shared flow needs is not passed",
        "graph-unknown-input": "a value is passed that the shared flow does not take",
        "graph-duplicate-input": "an input is passed twice",
        "graph-unknown-output": "a result is taken that the shared flow does not give",
        "graph-duplicate-output": "a result is taken or given twice",
        "graph-bad-variable-name": "a variable's name is not one that Architect takes",
        "graph-duplicate-variable": "a variable is declared twice",
        "graph-unknown-variable-type": "a variable has a type that Architect does not have",
        "graph-unknown-variable": "a variable is used that the flow does not have",
        "graph-wrong-type": "a value cannot become the type that is needed",
        "graph-bad-template": "a ${Variable} is not written as one",
        "graph-bad-expression": "an expression does not parse",
        "graph-caller-data-in-shared-flow": "a shared flow reads the call's own data",
        "graph-queue-not-found": "the queue does not exist",
    }
)

NOT_FOUND = frozenset({"graph-shared-flow-not-found", "graph-not-a-shared-flow"})
"""The codes that an org answers with 404; every other breach is a 400."""


def finding(
    code: str, message: str, *, help: str, node: FlowNode | None = None, address: str = "", warning: bool = False
) -> Diagnostic:
    """A breach of the rule `code`, at a node where it is at one."""
    assert code in CODES, code  # noqa: S101 - a code is a promise, an unlisted one is a mistake of ours
    return Diagnostic(
        code=code,
        severity=Severity.WARNING if warning else Severity.ERROR,
        message=_writable(message),
        address=_writable(f"node:{node.id}" if node is not None else address),
        node_id=_writable(node.id) if node is not None else "",
        node_name=_writable(node.name) if node is not None else "",
        help=_writable(help),
    )


def _writable(text: str) -> str:
    """The text, half a pair of surrogates in it written as an escape: a finding goes into answers, which are UTF-8."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


COMPARED = 200
"""Among more names than these none is offered: comparing is dear, and so many are seldom told apart by eye."""


def nearest(wanted: str, names: Collection[str]) -> str:
    """`Did you mean "a" or "b"?`, "" where nothing is near. Case does not count."""
    if len(names) > COMPARED:
        return ""
    spelled = {name.lower(): name for name in names}
    close = [spelled[n] for n in difflib.get_close_matches(wanted.lower(), sorted(spelled), n=3, cutoff=0.6)]
    return f"Did you mean {listed(close, 'or')}? " if close else ""


def listed(names: Iterable[str], word: str = "and") -> str:
    """`"a", "b" and "c"`."""
    quoted = [f'"{name}"' for name in names]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {word} {quoted[-1]}"


def label(node: FlowNode) -> str:
    """How a person is told which node it is: its name, or its id."""
    return f'"{node.name or node.id}"'
