"""The invoked flow exists, is a shared flow, is published and enabled, and is passed what it needs.

All but the first rule and the doubles need to know the org. Where a shared flow's contract is unknown
its inputs and outputs are not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.diagnostics import Diagnostic
from callflows.graph.context import Context
from callflows.graph.findings import finding, label, nearest
from callflows.graph.kinds import type_of
from callflows.graph.names import bare, parameter_of
from callflows.graph.surroundings import Parameter, SharedFlow, is_shared_type
from callflows.graph.types import FlowNode, InvokeNode, Plain


def check(context: Context) -> Iterator[Diagnostic]:
    for node in context.flow.nodes or ():
        if type_of(node) != "invoke" or not isinstance(node.action, InvokeNode):
            continue
        yield from _inside_shared(context, node)
        yield from _doubles(node, node.action)
        if context.surroundings is not None and node.action.flow_id.strip():
            shared = context.surroundings.shared_flows.get(node.action.flow_id)
            if shared is None:
                yield finding(
                    "graph-shared-flow-not-found",
                    f'{label(node)} invokes the flow with id "{node.action.flow_id}", which does not exist',
                    node=node,
                    help="Look the shared flow up by its name and use the id found.",
                )
            else:
                yield from _state(node, shared)
                if is_shared_type(shared.type):
                    yield from _inputs(node, node.action, shared)
                    yield from _outputs(node, node.action, shared)


def _inside_shared(context: Context, node: FlowNode) -> Iterator[Diagnostic]:
    """Genesys Cloud: a common module cannot use a common module."""
    if context.kind == "shared":
        yield finding(
            "graph-shared-flow-calls-shared-flow",
            f"{label(node)} invokes a shared flow from inside a shared flow",
            node=node,
            help="Invoke both from the inbound flow, one after the other.",
        )


def _state(node: FlowNode, shared: SharedFlow) -> Iterator[Diagnostic]:
    if not is_shared_type(shared.type):
        yield finding(
            "graph-not-a-shared-flow",
            f'{label(node)} invokes "{shared.name}", which is of type {shared.type.lower()} and not a shared flow',
            node=node,
            help="Use the id of a flow of type shared.",
        )
        return
    if not shared.published:
        yield finding(
            "graph-shared-flow-not-published",
            f'{label(node)} invokes "{shared.name}", which has never been published',
            node=node,
            help=f'Publish "{shared.name}" first; a copy of its published version goes into this flow.',
        )
    if not shared.enabled:
        yield finding(
            "graph-shared-flow-disabled",
            f'{label(node)} invokes "{shared.name}", which is disabled',
            node=node,
            help=f'Enable "{shared.name}", or invoke another shared flow.',
        )


def _inputs(node: FlowNode, action: InvokeNode, shared: SharedFlow) -> Iterator[Diagnostic]:
    if shared.inputs is None:
        return
    passed = {_key(entry) for entry in action.variables or ()}
    for parameter in shared.inputs:
        if parameter.required and bare(parameter.name).lower() not in passed:
            name = bare(parameter.name)
            yield finding(
                "graph-missing-input",
                f'"{shared.name}" needs the input "{name}" ({parameter.type}), and {label(node)} does not pass it',
                node=node,
                help=f'Add {{"name": "{name}", "value": …}} to its variables (None passes NOT_SET).',
            )
    for entry in action.variables or ():
        yield from _unknown(node, entry, shared, shared.inputs, "input")


def _outputs(node: FlowNode, action: InvokeNode, shared: SharedFlow) -> Iterator[Diagnostic]:
    if shared.outputs is not None:
        for entry in action.outputs or ():
            yield from _unknown(node, entry, shared, shared.outputs, "output")


def _unknown(
    node: FlowNode, entry: dict[str, Plain], shared: SharedFlow, parameters: tuple[Parameter, ...], what: str
) -> Iterator[Diagnostic]:
    name = entry.get("name")
    if not isinstance(name, str) or not name.strip() or parameter_of(parameters, name) is not None:
        return
    have = [bare(p.name) for p in parameters]
    list_ = f"It has {', '.join(have)}." if have else f"It has no {what}s."
    yield finding(
        f"graph-unknown-{what}",
        f'"{shared.name}" has no {what} "{bare(name)}", which {label(node)} names',
        node=node,
        help=f"{nearest(bare(name), have)}{list_}",
    )


def _doubles(node: FlowNode, action: InvokeNode) -> Iterator[Diagnostic]:
    for what, entries in (("input", action.variables), ("output", action.outputs)):
        seen: set[str] = set()
        for entry in entries or ():
            key = _key(entry)
            if key and key in seen:
                yield finding(
                    f"graph-duplicate-{what}",
                    f'{label(node)} names the {what} "{bare(str(entry["name"]))}" twice',
                    node=node,
                    help="Name it once.",
                )
            seen.add(key)


def _key(entry: dict[str, Plain]) -> str:
    name = entry.get("name")
    return bare(name).lower() if isinstance(name, str) else ""
