"""Where the actions of a list stop running."""

from __future__ import annotations

import pytest

from callflows.analysis import analyse, switch_cases
from callflows.model import Action, Actions, Group, Items, Literal
from tests.checks.flows import action, disconnect, group, inbound, jump, keyed, outputs, task

MAIN = "/inboundCall/tasks/task[Main]"
PLAY = action("playAudio")


def switch(*cases: tuple[Action, ...] | None, default: tuple[Action, ...] | None = None) -> Action:
    items = [
        keyed(("case", group(value=Literal(True), **({"actions": Actions(case)} if case is not None else {}))))
        for case in cases
    ]
    rest: dict[str, Group] = {"default": group(actions=Actions(default))} if default is not None else {}
    return action("switch", evaluate=group(firstTrue=group(**rest, cases=Items(tuple(items)))))


ENDS = {
    "disconnect": disconnect(),
    "jump": jump("x"),
    "both branches": action("decision", outputs=outputs(yes=(PLAY, disconnect()), no=(jump("x"),))),
    "nested": action(
        "decision",
        outputs=outputs(
            yes=(disconnect(),), no=(action("decision", outputs=outputs(yes=(disconnect(),), no=(disconnect(),))),)
        ),
    ),
    "switch with default": switch((disconnect(),), (disconnect(),), default=(disconnect(),)),
    "transfer whose failure ends": action("transferToAcd", outputs=outputs(failure=(disconnect(),))),
    "next loop": action("loopNext"),
}
GOES_ON = {
    "play": PLAY,
    "unknown": action("newAction"),
    "one branch": action("decision", outputs=outputs(yes=(disconnect(),))),
    "a branch that goes on": action("decision", outputs=outputs(yes=(disconnect(),), no=(PLAY,))),
    "switch without default": switch((disconnect(),)),
    "switch with an empty case": switch((disconnect(),), None, default=(disconnect(),)),
    "transfer": action("transferToAcd"),
    "transfer whose failure goes on": action("transferToAcd", outputs=outputs(failure=(PLAY,))),
    "loop": action("loop", outputs=outputs(loop=(disconnect(),))),
    "call task": action("callTask", targetTaskRef="x"),
}


@pytest.mark.parametrize("name", ENDS)
def test_ends(name: str) -> None:
    program = analyse(inbound(task("Main", ENDS[name])))
    assert program.sites[0].address in program.ending


@pytest.mark.parametrize("name", GOES_ON)
def test_goes_on(name: str) -> None:
    program = analyse(inbound(task("Main", GOES_ON[name])))
    assert program.sites[0].address not in program.ending


def test_cases_are_counted_whether_they_have_actions_or_not() -> None:
    sites = analyse(inbound(task("Main", switch((disconnect(),), None, default=(switch(None),))))).sites
    assert {s.address.removeprefix(MAIN): switch_cases(s) for s in sites if s.action.kind == "switch"} == {
        "/actions[0]/switch": 2,
        "/actions[0]/switch/evaluate/firstTrue/default/actions[0]/switch": 1,
    }


def test_deep_nesting_does_not_exhaust_the_stack() -> None:
    inner = disconnect()
    for _ in range(300):
        inner = action("decision", outputs=outputs(yes=(inner,), no=(disconnect(),)))
    program = analyse(inbound(task("Main", inner)))
    assert program.ending == {site.address for site in program.sites}
