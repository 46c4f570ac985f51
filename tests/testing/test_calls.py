"""Calls in tests: what the caller does, what must be heard, what came of it, and how failures read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from callflows.engine.trace import Pressed
from callflows.testing import Call, Flows, NotCallable, Programs, programs_of
from tests.testing.flows import ASK, END, EXAMPLE, flows_of, say


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Flows:
    """Says two things, asks for a key twice, says goodbye."""
    return flows_of(tmp_path_factory.mktemp("line"), say("Good  morning.") + ASK + ASK + say("Good bye.") + END)


@pytest.fixture
def call(line: Flows) -> Call:
    return line.call("Line")


@pytest.fixture(scope="module")
def programs() -> Programs:
    return programs_of(EXAMPLE)


@pytest.fixture
def example(programs: Programs) -> Flows:
    return Flows(programs)


QUIET = {"Call.EstimatedWaitTime": timedelta(minutes=1), "Call.PositionInQueue": 2}


@pytest.fixture
def waiting(tmp_path: Path) -> Flows:
    """A flow for callers that wait in a queue: music and announcements, again and again."""
    (tmp_path / "flows").mkdir()
    (tmp_path / "callflows.toml").write_text('paths = ["flows"]')
    exported = Path(__file__).parents[1] / "flows" / "exported"
    shutil.copy(exported / "Cards waiting.yaml", tmp_path / "flows")
    return Flows(programs_of(tmp_path))


def first(failed: pytest.ExceptionInfo[AssertionError]) -> str:
    return str(failed.value).splitlines()[0]


def marked(failed: pytest.ExceptionInfo[AssertionError]) -> list[str]:
    return [text[16:] for text in str(failed.value).splitlines() if text.startswith(">")]


def test_what_is_heard_is_found_in_order(call: Call) -> None:
    call.hears("good morning").hears("press a key").presses("1").hears("THANK YOU").hears(re.compile("[Kk]ey"))
    assert call.heard == ["Good morning.", "Press a key.", "Thank you.", "Press a key."]


def test_a_text_may_go_over_several_playings_and_a_pattern_sees_a_line_a_playing(call: Call) -> None:
    call.hears("morning. press  a")
    with pytest.raises(AssertionError) as failed:
        call.hears(re.compile("^Good"))
    assert first(failed) == "the caller does not hear /^Good/; it was heard before that"


def test_only_what_came_after_the_last_doing_counts(call: Call) -> None:
    call.presses("1")
    with pytest.raises(AssertionError) as failed:
        call.hears("Good morning")
    assert first(failed) == 'the caller does not hear "Good morning"; it was heard before that'
    assert [text.split("  ")[0] for text in marked(failed)] == ['"Thank you."', '"Press a key."']


def test_nothing_more_is_heard(call: Call) -> None:
    with pytest.raises(AssertionError) as failed:
        call.hears("morning.").hears_nothing()
    assert first(failed) == "the caller hears something"
    call.hears("key.").hears_nothing()


def test_what_must_not_be_heard(call: Call) -> None:
    call.does_not_hear("No key")
    with pytest.raises(AssertionError) as failed:
        call.waits().does_not_hear("no key")
    assert first(failed) == 'the caller hears "no key"'
    assert [text.split("  ")[0] for text in marked(failed)] == ['"No key."']


def test_silence_lasts_as_long_as_is_said_or_until_the_flow_goes_on(call: Call) -> None:
    call.waits(4.5).hears_nothing()
    assert call.seconds == 4.5
    call.waits().hears("No key")
    assert call.seconds == 5
    call.waits(60).hears("No key").hears("bye")
    assert (call.seconds, call.ended.by) == (10, "disconnect")


def test_how_a_call_ended(call: Call) -> None:
    assert not call.ended
    assert repr(call.ended) == "<the call goes on>"
    with pytest.raises(AssertionError) as failed:
        str(call.ended.by)
    assert first(failed) == "the call has not ended"
    call.presses("12")
    ended = call.ended
    assert ended
    assert (ended.by, ended.flow, ended.reason) == ("disconnect", "Line", "")
    assert ended.at == "/inboundCall/tasks/task[Start_10]/actions[4]/disconnect"
    assert Path(ended.place).name == "line.yaml:49"
    assert repr(ended) == f"<ended by disconnect at {ended.place}>"


def test_nobody_can_do_anything_in_a_call_that_is_over(line: Flows) -> None:
    call = line.call("Line").hangs_up()
    assert call.ended.by == "hangUp"
    for doing, said in (
        (lambda: call.presses("1"), "pressing 1"),
        (call.waits, "waiting"),
        (call.hangs_up, "hanging up"),
        (lambda: call.says("yes"), 'saying "yes"'),
        (call.is_answered, "an agent answers"),
    ):
        with pytest.raises(AssertionError) as failed:
            doing()
        assert first(failed) == f"the call is over before {said}"
        assert marked(failed)[0].startswith("hangs up")


def test_waiting_for_a_time_out_of_no_time(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*"))
    file = tmp_path / "flows" / "Support EMEA.yaml"
    text = file.read_text()
    assert "        seconds: 10\n    repeatCount:" in text
    file.write_text(text.replace("        seconds: 10\n    repeatCount:", "        ms: 0\n    repeatCount:"))
    flows = Flows(programs_of(tmp_path))
    flows.schedule_group("Support hours").open()
    flows.shared_flow("Global Authentication Menu").returns(authenticated=True)
    call = flows.call("Support EMEA").hears("press 1").waits().hears("press 1")
    assert (call.seconds, call.ended.by) == (0, "disconnect")


@pytest.mark.parametrize(
    ("do", "said"),
    [
        (lambda call: call.presses("12a"), "'12a' are no keys of a telephone: 0-9, * and #"),
        (lambda call: call.presses(12), "12 are no keys of a telephone: 0-9, * and #"),
        (lambda call: call.says(None), "None is nothing that a caller can say"),
        (lambda call: call.says(" "), "' ' is nothing that a caller can say"),
        (lambda call: call.waits(-5), "a caller is silent for 0 seconds or more, not for -5"),
        (lambda call: call.waits(float("nan")), "a caller is silent for 0 seconds or more, not for nan"),
        (lambda call: call.hears(5), "5 is neither a text nor a pattern that can be heard"),
        (lambda call: call.does_not_hear(None), "None is neither a text nor a pattern that can be heard"),
    ],
)
def test_what_nobody_can_do_or_hear(call: Call, do: Callable[[Call], object], said: str) -> None:
    with pytest.raises(ValueError) as refused:
        do(call)
    assert str(refused.value) == said


def test_a_flow_is_called_by_its_name(example: Flows) -> None:
    with pytest.raises(NotCallable, match="a flow is called by its name, not by 5"):
        example.call(5)  # type: ignore[arg-type]


def test_a_call_that_was_not_transferred(example: Flows) -> None:
    example.schedule_group("Support hours").open()
    call = example.call("Support EMEA")
    assert call.queue is None
    with pytest.raises(AssertionError) as failed:
        call.to_queue("Support")
    assert first(failed) == "the call is not transferred to queue Support"


def test_a_menu_understands_what_is_said(example: Flows) -> None:
    example.schedule_group("Support hours").open()
    example.shared_flow("Global Authentication Menu").returns(authenticated=True)
    example.data_action("CRM", "Get VIP").returns(level=0)
    call = example.call("Support EMEA").says("Billing").to_queue("Billing")
    assert [text[16:].split("  ")[0] for text in call.dialogue().splitlines() if "  caller " in text] == [
        'says "Billing"'
    ]


def test_a_caller_who_waits_in_a_queue_hears_music_until_an_agent_answers(waiting: Flows) -> None:
    call = waiting.call("Cards waiting", variables=QUIET)
    call.hears_prompt("on_hold_music").waits(12)
    assert call.seconds == 12
    call.presses("1").is_answered()
    assert (call.ended.by, call.ended.reason, call.seconds) == ("transfer", "an agent answers", 12)
    again = waiting.call("Cards waiting", variables=QUIET).waits()
    assert (again.seconds, bool(again.ended)) == (30, False)
    again.waits(10).hangs_up()
    assert (again.ended.by, again.seconds) == ("hangUp", 40)


def test_where_a_call_was_transferred(example: Flows) -> None:
    example.schedule_group("Support hours").open()
    example.table("Customer PINs").row("1234", customerId="C-1001")
    example.data_action("CRM", "Get VIP").returns(level=2)
    call = example.call("Support EMEA").presses("1234").presses("2")
    call.to_queue("Billing", priority=20, skills=[]).transferred_to("Billing")
    assert (call.queue, [each.success for each in call.transfers]) == ("Billing", [True])
    for expectation, said in (
        (lambda: call.to_queue("Support"), "the call is transferred to queue Billing, not to queue Support"),
        (
            lambda: call.transferred_to("Billing", kind="group"),
            "the call is transferred to queue Billing, not to group Billing",
        ),
        (lambda: call.to_queue("Billing", priority=1), "priority of the transfer to Billing: 20, not 1"),
        (
            lambda: call.to_queue("Billing", language_skill="English"),
            "language skill of the transfer to Billing: none, not English",
        ),
    ):
        with pytest.raises(AssertionError) as failed:
            expectation()
        assert first(failed) == said


def test_what_shared_flows_gave(example: Flows) -> None:
    example.schedule_group("Support hours").open()
    example.table("Customer PINs").row("1234", customerId="C-1001")
    example.data_action("CRM", "Get VIP").returns(level=1)
    call = example.call("Support EMEA")
    module = call.module("global authentication menu")
    assert (module.name, module.outputs) == (
        "Global Authentication Menu",
        {"authenticated": False, "customerId": None},
    )
    call.presses("1234")
    assert call.module("Global Authentication Menu").outputs == {"authenticated": True, "customerId": "C-1001"}
    assert call.variables == {"Flow.authenticated": True, "Flow.customerId": "C-1001", "Flow.level": 1}
    with pytest.raises(KeyError, match='the shared flow "Global Authentication Menu" has no "authentic"'):
        str(call.module("Global Authentication Menu").outputs["authentic"])
    with pytest.raises(KeyError, match=r'did you mean "Flow\.level"'):
        str(call.variables["Flow.levl"])
    with pytest.raises(AssertionError) as failed:
        call.module("Other")
    assert first(failed) == 'the shared flow "Other" has not been called'


def test_a_call_that_a_shared_flow_ends_still_tells_its_outputs(tmp_path: Path) -> None:
    inside = EXAMPLE / "flows" / "Global Authentication Menu.yaml"
    action = """\
