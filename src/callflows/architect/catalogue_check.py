"""The actions of a flow against the catalogue: unknown kinds and keys, what is missing, values of a wrong shape."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from callflows.architect.faults import fault, nearest
from callflows.architect.flow_reader import missing_key, unknown_key
from callflows.architect.keys import CALL_FLOWS
from callflows.architect.source_map import SourceMap
from callflows.diagnostics import Diagnostic
from callflows.model import (
    CATALOGUE,
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

_SCALAR = (str, int, type(None))  # Decimal never stands for itself: it is inside `lit`
_TAKES: MappingProxyType[Kind, tuple[type, ...]] = MappingProxyType(
    {
        Kind.VALUE: (Literal, Expression, NoValue),
        Kind.AUDIO: (Audio, Expression, NoValue),
        Kind.OUTPUT: (Output, NoValue),
        Kind.TASK_REF: (str,),
        Kind.MENU_REF: (str,),
        Kind.NAMED: (Group, Literal, Expression, NoValue),
        Kind.KEYED: (Group,),
        Kind.PLAIN: (*_SCALAR, Literal),
    }
)
_EXPECTED: MappingProxyType[Kind, str] = MappingProxyType(
    {
        Kind.VALUE: "`lit`, `exp` or `noValue`",
        Kind.AUDIO: "`tts`, `exp`, `prompt`, `alternateSequences` or `noValue`",
        Kind.OUTPUT: "`var` or `noValue`",
        Kind.TASK_REF: "the address of a task, such as /inboundCall/tasks/task[Main_10]",
        Kind.MENU_REF: "the address of a menu, such as /inboundCall/menus/menu[Main_10]",
        Kind.NAMED: "`name`",
        Kind.KEYED: "the name of what is meant as a key",
        Kind.PLAIN: "a text or number",
    }
)
INCLUDE = "ref"
"""The key of an action that stands in another place or file (Archy: `- ref: file.yaml#/actions/…`)."""


def check_actions(flow: Flow, source: SourceMap) -> Iterator[Diagnostic]:
    """What the catalogue says against the actions and menu choices of a flow.

    The catalogue describes call flows and common modules; of another flow type only the actions are checked that
    it knows, and one finding says so.
    """
    complete = flow.type in CALL_FLOWS
    unknown = False
    for site in actions_of(flow):
        spec = CATALOGUE.get(site.action.kind)
        if spec is not None:
            yield from _check(site.action, site.address, spec, source)
        elif site.action.kind == INCLUDE:
            yield _include(site.address, source)
        elif complete:
            yield _unknown(site.action.kind, site.address, source)
        else:
            unknown = True
    if unknown:
        yield fault(
            "flow-type-unchecked",
            f"Some actions of this {flow.type} flow are kept as they are: callflows knows those of call flows.",
            span=source.key_span(f"/{flow.type}"),
            address=f"/{flow.type}",
        )


def _check(action: Action, address: str, spec: ActionSpec, source: SourceMap) -> Iterator[Diagnostic]:
    if spec.seen:
        for key, _ in action.entries:
            if key not in spec.keys:
                where = f"the action {spec.key}" if not spec.menu_choice else f"the menu choice {spec.key}"
                yield unknown_key(key, f"{address}/{key}", spec.keys, where, source)
    for field in spec.fields:
        found = False
        for place, node in nodes_at(action, field.path, address):
            found = True
            yield from _check_field(field, place, node, source)
        if field.required and not found:
            yield from _missing(action, address, field, spec, source)


def _missing(action: Action, address: str, field: Field, spec: ActionSpec, source: SourceMap) -> Iterator[Diagnostic]:
    """A required field is missing where what it belongs to is there."""
    above, _, key = field.path.rpartition("/")
    if not above:
        yield missing_key(key, address, f"{spec.key}", source)


def _check_field(field: Field, address: str, node: Node, source: SourceMap) -> Iterator[Diagnostic]:
    takes = _TAKES.get(field.kind)
    if takes is not None and not _fits(node, takes):
        yield fault(
            "wrong-shape",
            f'"{_last(address)}" is {_what(node)}; expected {_EXPECTED[field.kind]}.',
            span=source.span(address),
            address=address,
        )
    elif field.kind is Kind.KEYED and isinstance(node, Group) and len(node.entries) != 1:
        yield fault(
            "wrong-shape",
            f'Under "{_last(address)}" stands one name; found {len(node.entries)}.',
            span=source.key_span(address),
            address=address,
        )
    elif field.one_of and isinstance(node, str) and node not in field.one_of:
        near = nearest(node, field.one_of)
        yield fault(
            "wrong-shape",
            f'"{_last(address)}" is "{node}"; it can be {_listed(field.one_of)}.',
            span=source.span(address),
            address=address,
            help=f'Did you mean "{near}"?' if near else "",
        )


def _fits(node: Node, takes: tuple[type, ...]) -> bool:
    return isinstance(node, takes)


def _unknown(kind: str, address: str, source: SourceMap) -> Diagnostic:
    near = nearest(kind, CATALOGUE)
    return fault(
        "unknown-action",
        f'callflows does not know the action "{kind}"; it is kept as it is.',
        span=source.key_span(address),
        address=address,
        help=f'Did you mean "{near}"?' if near else "",
    )


def _include(address: str, source: SourceMap) -> Diagnostic:
    return fault(
        "include-unresolved",
        "An included action (`ref`) is not resolved here.",
        span=source.span(address),
        address=address,
        help="Write the action itself in this place.",
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
    return _WORDS.get(type(node), f'"{node}"')
