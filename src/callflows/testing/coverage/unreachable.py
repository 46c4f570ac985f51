"""What of a flow no call comes to: what stands behind the end of a path, behind a condition that is always the same, in
a task that nothing leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from callflows.analysis import CALL_FLOWS, Program, TargetKind, jump_graph, reachable, switch_cases
from callflows.expressions import Ast, Binary, Call, Literal, Ternary, Unary, parsed
from callflows.expressions.ast import children
from callflows.expressions.branches import branching_nodes
from callflows.model import Action, Expression, Group, Items, Node, NoValue, Site
from callflows.model import Literal as Written
from callflows.model.walk import child, menu_address, task_address


class Below:
    """Addresses, and all that stands below them."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._whole = frozenset(addresses)
        self._above = tuple(f"{each}{end}" for each in self._whole for end in "/#")

    def __contains__(self, address: str) -> bool:
        return address in self._whole or address.startswith(self._above)

    def __len__(self) -> int:
        return len(self._whole)


def dead(program: Program) -> Below:
    """What no call comes to. Something may be left out that no call comes to either."""
    never = {path for site in program.sites for path in _never(site)}
    never.update(_behind_ends(program, frozenset(never)))
    found = Below(never)
    while True:
        unused = set(_unused(program, found))
        if unused <= never:
            return found
        never |= unused
        found = Below(never)


def fixed(node: Node | Ast) -> bool | None:
    """The value of a condition that is always the same, None for any other."""
    match node:
        case Written(value=bool(value)) | Literal(value=bool(value)):
            return value
        case Expression():
            ast = parsed(node.text).ast
            return None if ast is None else fixed(ast)
        case Unary(operator="!"):
            inner = fixed(node.operand)
            return None if inner is None else not inner
        case Binary(operator="and" | "or" as operator):
            left, right = fixed(node.left), fixed(node.right)
            decides = operator == "or"
            if decides in (left, right):
                return decides
            return None if None in (left, right) else not decides
        case _:
            return None


def fixed_ways(ast: Ast) -> Iterator[tuple[bool, bool]]:
    """Of each of the expression's `branchings` in their order: whether its two ways are never gone."""
    for node in branching_nodes(ast):
        match node:
            case Binary(operator="and"):
                value = fixed(node.left)
                yield value is False, value is True
            case Binary():
                value = fixed(node.left)
                yield value is True, value is False
            case Ternary() | Call():
                value = fixed(children(node)[0])
                yield value is False, value is True
            case _:
                yield False, False


def _never(site: Site) -> Iterator[str]:
    """The output paths of an action that are never taken, by key."""
    action = site.action
    if action.kind == "decision":
        value = fixed(action.get("condition"))
        if value is not None:
            yield child(site.address, f"outputs/{'no' if value else 'yes'}")
    elif action.kind == "switch":
        yield from _cases(site)
    elif action.kind == "evaluateScheduleGroup" and not has_emergency(action):
        yield child(site.address, "outputs/emergency")


def has_emergency(action: Action) -> bool:
    """Whether an action with an emergency path has the group that it depends on (Architect: the path belongs to it)."""
    return not isinstance(action.get("emergencyGroup"), NoValue | None)


def _cases(site: Site) -> Iterator[str]:
    """Architect: the first case that is true is taken; `default` where none is."""
    evaluate = site.action.get("evaluate")
    body = evaluate.get("firstTrue") if isinstance(evaluate, Group) else None
    listed = body.get("cases") if isinstance(body, Group) else None
    above = child(site.address, "evaluate/firstTrue")
    taken = False
    for index, item in enumerate(listed.items if isinstance(listed, Items) else ()):
        case = item.get("case") if isinstance(item, Group) else None
        value = fixed(case.get("value")) if isinstance(case, Group) else None
        if taken or value is False:
            yield f"{above}/cases[{index}]/case"
        taken = taken or value is True
    if taken and switch_cases(site):
        yield f"{above}/default"


def _behind_ends(program: Program, never: frozenset[str]) -> Iterator[str]:
    """The actions behind one after which nothing in their list runs."""
    ending = set(program.ending)
    lists = {each.address: each for each in program.lists}
    for site in reversed(program.sites):  # those of branches come after their action, so they are known first
        paths = [child(site.address, f"outputs/{name}") for name in ("yes", "no")]
        if site.action.kind == "decision" and not never.isdisjoint(paths):
            alive = next(path for path in paths if path not in never)
            branch = lists.get(f"{alive}/actions")
            if branch is not None and any(each.address in ending for each in branch.sites):
                ending.add(site.address)
    for each in program.lists:
        ended = False
        for site in each.sites:
            if ended:
                yield site.address
            ended = ended or site.address in ending


def _unused(program: Program, gone: Below) -> Iterable[str]:
    """The tasks and menus that nothing leads to but what is `gone`."""
    flow = program.flow
    targets = [each for each in program.targets if each.address not in gone]
    if flow.type not in CALL_FLOWS or not any(t.kind is TargetKind.START and t.found for t in targets):
        return
    reached = reachable(jump_graph(flow, targets), f"/{flow.type}")
    menus = (menu_address(flow, index) for index in range(len(flow.menus)))
    tasks = (task_address(flow, index) for index in range(len(flow.tasks)))
    yield from (address for address in (*menus, *tasks) if address not in reached)
