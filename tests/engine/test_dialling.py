"""Menus that hear speech and extensions, menus inside menus, and going back."""

from __future__ import annotations

import pytest

from callflows.engine import Call, CallContext, Digits, KnownOrg, Outcome, Silence, Speech, compile_flow
from callflows.engine.nodes.dialling import extension_of
from callflows.expressions import Entity
from tests.engine.flows import call, flow_of, inbound, variable

TEXT = """
inboundCall:
  name: Line
  startUpRef: ./menus/menu[Top]
  defaultLanguage: en-us
  settingsMenu:
    menuSelectionTimeout: {lit: {seconds: 4}}
    repeatCount: {lit: 2}
    extensionDialingMaxDelay: {lit: {ms: 700}}
  menus:
    - menu:
        name: Top
        refId: Top
        audio: {tts: Top.}
        choices:
          - menuDisconnect:
              name: Bye
              dtmf: digit_*
              globalDtmf: true
              globalSpeechRecTerms: true
              speechRecTerms: {en-us: {terms: [good bye]}, de-de: {terms: [Tschüss]}}
          - menuSubMenu:
              name: Inside
              refId: Inside
              dtmf: digit_1
              speechRecTerms: {en-us: {terms: [inside, in there]}}
              audio: {tts: Inside.}
              settingsMenu: {repeatCount: {lit: 1}}
              choices:
                - menuTask:
                    name: Deep
                    dtmf: digit_5
                    globalDtmf: true
                    task: {actions: [{playAudio: {audio: {tts: deep}}}]}
                - menuPreviousMenu: {name: Back, refId: Back, dtmf: digit_9}
              defaultChildMenuRef: ./choices/menuPreviousMenu[Back]
          - menuTask:
              name: German
              dtmf: digit_2
              task:
                actions:
                  - setLanguage: {languageValue: {lit: de-de}, language: de-de}
                  - jumpToMenu: {targetMenuRef: './menus/menu[Top]'}
          - menuJumpToMenu: {name: Deeper, dtmf: digit_3, targetMenuRef: './menus/menu[Inside]'}
"""
FLOW = flow_of(TEXT)
WHO = {
    "12": Entity("user", "u", "Ann"),
    "123": Entity("group", "g", "Sales"),
    "88": Entity("number", "", "+13175550188"),
}
ORG = KnownOrg(extensions=WHO)


def ends(outcome: Outcome) -> tuple[str, str]:
    address = outcome.ended.address.removeprefix("/inboundCall/menus/menu[Top]")
    return outcome.ended.by, address


@pytest.mark.parametrize(
    ("steps", "heard", "end"),
    [
        ((Speech("Good  BYE"),), ("Top.",), ("disconnect", "/choices[0]/menuDisconnect")),
        ((Speech("in there"), "*"), ("Top.", "Inside."), ("disconnect", "/choices[0]/menuDisconnect")),
        ((Speech("tschüss"), "*"), ("Top.", "Top."), ("disconnect", "/choices[0]/menuDisconnect")),
        (("2", Speech("TSCHÜSS")), ("Top.", "Top."), ("disconnect", "/choices[0]/menuDisconnect")),
        (("2", Speech("inside"), Speech("inside")), ("Top.", "Top.", "Top."), ("disconnect", "")),
        (("1", Speech("good bye")), ("Top.", "Inside."), ("disconnect", "/choices[0]/menuDisconnect")),
        (("5",), ("Top.", "deep"), ("disconnect", "/choices/menuSubMenu[Inside]/choices[0]/menuTask")),
        (("1", "9", "*"), ("Top.", "Inside.", "Top."), ("disconnect", "/choices[0]/menuDisconnect")),
        (("1", "w", "*"), ("Top.", "Inside.", "Top."), ("disconnect", "/choices[0]/menuDisconnect")),
        (("3", "9", "*"), ("Top.", "Inside.", "Top."), ("disconnect", "/choices[0]/menuDisconnect")),
    ],
)
def test_speech_and_menus_inside_menus(
    steps: tuple[str | Speech, ...], heard: tuple[str, ...], end: tuple[str, str]
) -> None:
    outcome = call(FLOW, steps)
    assert (outcome.heard, ends(outcome), outcome.not_executed) == (heard, end, ())


def test_a_flow_may_switch_speech_off() -> None:
    flow = flow_of(TEXT.replace("  menus:", "  settingsSpeechRec: {asrEnabledOnFlow: false}\n  menus:"))
    assert call(flow, (Speech("good bye"), "*")).heard == ("Top.", "Top.")


