"""What a search finds, without being told."""

from __future__ import annotations

import textwrap

from callflows.model import Flow
from tests.engine.flows import given, inbound, module, returned, variable
from tests.testing.explore.flows import explored, missed, names

PIN = """\
- collectInput:
    name: Ask
    inputAudio: {tts: Your PIN?}
    inputData: {var: Flow.pin}
    digits: {exact: 4}
- decision:
    name: Right
    condition: {exp: 'Left(Flow.pin, 2) == "73" and Right(Flow.pin, 1) != "4"'}
    outputs:
      yes: {actions: [{playAudio: {name: Yes, audio: {tts: Welcome.}}}]}
- playAudio: {name: Bye, audio: {tts: Goodbye.}}
- disconnect: {name: End}
"""


def test_digits_that_a_condition_asks_for() -> None:
    report = explored(inbound(PIN, variables=variable("string", "Flow.pin")))
    assert missed(report) == []
    assert report.complete
    assert (report.actions, report.paths) == ((5, 5), (4, 4))
    pressed = {doing.text for call in report.calls for doing in call.way.doings if doing.what == "press"}
    assert any(keys[:2] == "73" for keys in pressed)


def test_what_a_data_action_gives_is_chosen_by_the_decisions_on_it() -> None:
    report = explored(
        inbound(
            """\
            - callData:
                name: Ask CRM
                category:
                  CRM:
                    dataAction:
                      Get VIP:
                        inputs: {id: {lit: "1"}}
                        successOutputs: {level: {var: Flow.level}, city: {var: Flow.city}}
                outputs:
                  success:
                    actions:
                      - updateData:
                          statements:
                            - integer: {variable: Flow.score, value: {exp: Flow.level * 1 + 10}}
                      - decision:
                          name: Important
                          condition: {exp: Flow.score > 17 and Flow.city == "Ulm"}
            - playAudio: {name: Bye, audio: {tts: Goodbye.}}
            - disconnect: {name: End}
            """,
            variables=variable("integer", "Flow.level")
            + variable("string", "Flow.city")
            + variable("integer", "Flow.score"),
        )
    )
    assert missed(report) == []
    assert {"Get VIP fails → the flow hangs up", "Get VIP times out → the flow hangs up"} <= set(names(report))


def test_a_key_that_is_compared_with_what_the_org_has_given() -> None:
    report = explored(
        inbound(
            """\
            - dataTableLookup:
                name: Row
                lookupValue: {lit: "1"}
                dataTable: {PINs: {foundOutputs: {code: {var: Flow.code}}}}
            - collectInput:
                name: Ask
                inputAudio: {tts: Your PIN?}
                inputData: {var: Flow.pin}
                digits: {exact: 1}
            - decision:
                name: Same
                condition: {exp: Flow.pin == Flow.code}
            - playAudio: {name: Bye, audio: {tts: Goodbye.}}
            - disconnect: {name: End}
            """,
            variables=variable("string", "Flow.pin") + variable("string", "Flow.code"),
        )
    )
    assert missed(report) == []


def test_who_calls_when_and_with_which_participant_data() -> None:
    report = explored(
        inbound(
            """\
            - getParticipantData:
                name: Data
                attributes: [{attribute: {name: {lit: Tier}, variable: Flow.tier}}]
            - switch:
                name: Which
                evaluate:
                  firstTrue:
                    cases:
                      - case: {value: {exp: 'Left(Call.Ani, 6) == "tel:+4"'}}
                      - case: {value: {exp: Flow.tier == "gold"}}
                      - case: {value: {exp: Hour(GetCurrentDateTimeUtc()) > 20}}
            - playAudio: {name: Bye, audio: {tts: Goodbye.}}
            - disconnect: {name: End}
            """,
            variables=variable("string", "Flow.tier"),
        )
    )
    assert missed(report) == []
    assert names(report) == [
        "Mon 2026-01-05 21:00 → the flow hangs up",
        'Tier "gold" → the flow hangs up',
        "from +41234 → the flow hangs up",
        "nothing is asked → the flow hangs up",
    ]


def test_an_object_that_does_not_exist() -> None:
    report = explored(
        inbound(
            """\
            - findQueue:
                name: Find
                findName: {lit: VIP}
                findResult: {var: Flow.queue}
                outputs:
                  notFound: {actions: [{playAudio: {name: No, audio: {tts: Nobody.}}}]}
            - playAudio: {name: Bye, audio: {tts: Goodbye.}}
            - disconnect: {name: End}
            """,
            variables=variable("queue", "Flow.queue"),
        )
    )
    assert missed(report) == []
    assert names(report) == ["no queue VIP → the flow hangs up", "nothing is asked → the flow hangs up"]


