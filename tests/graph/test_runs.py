"""Calls through lowered flows on the engine: where they end and what the caller hears."""

from __future__ import annotations

import pytest

from callflows.engine import CallContext, Outcome, compile_flow, run_script
from callflows.graph import lower
from callflows.models import Flow, PromptNode, SetNode
from tests.graph.build import SURROUNDINGS, flow, node, variable
from tests.graph.test_lowering import SHAPES

CONTEXT = CallContext(caller="+13175551234", called="+13175550000", remote_name="Ada")
HOURS = flow([node("start", "start"), node("back", "end")], ["start > back"], type="shared", name="Opening Hours")
BROKEN = flow(
    [node("start", "start"), node("text", "set", SetNode("Text", "abc")),
     node("cast", "set", SetNode("Number", "${Text}", "integer")), node("back", "end")],
    ["start > text", "text > cast", "cast > back"], type="shared", name="Opening Hours",
)  # fmt: skip


def call(given: Flow, pressed: str = "", hours: Flow = HOURS) -> Outcome:
    modules = {"Opening Hours": lower(hours), "Global Authentication Menu": lower(SHAPES["shared_flow"])}
    return run_script(compile_flow(lower(given, SURROUNDINGS), modules), CONTEXT, pressed)


def end_of(outcome: Outcome) -> tuple[str, list[str | None], list[str]]:
    return outcome.ended.by, [t.queue for t in outcome.transfers], list(outcome.heard)


SORRY = "Sorry, an error occurred. Please try your call again."


@pytest.mark.parametrize(
    ("shape", "end"),
    [
        ("tutorial", ("transfer", ["Support"], [])),
        ("error_to_one_queue", ("transfer", ["Sales"], [])),
        ("one_error_path_in_a_task", ("transfer", ["Sales"], [])),
        ("several_error_paths", ("transfer", ["Support"], [])),
        ("shared_flow_that_transfers", ("transfer", ["Support"], [])),
    ],
)
def test_a_call_whose_shared_flow_ends_well(shape, end):
    outcome = call(SHAPES[shape])
    assert end_of(outcome) == end
    assert (outcome.failures, outcome.not_executed) == ((), ())


@pytest.mark.parametrize(
    ("shape", "end"),
    [
        ("tutorial", ("disconnect", [], [SORRY])),
        ("error_to_one_queue", ("transfer", ["Support"], [])),
        ("one_error_path_in_a_task", ("transfer", ["Support"], ["Sorry."])),
        ("several_error_paths", ("transfer", ["Support"], ["Sorry."])),
    ],
)
def test_a_call_whose_shared_flow_fails(shape, end):
    outcome = call(SHAPES[shape], hours=BROKEN)
    assert end_of(outcome) == end
    assert [f.code for f in outcome.failures] == ["conversion"]


@pytest.mark.parametrize(
    ("pressed", "end", "results"),
    [
        ("1234", ("transfer", ["Support"], ["Enter your PIN.", "One moment, please."]), (True, "C-+13175551234")),
        ("9999", ("disconnect", [], ["Enter your PIN."]), (False, None)),
    ],
)
def test_inputs_go_in_and_outputs_come_back(pressed, end, results):
    outcome = call(SHAPES["inputs_outputs_and_decision"], pressed)
    assert end_of(outcome) == end
    (returned,) = outcome.module_returns
    assert dict(returned.outputs) == dict(zip(("Common.authenticated", "Common.customerId"), results, strict=True))


def test_an_error_after_the_shared_flow_is_not_its_error_path():
    given = flow(
        [node("start", "start"), node("one", "invoke"), node("two", "invoke"), node("cast", "set",
         SetNode("Number", "${Text}")), node("sorry", "prompt", PromptNode("Sorry.")),
         node("help", "queue"), node("bye", "hangup")],
        ["start > one", "one complete> two", "one error> sorry", "sorry > help", "two complete> cast",
         "two error> help", "cast > bye"],
        variables=[variable("Text", "string", "abc"), variable("Number", "integer")],
    )  # fmt: skip
    assert end_of(call(given)) == ("disconnect", [], [])


def test_what_is_said_and_set():
    outcome = call(SHAPES["prompts_and_sets"])
    assert outcome.heard[1:5] == ("Hello  Ada , try  3", "[welcome]", "[processing]", "3")
    assert outcome.variables["Flow.Nick"] == "+13175551234 on +13175550000"
