"""Run-time errors, the flow's error handling, and the limit of actions."""

from __future__ import annotations

import pytest

from callflows.engine import KnownOrg, Outcome
from callflows.engine.trace import Action, EnteredTask
from tests.engine.flows import MAIN, call, inbound, short, story, variable

BAD = "- updateData: {name: Bad, statements: [{integer: {variable: Flow.n, value: {exp: Flow.n + 1}}}]}\n"
NUMBER = variable("integer", "Flow.n")
HANDLING = """
settingsErrorHandling:
  errorHandling: FORM
  preHandlingAudio: {tts: Sorry.}
"""


def handled(form: str, more: str = "", org: KnownOrg | None = None) -> Outcome:
    flow = inbound(BAD, variables=NUMBER, settings=HANDLING.replace("FORM", form), more=more)
    return call(flow, org=org)


def test_disconnect() -> None:
    outcome = handled("{disconnect: {none: true}}")
    assert story(outcome)[1:] == [
        "Action [0]/updateData kind=updateData name=Bad",
        "Failed flow=Line [0]/updateData code=not-set message=+: left is NOT_SET expression=Flow.n + 1 offset=7",
        "LeftTask Main task=Main by=error",
        "Heard /settingsErrorHandling/preHandlingAudio Sorry.",
        "Action /settingsErrorHandling/errorHandling/disconnect kind=disconnect name=error handling",
        "Ended by=disconnect flow=Line /settingsErrorHandling/errorHandling/disconnect reason=error handling",
    ]


def test_without_the_setting_the_call_is_disconnected() -> None:
    outcome = call(inbound(BAD, variables=NUMBER))
    assert (outcome.ended.by, outcome.ended.reason, outcome.heard) == ("disconnect", "error handling", ())


def test_queue() -> None:
    outcome = handled("{queue: {targetQueue: {lit: {name: Help}}}}")
    assert (outcome.ended.by, [each.queue for each in outcome.transfers]) == ("transfer", ["Help"])


def test_a_queue_that_cannot_be_reached_ends_the_call() -> None:
    outcome = handled("{queue: {targetQueue: {lit: {name: Help}}}}", org=KnownOrg(names={"queue": ()}))
    assert (outcome.ended.by, outcome.ended.reason) == ("disconnect", "error handling")
    assert [(each.queue, each.success, each.error_type) for each in outcome.transfers] == [
        ("Help", False, "TransferFailed")
    ]


TASK = """
- task: {name: Rescue, refId: Rescue_2, actions: [{playAudio: {audio: {tts: Rescued.}}}]}
"""


@pytest.mark.parametrize("key", ["targetTaskRef", "taskRef"])
def test_task(key: str) -> None:
    outcome = handled(f"{{task: {{{key}: '/inboundCall/tasks/task[Rescue_2]'}}}}", TASK)
    assert outcome.heard == ("Sorry.", "Rescued.")
    assert outcome.ended.address == "/inboundCall/tasks/task[Rescue_2]"


def test_an_error_in_the_error_handling_ends_the_call_in_silence() -> None:
    more = (
        "- task: {name: Rescue, refId: Rescue_2, actions: [{playAudio: {audio: {exp: 'Left(ToString(NOT_SET), 1)'}}}]}"
    )
    outcome = handled("{task: {targetTaskRef: './tasks/task[Rescue_2]'}}", more)
    assert outcome.heard == ("Sorry.",)
    assert (outcome.ended.by, outcome.ended.reason) == ("error", outcome.failures[1].code)
    assert [short(each.address) for each in outcome.failures] == [
        "[0]/updateData",
        "/tasks/task[Rescue_2][0]/playAudio",
    ]


def test_an_error_in_a_called_task_gives_up_the_tasks_that_wait() -> None:
    flow = inbound(
        "- callTask: {targetTaskRef: './tasks/task[Sub]'}\n- playAudio: {audio: {tts: never}}",
        variables=NUMBER,
        settings=HANDLING.replace("FORM", "{task: {targetTaskRef: './tasks/task[Rescue_2]'}}"),
        more=TASK + "- task: {name: Sub, refId: Sub, actions: [{playAudio: {audio: {exp: ToString(Flow.n + 1)}}}]}",
    )
    assert call(flow).heard == ("Sorry.", "Rescued.")


def test_an_expression_that_does_not_parse_fails_when_it_is_reached() -> None:
    flow = inbound(
        """
        - playAudio: {audio: {tts: before}}
        - playAudio: {audio: {exp: 'Append("a"'}}
        """
    )
    outcome = call(flow)
    assert outcome.heard == ("before",)
    assert [(short(each.address), each.code, each.expression) for each in outcome.failures] == [
        ("[1]/playAudio", "expression-syntax", 'Append("a"')
    ]


