"""What a program's code must not forget where it goes straight: the language, the order, the limit, its own length."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callflows.engine import Command, Event, Player, Program, WrongEventError, compile_flow
from callflows.engine.events import ScheduleAnswer, TransferAnswer
from callflows.engine.straight import PlayedOut
from callflows.model import Action, Audio, Flow, Literal, Menu, NoValue, Task, Variable
from tests.engine.flows import flow_of, inbound, module, variable
from tests.engine.test_straight import Counting, Steps, compare
from tests.engine.wide import Dice, Plain, setting

RULES = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@given(st.randoms(use_true_random=True))
@RULES
def test_any_flow_of_what_most_calls_do(random: Random) -> None:
    """Both ways the same is told, an observer hears of the same steps, and the same keys are refused."""
    dice = Dice(random)
    program = compile_flow(dice.flow(), {name: dice.module(name) for name in ("Shared", "Inner")})
    compare(program, dice.context(), [dice.entries() for _ in range(3)])


def action(kind: str, **written: Plain) -> Action:
    return Action(kind, (("name", kind), *((key, setting(value)) for key, value in written.items())))


def loop(count: int | str, *body: Action) -> Action:
    times: Plain = {"lit": count} if isinstance(count, int) else {"exp": count}
    return action("loop", loopCount=times, outputs={"loop": {"actions": [*body]}})


def many(*actions: Action, variables: tuple[Variable, ...] = ()) -> Flow:
    own = (
        Variable(type="integer", name="Flow.i", initial=Literal(1)),
        Variable(type="string", name="Flow.s", initial=Literal("x")),
    )
    return Flow(
        type="inboundCall",
        name="Many",
        start_up_ref="./tasks/task[Main]",
        default_language="en-us",
        variables=(*own, *variables),
        tasks=(Task(name="Main", ref_id="Main", actions=actions),),
    )


def told(program: Program, keys: tuple[str, ...] = ()) -> PlayedOut:
    """What the code tells, which the interpreter tells too."""
    player = Counting(program)
    found = player.play(keys)
    assert player.left == 0
    assert found == player.interpreted(keys)
    return found


def test_a_transfer_asks_for_the_skill_of_the_language_that_is_spoken_then() -> None:
    flow = flow_of(
        """
inboundCall:
  name: Line
  startUpRef: ./tasks/task[Main]
  defaultLanguage: en-us
  supportedLanguages:
    en-us: {defaultLanguageSkill: {lit: {name: English}}}
    es-us: {defaultLanguageSkill: {lit: {name: Spanish}}}
  tasks:
    - task:
        name: Main
        refId: Main
        actions:
          - setLanguage: {language: {lit: es-us}}
          - transferToAcd: {name: T, targetQueue: {lit: {name: Q}}}
