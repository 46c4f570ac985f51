"""In-queue flows and what is said in them; silence; services; secured data."""

from __future__ import annotations

import pytest

from callflows.engine import (
    AgentAnswers,
    Call,
    CallContext,
    HangUp,
    KnownOrg,
    Outcome,
    Played,
    Service,
    ServiceAnswer,
    Silence,
    Speech,
    compile_flow,
    run_script,
)
from callflows.engine.commands import Play
from callflows.expressions import Duration
from callflows.model import Flow
from tests.engine.flows import call, flow_of, inbound, variable


def queue(actions: str) -> Flow:
    return flow_of(f"""
inqueueCall:
  name: Waiting
  defaultLanguage: en-us
  settingsInQueueCall: {{holdMusic: {{lit: {{name: Prompt.jazz}}}}}}
  startUpTaskActions:
    {actions}
""")


LOOP = queue("- playAudio: {audio: {tts: Please wait.}}")
MUSIC = "[jazz]"


def waited(flow: Flow, **context: object) -> Outcome:
    return run_script(compile_flow(flow, {}), CallContext(**context))  # type: ignore[arg-type]


def test_an_in_queue_flow_goes_on_until_an_agent_answers() -> None:
    outcome = waited(LOOP, agent_after=150_000)
    assert outcome.heard == ("Please wait.", MUSIC, "Please wait.", MUSIC, "Please wait.", MUSIC)
    assert (outcome.ended.by, outcome.ended.reason, outcome.ms) == ("transfer", "an agent answers", 150_000)


def test_an_agent_answers_after_five_minutes_where_nobody_says_otherwise() -> None:
    assert waited(LOOP).ms == 300_000


def test_a_call_that_nobody_answers_meets_the_limit_of_actions() -> None:
    outcome = waited(LOOP, agent_after=None)
    assert [each.code for each in outcome.failures] == ["action-limit"]
    assert outcome.ended.by == "disconnect"


def test_the_caller_or_an_agent_may_end_the_wait_at_any_time() -> None:
    for event, by in ((HangUp(10_000), "hangUp"), (AgentAnswers(10_000), "transfer")):
        one = Call(compile_flow(LOOP, {}), CallContext())
        one.start()
        one.receive(Played())
        one.receive(event)
        assert one.ended is not None
        assert (one.ended.by, one.time) == (by, 10_000)


def test_hold_music_plays_for_its_time_or_as_a_whole() -> None:
    flow = queue(
        "- holdMusic: {prompt: {exp: Prompt.pop}, bargeInEnabled: {lit: true}, "
        "playStyle: {duration: {lit: {seconds: 9}}}}\n"
        "    - holdMusic: {prompt: {exp: Flow.HoldPrompt}, playStyle: {entirePrompt: true}}\n"
        "    - holdMusic: {prompt: {exp: Prompt.pop}}"
    )
    one = Call(compile_flow(flow, {}), CallContext())
    played = [command for command in one.start() if isinstance(command, Play)]
    for _ in range(2):
        played += [command for command in one.receive(Played(played[-1].ms)) if isinstance(command, Play)]
    assert [(str(each.parts[0]), each.barge_in, each.ms) for each in played] == [
        ("[pop]", True, 9_000),
        (MUSIC, False, 0),
        ("[pop]", False, 60_000),
    ]


@pytest.mark.parametrize(
    ("action", "variables", "heard"),
    [
        (
            "playPositionInQueue: {positionInQueue: {exp: Call.PositionInQueue}, playbackMode: number}",
            (("Call.PositionInQueue", 3),),
            "You are number 3 in the queue.",
        ),
        (
            "playPositionInQueue: {positionInQueue: {exp: Call.PositionInQueue}, playbackMode: ahead}",
            (("Call.PositionInQueue", 2),),
            "There is 1 caller ahead of you.",
        ),
        ("playPositionInQueue: {positionInQueue: {lit: 4}}", (), "You are number 4 in the queue."),
        ("playPositionInQueue: {positionInQueue: {exp: Call.PositionInQueue}, playbackMode: number}", (), MUSIC),
        ("playPositionInQueue: {positionInQueue: {lit: 1}, customPlaybackAudio: {tts: Soon.}}", (), "Soon."),
        (
            "playEstimatedWaitTime: {estimatedWaitTime: {exp: Call.EstimatedWaitTime}, playbackMode: about}",
            (("call.estimatedwaittime", Duration(301_000)),),
            "Your estimated wait time is about 10 minutes.",
        ),
        (
            "playEstimatedWaitTime: {estimatedWaitTime: {exp: Call.EstimatedWaitTime}, playbackMode: lessThan, "
            "roundingInterval: {lit: {minutes: 1}}}",
            (("Call.EstimatedWaitTime", Duration(61_000)),),
            "Your estimated wait time is less than 2 minutes.",
        ),
        (
            "playEstimatedWaitTime: {estimatedWaitTime: {exp: Call.EstimatedWaitTime}, playbackMode: exact, "
            "specificRoundingIntervals: [{lit: {minutes: 7}}]}",
            (("Call.EstimatedWaitTime", Duration(61_000)),),
            "Your estimated wait time is 7 minutes.",
        ),
    ],
)
def test_what_a_waiting_caller_is_told(action: str, variables: tuple[tuple[str, object], ...], heard: str) -> None:
    assert waited(queue(f"- {action}"), variables=variables, agent_after=1).heard[0] == heard


SILENCE = "- playAudioOnSilence: {audio: {tts: Hello?}, timeout: {lit: {seconds: 5}}, allowedRepeatCount: {lit: 1}, \
actualRepeatCount: {var: Flow.again}}"