- callCommonModule:
    name: Who?
    commonModule:
      Global Authentication Menu:
        ver_latestPublished:
          inputs: {Common.brand: {noValue: true}, Common.callerId: {noValue: true}, Common.onFailure: {noValue: true}}
          outputs: {Common.authenticated: {noValue: true}, Common.customerId: {noValue: true}}
"""
    flows = flows_of(tmp_path, action + END, module=inside.read_text())
    flows.table("Customer PINs").rows([])
    call = flows.call("Line").presses("0000#").hears("not right").presses("1111#").presses("2222#")
    assert (call.ended.by, call.ended.flow) == ("disconnect", "Global Authentication Menu")
    assert call.module("Global Authentication Menu").outputs["authenticated"] is False


def test_what_was_recorded_beside_the_call(tmp_path: Path) -> None:
    flows = flows_of(
        tmp_path,
        """\
- addFlowMilestone: {name: A, milestone: {name: Greeted}, flowOutcome: {name: Served}}
- setFlowOutcome: {name: B, flowOutcomeValue: SUCCESS, flowOutcome: {name: Served}}
- setParticipantData: {name: C, attributes: [{attribute: {name: {lit: topic}, value: {lit: cards}}}]}
"""
        + END,
    )
    call = flows.call("Line", attributes={"from": "web"})
    assert call.milestones == ["Greeted"]
    assert call.outcomes == {"Served": "SUCCESS"}
    assert call.attributes == {"from": "web", "topic": "cards"}
    assert [effect.kind for effect in call.side_effects] == [
        "addFlowMilestone",
        "setFlowOutcome",
        "setParticipantData",
    ]


def test_run_time_errors_are_told(tmp_path: Path) -> None:
    wrong = "ToString(1/Flow.number)"
    action = (
        f"- updateData: {{name: Break, statements: [{{string: {{variable: Flow.text, value: {{exp: {wrong}}}}}}}]}}\n"
    )
    call = flows_of(tmp_path, action).call("Line").hears("Sorry.")
    assert [(error.code, error.expression) for error in call.errors] == [("division-by-zero", wrong)]
    shown = " ".join(text[16:] for text in call.dialogue().splitlines())
    assert f"error division-by-zero: the divisor is zero in {wrong}" in shown


def test_audio_is_readable(tmp_path: Path) -> None:
    flows = flows_of(
        tmp_path,
        """\