"""
    )
    assert [each.language_skill for each in told(compile_flow(flow, {})).transfers] == ["Spanish"]


def test_a_module_begins_with_the_language_that_is_spoken_then() -> None:
    shared = module("- playAudio: {audio: {exp: 'ToAudioTTS(Call.Language)'}}", variables="")
    flow = inbound(
        """
        - setLanguage: {language: {lit: es-us}}
        - callCommonModule: {name: M, commonModule: {Shared: {ver_latestPublished: {}}}}
        """
    )
    program = compile_flow(flow, {"Shared": shared})
    player = Counting(program)
    assert [player.play(()).heard for _ in range(2)] == [("es-us",), ("es-us",)]
    assert player.left == 0


def test_the_settings_of_a_schedule_are_worked_out_in_their_order() -> None:
    flow = inbound(
        """
        - evaluateSchedule:
            name: S
            evaluationType:
              schedule:
                selectedSchedule: {lit: {name: X}}
                scheduleTimeZone: {exp: 'ToString(RandomInt(100000))'}
                evaluate: {dateTime: {exp: 'MakeDateTime(2026, 1, 1 + RandomInt(28), RandomInt(24), 0, 0)'}}
        """
    )
    asked: list[Command] = []

    def org(command: Command, ms: int) -> Event:
        asked.append(command)
        return ScheduleAnswer("active")

    player = Counting(compile_flow(flow, {}), None, org)
    player.play(())
    assert player.left == 0
    player.interpreted(())
    assert asked[0] == asked[1]


def test_a_time_out_between_keys_that_cannot_be_worked_out_is_an_error() -> None:
    flow = inbound(
        """
        - collectInput:
            name: C
            inputData: {var: Flow.s}
            digits: {exact: 2}
            interDigitTimeout: {exp: 'MakeDuration(0, 0, 0, ToInt("x"))'}
        """,
        variables=variable("string", "Flow.s"),
    )
    assert [each.code for each in Player(compile_flow(flow, {})).play(("12",)).failures] == ["conversion"]


def test_a_digit_that_ends_an_entry_is_left_to_the_interpreter() -> None:
    digits: Plain = {"range": {"min": 1, "max": 4, "terminatingDtmf": "digit_5"}}
    player = Player(compile_flow(many(action("collectInput", inputData={"var": "Flow.s"}, digits=digits)), {}))
    assert player.play(("125",)) == player.interpreted(("125",))


@pytest.mark.parametrize("key", ["10", "x", "", "99"])
def test_a_choice_under_what_is_no_key_is_never_taken(key: str) -> None:
    choice = Action("menuDisconnect", (("name", "D"), ("dtmf", f"digit_{key}"), ("refId", "D")))
    menu = Menu(name="M", ref_id="M", audio=Audio(tts="Menu"), choices=(choice,))
    flow = Flow(type="inboundCall", name="L", start_up_ref="./menus/menu[M]", default_language="en-us", menus=(menu,))
    player = Player(compile_flow(flow, {}))
    if key == "x":
        with pytest.raises(WrongEventError, match="are no keys"):
            player.play((key,))
    else:
        assert player.play((key,)) == player.interpreted((key,))
        assert player.play((key,)).ended.reason == "no menu choice"


@pytest.mark.parametrize(("more", "asked"), [(96, 1), (97, 1), (98, 0), (99, 0), (120, 0)])
def test_nothing_is_asked_or_observed_beyond_the_limit_of_actions(more: int, asked: int) -> None:
    """The loops take 9,901 of 10,000 actions, the task one."""
    update = action("updateData", statements=[])
    number = action("transferToNumber", targetNumber={"lit": "tel:+1"})
    program = compile_flow(many(loop(99, loop(99, update)), *[update] * more, number), {})
    heard: list[int] = []

    def org(command: Command, ms: int) -> Event:
        heard.append(ms)
        return TransferAnswer(success=True)

    straight, called = Steps(), Steps()
    player = Player(program, None, org, observer=straight)
    assert (player.play(()).by, len(heard)) == (("disconnect", "transfer")[asked], asked)
    Player(program, None, org, observer=called).interpreted(())
    assert straight.taken == called.taken


@pytest.mark.parametrize("count", [-5, 0, 1, 99, 100, 10**9])
def test_a_loop_has_as_many_passes_as_the_interpreter_gives_it(count: int) -> None:
    told(compile_flow(many(loop(count, action("playAudio", audio={"tts": "Again"}))), {}))


def exits(count: int) -> Flow:
    """Loops, one behind the other, that are left by two ways and never have a second pass."""
    return many(*[loop("Flow.i", action("loopExit"))] * count)


def rows(count: int, variables: int) -> Flow:
    """Actions whose expressions ask for more than variables, in a flow of many variables."""
    value: Plain = {"exp": "RandomInt(3) + Flow.i"}
    update = action("updateData", statements=[{"integer": {"variable": "Flow.i", "value": value}}])
    more = tuple(Variable(type="string", name=f"Flow.x{at}", initial=NoValue()) for at in range(variables))
    return many(*[update] * count, variables=more)


@pytest.mark.parametrize(
    ("small", "large", "times"),
    [
        (exits(6), exits(12), 2.5),
        (rows(60, 0), rows(60, 400), 2),
        (rows(100, 300), rows(200, 300), 2.1),
    ],
    ids=["loops", "variables", "expressions"],
)
def test_the_code_grows_with_the_flow_and_no_faster(small: Flow, large: Flow, times: float) -> None:
    assert length(large) <= times * length(small)


def length(flow: Flow) -> int:
    return len(Player(compile_flow(flow, {})).play.__code__.co_code)


def test_calls_nested_and_long_are_written() -> None:
    """Python indents 100 times at most, and looks into 20 blocks in blocks."""
    actions = [action("playAudio", audio={"exp": "Flow.s"})]
    for at in range(120):
        inside: Plain = {"cases": [{"case": {"value": {"lit": 1}, "actions": [*actions]}}], "default": {"actions": []}}
        value: Plain = {"exp": f"Flow.i - {at} + {at}"}
        actions = [action("switch", evaluate={"firstMatch": {"integer": {"value": value, **inside}}})]
    assert told(compile_flow(many(*actions), {})).heard == ("x",)
    program = compile_flow(many(*actions), {})
    straight, called = Steps(), Steps()
    Player(program, observer=straight).play(())
    Player(program, observer=called).interpreted(())
    assert straight.taken == called.taken