def test_audio_on_silence_starts_again_when_somebody_speaks_into_it() -> None:
    one = Call(compile_flow(inbound(SILENCE, variables=variable("integer", "Flow.again")), {}), CallContext())
    one.start()
    assert one.wait == 2_000
    one.receive(Speech("leave a message", 1_500))
    assert one.wait == 2_000
    assert [str(each.parts[0]) for each in one.receive(Silence(2_000)) if isinstance(each, Play)] == ["Hello?"]
    one.receive(Speech("beep"))
    assert one.wait == 1_500  # what is left of the time
    assert one.receive(Silence(1_500))
    assert (one.ended is not None, one.variables["Flow.again"]) == (True, 0)


def test_audio_starts_again_only_as_often_as_allowed() -> None:
    actions = SILENCE.replace("seconds: 5", "seconds: 50")
    one = Call(compile_flow(inbound(actions, variables=variable("integer", "Flow.again")), {}), CallContext())
    one.start()
    for _ in range(2):
        one.receive(Silence(2_000))
        one.receive(Speech("hm"))
    one.receive(Played())
    assert one.variables["Flow.again"] == 1


TAG = "- setExternalTag: {name: Tag, externalTag: {exp: Flow.x}, outputs: {failure: {actions: [{playAudio: {audio: \
{tts: refused}}}]}}}"


def test_a_setting_that_must_be_set_is_an_error_where_it_is_not() -> None:
    outcome = call(inbound(TAG, variables=variable("string", "Flow.x")))
    assert [(each.code, each.message) for each in outcome.failures] == [("not-set", "externalTag is NOT_SET")]


def test_a_service_may_answer_by_its_target() -> None:
    org = KnownOrg(services=(Service("setExternalTag", ServiceAnswer("failure"), "bad"),))
    for tag, heard in (("good", ()), ("bad", ("refused",))):
        flow = inbound(TAG, variables=variable("string", "Flow.x", f"{{lit: {tag}}}"))
        outcome = call(flow, org=org)
        assert (outcome.heard, outcome.not_executed) == (heard, ())


BOT = """
- callBotFlow:
    name: Bot
    inputText: {noValue: true}
    exitReason: {var: Flow.why}
    intent: {var: Flow.intent}
    botFlow:
      Helper: {ver_latestPublished: {inputs: {Slot.who: {exp: Call.Ani}}, outputs: {Slot.size: {var: Flow.size}}}}
    outputs:
      failure: {actions: [{playAudio: {audio: {tts: failed}}}]}
      Order: {actions: [{playAudio: {audio: {tts: order}}}]}
"""
VARIABLES = variable("string", "Flow.why") + variable("string", "Flow.intent") + variable("integer", "Flow.size")


@pytest.mark.parametrize(
    ("answer", "heard", "values"),
    [
        (ServiceAnswer("Order", (("Slot.size", 2), ("exitReason", "done"))), ("order",), ("done", "Order", 2)),
        (ServiceAnswer("Complain"), (), (None, "Complain", None)),
        (ServiceAnswer("success", (("intent", "Other"),)), (), (None, "Other", None)),
        (ServiceAnswer("failure"), ("failed",), (None, None, None)),
    ],
)
def test_a_bot_is_one_answer(answer: ServiceAnswer, heard: tuple[str, ...], values: tuple[object, ...]) -> None:
    outcome = call(
        inbound(BOT, variables=VARIABLES), org=KnownOrg(services=(Service("callBotFlow", answer, "Helper"),))
    )
    found = tuple(outcome.variables[name] for name in ("Flow.why", "Flow.intent", "Flow.size"))
    assert (outcome.heard, found, outcome.not_executed) == (heard, values, ())


SECURED = """
- encryptData: {name: Lock, dataToEncrypt: {exp: 'JsonParse("[7]")'}, encryptedData: {var: Flow.x}}
- setSecuredData: {name: Keep, attributes: [{attribute: {name: {lit: card}, value: {exp: Flow.x}}}]}
- updateData: {statements: [{string: {variable: Flow.x, value: {noValue: true}}}]}
- getSecuredData: {name: Take, attributes: [{attribute: {name: {lit: card}, variable: Flow.x}}]}
- getSecuredData: {name: None, attributes: [{attribute: {name: {lit: none}, variable: Flow.y}}]}
- decryptData: {name: Open, dataToDecrypt: {exp: Flow.x}, decryptedData: {var: Flow.j}}
"""


def test_secured_data_come_back_and_are_not_shown() -> None:
    variables = variable("string", "Flow.x") + variable("string", "Flow.y", "{lit: old}") + variable("json", "Flow.j")
    outcome = call(inbound(SECURED, variables=variables))
    assert str(getattr(outcome.variables["Flow.j"], "text", None)) == "[7]"
    assert outcome.variables["Flow.y"] is None
    assert [(each.kind, each.settings) for each in outcome.side_effects] == [("setSecuredData", (("card", None),))]
    assert (outcome.attributes, outcome.not_executed) == ({}, ())


def test_what_was_not_encrypted_is_not_decrypted() -> None:
    flow = inbound(
        "- decryptData: {dataToDecrypt: {lit: hello}, decryptedData: {var: Flow.x}, failureOutputs: {errorType: "
        "{var: Flow.x}, errorMessage: {var: Flow.y}}}",
        variables=variable("string", "Flow.x") + variable("string", "Flow.y"),
    )
    outcome = call(flow)
    assert (outcome.variables["Flow.x"], outcome.variables["Flow.y"]) == (
        "SecuredDataError",
        "Encrypt Data has not made this text",
    )
