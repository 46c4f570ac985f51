"""Transfers: what is asked, what success and failure do."""

from __future__ import annotations

import msgspec
import pytest

from callflows.engine import KnownOrg
from callflows.engine.commands import TransferTo, TransferToQueue
from callflows.expressions import Entity
from callflows.model import Action, Group
from tests.engine.flows import MAIN, call, flow_of, inbound, story, variable

QUEUE = """
- transferToAcd:
    name: Support
    targetQueue: {exp: 'FindQueue("Support")'}
    acdSkills:
      - acdSkill: {exp: 'FindSkill("French")'}
      - acdSkill: {lit: {name: Tech}}
    overrideInQueueFlow: {name: Music}
    preTransferAudio: {tts: Please wait.}
    failureTransferAudio: {tts: Nobody is there.}
    priority: {exp: Flow.p * 2}
    preferredAgents: {noValue: true}
    languageSkill: {lit: {name: English}}
    failureOutputs: {errorType: {var: Flow.e}, errorMessage: {noValue: true}}
    outputs: {failure: {actions: [{playAudio: {audio: {exp: Flow.e}}}]}}
- playAudio: {audio: {tts: after}}
"""
VARIABLES = variable("integer", "Flow.p", "{lit: 5}") + variable("string", "Flow.e")
AT = f"{MAIN}/actions[0]/transferToAcd"


def test_a_transfer_to_a_queue_with_all_its_settings() -> None:
    outcome = call(inbound(QUEUE, variables=VARIABLES))
    assert [each.command for each in outcome.transfers] == [
        TransferToQueue(AT, "Support", 10, ("French", "Tech"), "English", (), "Music")
    ]
    assert (outcome.heard, outcome.ended.by, outcome.ended.address) == (("Please wait.",), "transfer", AT)
    assert (
        outcome.lines[1].text == "Support (priority 10, skills French, Tech, languageSkill English, inQueueFlow Music)"
    )


def test_a_transfer_that_fails_plays_its_audio_takes_the_failure_path_and_goes_on() -> None:
    outcome = call(inbound(QUEUE, variables=VARIABLES), org=KnownOrg(failing=frozenset({("queue", "Support")})))
    assert outcome.heard == ("Please wait.", "Nobody is there.", "TransferFailed", "after")
    assert story(outcome)[1:8] == [
        "Action [0]/transferToAcd kind=transferToAcd name=Support",
        "Heard [0]/transferToAcd Please wait.",
        "Given [0]/transferToAcd priority=10 languageSkill=Language Skill(English) targetQueue=Queue(Support) "
        "acdSkills[0]/acdSkill=ACD Skill(French) acdSkills[1]/acdSkill=ACD Skill(Tech)",
        "Asked [0]/transferToAcd kind=transfer/queue target=Support details=(('priority', 10), "
        "('skills', ('French', 'Tech')), ('languageSkill', 'English'), ('inQueueFlow', 'Music'))",
        "Answered [0]/transferToAcd answer=TransferFailed",
        "Assigned [0]/transferToAcd variable=Flow.e value=TransferFailed",
        "Took [0]/transferToAcd output=failure",
    ]


def test_a_queue_that_does_not_exist_is_not_set_and_an_error() -> None:
    outcome = call(inbound(QUEUE, variables=VARIABLES), org=KnownOrg(names={"queue": ("Sales",)}))
    assert [(each.code, each.message) for each in outcome.failures] == [("not-set", "the queue is NOT_SET")]


@pytest.mark.parametrize(
    ("action", "kind", "target", "settings"),
    [
        (
            "transferToUser: {targetUser: {lit: {name: Ann}}, allowVoicemailRollover: {lit: true}, "
            "connectTimeout: {lit: {seconds: 9}}}",
            "user",
            "Ann",
            ("allowVoicemailRollover", "connectTimeout"),
        ),
        (
            "transferToNumber: {targetNumber: {exp: 'ToPhoneNumber(\"+13172222222\")'}, "
            "releaseLinkTransfer: {lit: false}}",
            "number",
            "+13172222222",
            ("releaseLinkTransfer", "connectTimeout"),
        ),
        ("transferToFlow: {targetFlow: {name: Other}}", "flow", "Other", ()),
        ("transferToFlowSecure: {targetFlow: {name: Pay}}", "secureFlow", "Pay", ("invocationData", "connectTimeout")),
        (
            "transferToGroup: {targetGroup: {lit: {name: Team}}}",
            "group",
            "Team",
            ("allowVoicemailRollover", "connectTimeout"),
        ),
        (
            "transferToVoicemail: {destination: {queue: {targetQueue: {lit: {name: Support}}, "
            "voicemailGreeting: {tts: Speak.}}}}",
            "voicemail",
            "Support",
            ("callbackNumber", "calleeName", "voicemailGreeting"),
        ),
    ],
)
def test_the_other_transfers(action: str, kind: str, target: str, settings: tuple[str, ...]) -> None:
    outcome = call(inbound(f"- {action}\n"))
    (transferred,) = outcome.transfers
    assert isinstance(transferred.command, TransferTo)
    assert (transferred.command.kind, transferred.command.target) == (kind, target)
    assert tuple(name for name, _ in transferred.command.settings) == settings
    assert outcome.ended.by == "transfer"


def test_a_voicemail_destination_of_a_strange_kind_is_reported() -> None:
    sound = inbound("- transferToVoicemail: {destination: {user: {targetUser: {lit: {name: Ann}}}}}\n")
    strange = Action("transferToVoicemail", (("destination", Group((("moon", Group()),))),))
    task = msgspec.structs.replace(sound.tasks[0], actions=(strange,))
    outcome = call(msgspec.structs.replace(sound, tasks=(task,)))
    assert [each.reason for each in outcome.not_executed] == ['callflows knows no voicemail destination "moon"']


@pytest.mark.parametrize(("language", "skill"), [("en-us", "English"), ("de-de", None)])
def test_a_transfer_without_a_language_skill_asks_for_that_of_the_language(language: str, skill: str | None) -> None:
    flow = inbound(
        "- transferToAcd: {name: To, targetQueue: {lit: {name: Support}}, languageSkill: {noValue: true}}",
        settings="""
        supportedLanguages:
          en-us: {defaultLanguageSkill: {lit: {name: English}}}
          de-de: {defaultLanguageSkill: {noValue: true}}
        """,
    )
    (transfer,) = call(flow, language=language).transfers
    assert isinstance(transfer.command, TransferToQueue)
    assert transfer.command.language_skill == skill


def test_a_voicemail_is_for_the_queue_in_which_the_call_waits() -> None:
    flow = flow_of("""
        inqueueCall:
          name: Waiting
          startUpTaskActions:
            - transferToVoicemail: {name: To, destination: {queue: {calleeName: {lit: Ann}}}}
    """)
    queue = Entity("queue", "q", "Support")
    assert call(flow, variables=(("Call.CurrentQueue", queue),)).transfers[0].command.target == "Support"
    assert [each.code for each in call(flow).failures] == ["not-set"]
