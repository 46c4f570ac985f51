"""What of a flow a call can cover: its actions, output paths, menu choices, expression branches and error handling.

An item goes by its `key`, which is stable as long as the flow's file is: the address of an action or choice, of an
output path (`…/decision/outputs/yes`), of what follows when no choice is made (`…/defaultChildMenuRef`), of the flow's
error handling; or that of an expression with the number of the way behind a `#`.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping

import msgspec

from callflows.analysis import Program, TargetKind, analyse, switch_cases
from callflows.engine.builder import dig
from callflows.engine.nodes.menus import menu_inside
from callflows.expressions import branchings, parsed
from callflows.model import Action, ActionSpec, Audio, Expression, Flow, Group, Menu, Node, Site, branches, spec_of
from callflows.model.walk import child, item_address, menu_address
from callflows.testing.coverage.unreachable import dead, fixed_ways

NO_CHOICE = "defaultChildMenuRef"
ERROR_HANDLING = "settingsErrorHandling/errorHandling"
_RUNS = ("then", "else", "right")
"""The ways of an expression whose text runs only when they are gone."""


class Kind(enum.StrEnum):
    """What an item is. `ERROR` are the ways of a call on which something failed: output paths (`is_error_path`) and the
    flow's error handling."""

    ACTION = "action"
    PATH = "path"
    CHOICE = "choice"
    BRANCH = "branch"
    ERROR = "error"


class Item(msgspec.Struct, frozen=True):
    """One thing to cover. `label` names it to people. `address` is where it stands in the file: for a path that is not
    written, its action's. `action` is the key of the action whose path it is, "" for all else, and `path` the name of
    the path. `part` is the text of an expression and the characters of it that run, None for all else. `unreachable`
    says that no call comes here: it stands behind the end of a path, behind a condition that is always the same, or in
    a task that nothing leads to.
    """

    kind: Kind
    key: str
    address: str
    label: str
    unreachable: bool = False
    action: str = ""
    path: str = ""
    part: tuple[str, int, int] | None = None


def items_of(flow: Flow) -> tuple[Item, ...]:
    """Everything of the flow that counts, in no particular order; each key once."""
    program = analyse(flow)
    gone_by = dead(program)
    found: dict[str, Item] = {}
    for item in _all(program):
        gone = item.unreachable or item.address in gone_by or item.key in gone_by
        found.setdefault(item.key, msgspec.structs.replace(item, unreachable=gone))
    return tuple(found.values())


def expressions_of(program: Program) -> Iterator[tuple[str, str, Node]]:
    """(address, text, setting) of every expression of a flow; the setting is the object of the model itself."""
    for place in program.places:
        node = place.node
        if isinstance(node, Expression):
            yield place.address, node.text, node
        elif isinstance(node, Audio) and node.exp is not None:
            yield place.address, node.exp, node


def branch_key(address: str, way: int) -> str:
    """The key of a way of an expression; ways are counted over its `branchings`, from 0."""
    return f"{address}#{way}"


def _all(program: Program) -> Iterator[Item]:
    ends = _ends_of_tasks(program)
    for site in program.sites:
        if _is_choice(site.action):
            yield Item(Kind.CHOICE, site.address, site.address, _choice_label(site.action))
        else:
            yield Item(Kind.ACTION, site.address, site.address, _label(site.action))
        yield from _paths(site, ends)
    for index, menu in enumerate(program.flow.menus):
        yield from _menu(menu, menu_address(program.flow, index))
    yield from _branches(program)
    yield from _error_handling(program.flow)


def _label(action: Action) -> str:
    return f'{action.kind} "{action.name}"' if action.name else action.kind


def _is_choice(action: Action) -> bool:
    spec = spec_of(action.kind)
    return spec is not None and spec.menu_choice


def _choice_label(choice: Action) -> str:
    key = choice.get("dtmf")
    pressed = key.removeprefix("digit_") if isinstance(key, str) else choice.kind
    return f'{pressed} "{choice.name}"' if choice.name else pressed


def _paths(site: Site, ends: Mapping[str, tuple[str, ...]]) -> Iterator[Item]:
    """The output paths of an action: those of the catalogue and of the task it calls, written or not, and any other
    that is written."""
    action, known = site.action, spec_of(site.action.kind)
    written = {}
    for branch in branches(action, site.address):
        if branch.output not in {"task", "choices"}:
            written[branch.address.removesuffix("/actions")] = branch.output
    if known is not None and known.menu_choice:
        return
    keys: dict[str, str] = {}
    if action.kind == "switch":
        keys |= _cases(site)
    elif known is not None:
        keys |= {child(site.address, f"outputs/{name}"): name for name in known.outputs if _is_on(action, name)}
    called = ends.get(site.address)
    if called is not None:
        keys.pop(child(site.address, "outputs/default"), None)
        keys |= {child(site.address, f"outputs/{name}"): name for name in called}
    for key, name in (keys | written).items():
        address = key if key in written or name.startswith("cases[") else site.address
        never = called is not None and name not in called
        shown, kind = _path_name(name), Kind.ERROR if is_error_path(known, name) else Kind.PATH
        yield Item(kind, key, address, f"{_label(action)}: {shown}", never, site.address, shown)


