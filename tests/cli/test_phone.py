"""The phone with a person's keys on a clock that the test moves: no terminal, no sleeping."""

import re

import msgspec
import pytest

from callflows.cli.call import command
from callflows.cli.output import columns
from callflows.cli.phone import Phone
from callflows.cli.phone_keys import HELP, AtKeys
from callflows.cli.phone_view import View, wrapped
from callflows.cli.phone_voice import voice_of
from callflows.engine import Call, CallContext, KnownOrg, compile_flow
from callflows.engine.trace import Assigned, Collected, Pressed, Spoke, Told
from callflows.testing import beginning
from tests.engine.flows import flow_of, inbound, variable

ASK = """
- playAudio: {name: Hello, audio: {tts: Welcome to a line with a rather long greeting that needs two lines.}}
- collectInput:
    name: Pin
    inputData: {var: Flow.pin}
    digits: {range: {terminatingDtmf: 'digit_#', min: 1, max: 4}}
    interDigitTimeout: {lit: {seconds: 3}}
    noEntryTimeout: {lit: {seconds: 5}}
    inputAudio: {tts: Your PIN please.}
    outputs:
      success: {actions: [{playAudio: {name: Thanks, audio: {exp: '"Thank you " + Flow.pin'}}}]}
      failure: {actions: [{playAudio: {name: Sorry, audio: {tts: Nothing came.}}}]}
- disconnect: {name: Bye}
"""
VIP = """
- callData:
    name: VIP
    timeout: {lit: {seconds: 3}}
    category:
      CRM:
        dataAction:
          Get VIP:
            inputs: {id: {exp: Call.Ani}}
            successOutputs: {level: {var: Flow.level}}
            failureOutputs: {errorCode: {var: Flow.pin}}
    outputs:
      success: {actions: [{playAudio: {name: Ok, audio: {exp: '"Level " + ToString(Flow.level)'}}}]}
      failure: {actions: [{playAudio: {name: Bad, audio: {tts: It failed.}}}]}
      timeout: {actions: [{playAudio: {name: Late, audio: {tts: It is late.}}}]}
"""
HOURS = """
- evaluateScheduleGroup:
    name: Hours
    inServiceSchedules: {noValue: true}
    evaluate: {now: true}
    scheduleGroup: {lit: {name: Office}, name: Office}
    emergencyGroup: {noValue: true}
    outputs:
      open: {actions: [{playAudio: {name: O, audio: {tts: We are open.}}}]}
      holiday: {actions: [{playAudio: {name: H, audio: {tts: A holiday.}}}]}
"""
VARIABLES = variable("string", "Flow.pin") + variable("integer", "Flow.level")


class Fingers:
    """A `Handset` on virtual time: (seconds since the character before, character) in order, then nobody is there."""

    def __init__(self, *typed: tuple[float, str]) -> None:
        self.time = 0.0
        self.waits: list[float | None] = []
        moment, self.typed = 0.0, []
        for gap, text in typed:
            for index, char in enumerate(text):
                moment += 0 if index else gap
                self.typed.append((moment, char))

    def now(self) -> float:
        return self.time

    def read(self, seconds: float | None) -> str | None:
        self.waits.append(seconds)
        until = None if seconds is None else self.time + seconds
        if not self.typed:
            self.time = until or self.time
            return "" if until is None else None
        moment, char = self.typed[0]
        if char == "\x03" and (until is None or moment <= until):
            raise KeyboardInterrupt
        if until is not None and moment > until:
            self.time = until
            return None
        self.time = max(self.time, moment)
        self.typed.pop(0)
        return char


class Made(msgspec.Struct, frozen=True):
    """A call that is over, and what was on the screen."""

    call: Call
    screen: str
    phone: Phone

    def events(self, kind: type) -> list[object]:
        return [event for event in self.call.trace if isinstance(event, kind)]

    def lines(self) -> list[str]:
        return self.screen.splitlines()


def made(
    actions: str,
    *typed: tuple[float, str],
    width: int = 100,
    org=None,
    trace=False,
    fast=False,
    voice=None,
    flow=None,
    tables=frozenset(),
) -> Made:
    fingers = Fingers(*typed)
    screen: list[str] = []
    context = CallContext(directory=org or KnownOrg())
    program = compile_flow(flow or inbound(actions, variables=VARIABLES), {})
    call = Call(program, context, trace=True)
    view = View(screen.append, lambda: width, trace=trace)
    phone = Phone(call, context, AtKeys(fingers, view, voice, fast=fast, in_queue=flow is not None), view, tables)
    phone.run()
    view.ends(call.ended, "Line", call.time, "")
    return Made(call, "".join(screen), phone)


def test_keys_count_as_they_are_typed_at_their_time():
    one = made(ASK, (1.5, "1"), (0.5, "2"), (1, "#"))
    assert [(event.t, event.keys) for event in one.events(Pressed)] == [(1500, "1"), (2000, "2"), (3000, "#")]
    assert one.lines()[-6:] == [
        "0:00.0   flow   Your PIN please.",
        "                (5 s for a key, 3 s between keys)",
        "0:01.5   you    press 12#",
        "0:03.0   flow   Thank you 12",
        "Ended after 0:03.0: the flow ends the call",
        "  at /inboundCall/tasks/task[Main]/actions[2]/disconnect",
    ]