- playAudio: {name: P, audio: {prompt: Prompt.welcome}}
- playAudio: {name: E, audio: {exp: 'Append(ToAudioTTS("You owe"), ToAudioNumber(12))'}}
"""
        + END,
    )
    call = flows.call("Line").hears_prompt("welcome").hears("You owe 12")
    assert call.heard == ["[welcome]", "You owe 12"]
    flows.prompt("welcome").says("Welcome to Acme")
    flows.call("Line").hears_prompt("Prompt.welcome").hears("You owe")
    with pytest.raises(AssertionError) as failed:
        flows.call("Line").hears("Welcome to Acme").hears_prompt("welcome").hears_prompt("bye")
    assert first(failed) == "the caller does not hear the prompt bye"


def test_a_line_of_an_included_file_has_its_place_there(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "hello.yaml").write_text(
        "actions:\n  - playAudio: {refId: hi, name: Hi, audio: {tts: Hi.}}\n"
    )
    flows = flows_of(tmp_path, "- ref: ../parts/hello.yaml#/actions/playAudio[hi]\n" + END)
    lines = flows.call("Line").dialogue().splitlines()
    assert [line.split()[-1].removeprefix(f"{tmp_path}/") for line in lines[1:]] == [
        "parts/hello.yaml:2",
        "flows/line.yaml:22",
    ]


WHO = (
    '- playAudio: {name: E, audio: {exp: \'ToAudioTTS(Append(Call.Ani, " ", Call.CalledAddress, " ", '
    'Call.Language, " ", Call.RemoteName))\'}}\n'
)


def test_who_calls_whom_and_in_which_language(tmp_path: Path) -> None:
    flows = flows_of(tmp_path, WHO + END)
    call = flows.call("Line", caller="+1 (317) 5", called="sip:x@y", language="EN-US", remote_name="Ada")
    assert call.heard == ["tel:+13175 sip:x@y en-us Ada"]
    assert flows.call("Line", caller="3175", called="text:+1317", remote_name="Ada").heard == ["3175 +1317 en-us Ada"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"caller": "bob"},
            '"bob" is no address: write a number such as +13175551234, an address such as sip:ada@exam',
        ),
        ({"called": ""}, "there is no address: write a number"),
        ({"caller": "+1x"}, '"+1x" is no address'),
        ({"language": "de-de"}, '"de-de" is no language of "Line": it speaks en-us'),
        ({"language": "en-uk"}, '"en-uk" is no language of "Line": did you mean "en-us"?'),
        ({"seed": "x"}, "a seed is a whole number, not 'x'"),
        ({"attributes": {"a": 1}}, "participant data are texts: the attribute a is 1"),
        ({"variables": {"Call.Ani": "x"}}, "Call.Ani is not given as a variable: it is who calls"),
        ({"variables": {"Call.UUIDat": "x"}}, 'has no built-in variable "Call.UUIDat": did you mean "Call.UUIData"?'),
        ({"variables": {"Flow.text": "x"}}, 'a flow of the type inboundCall has no built-in variable "Flow.text"'),
        ({"variables": {"Call.UUIData": ("x",)}}, "Call.UUIData: [x] is no String"),
    ],
)
def test_what_no_call_can_begin_with(tmp_path: Path, given: dict[str, Any], said: str) -> None:
    flows = flows_of(tmp_path, END)
    with pytest.raises(ValueError) as refused:
        flows.call("Line", **given)
    assert said in str(refused.value)


def test_a_newer_built_in_variable_is_taken(tmp_path: Path) -> None:
    flows = flows_of(tmp_path, "- playAudio: {name: E, audio: {exp: ToAudioTTS(Call.Weather)}}\n" + END)
    assert flows.call("Line", variables={"Call.Weather": "rain"}).heard == ["rain"]


@pytest.mark.parametrize(
    ("at", "utc"),
    [
        ("2026-11-23T10:00-05:00", "2026-11-23T15:00:00Z"),
        ("2026-11-23T10:00Z", "2026-11-23T10:00:00Z"),
        ("2026-11-23T10:00 America/New_York", "2026-11-23T15:00:00Z"),
        ("2026-07-23 10:00 America/New_York", "2026-07-23T14:00:00Z"),
        ("2026-07-23 10:00+02:00", "2026-07-23T08:00:00Z"),
        (datetime(2026, 1, 1, tzinfo=UTC), "2026-01-01T00:00:00Z"),
    ],
)
def test_the_time_at_which_a_call_begins(tmp_path: Path, at: str | datetime, utc: str) -> None:
    action = '- playAudio: {name: E, audio: {exp: "ToAudioTTS(ToString(Flow.StartDateTimeUtc))"}}\n'
    assert flows_of(tmp_path, action + END).call("Line", at=at).heard == [utc]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-23T10:00", "a call begins at a time with its offset or zone, such as 2026-11-23T10:00-05:00"),
        ("tomorrow", "'tomorrow' is no time such as 2026-11-23T10:00-05:00"),
        ("2026-11-23T10:00 Mars/Base", "is no time such as"),
    ],
)
def test_a_time_must_be_one(line: Flows, at: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        line.call("Line", at=at)


def test_the_same_seed_gives_the_same_chance(tmp_path: Path) -> None:
    action = "- updateData: {name: R, statements: [{integer: {variable: Flow.number, value: {exp: RandomInt(100)}}}]}\n"
    flows = flows_of(tmp_path, action + END)
    drawn = [flows.call("Line", seed=seed).variables["Flow.number"] for seed in (7, 7, 8)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_the_trace_is_there(call: Call) -> None:
    call.presses("12")
    assert [event.keys for event in call.trace if isinstance(event, Pressed)] == ["12"]


def test_two_calls_go_on_at_the_same_time(line: Flows) -> None:
    one, two = line.call("Line"), line.call("Line")
    one.presses("1")
    two.waits()
    one.hears("Thank you")
    two.hears("No key")


def test_a_flow_with_errors_cannot_be_called_and_says_which(tmp_path: Path) -> None:
    flows = flows_of(tmp_path, "- playAudio: {name: Say, audio: {exp: Flow.nothing}}\n" + END)
    with pytest.raises(NotCallable) as refused:
        flows.call("line")
    assert str(refused.value).splitlines()[0] == '"line" has errors and cannot be called:'
    assert {(each.code, each.span.line if each.span else 0) for each in refused.value.diagnostics} == {
        ("undeclared-variable", 21)
    }


def test_decimals_stay_decimals(tmp_path: Path) -> None:
    action = "- updateData: {name: R, statements: [{decimal: {variable: Flow.amount, value: {exp: 1.50 * 3}}}]}\n"
    assert flows_of(tmp_path, action + END).call("Line").variables["Flow.amount"] == Decimal("4.50")
