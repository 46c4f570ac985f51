"""Dead ends, the longest ways, and what stands in the way of what was not reached."""

from __future__ import annotations

from callflows.engine import compile_flow
from callflows.testing.explore import explore
from tests.engine.flows import inbound, short, variable
from tests.testing.explore.flows import dead_ends, explored, missed

BYE = """\
- playAudio: {name: Bye, audio: {tts: Goodbye.}}
- disconnect: {name: End}
"""
AGAIN = """\
- task:
    name: Again
    refId: Again
    actions:
      - collectInput:
          name: Ask
          inputAudio: {tts: Yes?}
          inputData: {var: Flow.pin}
          digits: {exact: 1}
          outputs:
            failure: {actions: [{jumpToTask: {name: Round, targetTaskRef: "/inboundCall/tasks/task[Again]"}}]}
      - playAudio: {name: Bye, audio: {tts: Goodbye.}}
      - disconnect: {name: End}
"""


def ask(audio: str = "{tts: Yes?}") -> str:
    return f"""\
- collectInput:
    name: Ask
    inputAudio: {audio}
    inputData: {{var: Flow.pin}}
    digits: {{exact: 2}}
    noEntryTimeout: {{lit: {{seconds: 7}}}}
"""


PIN = variable("string", "Flow.pin")


def test_a_call_that_ends_without_a_word() -> None:
    assert dead_ends(explored(inbound(ask() + "- disconnect: {name: End}\n", variables=PIN))) == {
        ("unsaid", "[1]/disconnect")
    }
    assert dead_ends(explored(inbound(ask() + BYE, variables=PIN))) == set()


def test_a_flow_that_waits_without_having_said_anything() -> None:
    assert dead_ends(explored(inbound(ask("{noValue: true}") + BYE, variables=PIN))) == {
        ("silence", "[0]/collectInput")
    }


def test_a_way_round_for_a_caller_who_is_silent() -> None:
    start = "- jumpToTask: {name: Go, targetTaskRef: '/inboundCall/tasks/task[Again]'}\n"
    found = explored(inbound(start, variables=PIN, more=AGAIN))
    assert dead_ends(found) == {("loop", "/tasks/task[Again]/actions[0]/collectInput".replace("/actions", ""))}


def test_a_run_time_error_and_what_it_stands_in_front_of() -> None:
    update = "- updateData: {statements: [{integer: {variable: Flow.n, value: {exp: Flow.n + 1}}}]}\n"
    report = explored(inbound(update + BYE, variables=variable("integer", "Flow.n")))
    assert dead_ends(report) == {
        ("error", "[0]/updateData"),
        ("unsaid", "/settingsErrorHandling/errorHandling/disconnect"),
    }
    assert missed(report) == [
        (
            "[1]/playAudio",
            "",
            "error",
            "what comes before ends in an error: +: left is NOT_SET; Flow.n was NOT_SET",
        ),
    ]
    assert report.unreached[0].behind == 2
    assert not report.complete


def test_what_no_call_can_reach() -> None:
    never = """\
- decision:
    name: Never
    condition: {lit: false}
    outputs: {yes: {actions: [{playAudio: {name: Yes, audio: {tts: Yes.}}}]}}
"""
    orphan = "- task: {name: Orphan, refId: Orphan, actions: [{playAudio: {name: X, audio: {tts: X.}}}]}\n"
    report = explored(inbound(never + BYE, more=orphan))
    assert missed(report) == [
        ("[0]/decision", "yes", "unreachable", "the condition is always false"),
        ("/tasks/task[Orphan]", "", "unreachable", "nothing leads here"),
    ]
    assert [(each.what, each.behind) for each in report.unreached] == [
        ('decision "Never": path yes', 2),
        ('task "Orphan"', 1),
    ]
    assert report.complete


def test_a_value_that_is_not_found() -> None:
    hard = """\
- decision:
    name: Hard
    condition: {exp: ToInt(Flow.pin) * ToInt(Flow.pin) == 5041}
"""
    report = explored(inbound(ask() + hard + BYE, variables=PIN))
    assert missed(report) == [
        (
            "[1]/decision",
            "yes",
            "value",
            "no value was found for which this is true: ToInt(Flow.pin) * ToInt(Flow.pin) == 5041; "
            "Flow.pin had 11 values",
        )
    ]


def test_what_a_caller_who_hangs_up_midway_leaves_behind() -> None:
    effects = """\
- setParticipantData:
    name: Data
    attributes: [{attribute: {name: {lit: Tier}, value: {lit: gold}}}]
- addFlowMilestone: {name: Half, milestone: {lit: {name: Half way}}}
"""
    outcome = """\
- initializeFlowOutcome: {name: Begin, flowOutcome: {lit: {name: Served}}}
"""
    report = explored(inbound(outcome + ask() + effects + ask() + BYE, variables=PIN))
    assert {(each.what, tuple(short(address) for _, address in each.places)) for each in report.hang_ups} == {
        ("outcome Served begun", ("[1]/collectInput", "[4]/collectInput")),
        ("participant data Tier", ("[4]/collectInput",)),
        ("milestone Half way", ("[4]/collectInput",)),
    }
    assert {call.way.ended.by for call in report.calls} == {"disconnect"}


def test_every_dead_end_has_a_path_that_comes_to_it() -> None:
    for flow in (
        inbound(ask() + "- disconnect: {name: End}\n", variables=PIN),
        inbound(ask("{noValue: true}") + BYE, variables=PIN),
        inbound(
            ask() + "- updateData: {statements: [{integer: {variable: Flow.n, value: {exp: ToInt(Flow.pin) / 0}}}]}\n",
            variables=PIN + variable("integer", "Flow.n"),
        ),
    ):
        report = explored(flow)
        assert report.dead_ends
        assert {each.call for each in report.dead_ends} <= {call.name for call in report.calls}


def test_a_user_in_a_hurry_gets_what_was_found_so_far() -> None:
    flow = inbound(ask() + BYE, variables=PIN)
    report = explore(compile_flow(flow, {}), (flow,), late=lambda: "interrupt")
    assert (report.end, report.played, [call.name for call in report.calls]) == (
        "interrupt",
        1,
        ["press 12 → the flow hangs up"],
    )


def test_the_longest_ways() -> None:
    report = explored(inbound(ask() + ask() + BYE, variables=PIN))
    assert (report.longest.way.ms, report.longest.name) == (14_000, "no entry 2× → the flow hangs up")
    assert report.most_keys.way.keys == 4
