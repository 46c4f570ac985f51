"""The actions of a flow against the catalogue: unknown kinds and keys, what is missing, values of a wrong shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType

from callflows.architect.document.source_map import SourceMap
from callflows.architect.faults import Findings, fault, nearest, shortened
from callflows.architect.keys import BARE
from callflows.architect.reading.acceptors import accepts, is_listed_path, is_path, takes_at
from callflows.architect.reading.flow_reader import missing_key, unknown_key
from callflows.architect.reading.renames import renamed
from callflows.architect.reading.shapes import AUDIO_FORMS, is_ambiguous
from callflows.diagnostics import Diagnostic
from callflows.model import (
    CATALOGUE,
    FLOW_TYPES,
    INVENTED,
    Action,
    Actions,
    ActionSpec,
    Audio,
    Expression,
    Field,
    Flow,
    Group,
    Items,
    Kind,
    Literal,
    Node,
    Nothing,
    NoValue,
    Output,
    actions_of,
    nodes_at,
)

_EXPECTED: MappingProxyType[Kind, str] = MappingProxyType(
    {
        Kind.VALUE: "`lit`, `exp` or `noValue`",
        Kind.AUDIO: AUDIO_FORMS,
        Kind.OUTPUT: "`var` or `noValue`",
        Kind.TASK_REF: "the address of a task, such as /inboundCall/tasks/task[Main_10]",
        Kind.MENU_REF: "the address of a menu, such as /inboundCall/menus/menu[Main_10]",
        Kind.STATE_REF: "the address of a state, such as /workflow/states/state[Initial State_10]",
        Kind.NAMED: "`name`",
        Kind.KEYED: "the name of what is meant as a key",
        Kind.PLAIN: "a text or number",
    }
)


def check_actions(flow: Flow, source: SourceMap, findings: Findings) -> None:
    """What the catalogue says against the actions and menu choices of a flow.

    Of a flow type of which no export was at hand only the actions are checked that the catalogue knows, and one
    finding says so.
    """
    complete = flow.type in FLOW_TYPES and FLOW_TYPES[flow.type].seen
    unknown = False
    for site in actions_of(flow):
        if accepts(site.action):
            continue
        spec = CATALOGUE.get(site.action.kind)
        if spec is not None:
            for found in check_action(site.action, site.address, spec, source, findings):
                findings.add(found)
        elif site.action.kind in INVENTED:
            findings.add(_invented(site.action.kind, site.address, source))
        elif not complete:
            unknown = True
        elif findings.room("unknown-action"):
            findings.add(_unknown(site.action.kind, site.address, source))
    if unknown:
        findings.add(_unchecked(flow, source))


def check_action(
    action: Action, address: str, spec: ActionSpec, source: SourceMap, findings: Findings
) -> Iterator[Diagnostic]:
    """What is wrong with one action; nothing exactly where `accepts` is true."""
    bare = action.get(BARE)
    if bare is not None:
        yield wrong_shape(address, bare, "its settings below it", source)
        return
    if spec.seen and findings.room("unknown-key"):
        present, known = dict(action.entries), spec.keys
        for key in present:
            if key not in known:
                where = f"the action {spec.key}" if not spec.menu_choice else f"the menu choice {spec.key}"
                yield unknown_key(key, f"{address}/{key}", known, where, source, present=present)
    if not findings.room("wrong-shape"):
        return
    yield from _check_outputs(action, address, spec, source)
    yield from check_fields(action, address, spec.fields, source)


def check_fields(holder: Action, address: str, fields: Iterable[Field], source: SourceMap) -> Iterator[Diagnostic]:
    """What is wrong at the fields of an action, or of a group of settings given as an action of its name."""
    for field in fields:
        for place, node in nodes_at(holder, field.path, address):
            yield from check_field(field, place, node, source)
        if field.required:
            yield from _missing(holder, address, field, source)


def _missing(holder: Action, address: str, field: Field, source: SourceMap) -> Iterator[Diagnostic]:
    """A required setting is missing where what it belongs to is there."""
    above, _, key = field.path.rpartition("/")
    owners = nodes_at(holder, above, address) if above else [(address, Group(holder.entries))]
    for place, node in owners:
        if key != "*" and isinstance(node, Group) and all(name != key for name, _ in node.entries):
            owner = holder.kind if not above else f'"{_last(place)}" of {holder.kind}'
            yield missing_key(key, place, owner, source)


def _check_outputs(action: Action, address: str, spec: ActionSpec, source: SourceMap) -> Iterator[Diagnostic]:
    """An output path is a known one and holds nothing but its actions."""
    if not spec.outputs:
        return
    for place, node in nodes_at(action, "outputs", address):
        if not isinstance(node, Group):
            yield wrong_shape(place, node, "the output paths, each a key", source)
    outputs = action.get("outputs")
    present = dict(outputs.entries) if isinstance(outputs, Group) else {}
    for place, node in nodes_at(action, "outputs/*", address):
        output = place.rpartition("/")[2]
        if spec.seen and output not in spec.outputs and not spec.named_outputs:
            yield unknown_key(
                output, place, frozenset(spec.outputs), f"the outputs of {spec.key}", source, present=present
            )
        if spec.path_list is not None and output == spec.path_list[0]:
            yield from _check_path_list(node, place, spec.path_list[1], source)
        elif not is_path(node, switched=output in spec.switched):
            yield wrong_shape(place, node, "`actions:` with a list below it", source)


def _check_path_list(node: Node, address: str, item: str, source: SourceMap) -> Iterator[Diagnostic]:
    """Paths that a flow names stand in a list, each under the same key with its name and its actions."""
    if not isinstance(node, Items):
        yield wrong_shape(address, node, f"a list of `{item}:`", source)
        return
    for index, below in enumerate(node.items):
        if not is_listed_path(below, item):
            yield wrong_shape(f"{address}[{index}]", below, f"`{item}:` with a `name`", source)


def wrong_shape(address: str, node: Node, expected: str, source: SourceMap) -> Diagnostic:
    """Something else stands at an address than what is expected there."""
    return fault(
        "wrong-shape",
        f'"{_last(address)}" is {_what(node)}; expected {expected}.',
        span=source.span(address),
        address=address,
    )


def check_field(field: Field, address: str, node: Node, source: SourceMap) -> Iterator[Diagnostic]:
    """What is wrong with what stands at a field."""
    takes = takes_at(field)
    if takes is not None and not isinstance(node, takes):
        if not is_ambiguous(node):
            yield wrong_shape(address, node, _EXPECTED[field.kind], source)
    elif field.kind is Kind.KEYED and isinstance(node, Group) and len(node.entries) != 1:
        yield fault(
            "wrong-shape",
            f'Under "{_last(address)}" stands one name; found {len(node.entries)}.',
            span=source.key_span(address),
            address=address,
        )
    elif field.kind is Kind.GROUP and field.one_of:
        yield from _check_choice(field, address, node, source)
    elif field.one_of and isinstance(node, str) and node not in field.one_of:
        near = nearest(node, field.one_of)
        span = source.span(address)
        yield fault(
            "wrong-shape",
            f'"{_last(address)}" is {_what(node)}; it can be {_listed(field.one_of)}.',
            span=span,
            address=address,
            help=f'Did you mean "{near}"?' if near else "",
            fixes=renamed(span, node, near),
        )


def _check_choice(field: Field, address: str, node: Node, source: SourceMap) -> Iterator[Diagnostic]:
    """Exactly one of some keys stands in a group; a second one is reported where it stands."""
    if not isinstance(node, Group):
        yield wrong_shape(address, node, f"one of the keys {', '.join(field.one_of)}", source)
        return
    taken = [key for key, _ in node.entries if key in field.one_of]
    if not taken:
        yield _nothing_chosen(field, address, node, source)
    elif len(taken) > 1:
        again = f"{address}/{taken[1]}"
        yield fault(
            "wrong-shape",
            f'Beside "{taken[0]}" stands "{taken[1]}"; under "{_last(address)}" stands one of them.',
            span=source.key_span(again),
            address=again,
            help="Keep the one that is meant.",
        )


def _nothing_chosen(field: Field, address: str, node: Group, source: SourceMap) -> Diagnostic:
    """A group without the one key that it needs; a key that is nearly one of them is reported in its place."""
    for key, _ in node.entries:
        near = nearest(key, field.one_of)
        if near:
            span = source.key_span(f"{address}/{key}")
            return fault(
                "wrong-shape",
                f'"{key}" cannot stand under "{_last(address)}"; there stands one of {", ".join(field.one_of)}.',
                span=span,
                address=f"{address}/{key}",
                help=f'Did you mean "{near}"?',
                fixes=renamed(span, key, near),
            )
    return fault(
        "wrong-shape",
        f'Under "{_last(address)}" stands one of {", ".join(field.one_of)}; found none of them.',
        span=source.key_span(address),
        address=address,
    )


def _unchecked(flow: Flow, source: SourceMap) -> Diagnostic:
    return fault(
        "flow-type-unchecked",
        f"Some actions of this {flow.type} flow are kept as they are: callflows may not know all of this flow type.",
        span=source.key_span(f"/{flow.type}"),
        address=f"/{flow.type}",
    )


def _unknown(kind: str, address: str, source: SourceMap) -> Diagnostic:
    near = nearest(kind, CATALOGUE)
    span = source.key_span(address)
    return fault(
        "unknown-action",
        f'callflows does not know the action "{kind}"; it is kept as it is.',
        span=span,
        address=address,
        help=f'Did you mean "{near}"?' if near else "",
        fixes=renamed(span, kind, near),
    )


def _invented(kind: str, address: str, source: SourceMap) -> Diagnostic:
    span = source.key_span(address)
    return fault(
        "invented-action",
        f'Architect has no action "{kind}".',
        span=span,
        address=address,
        help=f"Use {INVENTED[kind]}.",
        fixes=renamed(span, kind, INVENTED[kind]),
    )


def _last(address: str) -> str:
    return address.rpartition("/")[2]


def _listed(names: tuple[str, ...]) -> str:
    if len(names) > 4:
        return f"{names[0]} to {names[-1]}"
    return " or ".join(names)


_WORDS: MappingProxyType[type, str] = MappingProxyType(
    {
        Literal: "a literal",
        Expression: "an expression",
        NoValue: "noValue",
        Output: "a variable that receives a value",
        Nothing: "none",
        Audio: "an audio",
        Group: "a group of settings",
        Items: "a list",
        Actions: "a list of actions",
    }
)


def _what(node: Node) -> str:
    if node is None:
        return "empty"
    return _WORDS.get(type(node)) or f'"{shortened(str(node))}"'