def test_silence_is_the_time_out_of_the_flow():
    assert [(event.t, event.reason) for event in made(ASK).events(Collected)] == [(5000, "timeout")]
    between = made(ASK, (4.9, "1"))
    assert [(event.t, event.keys) for event in between.events(Collected)] == [(7900, "1")]
    assert "0:04.9   you    are silent, 3 s" in between.lines()


@pytest.mark.parametrize("jump", ["w", "\n", "\r"])
def test_w_and_enter_jump_over_silence(jump):
    one = made(ASK, (0.25, jump))
    assert [(event.t, event.reason) for event in one.events(Collected)] == [(5000, "timeout")]


def test_fast_waits_for_ever_and_takes_no_time():
    one = made(ASK, (1000, "1"), (1000, "w"), fast=True)
    assert [(event.t, event.keys) for event in one.events(Collected)] == [(3000, "1")]


@pytest.mark.parametrize("key", ["h", "\x04"])
def test_hanging_up(key):
    one = made(ASK, (2, key))
    assert (one.call.ended.by, one.call.time, one.phone.interrupted) == ("hangUp", 2000, False)


def test_a_line_that_is_gone_hangs_up_where_a_key_is_awaited_for_ever():
    assert made(ASK, fast=True).call.ended.by == "hangUp"


def test_ctrl_c_hangs_up():
    one = made(ASK, (2, "1\x03"))
    assert (one.call.ended.by, one.phone.interrupted) == ("hangUp", True)
    assert "Ended after 0:02.0: the caller hangs up" in one.lines()


def test_saying_something_takes_no_time_of_the_call():
    one = made(ASK, (1, "s"), (20, "agentx\x7f\n"), (1, "1"), (1, "#"))
    assert [(event.t, event.text) for event in one.events(Spoke)] == [(1000, "agent")]
    assert one.events(Pressed)[0].keys == "1"
    broken_off = made(ASK, (1, "s"), (1, "agent\x1b"), (1, "1#"))
    assert broken_off.events(Spoke) == []


def test_help_takes_no_time_and_presses_nothing():
    one = made(ASK, (1, "?x1#"))
    assert [event.keys for event in one.events(Pressed)] == ["1", "#"]
    assert [line.strip() for line in one.lines() if line.strip() in HELP] == [*HELP, *HELP]


@pytest.mark.parametrize(
    ("typed", "heard", "told"),
    [
        ("slevel=3\n\n", "Level 3", "success"),
        ("f", "It failed.", "failure"),
        ("t", "It is late.", "timeout"),
        ("xT", "It is late.", "timeout"),
    ],
)
def test_a_data_action_that_nobody_knows_is_asked(typed, heard, told):
    one = made(VIP, (1, typed))
    assert "The flow asks data action CRM / Get VIP with id tel:+13175550100." in " ".join(one.screen.split())
    assert any(line.endswith(f"flow   {heard}") for line in one.lines())
    answers = [dict(event.said)["outcome"] for event in one.events(Told) if event.event == "DataActionAnswer"]
    assert answers == [told]
    assert one.phone.unknown == ()
    assert one.call.time == (3000 if told == "timeout" else 0)


def test_what_the_person_does_not_know_either():
    one = made(VIP, (1, "\n"))
    assert one.phone.unknown == ("data action CRM / Get VIP",)
    assert [line for line in one.lines() if line.startswith("0:00")] == [
        "0:00.0   org    data action CRM / Get VIP: not known, so failure",
        "0:00.0   flow   It failed.",
    ]


PINS = """
- dataTableLookup:
    name: P
    lookupValue: {exp: '"7"'}
    dataTable:
      PINs:
        foundOutputs: {name: {var: Flow.pin}}
        failureOutputs: {errorType: {noValue: true}, errorMessage: {noValue: true}}
    outputs:
      found: {actions: [{playAudio: {name: Ok, audio: {exp: '"Hello " + Flow.pin'}}}]}
      notFound: {actions: [{playAudio: {name: No, audio: {tts: Who are you?}}}]}
      failure: {actions: [{playAudio: {name: Bad, audio: {tts: It failed.}}}]}
"""


@pytest.mark.parametrize(
    ("typed", "heard", "unknown"),
    [
        ("rname=Ada\n\n", "Hello Ada", ()),
        ("n", "Who are you?", ()),
        ("f", "It failed.", ()),
        ("\n", "It failed.", ("data table PINs (key 7)",)),
    ],
)
def test_a_data_table_that_nobody_knows_is_asked(typed, heard, unknown):
    one = made(PINS, (1, typed))
    assert "The flow asks data table PINs (key 7)." in one.screen
    assert (one.phone.unknown, any(line.endswith(f"flow   {heard}") for line in one.lines())) == (unknown, True)


def test_a_data_table_that_somebody_has_spoken_of_is_not_asked():
    assert "The flow asks" not in made(PINS, org=KnownOrg(tables={"PINs": {}})).screen
    assert "The flow asks" not in made(PINS, tables=frozenset({"PINs"})).screen


