"""Updates, participant data, languages, side effects, and what is heard."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from callflows.engine import CallContext, KnownOrg, compile_flow, run_script
from callflows.engine.commands import SideEffect
from callflows.engine.trace import Heard
from callflows.expressions import Duration
from tests.engine.flows import MAIN, call, inbound, variable


def test_statements_run_in_order_and_each_sees_the_one_before() -> None:
    flow = inbound(
        """
        - updateData:
            statements:
              - integer: {variable: Flow.i, value: {lit: 2}}
              - integer: {variable: flow.I, value: {exp: Flow.i * 3}}
              - string: {variable: Flow.s, value: {exp: Flow.i}}
              - boolean: {variable: Flow.b, value: {exp: Flow.i > 5}}
              - stringCollection: {variable: Flow.l, value: {lit: [{lit: a}, {lit: b}]}}
              - string: {variable: Flow.gone, value: {noValue: true}}
              - dateTime: {variable: Flow.d, value: {exp: 'MakeDateTime(2026, 1, 2, 3, 4, 5)'}}
              - duration: {variable: Flow.t, value: {lit: {minutes: 2}}}
        """,
        variables="".join(
            variable(kind, name)
            for kind, name in (
                ("boolean", "Flow.b"),
                ("dateTime", "Flow.d"),
                ("integer", "Flow.i"),
                ("stringCollection", "Flow.l"),
                ("string", "Flow.s"),
                ("duration", "Flow.t"),
            )
        )
        + variable("string", "Flow.gone", "{lit: here}"),
    )
    assert dict(call(flow).variables) == {
        "Flow.b": True,
        "Flow.d": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        "Flow.i": 6,
        "Flow.l": ("a", "b"),
        "Flow.s": "6",
        "Flow.t": Duration(120_000),
        "Flow.gone": None,
    }


def test_participant_data_are_texts_with_case_sensitive_names_that_live_on_the_conversation() -> None:
    flow = inbound(
        """
        - getParticipantData: {attributes: [{attribute: {name: {lit: before}, variable: Flow.b}}]}
        - setParticipantData:
            attributes:
              - attribute: {name: {lit: Level}, value: {lit: "4"}}
              - attribute: {name: {exp: 'Append("x", "y")'}, value: {exp: Flow.b}}
        - getParticipantData:
            attributes:
              - attribute: {name: {lit: Level}, variable: Flow.l}
              - attribute: {name: {lit: level}, variable: Flow.m}
        - setParticipantData: {attributes: [{attribute: {name: {lit: before}, value: {noValue: true}}}]}
        """,
        variables=variable("string", "Flow.b")
        + variable("string", "Flow.l")
        + variable("string", "Flow.m", "{lit: z}"),
    )
    outcome = call(flow, attributes=(("before", "B"),))
    assert dict(outcome.variables) == {"Flow.b": "B", "Flow.l": "4", "Flow.m": None}
    assert outcome.attributes == {"Level": "4", "xy": "B"}


def test_the_language_chooses_the_audio_and_the_text_of_prompts() -> None:
    flow = inbound(
        """
        - playAudio: {audio: {tts: Hi, alternateSequences: {es-us: {tts: Hola}, fr: {exp: 'ToAudio(Prompt.bye)'}}}}
        - playAudio: {audio: {prompt: Prompt.bye}}
        - setLanguage: {languageValue: {lit: es-us}, language: es-us}
        - playAudio: {audio: {tts: Hi, alternateSequences: {es-us: {tts: Hola}}}}
        - playAudio: {audio: {prompt: Prompt.bye}}
        - playAudio: {audio: {exp: Call.Language}}
        """
    )
    org = KnownOrg(prompts={("bye", ""): "Goodbye", ("bye", "es-us"): "Adios"})
    assert call(flow, org=org).heard == ("Hi", "Goodbye", "Hola", "Adios", "es-us")
    assert call(flow, org=org, language="fr").heard == ("Goodbye", "Goodbye", "Hola", "Adios", "es-us")


def test_an_audio_expression_is_heard_part_by_part() -> None:
    flow = inbound(
        """
        - playAudio:
            audio:
              exp: Append(ToAudioTTS("You are"), ToAudioNumber(3), ToAudioBlank(9), Prompt.next)
        """
    )
    outcome = call(flow)
    assert outcome.heard == ("You are 3 [next]",)
    (heard,) = [event for event in outcome.events if isinstance(event, Heard)]
    assert [(part.kind, part.text, part.name, part.ms) for part in heard.parts] == [
        ("tts", "You are", "", 0),
        ("number", "3", "", 0),
        ("silence", "", "", 9),
        ("prompt", "", "next", 0),
    ]


def test_side_effects_are_recorded_with_their_evaluated_settings() -> None:
    flow = inbound(
        """
        - setScreenPop: {name: Pop, screenPopScript: {Agent View: {inputs: {who: {exp: Call.Ani}, level: {lit: 4}}}}}
        - addFlowMilestone: {name: Mark, milestone: {name: Greeted}, flowOutcome: {name: Served}}
        - setFlowOutcome: {name: Done, flowOutcomeValue: SUCCESS, flowOutcome: {name: Served}}
        - setWhisperAudio: {name: Whisper, whisperAudio: {exp: 'ToAudioTTS("New call")'}}
        - enableParticipantRecord: {name: Record}
        - createCallback:
            name: Later
            queue: {lit: {name: Support}}
            callbackNumber: {exp: 'ToPhoneNumber("+13172222222").e164'}
        """
    )
    outcome = call(flow, caller="+1")
    at = [f"{MAIN}/actions[{index}]/" for index in range(6)]
    assert list(outcome.side_effects) == [
        SideEffect(
            at[0] + "setScreenPop",
            "setScreenPop",
            (
                ("screenPopScript", "Agent View"),
                ("screenPopScript/Agent View/inputs/who", "+1"),
                ("screenPopScript/Agent View/inputs/level", 4),
            ),
        ),
        SideEffect(
            at[1] + "addFlowMilestone",
            "addFlowMilestone",
            (("milestone/name", "Greeted"), ("flowOutcome/name", "Served")),
        ),
        SideEffect(
            at[2] + "setFlowOutcome",
            "setFlowOutcome",
            (("flowOutcomeValue", "SUCCESS"), ("flowOutcome/name", "Served")),
        ),
        SideEffect(at[3] + "setWhisperAudio", "setWhisperAudio", (("whisperAudio", "New call"),)),
        SideEffect(at[4] + "enableParticipantRecord", "enableParticipantRecord", ()),
        SideEffect(
            at[5] + "createCallback", "createCallback", (("queue", "Support"), ("callbackNumber", "+13172222222"))
        ),
    ]
    assert outcome.not_executed == ()


def test_an_initial_value_that_does_not_fit_is_reported_and_the_variable_begins_as_not_set() -> None:
    more = """
    - task:
        name: Sub
        refId: Sub
        variables:
          - booleanVariable: {name: Task.b, initialValue: {lit: maybe}}
        actions:
          - playAudio: {audio: {tts: here}}
    """
    flow = inbound(
        "- jumpToTask: {targetTaskRef: './tasks/task[Sub]'}",
        variables=variable("integer", "Flow.n", "{lit: many}"),
        more=more,
    )
    outcome = call(flow)
    assert [(each.address, each.kind, each.reason) for each in outcome.not_executed] == [
        ("/inboundCall/variables", "initialValue of Flow.n", "'many' is not a literal Integer"),
        ("/inboundCall/tasks/task[Sub]", "initialValue of Task.b", "'maybe' is not a literal Boolean"),
    ]
    assert (dict(outcome.variables), outcome.heard) == ({"Flow.n": None}, ("here",))


def test_built_in_variables() -> None:
    flow = inbound(
        """
        - playAudio: {audio: {exp: 'Append(Call.Ani, " ", call.calledaddress, " ", Flow.Name)'}}
        - playAudio: {audio: {exp: Call.ConversationId}}
        - playAudio: {audio: {exp: 'If(IsNotSetOrEmpty(Call.RemoteName), "nobody", Call.RemoteName)'}}
        - playAudio: {audio: {exp: ToString(Flow.StartDateTimeUtc)}}
        """
    )
    first = call(flow, caller="a", called="b", conversation_id="c").heard
    assert first == ("a b Line", "c", "nobody", "2026-01-05T15:00:00Z")
    assert call(flow, remote_name="Ann").heard[2] == "Ann"


@pytest.mark.parametrize(("text", "heard", "codes"), [("6", ("2.0",), []), ("six", (), ["conversion"])])
def test_an_attribute_is_converted_for_a_variable_that_holds_no_text(
    text: str, heard: tuple[str, ...], codes: list[str]
) -> None:
    flow = inbound(
        """
        - getParticipantData: {attributes: [{attribute: {name: {lit: amount}, variable: Flow.d}}]}
        - playAudio: {audio: {exp: 'ToAudioTTS(ToString(Flow.d / 3))'}}
        - disconnect: {name: Bye}
        """,
        variables=variable("decimal", "Flow.d"),
    )
    outcome = run_script(compile_flow(flow, {}), CallContext(attributes=(("amount", text),)))
    assert outcome.heard == heard
    assert [each.code for each in outcome.failures] == codes