@pytest.mark.parametrize(
    ("steps", "transfer", "ms"),
    [
        (("12", "w"), ("user", "Ann", "12"), 700),
        (("123",), ("group", "Sales", "123"), 0),
        (("1", "2", "3"), ("group", "Sales", "123"), 0),
        (("88",), ("number", "+13175550188", "88"), 0),
    ],
)
def test_an_extension_is_dialled_in_a_menu(steps: tuple[str, ...], transfer: tuple[str, str, str], ms: int) -> None:
    outcome = call(FLOW, steps, org=ORG)
    (found,) = outcome.transfers
    assert (found.command.kind, found.command.target, found.command.settings) == (  # type: ignore[union-attr]
        transfer[0],
        transfer[1],
        (("extension", transfer[2]),),
    )
    assert (outcome.ended.by, outcome.ms) == ("transfer", ms)


@pytest.mark.parametrize(
    ("org", "settings", "steps", "heard", "ms"),
    [
        (ORG, "", ("1", "w", "*"), ("Top.", "Inside."), 700),  # one key is a choice once no other follows
        (ORG, "", ("15",), ("Top.", "deep"), 0),  # no extension begins so
        (ORG, "", ("4", "*"), ("Top.", "Top."), 0),
        (ORG, "listenForExtensionDialing: {lit: false}", ("1", "*"), ("Top.", "Inside."), 0),
        (KnownOrg(), "", ("1", "*"), ("Top.", "Inside."), 0),
    ],
)
def test_a_key_that_is_no_extension_is_a_choice(
    org: KnownOrg, settings: str, steps: tuple[str, ...], heard: tuple[str, ...], ms: int
) -> None:
    flow = flow_of(TEXT.replace("    repeatCount: {lit: 2}", f"    repeatCount: {{lit: 2}}\n    {settings}"))
    outcome = call(flow, steps, org=org)
    assert (outcome.heard, outcome.ended.by, outcome.ms) == (heard, "disconnect", ms)


def test_an_extension_that_does_not_answer_plays_the_menu_again() -> None:
    org = KnownOrg(extensions=WHO, failing=frozenset({("group", "Sales")}))
    outcome = call(FLOW, ("123", "*"), org=org)
    assert (outcome.heard, [each.success for each in outcome.transfers]) == (("Top.", "Top."), [False])


def test_extensions_by_their_keys() -> None:
    assert [extension_of(keys, WHO) for keys in ("1", "12", "123", "1234", "8", "9", "88")] == [
        ("", True),
        ("12", True),
        ("123", False),
        ("123", False),
        ("", True),
        ("", False),
        ("88", False),
    ]


def test_dialling_without_known_extensions_is_reported_and_fails() -> None:
    flow = inbound(
        "- dialByExtension: {name: Dial, extensionVariable: {var: Flow.x}, failureOutputs: {errorType: {var: Flow.x}, "
        "errorMessage: {noValue: true}}, outputs: {failure: {actions: [{playAudio: {audio: {tts: nobody}}}]}}}",
        variables=variable("string", "Flow.x"),
    )
    outcome = call(flow, "77")
    assert (outcome.heard, outcome.variables["Flow.x"]) == (("nobody",), "ExtensionNotFound")
    assert [(each.kind, each.reason) for each in outcome.not_executed] == [
        ("dialByExtension", "nobody said which extensions there are")
    ]


def test_speech_in_a_collection_of_digits_is_not_heard() -> None:
    flow = inbound(
        "- collectInput: {inputData: {var: Flow.x}, digits: {exact: 2}, inputAudio: {tts: Type.}}",
        variables=variable("string", "Flow.x"),
    )
    one = Call(compile_flow(flow, {}), CallContext())
    one.start()
    one.receive(Digits("1"))
    assert one.receive(Speech("two", 1_000)) == ()
    assert one.wait == 2_000
    one.receive(Digits("2"))
    assert one.variables["Flow.x"] == "12"


def test_speech_while_audio_plays_is_not_heard() -> None:
    flow = inbound("- playAudio: {audio: {tts: Listen.}}")
    one = Call(compile_flow(flow, {}), CallContext(), trace=True)
    one.start()
    assert one.receive(Speech("hello")) == ()
    assert one.ended is None


def test_a_silence_between_the_keys_of_an_extension_is_as_long_as_the_flow_says() -> None:
    one = Call(compile_flow(FLOW, {}), CallContext(directory=ORG))
    one.start()
    one.receive(Digits("12"))
    assert one.wait == 700
    one.receive(Silence(699))
    assert one.receive(Silence(1))[-1].target == "Ann"  # type: ignore[union-attr]
