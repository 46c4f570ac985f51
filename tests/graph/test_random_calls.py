"""Calls through random graphs: the engine takes the graph's own steps and ends where the graph says."""

from __future__ import annotations

from hypothesis import given

from callflows.engine import CallContext, KnownOrg, Outcome, compile_flow, run_script
from callflows.engine.trace import Action
from callflows.graph import lower
from callflows.models import CollectNode, DecisionNode, Flow, InvokeNode, QueueNode, TransferNode
from tests.graph.build import SURROUNDINGS, flow, node
from tests.graph.test_meaning import CHOICES, graphs
from tests.graph.test_runs import BROKEN, HOURS
from tests.graph.walk import along_the_graph

REACHED, UNREACHED = "+13175551234", "+13175559999"
CONTEXT = CallContext(directory=KnownOrg(failing=frozenset({("queue", "Sales"), ("number", UNREACHED)})))
MODULES = {"Opening Hours": lower(HOURS), "Legacy": lower(BROKEN)}
AROUND = flow(
    [node("s", "start"), node("m", "invoke"), node("after", "hangup"), node("failed", "hangup")],
    ["s > m", "m complete> after", "m error> failed"],
)


def decide(given: Flow, choices) -> list[str]:
    """Make every step turn out as `choices` say; what the caller does at each entry, in the order of the call."""
    typed: list[str] = []
    steps = {step.name: step.action for step in given.nodes}
    for name in along_the_graph(given, choices)[0]:
        well = choices.at(name, "well", "badly") == "well"
        match steps[name]:
            case DecisionNode() as action:
                action.condition = "true" if well else "false"
            case QueueNode() as action:
                action.queue_id = "queue-1" if well else "queue-2"
            case TransferNode() as action:
                action.number = REACHED if well else UNREACHED
            case InvokeNode() as action:
                action.flow_id = "shared-2" if well else "unknown-1"
            case CollectNode():
                typed.append("1234" if well else "w")
    return typed


def steps_of(outcome: Outcome, given: Flow) -> list[str]:
    names = {step.name for step in given.nodes}
    return [event.name for event in outcome.events if isinstance(event, Action) and event.name in names]


def until_the_second_error(path: list[str], given: Flow) -> list[str]:
    """The steps up to the second shared flow that fails, where the platform ends the call."""
    fails = {s.name for s in given.nodes if isinstance(s.action, InvokeNode) and s.action.flow_id == "unknown-1"}
    failing = [at for at, name in enumerate(path) if name in fails]
    return path[: failing[1] + 1] if len(failing) > 1 else path


@given(graphs(), CHOICES)
def test_a_call_takes_the_steps_of_its_graph(flow, choices):
    typed = decide(flow, choices)
    path, end = along_the_graph(flow, choices)
    expected = until_the_second_error(path, flow)
    outcome = run_script(compile_flow(lower(flow, SURROUNDINGS), MODULES), CONTEXT, typed)
    steps = steps_of(outcome, flow)
    if outcome.failures and steps == expected[:-1]:
        # The flow's error handling stands for the last step and is no action with a name.
        last = next(step.action for step in flow.nodes if step.name == expected[-1])
        queues = [SURROUNDINGS.queues[last.queue_id]] if isinstance(last, QueueNode) else []
        assert [t.queue for t in outcome.transfers[-1:] if queues] == queues
    else:
        assert steps == expected
    how = "error" if expected != path else "transfer" if end == "left" else "disconnect"
    assert outcome.ended.by == how
    assert outcome.not_executed == ()


@given(graphs("shared"), CHOICES)
def test_a_call_takes_the_steps_of_the_shared_flow_inside_it(flow, choices):
    typed = decide(flow, choices)
    expected, end = along_the_graph(flow, choices)
    program = compile_flow(lower(AROUND, SURROUNDINGS), {"Opening Hours": lower(flow, SURROUNDINGS)})
    outcome = run_script(program, CONTEXT, typed)
    assert steps_of(outcome, flow) == expected
    assert outcome.ended.by == ("transfer" if end == "left" else "disconnect")
    assert (steps_of(outcome, AROUND)[-1] == "After") == (end == "end")
    assert outcome.failures == ()
