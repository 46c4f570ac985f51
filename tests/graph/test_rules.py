"""Each rule: the exact breaches (code, node, message) of a flow that breaks it, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from callflows.diagnostics import Severity
from callflows.graph import Surroundings, check, status_of
from callflows.graph.findings import CODES
from callflows.models import (
    CollectNode,
    DecisionNode,
    EndNode,
    Flow,
    FlowEdge,
    FlowNode,
    HangupNode,
    InvokeNode,
    PromptNode,
    QueueNode,
    SetNode,
    TransferNode,
)
from tests.graph.build import SURROUNDINGS, edge, flow, node, said, tutorial, variable

SEVEN: Any = 7


def one(action_node: FlowNode, *more: FlowNode, edges: Sequence[str] = (), **given: Any) -> Flow:
    """A flow of a start, the node (id `n`), and a hangup behind it where it needs one."""
    return flow([node("s", "start"), action_node, *more], ["s > n", *edges], **given)


def queue(action: Any, **given: Any) -> Flow:
    return one(node("n", "queue", action), **given)


def prompt(action: Any, **given: Any) -> Flow:
    return one(node("n", "prompt", action), node("h", "hangup"), edges=["n > h"], **given)


def invoke(action: Any, **given: Any) -> Flow:
    return one(node("n", "invoke", action), node("h", "hangup"), edges=["n complete> h", "n error> h"], **given)


def collect(action: Any, **given: Any) -> Flow:
    return one(node("n", "collect", action), node("h", "hangup"), edges=["n success> h", "n failure> h"], **given)


def decision(action: Any, **given: Any) -> Flow:
    return one(node("n", "decision", action), node("h", "hangup"), edges=["n yes> h", "n no> h"], **given)


def shared(end: Any, **given: Any) -> Flow:
    return one(node("n", "end", end), type="shared", **given)


def setter(action: Any, **given: Any) -> Flow:
    return one(node("n", "set", action), node("h", "hangup"), edges=["n > h"], **given)


CASES: dict[str, tuple[Flow, list[tuple[str, str, str]]]] = {
    "no name": (flow([node("s", "start"), node("h", "hangup")], ["s > h"], name=" "), [
        ("graph-bad-name", "", "the flow has no name")]),
    "slash": (flow([node("s", "start"), node("h", "hangup")], ["s > h"], name="a/b"), [
        ("graph-bad-name", "", 'the name "a/b" holds a "/"')]),
    "debug": (flow([node("s", "start"), node("h", "hangup")], ["s > h"], name="a-Debug"), [
        ("graph-bad-name", "", 'the name "a-Debug" ends in "-debug", which Genesys Cloud keeps for itself')]),
    "no letter": (flow([node("s", "start"), node("h", "hangup")], ["s > h"], name="#/!"), [
        ("graph-bad-name", "", 'the name "#/!" holds a "/"'),
        ("graph-bad-name", "", 'the name "#/!" has no letter and no digit')]),
    "long name": (flow([node("s", "start"), node("h", "hangup")], ["s > h"], name="x" * 201), [
        ("graph-bad-name", "", "the name is 201 characters long, and 200 are allowed")]),
    "second error": (flow(
        [node("s", "start"), node("a", "invoke"), node("b", "invoke"), node("q", "queue"), node("h", "hangup")],
        ["s > a", "a complete> h", "a error> b", "b complete> q", "b error> q"]), [
        ("graph-second-error", "b",
         '"B" may be invoked after an error; if it fails too, the call ends and does not go on with "Q"')]),
    "second error hangs up": (flow(
        [node("s", "start"), node("a", "invoke"), node("b", "invoke"), node("q", "queue"), node("h", "hangup")],
        ["s > a", "a complete> h", "a error> b", "b complete> q", "b error> h"]), []),
    "types in a condition": (decision(DecisionNode('Left(${Pin}, "1") == "1"'), variables=[variable("Pin")]), [
        ("graph-wrong-type", "n", 'condition of "N": Left takes (String, Integer); the second argument is String')]),
    "a condition that is no truth": (decision(DecisionNode("${To}"), variables=[variable("To", "queue")]), [
        ("graph-wrong-type", "n", 'condition of "N": Boolean is needed, the expression gives Queue')]),
    "a function that call flows lack": (decision(DecisionNode('EmailAddressLocalPart("a@b") == "a"')), [
        ("graph-wrong-type", "n",
         'condition of "N": EmailAddressLocalPart(String) does not exist in flows of type inboundCall')]),
    "a prompt that is no sound": (prompt(PromptNode(expression="${To}"), variables=[variable("To", "queue")]), [
        ("graph-wrong-type", "n", 'expression of "N": Audio is needed, the expression gives Queue')]),
    "flow type": (flow([node("s", "start"), node("h", "hangup")], ["s > h"], type="chat"), [
        ("graph-unknown-flow-type", "", 'the flow is of type "chat"')]),
    "no node id": (flow([node("s", "start"), node("h", "hangup"), FlowNode("", "Lost", "hangup")], ["s > h"]), [
        ("graph-missing-node-id", "", 'the node "Lost" has no id')]),
    "same node id": (flow([node("s", "start"), node("h", "hangup"), node("h", "queue", name="Q")], ["s > h"]), [
        ("graph-duplicate-node-id", "h", 'the id "h" is that of "H" already')]),
    "node type": (flow([node("s", "start"), FlowNode("n", "N", "que", QueueNode("queue-1"))], ["s > n"]), [
        ("graph-unknown-node-type", "n", '"N" is of type "que"')]),
    "no node type": (flow([node("s", "start"), FlowNode("n", "N")], ["s > n"]), [
        ("graph-unknown-node-type", "n", '"N" has no type')]),
    "no action": (one(FlowNode("n", "N", "queue")), [
        ("graph-missing-action", "n", '"N" is of type queue and has no action')]),
    "other action": (one(node("n", "queue", HangupNode())), [
        ("graph-wrong-action", "n", '"N" is of type queue but has a HangupNode')]),
    "start with action": (flow([node("s", "start", HangupNode()), node("h", "hangup")], ["s > h"]), [
        ("graph-wrong-action", "s", '"S" is a start and does nothing, but has a HangupNode')]),
    "invoke without flow": (invoke(InvokeNode()), [
        ("graph-missing-setting", "n", '"N" does not say which shared flow it invokes')]),
    "invoke entries": (invoke(InvokeNode("unknown-1", [{"value": "x"}, {"name": "a"}], [{"name": "b"}])), [
        ("graph-missing-setting", "n", '"N" has an entry without a name in variables'),
        ("graph-missing-setting", "n", '"N" has the entry "a" without a value in variables'),
        ("graph-missing-setting", "n", '"N" has the entry "b" without a variable in outputs')]),
    "queue without queue": (queue(QueueNode()), [
        ("graph-missing-setting", "n", '"N" does not say which queue')]),
    "priority": (queue(QueueNode("queue-1", priority=25_000_001)), [
        ("graph-out-of-range", "n", '"N" has priority 25,000,001')]),
    "silent prompt": (prompt(PromptNode()), [
        ("graph-missing-setting", "n", '"N" plays nothing')]),
    "prompt twice": (prompt(PromptNode("Hi", "welcome")), [
        ("graph-conflicting-settings", "n", '"N" has text and prompt')]),
    "collect": (collect(CollectNode(" ", digits=33, min=5, max=4, terminator="##", no_entry_timeout=0)), [
        ("graph-missing-setting", "n", '"N" does not say which variable takes the digits'),
        ("graph-conflicting-settings", "n", '"N" has digits beside min or max'),
        ("graph-out-of-range", "n", '"N" has digits 33'),
        ("graph-conflicting-settings", "n", '"N" has min 5 above max 4'),
        ("graph-out-of-range", "n", '"N" has the terminator "##"'),
        ("graph-out-of-range", "n", '"N" has no_entry_timeout 0')]),
    "no condition": (decision(DecisionNode(" ")), [
        ("graph-missing-setting", "n", '"N" has no condition')]),
    "set nothing": (setter(SetNode(value="x")), [
        ("graph-missing-setting", "n", '"N" does not say which variable it sets')]),
    "no number": (one(node("n", "transfer", TransferNode())), [
        ("graph-missing-setting", "n", '"N" does not say which number')]),
    "no start": (flow([node("h", "hangup")], []), [
        ("graph-no-start", "", "the flow has no node of type start"),
        ("graph-no-incoming-edge", "h", 'no edge leads to "H"')]),
    "two starts": (flow([node("s", "start"), node("t", "start"), node("h", "hangup")], ["s > h", "t > h"]), [
        ("graph-several-starts", "t", '"T" is a second start beside "S"')]),
    "lone second start": (flow([node("s", "start"), node("t", "start"), node("h", "hangup")], ["s > h"]), [
        ("graph-several-starts", "t", '"T" is a second start beside "S"')]),
    "start not found": (flow([node("s", "start"), node("h", "hangup")], ["s > h"], start_node_id="x"), [
        ("graph-start-not-found", "", 'startNodeId is "x", and no node has that id')]),
    "start is another": (flow([node("s", "start"), node("h", "hangup")], ["s > h"], start_node_id="h"), [
        ("graph-start-is-not-a-start", "h", 'startNodeId names "H", which is of type hangup')]),
    "edges to nowhere": (flow([node("s", "start"), node("h", "hangup")], ["s > h", "x > h", "y > z"]), [
        ("graph-edge-to-nowhere", "h", 'edge 2, which leads to "H", comes from "x", and no node has that id'),
        ("graph-edge-to-nowhere", "", 'edge 3 comes from "y", and no node has that id'),
        ("graph-edge-to-nowhere", "", 'edge 3 goes to "z", and no node has that id')]),
    "edge without ends": (Flow("X", nodes=[node("s", "start")], edges=[FlowEdge(None, "s"), FlowEdge("e")]), [
        ("graph-edge-to-nowhere", "s", 'edge 1 from "S" goes to no node: its to_node_id is empty'),
        ("graph-edge-to-nowhere", "", 'edge "e" comes from no node: its from_node_id is empty'),
        ("graph-edge-to-nowhere", "", 'edge "e" goes to no node: its to_node_id is empty')]),
    "edge to nowhere": (flow([node("s", "start")], ["s > x"]), [
        ("graph-edge-to-nowhere", "s", 'edge 1 from "S" goes to "x", and no node has that id')]),
    "named node is nowhere": (
        one(node("n", "invoke", InvokeNode("shared-2", on_complete="h", on_error="x")), node("h", "hangup")), [
        ("graph-edge-to-nowhere", "n", 'on_error of "N" goes to "x", and no node has that id')]),
    "same edge id": (Flow("Test", nodes=[node("s", "start"), node("n", "decision"), node("h", "hangup")], edges=[
        FlowEdge("e", "s", "n"), FlowEdge("e", "n", "h", "ON_TRUE"), FlowEdge("f", "n", "h", "ON_FALSE")]), [
        ("graph-duplicate-edge-id", "n", 'two edges have the id "e"')]),
    "edge type": (one(node("n", "prompt"), node("h", "hangup"), edges=["n ON_DONE> h"]), [
        ("graph-unknown-edge-type", "n", 'edge 2 is of type "ON_DONE"'),
        ("graph-path-does-not-end", "n", 'the path stops at "N", which is of type prompt and ends nothing')]),
    "wrong edge type": (one(node("n", "prompt"), node("h", "hangup"), edges=["n > h", "n yes> h"]), [
        ("graph-wrong-edge-type", "n", '"N" is of type prompt, and edge 3 leaves it by ON_TRUE')]),
    "edge from an end": (one(node("n", "hangup"), node("h", "hangup"), edges=["n > h"]), [
        ("graph-wrong-edge-type", "n", '"N" is of type hangup and ends the path, but edge 2 leaves it')]),
    "invoke without outcomes": (one(node("n", "invoke")), [
        ("graph-invoke-without-on-complete", "n",
         '"N" does not say where the call goes when the shared flow has ended'),
        ("graph-invoke-without-on-error", "n", '"N" does not say where the call goes when the shared flow fails')]),
    "invoke with several": (
        one(node("n", "invoke", InvokeNode("shared-2", on_complete="g")), node("g", "hangup"), node("h", "hangup"),
            edges=["n complete> h", "n error> h", "n error> g"]), [
        ("graph-invoke-several-on-complete", "n",
         '"N" has 2 edges for ON_COMPLETE: edge 2, on_complete'),
        ("graph-invoke-several-on-error", "n", '"N" has 2 edges for ON_ERROR: edge 3, edge 4')]),
    "decision without no": (one(node("n", "decision"), node("h", "hangup"), edges=["n yes> h"]), [
        ("graph-missing-outcome", "n", '"N" does not say where the call goes on no')]),
    "two ways on": (one(node("n", "prompt"), node("g", "hangup"), node("h", "hangup"), edges=["n > g", "n > h"]), [
        ("graph-several-outcomes", "n", '"N" has 2 edges for TRANSITION: edge 2, edge 3')]),
    "path does not end": (flow([node("s", "start")], []), [
        ("graph-path-does-not-end", "s", 'the path stops at "S", which is of type start and ends nothing')]),
    "no way in": (flow([node("s", "start"), node("h", "hangup"), node("p", "prompt"), node("q", "queue")],
                       ["s > h", "p > q"]), [
        ("graph-no-incoming-edge", "p", 'no edge leads to "P"'),
        ("graph-unreachable-node", "q", 'no path from the start leads to "Q"')]),
    "cycle": (flow([node("s", "start"), node("a", "prompt"), node("d", "decision"), node("h", "hangup")],
                   ["s > a", "a > d", "d yes> h", "d no> a"]), [
        ("graph-cycle", "a", 'the path comes back to where it was: "A" → "D" → "A"')]),
    "self": (flow([node("s", "start"), node("d", "decision"), node("h", "hangup")],
                  ["s > d", "d yes> h", "d no> d"]), [
        ("graph-cycle", "d", 'the path comes back to where it was: "D" → "D"')]),
    "two cycles": (
        flow([node("s", "start"), node("a", "decision"), node("b", "decision"), node("h", "hangup")],
             ["s > a", "a yes> a", "a no> b", "b yes> b", "b no> h"]), [
        ("graph-cycle", "a", 'the path comes back to where it was: "A" → "A"'),
        ("graph-cycle", "b", 'the path comes back to where it was: "B" → "B"')]),
    "end in inbound": (one(node("n", "end")), [
        ("graph-end-in-inbound-flow", "n", '"N" ends an inbound flow, which disconnects the call')]),
    "invoke in shared": (invoke(InvokeNode("shared-2"), type="shared"), [
        ("graph-shared-flow-calls-shared-flow", "n", '"N" invokes a shared flow from inside a shared flow')]),
    "flow not found": (invoke(InvokeNode("nope")), [
        ("graph-shared-flow-not-found", "n", '"N" invokes the flow with id "nope", which does not exist')]),
    "not shared": (invoke(InvokeNode("inbound-1")), [
        ("graph-not-a-shared-flow", "n",
         '"N" invokes "Main line", which is of type inboundcall and not a shared flow')]),
    "draft": (invoke(InvokeNode("draft-1")), [
        ("graph-shared-flow-not-published", "n", '"N" invokes "Survey", which has never been published'),
        ("graph-shared-flow-disabled", "n", '"N" invokes "Survey", which is disabled')]),
    "inputs and outputs": (invoke(InvokeNode(
        "shared-1",
        [{"name": "callerid2", "value": "x"}, {"name": "tries", "value": 1}, {"name": "Common.Tries", "value": 2}],
        [{"name": "custmerId", "variable": "Id"}, {"name": "authenticated", "variable": "A"},
         {"name": "Authenticated", "variable": "B"}])), [
        ("graph-duplicate-input", "n", '"N" names the input "Tries" twice'),
        ("graph-duplicate-output", "n", '"N" names the output "Authenticated" twice'),
        ("graph-missing-input", "n",
         '"Global Authentication Menu" needs the input "callerId" (string), and "N" does not pass it'),
        ("graph-unknown-input", "n", '"Global Authentication Menu" has no input "callerid2", which "N" names'),
        ("graph-unknown-output", "n", '"Global Authentication Menu" has no output "custmerId", which "N" names')]),
    "variables": (prompt(PromptNode("Hi"), variables=[
        variable("1st"), variable("Level"), variable("level", "int"), variable("Version"),
        variable("Tries", "integer", "many"), variable("Nick", "string", "${CallerId}")]), [
        ("graph-bad-variable-name", "", '"1st" cannot be a variable\'s name'),
        ("graph-duplicate-variable", "", 'the variable "level" is declared twice (case does not count)'),
        ("graph-unknown-variable-type", "", 'the variable "level" is of type "int"'),
        ("graph-bad-variable-name", "", '"Version" is a variable that Architect fills itself'),
        ("graph-wrong-type", "", 'the variable "Tries": \'many\' is no integer'),
        ("graph-wrong-type", "", 'the variable "Nick": an initial value is a constant')]),
    "unknown variable": (prompt(PromptNode("Hi ${CustmerId}"), variables=[variable("CustomerId")]), [
        ("graph-unknown-variable", "n", 'text of "N" uses ${CustmerId}, which this inbound flow does not have')]),
    "unknown variable passed": (
        invoke(InvokeNode("shared-1", [{"name": "callerId", "value": "${InboundVarName}"}])), [
        ("graph-unknown-variable", "n",
         'input "callerId" of "N" uses ${InboundVarName}, which this inbound flow does not have')]),
    "unknown variable in an expression": (decision(DecisionNode('Flow.Lvel == "a" and Flow.IsTest'),
                                                   variables=[variable("Level")]), [
        ("graph-unknown-variable", "n", 'condition of "N" uses Flow.Lvel, which this inbound flow does not have')]),
    "wrong type": (invoke(InvokeNode("shared-1",
                                     [{"name": "callerId", "value": 1}, {"name": "tries", "value": "x"}])), [
        ("graph-wrong-type", "n", 'input "tries" of "N": \'x\' is no integer')]),
    "digits into a number": (collect(CollectNode("Pin", digits=4), variables=[variable("pin", "integer")]), [
        ("graph-wrong-type", "n", '"N" puts the type string into "pin", which is of type integer')]),
    "set as another type": (setter(SetNode("Level", 1, "integer"), variables=[variable("Level")]), [
        ("graph-wrong-type", "n", '"N" puts the type integer into "Level", which is of type string')]),
    "result into another type": (
        invoke(InvokeNode("shared-1", [{"name": "callerId", "value": "1"}],
                          [{"name": "authenticated", "variable": "Ok"}]), variables=[variable("Ok")]), [
        ("graph-wrong-type", "n", '"N" puts the type boolean into "Ok", which is of type string')]),
    "bad template": (prompt(PromptNode("Hi ${Customer Id}")), [
        ("graph-bad-template", "n", 'text of "N": \'${Customer Id}\' is no variable')]),
    "quoted variable": (decision(DecisionNode('"${CallerId}" == "1"')), [
        ("graph-bad-template", "n", 'condition of "N": ${CallerId} stands inside quotes, where it is only text')]),
    "caller data in shared": (one(node("n", "prompt", PromptNode("Hi ${CallerId}")), node("h", "hangup"),
                                  edges=["n > h"], type="shared"), [
        ("graph-caller-data-in-shared-flow", "n", 'text of "N" reads Call.Ani, which a shared flow may not have')]),
    "outputs of an end": (shared(EndNode([{"value": 1}, {"name": "Okk", "value": 1}, {"name": "Ok", "value": 1},
                                          {"name": "common.ok", "value": True}]),
                                 variables=[variable("Ok", "boolean", is_output=True),
                                            variable("In", is_input=True)]), [
        ("graph-wrong-type", "n", 'output "Ok" of "N": 1 is no boolean'),
        ("graph-missing-setting", "n", '"N" has an output without a name'),
        ("graph-unknown-output", "n", '"N" gives back "Okk", which is no output of this flow'),
        ("graph-duplicate-output", "n", '"N" gives back "ok" twice')]),
    "queue by id": (queue(QueueNode("nope")), [
        ("graph-queue-not-found", "n", '"N" hands the call to the queue with id "nope", which does not exist')]),
    "queue by name": (queue(QueueNode(queue_name="Suport")), [
        ("graph-queue-not-found", "n", '"N" hands the call to the queue "Suport", which does not exist')]),
    "wrong value": (Flow("Test", nodes=[FlowNode(SEVEN, "N", "queue")]), [
        ("graph-bad-value", "", "nodes[0].id: expected str, got int")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_breach_is_said_exactly(name):
    broken, expected = CASES[name]
    assert said(broken) == expected
    assert all(d.help for d in check(broken, SURROUNDINGS))


def test_an_expression_that_does_not_parse():
    ((code, node_id, message),) = said(decision(DecisionNode("${CallerId} = 1")))
    assert (code, node_id) == ("graph-bad-expression", "n")
    assert message.startswith('condition of "N": ')


def test_every_code_is_shown_by_a_test():
    shown = {code for _, expected in CASES.values() for code, _, _ in expected}
    assert set(CODES) - shown == {"graph-not-json", "graph-unknown-key", "graph-bad-expression"}


def test_the_nearest_names_are_offered():
    (queue_,) = check(CASES["queue by name"][0], SURROUNDINGS)
    assert queue_.help == 'Did you mean "Support"? Create the queue, or name another.'
    (name,) = check(CASES["unknown variable"][0], SURROUNDINGS)
    assert name.help == 'Did you mean "CustomerId"? Declare it in variables, or fill it in a step before.'


def test_the_next_step_names_the_setting_that_leads_nowhere():
    by_edge = check(CASES["edge to nowhere"][0], SURROUNDINGS)
    by_node = check(CASES["named node is nowhere"][0], SURROUNDINGS)
    assert by_edge[0].help == "Set to_node_id to the id of a node, or take the edge out."
    assert by_node[0].help == "Set on_error to the id of a node, or take the edge out."


def test_names_that_architect_fills_are_known_and_hidden_by_declared_ones():
    condition = 'Flow.Version == "1.0" and Flow.Id != Flow.Name and ${Flow.Name} == ${Interaction.Id}'
    assert said(decision(DecisionNode(condition))) == []
    assert said(collect(CollectNode("Name", digits=4))) == []
    assert said(collect(CollectNode("Version", digits=4))) == [
        ("graph-bad-variable-name", "n", '"N": "Version" is a variable that Architect fills itself')
    ]


def test_all_breaches_come_at_once():
    broken = tutorial()
    broken.nodes.append(node("lost", "prompt", PromptNode("${X}")))
    broken.nodes[1].action = InvokeNode("nope")
    broken.edges = broken.edges[:2]
    broken.edges.append(edge("lost > nowhere"))
    assert [(code, at) for code, at, _ in said(broken)] == [
        ("graph-edge-to-nowhere", "lost"),
        ("graph-invoke-without-on-error", "auth"),
        ("graph-no-incoming-edge", "bye"),
        ("graph-no-incoming-edge", "lost"),
        ("graph-shared-flow-not-found", "auth"),
        ("graph-unknown-variable", "lost"),
    ]


def test_a_good_flow_has_none():
    assert check(tutorial(), SURROUNDINGS) == ()


def test_without_surroundings_only_the_flow_itself_is_judged():
    alone = invoke(InvokeNode("nope", [{"name": "x", "value": "${X}"}]))
    assert said(alone, None) == [
        ("graph-unknown-variable", "n", 'input "x" of "N" uses ${X}, which this inbound flow does not have')
    ]
    assert check(queue(QueueNode("nope"))) == ()


def test_an_unknown_contract_is_not_judged():
    assert said(invoke(InvokeNode("unknown-1", [{"name": "x", "value": "1"}], [{"name": "y", "variable": "Y"}]))) == []


def test_a_variable_that_a_step_fills_needs_no_declaration():
    given = collect(CollectNode("Pin", digits=4, prompt="PIN, please, ${Pin}"))
    assert said(given) == []


def test_a_greeting_is_judged():
    (only,) = check(tutorial(), SURROUNDINGS, greeting="Hello ${Nobody}")
    assert (only.code, only.message) == (
        "graph-unknown-variable",
        "greeting uses ${Nobody}, which this inbound flow does not have",
    )


@pytest.mark.parametrize(
    ("name", "status"),
    [("flow not found", 404), ("not shared", 404), ("draft", 400), ("cycle", 400), ("queue by id", 400)],
)
def test_the_status_of_a_breach(name, status):
    assert status_of(check(CASES[name][0], SURROUNDINGS)) == status


def test_a_missing_shared_flow_beside_another_fault_is_a_bad_request():
    broken = invoke(InvokeNode("nope"), name="")
    assert status_of(check(broken, SURROUNDINGS)) == 400


def test_which_breaches_are_warnings():
    warned = {
        d.code for broken, _ in CASES.values() for d in check(broken, SURROUNDINGS) if d.severity is not Severity.ERROR
    }
    assert warned == {"graph-end-in-inbound-flow", "graph-caller-data-in-shared-flow", "graph-second-error"}


def test_a_long_cycle_is_shortened():
    nodes = [node("s", "start"), *(node(f"p{n}", "prompt") for n in range(100))]
    given = flow(nodes, ["s > p0", *(f"p{n} > p{(n + 1) % 100}" for n in range(100))])
    ((_, _, message),) = said(given, Surroundings())
    assert message == (
        'the path comes back to where it was: "P0" → "P1" → "P2" → "P3" → "P4" → "P5" → … 89 more … → '
        '"P95" → "P96" → "P97" → "P98" → "P99" → "P0"'
    )
