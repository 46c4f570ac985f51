"""Every shape that lowering has, as the file that it writes. The files beside this test are what a person reviews."""

from __future__ import annotations

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from callflows.architect import write
from callflows.graph import Surroundings, inputs_of, lower, outputs_of
from callflows.graph.surroundings import Parameter
from callflows.models import (
    CollectNode,
    DecisionNode,
    EndNode,
    Flow,
    FlowNode,
    HangupNode,
    InvokeNode,
    PromptNode,
    QueueNode,
    SetNode,
    TransferNode,
)
from tests.graph.build import SURROUNDINGS, edge, flow, node, tutorial, variable


class Yaml(SingleFileSnapshotExtension):
    file_extension = "yaml"
    _write_mode = WriteMode.TEXT


@pytest.fixture
def yaml(snapshot):
    return snapshot.use_extension(Yaml)


def full_invoke(name: str = "auth") -> FlowNode:
    return node(
        name,
        "invoke",
        InvokeNode(
            "shared-1",
            [{"name": "callerid", "value": "${CallerId}"}, {"name": "Common.Tries", "value": "3"}],
            [{"name": "authenticated", "variable": "Authenticated"}],
        ),
    )


SHAPES = {
    "tutorial": tutorial(),
    "inputs_outputs_and_decision": flow(
        [
            node("start", "start"),
            full_invoke(name="auth"),
            node("ok", "decision", DecisionNode("${Authenticated} == true"), name="Authenticated?"),
            node("support", "queue", QueueNode(queue_name="Support", skills=["Billing", 'The "best"'], priority=5,
                                               language_skill="Spanish", pre_transfer_audio="One moment, please.",
                                               failure_transfer_audio="Sorry, ${CallerName}.")),
            node("bye", "hangup", HangupNode("PIN wrong three times")),
            node("down", "hangup", HangupNode("authentication failed")),
        ],
        ["start > auth", "auth complete> ok", "auth error> down", "ok yes> support", "ok no> bye"],
        description="Authenticates, then queues.",
    ),
    "error_to_one_queue": flow(
        [node("start", "start"), node("first", "invoke"), node("second", "invoke"), node("sales", "queue",
         QueueNode("queue-2")), node("help", "queue"), node("more", "queue", QueueNode(queue_name="Support",))],
        ["start > first", "first complete> second", "first error> help", "second complete> sales",
         "second error> more"],
    ),
    "one_error_path_in_a_task": flow(
        [node("start", "start"), node("first", "invoke"), node("sorry", "prompt", PromptNode("Sorry.")),
         node("support", "queue", QueueNode("queue-1", priority=10)), node("sales", "queue", QueueNode("queue-2"))],
        ["start > first", "first complete> sales", "first error> sorry", "sorry > support"],
    ),
    "several_error_paths": flow(
        [node("start", "start"), node("first", "invoke"), node("second", "invoke"), node("sorry", "prompt",
         PromptNode("Sorry.")), node("support", "queue"), node("bye", "hangup")],
        ["start > first", "first complete> second", "first error> sorry", "sorry > support",
         "second complete> support", "second error> bye"],
        variables=[variable("ErrorPath")],
    ),
    "joins_become_tasks": flow(
        [node("start", "start"), node("pin", "collect", CollectNode(
            "Pin", digits=4, terminator="#", prompt="Enter your PIN.", no_entry_timeout=8)),
         node("again", "collect", CollectNode("Pin", min=4, max=6, inter_digit_timeout=2), name="PIN [again]/2"),
         node("set", "set", SetNode("Level", 2), name="Level two"), node("support", "queue"),
         node("outside", "transfer", TransferNode("${Backup}")), node("bye", "hangup")],
        ["start > pin", "pin success> set", "pin failure> again", "again success> set", "again failure> bye",
         "set > support", "support failure> outside", "outside failure> bye"],
        variables=[variable("Backup", "string", "+13175551234", description="Where calls go when all is lost")],
    ),
    "prompts_and_sets": flow(
        [node("start", "start"), node("tts", "prompt", PromptNode('Say "hi": 50 % # done')),
         node("mixed", "prompt", PromptNode("Hello ${CallerName}, try ${Tries}")),
         node("recorded", "prompt", PromptNode(prompt="welcome")),
         node("system", "prompt", PromptNode(prompt="PromptSystem.processing")),
         node("expression", "prompt", PromptNode(expression="ToAudioNumber(${Tries})")),
         node("clear", "set", SetNode("Nick")), node("text", "set", SetNode("Nick", "${CallerId} on ${CalledNumber}")),
         node("cast", "set", SetNode("Tries", "${Nick}")), node("bye", "hangup", name="")],
        ["start > tts", "tts > mixed", "mixed > recorded", "recorded > system", "system > expression",
         "expression > clear", "clear > text", "text > cast", "cast > bye"],
        variables=[variable("Tries", "integer", 3), variable("Names", "stringCollection")],
    ),
    "shared_flow": flow(
        [node("start", "start"), node("pin", "collect", CollectNode("Pin", digits=4, prompt="Enter your PIN.")),
         node("right", "decision", DecisionNode('${Pin} == "1234"'), name="Right?"),
         node("yes", "end", EndNode([{"name": "authenticated", "value": True},
                                     {"name": "customerId", "value": "C-${callerId}"}])),
         node("no", "end", EndNode([{"name": "authenticated", "value": "false"}]))],
        ["start > pin", "pin success> right", "pin failure> no", "right yes> yes", "right no> no"],
        type="shared",
        variables=[variable("callerId", is_input=True), variable("authenticated", "boolean", is_output=True),
                   variable("customerId", is_output=True)],
    ),
    "shared_flow_with_shut_blocks": flow(
        [node("start", "start"), node("a", "decision", DecisionNode("${x} > 1")),
         node("b", "decision", DecisionNode("${x} > 2")), node("left", "prompt", PromptNode("Left")),
         node("right", "prompt", PromptNode("Right")), node("done", "end")],
        ["start > a", "a yes> b", "a no> left", "b yes> left", "b no> right", "left > right", "right > done"],
        type="shared",
        variables=[variable("x", "integer", is_input=True)],
    ),
    "shared_flow_that_transfers": flow(
        [node("start", "start"), node("support", "queue"), node("bye", "hangup", HangupNode("nobody there"))],
        ["start > support", "support failure> bye"],
        type="shared",
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape(shape, yaml):
    assert write(lower(SHAPES[shape], SURROUNDINGS)) == yaml


def test_division_language_and_greeting(yaml):
    lowered = lower(tutorial(), SURROUNDINGS, division="Home", language="de-de", greeting="Welcome to ${CalledNumber}")
    assert write(lowered) == yaml


def test_an_unknown_contract_writes_what_is_passed(yaml):
    given = tutorial()
    given.nodes[1].action = InvokeNode(
        "unknown-1",
        [{"name": "id", "value": "5"}, {"name": "Common.x", "value": None}],
        [{"name": "y", "variable": "Y"}],
    )
    assert write(lower(given, SURROUNDINGS)) == yaml


def test_an_invoke_may_name_its_next_nodes_itself():
    named = tutorial()
    named.nodes[1].action = InvokeNode("shared-2", on_complete="support", on_error="bye")
    named.edges = [edge("start > auth")]
    assert lower(named, SURROUNDINGS) == lower(tutorial(), SURROUNDINGS)


def test_a_lowered_shared_flow_is_the_contract_of_its_callers():
    module = lower(SHAPES["shared_flow"], SURROUNDINGS)
    assert inputs_of(module) == (Parameter("Common.callerId", "string", required=True),)
    assert outputs_of(module) == (
        Parameter("Common.authenticated", "boolean"),
        Parameter("Common.customerId", "string"),
    )


def test_a_flow_with_errors_is_not_lowered():
    with pytest.raises(
        ValueError, match=r"^lower\(\) needs a flow without errors: graph-no-start: the flow has no node"
    ):
        lower(Flow("Empty"), Surroundings())


def test_without_surroundings_a_queue_goes_by_its_name():
    given = flow([node("start", "start"), node("sales", "queue", QueueNode(queue_name="Sales"))], ["start > sales"])
    assert lower(given) == lower(given, SURROUNDINGS)
    with pytest.raises(ValueError, match="the shared flow with id 'shared-2' is not among the surroundings"):
        lower(tutorial())


def test_names_stay_within_two_hundred_characters():
    long = flow(
        [node("start", "start"), node("bye", "hangup", HangupNode("because " * 50), name="B" * 150)], ["start > bye"]
    )
    (task,) = lower(long).tasks
    assert [len(action.name) for action in task.actions] == [200]