def test_a_counter_that_the_third_silence_brings_to_its_end() -> None:
    report = explored(
        inbound(
            """\
            - loop:
                name: Tries
                loopCount: {lit: 3}
                currentIndex: {var: Flow.count}
                outputs:
                  loop:
                    actions:
                      - collectInput:
                          name: Ask
                          inputAudio: {tts: Yes?}
                          inputData: {var: Flow.pin}
                          digits: {exact: 1}
                          outputs:
                            success: {actions: [{loopExit: {name: Out}}]}
            - decision:
                name: Late
                condition: {exp: Flow.count == 2 and Flow.pin == "7"}
            - playAudio: {name: Bye, audio: {tts: Goodbye.}}
            - disconnect: {name: End}
            """,
            variables=variable("integer", "Flow.count") + variable("string", "Flow.pin"),
        )
    )
    assert missed(report) == []


def test_a_shared_flow_by_itself_is_explored_by_its_inputs_and_in_a_caller_by_what_it_is_given() -> None:
    shared = module(
        """\
        - decision:
            name: Which
            condition: {exp: Common.mode == "loud"}
            outputs:
              yes: {actions: [{playAudio: {name: Loud, audio: {tts: LOUD}}}]}
        """,
        variables=given("Common.mode") + returned("Common.out"),
    )
    alone = explored(shared)
    assert missed(alone) == []
    assert names(alone) == ['Common.mode "1" → the call is given back', "nothing is asked → the call is given back"]
    caller = inbound(
        """\
        - callCommonModule:
            name: Shared
            commonModule: {Shared: {ver_latestPublished: {inputs: {Common.mode: {lit: soft}}, outputs: {}}}}
        - playAudio: {name: Bye, audio: {tts: Goodbye.}}
        - disconnect: {name: End}
        """,
    )
    assert missed(explored(caller, shared)) == [
        (
            "~[0]/decision",
            "yes",
            "unreachable",
            'no value was found for which this is true: Common.mode == "loud"; Common.mode was "soft"; '
            "nothing from outside decides it",
        )
    ]


def test_the_same_flow_gives_the_same_report() -> None:
    flow = inbound(PIN, variables=variable("string", "Flow.pin"))
    assert explored(flow) == explored(flow)


def test_a_search_that_is_ended_says_so() -> None:
    report = explored(inbound(PIN, variables=variable("string", "Flow.pin")), most=1)
    assert (report.end, report.played) == ("calls", 1)
    assert {each.why for each in report.unreached} == {"limit"}


BACK = 'jumpToMenu: {name: Back, targetMenuRef: "/inboundCall/menus/menu[Top]"}'
CHOICE = """\
      - menuTask:
          name: Choice %s
          refId: Choice%s
          dtmf: digit_%s
          task:
            actions:
%s
"""
ASIDE = """\
              - collectInput:
                  name: Aside
                  inputAudio: {tts: Aside?}
                  inputData: {var: Flow.aside}
                  digits: {exact: 2}
              - updateData: {statements: [{string: {variable: Flow.kind, value: {exp: Flow.aside}}}]}"""
COUNT = """\
              - updateData: {statements: [{integer: {variable: Flow.tries, value: {exp: Flow.tries + 1}}}]}
              - decision:
                  name: Enough
                  condition: {exp: Flow.tries > 6}
                  outputs:
                    "yes": {actions: [{disconnect: {name: Enough}}]}"""
KEPT = """\
              - updateData: {statements: [{string: {variable: Flow.kind, value: {lit: gold}}}]}"""
DECIDES = """\
              - decision:
                  name: Known
                  condition: {exp: Flow.kind == "gold" and Flow.tries == 2}
                  outputs:
                    "yes": {actions: [{disconnect: {name: Known}}]}"""


def top(*tasks: str) -> Flow:
    """A menu with a choice for each task, after which it is back in the menu."""
    choices = [
        CHOICE % (number, number, number, f"{task}\n              - {BACK}") for number, task in enumerate(tasks, 1)
    ]
    menu = "menus:\n  - menu:\n      name: Top\n      refId: Top\n      audio: {tts: Which?}\n      choices:\n"
    return inbound(
        f"- {BACK}\n",
        settings=menu + textwrap.indent("".join(choices), "  "),
        variables=variable("string", "Flow.kind")
        + variable("string", "Flow.aside")
        + variable("integer", "Flow.tries", "{lit: 0}"),
    )


def test_what_was_done_before_is_done_again_until_a_counter_is_full() -> None:
    assert missed(explored(top(*[ASIDE] * 8, COUNT), most=100)) == []


def test_what_is_assigned_elsewhere_is_carried_to_where_it_decides() -> None:
    assert missed(explored(top(KEPT, DECIDES, *[ASIDE] * 6, COUNT), most=1200)) == []


def test_an_emergency_needs_a_group() -> None:
    ask = """\
- evaluateScheduleGroup:
    name: Open
    scheduleGroup: {lit: {name: Hours}}
    outputs:
      emergency: {actions: [{playAudio: {name: Fire, audio: {tts: Fire.}}}]}
- disconnect: {name: End}
"""
    assert missed(explored(inbound(ask))) == [
        ("[0]/evaluateScheduleGroup", "emergency", "unreachable", "no emergency group is given")
    ]