def test_ten_thousand_actions_and_then_the_error_handling_with_a_thousand_more() -> None:
    spin = "- jumpToTask: {targetTaskRef: './tasks/task[Main]'}"
    flow = inbound(
        spin,
        settings=HANDLING.replace("FORM", "{task: {targetTaskRef: './tasks/task[Again]'}}"),
        more="- task: {name: Again, refId: Again, actions: [{jumpToTask: {targetTaskRef: './tasks/task[Again]'}}]}",
    )
    outcome = call(flow)
    assert [(each.code, short(each.address)) for each in outcome.failures] == [
        ("action-limit", "Main"),
        ("action-limit", "/tasks/task[Again]"),
    ]
    assert (outcome.ended.by, outcome.ended.reason) == ("error", "action-limit")
    entered = [event.address for event in outcome.events if isinstance(event, EnteredTask)]
    jumped = [event.address for event in outcome.events if isinstance(event, Action)]
    assert (entered.count(MAIN), jumped.count(f"{MAIN}/actions[0]/jumpToTask")) == (5_000, 5_000)
    assert len(entered) + len(jumped) == 10_000 + 1_000


MENU = """
menus:
  - menu:
      name: Top
      refId: Top
      audio: {tts: Menu.}
      settingsMenu: {repeatCount: {lit: 1}}
      choices: [{menuDisconnect: {name: Bye, dtmf: digit_1}}]
"""


def test_menu() -> None:
    flow = inbound(
        BAD, variables=NUMBER, settings=HANDLING.replace("FORM", "{menu: {targetMenuRef: './menus/menu[Top]'}}") + MENU
    )
    outcome = call(flow, "1")
    assert (outcome.heard, short(outcome.ended.address)) == (
        ("Sorry.", "Menu."),
        "/menus/menu[Top]/choices[0]/menuDisconnect",
    )


def test_an_error_in_the_audio_of_the_error_handling_ends_the_call_in_silence() -> None:
    settings = HANDLING.replace("FORM", "{disconnect: {none: true}}").replace(
        "{tts: Sorry.}", "{exp: ToString(Flow.n + 1)}"
    )
    outcome = call(inbound(BAD, variables=NUMBER, settings=settings))
    assert (outcome.heard, outcome.ended.by, short(outcome.ended.address)) == (
        (),
        "error",
        "/settingsErrorHandling/preHandlingAudio",
    )


@pytest.mark.parametrize(
    ("action", "expression"),
    [
        ("transferToAcd: {targetQueue: {exp: Flow.q}}", "Flow.q"),
        ("transferToAcd: {targetQueue: {lit: {name: A}}, acdSkills: [{acdSkill: {exp: Flow.k}}]}", "Flow.k"),
        ("transferToUser: {targetUser: {exp: Flow.u}}", "Flow.u"),
        ("transferToVoicemail: {destination: {user: {targetUser: {exp: Flow.u}}}}", "Flow.u"),
        ("dataTableLookup: {lookupValue: {exp: Flow.s}, dataTable: {Table: {none: true}}}", "Flow.s"),
        ("findQueue: {findName: {exp: 'Lower(Flow.s)'}, findResult: {var: Flow.q}}", "Lower(Flow.s)"),
        ("findUsersById: {findIds: {exp: Flow.ids}}", "Flow.ids"),
        ("loop: {loopCount: {exp: Flow.n}}", "Flow.n"),
        ("setParticipantData: {attributes: [{attribute: {name: {exp: Flow.s}, value: {lit: x}}}]}", "Flow.s"),
        ("getParticipantData: {attributes: [{attribute: {name: {exp: Flow.s}, variable: Flow.s}}]}", "Flow.s"),
        ("setLanguage: {languageValue: {exp: Flow.s}}", "Flow.s"),
        ("setSecuredData: {attributes: [{attribute: {name: {exp: Flow.s}, value: {lit: x}}}]}", "Flow.s"),
        ("encryptData: {dataToEncrypt: {exp: Flow.j}}", "Flow.j"),
        ("decryptData: {dataToDecrypt: {exp: Flow.s}}", "Flow.s"),
        ("evaluateScheduleGroup: {scheduleGroup: {exp: Flow.g}, evaluate: {now: true}}", "Flow.g"),
        (
            "evaluateScheduleGroup: {scheduleGroup: {lit: {name: A}}, evaluate: {dateTime: {exp: Flow.t}}}",
            "Flow.t",
        ),
        ("setExternalTag: {externalTag: {exp: Flow.s}}", "Flow.s"),
    ],
)
def test_a_value_that_must_be_set_names_the_expression_that_gave_none(action: str, expression: str) -> None:
    kinds = {"q": "queue", "k": "skill", "u": "user", "s": "string", "ids": "stringCollection", "n": "integer"}
    kinds |= {"j": "json", "g": "scheduleGroup", "t": "dateTime"}
    none = "".join(variable(kind, f"Flow.{name}") for name, kind in kinds.items())
    (found,) = call(inbound(f"- {action}", variables=none)).failures
    assert (found.code, found.expression) == ("not-set", expression)