def test_an_output_that_is_none_is_asked_again():
    one = made(VIP, (1, "slevel\nlevel=7\n\n"))
    assert "level is not of the form NAME=VALUE" in one.screen
    assert [event.value for event in one.events(Assigned) if event.variable == "Flow.level"] == [7]


def test_a_schedule_group_is_asked():
    one = made(HOURS, (1, "h"))
    assert any(line.endswith("flow   A holiday.") for line in one.lines())
    known = made(HOURS, org=KnownOrg(schedules={"Office": "open"}))
    assert any(line.endswith("flow   We are open.") for line in known.lines())
    assert "The flow asks" not in known.screen


@pytest.mark.parametrize("width", [40, 60, 119])
def test_nothing_is_wider_than_the_terminal(width):
    one = made(ASK, (1, "12#"), width=width, trace=True)
    plain = [line for line in one.lines() if not line.startswith("  at ")]
    assert max(map(columns, plain)) <= width
    assert any(line.endswith("Action kind=disconnect name=Bye at") or "kind=disconnect" in line for line in plain)


def test_the_trace_stands_beside_the_call_where_there_is_room():
    one = made(ASK, (1, "12#"), width=140, trace=True)
    beside = [line for line in one.lines() if " | " in line]
    assert {line.index(" | ") for line in beside} == {(140 - 4) // 2}
    said = [line.split(" | ")[0].rstrip() for line in beside]
    assert "0:00.0   flow   Your PIN please." in said
    assert any("kind=collectInput" in line.split(" | ")[1] for line in beside)
    assert max(map(columns, one.lines())) <= 140


def test_what_would_steer_the_terminal_is_shown_as_a_sign():
    one = made('- playAudio: {name: A, audio: {tts: "a\\e[2Jb"}}\n')
    assert "\x1b" not in one.screen
    assert "flow   a\N{REPLACEMENT CHARACTER}[2Jb" in one.screen


def test_wrapping_counts_columns():
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("日本語です", 4) == ["日本", "語で", "す"]
    assert wrapped("", 4) == [""]


@pytest.mark.parametrize(
    ("language", "voice"),
    [("en-US", "en-us"), ("de-de", "de"), ("zh-cn", "cmn"), ("es-mx", "es-419"), ("fr-ca", "fr"), ("", "en")],
)
def test_languages_of_the_voice(language, voice):
    assert voice_of(language) == voice


class Slow:
    """A `Voice` that is done after so many looks."""

    def __init__(self, looks: int) -> None:
        self.looks = looks
        self.language = ""
        self.log: list[str] = []

    def say(self, parts) -> "Slow":
        self.log.append(" ".join(str(part) for part in parts))
        self.left = self.looks
        return self

    def done(self) -> bool:
        self.left -= 1
        return self.left < 0

    def stop(self) -> None:
        self.log.append("stop")


def test_a_key_stops_the_voice_before_the_flow_goes_on():
    voice = Slow(10)
    one = made(ASK, (0.75, "1"), (0.1, "2#"), voice=voice)
    assert voice.log == [
        "Welcome to a line with a rather long greeting that needs two lines.",
        "stop",
        "Your PIN please.",
        "stop",
        "Thank you 12",
        "stop",
    ]
    assert re.findall(r"you    press (\S+)", one.screen) == ["12#"]


def test_the_voice_speaks_the_language_of_the_call():
    voice = Slow(1)
    made("- setLanguage: {name: L, language: {lit: de-de}}\n- playAudio: {name: A, audio: {tts: Hallo}}\n", voice=voice)
    assert (voice.language, voice.log) == ("de-de", ["Hallo", "stop"])


def test_keys_pressed_while_it_plays_are_heard_later():
    one = made(ASK, (0.1, "1"), (0.1, "#"), voice=Slow(10))
    assert [(event.t, event.keys) for event in one.events(Collected)] == [(0, "1")]


MUSIC = flow_of("""
inqueueCall:
  name: Waiting
  defaultLanguage: en-us
  settingsInQueueCall: {holdMusic: {lit: {name: Prompt.jazz}}}
  startUpTaskActions:
    - holdMusic: {name: Music, prompt: {exp: Flow.HoldPrompt}, playStyle: {duration: {lit: {minutes: 1}}}}
""")


@pytest.mark.parametrize(
    ("typed", "fast", "by", "ms"),
    [
        ([(70, "a")], False, "transfer", 70_000),
        ([(70, "h")], False, "hangUp", 70_000),
        ([(10, "1"), (10, "h")], False, "hangUp", 20_000),
        ([], False, "transfer", 300_000),
        ([(5, "w"), (5, "\n"), (5, "a")], True, "transfer", 120_000),
    ],
)
def test_waiting_in_a_queue(typed, fast, by, ms):
    one = made("", *typed, flow=MUSIC, fast=fast)
    assert (one.call.ended.by, one.call.time) == (by, ms)
    assert one.lines()[0] == "0:00.0   flow   [jazz]"


def test_who_calls_is_who_calls_in_tests():
    assert [each.default for each in command.params if each.name == "caller"] == [beginning.CALLER]
