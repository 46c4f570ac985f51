"""Going over a flow by address."""

from __future__ import annotations

from callflows.model import (
    Action,
    Actions,
    Audio,
    Expression,
    Flow,
    Group,
    Items,
    Literal,
    Menu,
    NoValue,
    Output,
    Task,
    actions_of,
    branches,
    nodes_at,
    values_of,
)

BYE = Action("disconnect", (("name", "Bye"),))
SWITCH = Action(
    "switch",
    (
        (
            "evaluate",
            Group(
                (
                    (
                        "firstTrue",
                        Group(
                            (
                                ("default", Group((("actions", Actions((BYE,))),))),
                                (
                                    "cases",
                                    Items(
                                        (
                                            Group((("case", Group((("value", Expression("Flow.a")),))),)),
                                            Group(
                                                (
                                                    (
                                                        "case",
                                                        Group(
                                                            (
                                                                ("value", Expression("Flow.b")),
                                                                ("actions", Actions((BYE, BYE))),
                                                            )
                                                        ),
                                                    ),
                                                )
                                            ),
                                        )
                                    ),
                                ),
                            )
                        ),
                    ),
                )
            ),
        ),
    ),
)
DECISION = Action(
    "decision",
    (
        ("refId", "known"),
        ("condition", Expression("Flow.x")),
        ("outputs", Group((("yes", Group((("actions", Actions((SWITCH,))),))),))),
    ),
)


def test_branches_of_an_action() -> None:
    assert [(b.output, b.address, len(b.actions)) for b in branches(SWITCH, "/s")] == [
        ("default", "/s/evaluate/firstTrue/default/actions", 1),
        ("cases[1]", "/s/evaluate/firstTrue/cases[1]/case/actions", 2),
    ]
    assert [(b.output, b.address) for b in branches(DECISION)] == [("yes", "/outputs/yes/actions")]


def test_every_action_with_its_address_in_file_order() -> None:
    choice = Action("menuTask", (("task", Group((("actions", Actions((BYE,))),))),))
    flow = Flow(
        type="inboundCall",
        name="x",
        menus=(Menu(name="M", ref_id="M_1", choices=(choice,)),),
        tasks=(Task(name="T", actions=(DECISION, BYE)),),
        extra=(("states", Items((Group((("state", Group((("actions", Actions((BYE,))),))),)),))),),
    )
    menu = "/inboundCall/menus/menu[M_1]"
    task = "/inboundCall/tasks[0]/task"
    switch = f"{task}/actions/decision[known]/outputs/yes/actions[0]/switch/evaluate/firstTrue"
    assert [(site.address, site.owner) for site in actions_of(flow)] == [
        ("/inboundCall/states[0]/state/actions[0]/disconnect", "/inboundCall/states[0]/state"),
        (f"{menu}/choices[0]/menuTask", menu),
        (f"{menu}/choices[0]/menuTask/task/actions[0]/disconnect", menu),
        (f"{task}/actions/decision[known]", task),
        (switch.removesuffix("/evaluate/firstTrue"), task),
        (f"{switch}/default/actions[0]/disconnect", task),
        (f"{switch}/cases[1]/case/actions[0]/disconnect", task),
        (f"{switch}/cases[1]/case/actions[1]/disconnect", task),
        (f"{task}/actions[1]/disconnect", task),
    ]


def test_values_of_an_action_are_not_those_of_its_branches() -> None:
    action = Action(
        "playAudio",
        (
            ("audio", Audio(tts="Hi", alternates=(("de-de", Expression("Flow.a")),))),
            ("list", Literal(Items((Literal("a"), Expression("Flow.b"))))),
            ("outputs", Group((("yes", Group((("actions", Actions((DECISION,))),))),))),
        ),
    )
    assert [address for address, _ in values_of(action, "/p")] == [
        "/p/audio",
        "/p/audio/alternateSequences/de-de",
        "/p/list",
        "/p/list/lit[0]",
        "/p/list/lit[1]",
    ]


def test_fields_are_followed_through_any_key_and_lists() -> None:
    action = Action(
        "x",
        (
            ("table", Group((("A", Group((("out", Group((("a", Output("Flow.a")), ("b", NoValue())))),))),))),
            ("list", Items((Group((("item", Literal(1)),)), Group((("other", Literal(2)),))))),
            ("plain", None),
        ),
    )
    assert {
        path: list(nodes_at(action, path, "/x")) for path in ("table/*/out/*", "list[]/item", "plain", "no/way")
    } == {
        "table/*/out/*": [("/x/table/A/out/a", Output("Flow.a")), ("/x/table/A/out/b", NoValue())],
        "list[]/item": [("/x/list[0]/item", Literal(1))],
        "plain": [("/x/plain", None)],
        "no/way": [],
    }


def test_reading_a_setting() -> None:
    assert BYE.name == "Bye"
    assert (DECISION.name, DECISION.ref_id) == ("", "known")
    assert Literal(Group((("name", "Support"),))).name == "Support"
    assert Literal("Support").name is None
    assert Group((("a", 1),)).get("b") is None