def is_error_path(spec: ActionSpec | None, name: str) -> bool:
    """Whether an output path is taken when the action fails: `failure`, and `timeout` beside it. That a silence was not
    heard in time (`timeout` alone), or a row not found, is an answer and no error."""
    outputs = () if spec is None else spec.outputs
    return name in outputs and (name == "failure" or (name == "timeout" and "failure" in outputs))


def _path_name(name: str) -> str:
    """`cases[0]` as people count: `case 1`."""
    word, bracket, number = name.partition("[")
    number = number.rstrip("]")
    return f"{word.removesuffix('s')} {int(number) + 1}" if bracket and number.isdecimal() else name


def _is_on(action: Action, output: str) -> bool:
    return dig(action.entries, f"outputs/{output}/enabled") is not False


def _cases(site: Site) -> dict[str, str]:
    """The cases of a switch and its default, by key."""
    evaluate = site.action.get("evaluate")
    kind, body = evaluate.entries[0] if isinstance(evaluate, Group) and evaluate.entries else ("", None)
    path = f"evaluate/{kind}"
    if kind == "firstMatch" and isinstance(body, Group) and body.entries:
        path = f"{path}/{body.entries[0][0]}"
    above = child(site.address, path)
    found = {f"{above}/cases[{index}]/case": f"cases[{index}]" for index in range(switch_cases(site))}
    return found | {f"{above}/default": "default"}


def _ends_of_tasks(program: Program) -> Mapping[str, tuple[str, ...]]:
    """The names of the paths on which the task of each `callTask` may end, by the address of the action."""
    called = {
        target.address.removesuffix("/targetTaskRef"): target.found
        for target in program.targets
        if target.kind is TargetKind.TASK and target.found is not None
    }
    ends: dict[str, dict[str, None]] = {address: {} for address in called.values()}
    for site in program.sites:
        if site.action.kind == "endTask" and site.owner in ends:
            name = dig(site.action.entries, "outputPath/name")
            ends[site.owner][name if isinstance(name, str) else "default"] = None
    for each in program.lists:
        owner = each.address.removesuffix("/actions")
        if owner in ends and not any(site.address in program.ending for site in each.sites):
            ends[owner]["default"] = None
    calling = {site.address for site in program.sites if site.action.kind == "callTask"}
    return {address: tuple(ends[task]) for address, task in called.items() if address in calling}


def _menu(menu: Menu, address: str) -> Iterator[Item]:
    """What follows when no choice is made, here and in the menus inside; and the choices of those."""
    pending = [(menu, address)]
    while pending:
        menu, address = pending.pop()
        key = child(address, NO_CHOICE)
        yield Item(Kind.CHOICE, key, key, f'none made in "{menu.name}"')
        for at, choice in enumerate(menu.choices):
            where = item_address(f"{address}/choices", at, choice.kind, choice.ref_id)
            yield Item(Kind.CHOICE, where, where, _choice_label(choice))
            inside = menu_inside(choice)
            if inside is not None:
                pending.append((inside, where))


def _branches(program: Program) -> Iterator[Item]:
    for address, text, _ in expressions_of(program):
        tree = parsed(text)
        if tree.ast is None:
            continue
        gone: list[tuple[int, int]] = []
        for number, (branching, never) in enumerate(zip(branchings(tree.ast), fixed_ways(tree.ast), strict=True)):
            for side, way in enumerate(branching.ways):
                key = branch_key(address, 2 * number + side)
                label = f"{branching.kind} {way.label}: {text[way.offset : way.end]}"
                dead_way = never[side] or any(start <= way.offset and way.end <= end for start, end in gone)
                if never[side] and way.label in _RUNS:
                    gone.append((way.offset, way.end))
                part = (text, way.offset, way.end)
                yield Item(Kind.BRANCH, key, child(address, "exp"), label, dead_way, part=part)


def _error_handling(flow: Flow) -> Iterator[Item]:
    if dig(flow.settings, ERROR_HANDLING) is not None:
        key = f"/{flow.type}/{ERROR_HANDLING}"
        yield Item(Kind.ERROR, key, key, "the flow's error handling")
