"""Every `${Variable}` exists, every value can become what is needed, every expression parses."""

from __future__ import annotations

from collections.abc import Iterator

from callflows.diagnostics import Diagnostic, Severity
from callflows.expressions import Ast, infer, parse, references_of, type_named, types
from callflows.graph.context import Context
from callflows.graph.findings import finding, label, nearest
from callflows.graph.kinds import type_of
from callflows.graph.names import bare
from callflows.graph.slots import Slot, slots_of
from callflows.graph.types import EndNode, FlowNode
from callflows.graph.values import Made
from callflows.model import Expression

_OWN_SCOPES = frozenset({"flow", "common"})


def check(context: Context) -> Iterator[Diagnostic]:
    if context.greeting:
        slot = Slot("greeting", "audio", context.greeting)
        yield from _template(context, None, slot, slot.make(context.names))
    outputs = [bare(v.name) for v in context.flow.variables or () if v.is_output]
    for node in context.flow.nodes or ():
        for slot in slots_of(node, context.names, context.surroundings):
            made = slot.make(context.names)
            yield from _template(context, node, slot, made)
            if made.good:
                yield from _expression(context, node, slot, made)
        yield from _given_outputs(context, node, outputs)


def _template(context: Context, node: FlowNode | None, slot: Slot, made: Made) -> Iterator[Diagnostic]:
    for name in made.unknown:
        yield _unknown(context, node, slot, f"${{{name}}}", name)
    for fault in made.faults:
        yield finding(
            "graph-bad-template",
            f"{_where(slot, node)}: {fault}",
            node=node,
            help="Write ${Name}, outside quotes; $${ stands for the characters themselves.",
        )
    if made.wrong_type:
        yield finding(
            "graph-wrong-type",
            f"{_where(slot, node)}: {made.wrong_type}",
            node=node,
            help="Pass a value or a variable of that type.",
        )


def _expression(context: Context, node: FlowNode, slot: Slot, made: Made) -> Iterator[Diagnostic]:
    """What is judged of an expression here: that it parses, and that the variables in it exist."""
    if not isinstance(made.node, Expression):
        return
    parsed = parse(made.node.text)
    for fault in parsed.diagnostics:
        if fault.severity == "error":
            yield finding(
                "graph-bad-expression",
                f"{slot.place} of {label(node)}: {fault.message}",
                node=node,
                help=fault.help or "Write an expression of Architect.",
            )
    if parsed.ast is None:
        return
    if slot.form == "expression":
        yield from _types(context, node, slot, parsed.ast, made.node.text)
    read = tuple(dict.fromkeys(reference.name for reference in references_of(parsed.ast)))
    for name in read if slot.form == "expression" else ():
        scope = name.partition(".")[0].lower()
        if scope in _OWN_SCOPES and context.names.find(_head(name)) is None:
            yield _unknown(context, node, slot, name, name)
    if context.kind == "shared":
        for name in read:
            if reads_the_call(name):
                yield _caller_data(node, slot, name)


def _types(context: Context, node: FlowNode, slot: Slot, ast: Ast, text: str) -> Iterator[Diagnostic]:
    """Architect refuses an expression whose types do not fit."""
    variables = {
        reference.name.lower(): type_
        for reference in references_of(ast)
        if (known := context.names.find(_head(reference.name))) is not None
        and known.expression.lower() == reference.name.lower()
        and (type_ := type_named(known.type)) is not None
    }
    needed = types.BOOLEAN if slot.place == "condition" else types.AUDIO
    for fault in infer(ast, variables, text=text, expected=needed, flow_type=context.names.flow_type).diagnostics:
        if fault.severity is Severity.ERROR:
            yield finding(
                "graph-wrong-type",
                f"{slot.place} of {label(node)}: {fault.message}",
                node=node,
                help=fault.help or "Convert the value, such as by ToInt(…) or ToString(…).",
            )


def reads_the_call(name: str) -> bool:
    """Whether a variable is the call's own data, which no published module reads: whether Genesys Cloud
    lets a common module read it is not known, so it is warned of."""
    return name.lower().startswith(("call.", "interaction."))


def _given_outputs(context: Context, node: FlowNode, outputs: list[str]) -> Iterator[Diagnostic]:
    action = node.action
    if type_of(node) != "end" or not isinstance(action, EndNode) or context.kind != "shared":
        return
    given: set[str] = set()
    for entry in action.outputs or ():
        name = entry.get("name")
        if not isinstance(name, str) or not name.strip():
            yield finding(
                "graph-missing-setting",
                f"{label(node)} has an output without a name",
                node=node,
                help='Set "name" and "value" in each entry.',
            )
            continue
        key = bare(name).lower()
        if key not in map(str.lower, outputs):
            yield finding(
                "graph-unknown-output",
                f'{label(node)} gives back "{bare(name)}", which is no output of this flow',
                node=node,
                help=f"{nearest(bare(name), outputs)}Declare it in variables with is_output=True.",
            )
        elif key in given:
            yield finding(
                "graph-duplicate-output",
                f'{label(node)} gives back "{bare(name)}" twice',
                node=node,
                help="Name it once.",
            )
        given.add(key)


def _unknown(context: Context, node: FlowNode | None, slot: Slot, shown: str, name: str) -> Diagnostic:
    where = "inbound" if context.kind == "inbound" else "shared"
    return finding(
        "graph-unknown-variable",
        f"{_where(slot, node)} uses {shown}, which this {where} flow does not have",
        node=node,
        help=f"{nearest(bare(name), context.names.all)}Declare it in variables, or fill it in a step before.",
    )


def _caller_data(node: FlowNode, slot: Slot, name: str) -> Diagnostic:
    return finding(
        "graph-caller-data-in-shared-flow",
        f"{slot.place} of {label(node)} reads {name}, which a shared flow may not have",
        node=node,
        help="Declare an input, and let the inbound flow pass it.",
        warning=True,
    )


def _head(name: str) -> str:
    """`Flow.Customer` of `Flow.Customer.firstName`."""
    return ".".join(name.split(".")[:2])


def _where(slot: Slot, node: FlowNode | None) -> str:
    return f"{slot.place} of {label(node)}" if node is not None else slot.place
