"""The trace as a person watches it: no more lines than there are things to see."""

from callflows.cli.trace_view import lines
from callflows.engine import run_script
from callflows.engine import trace as t
from callflows.engine.compile import compile_flow
from tests.engine.flows import inbound, variable

ACTIONS = """
- decision:
    name: Open
    condition: {exp: Flow.open}
    outputs: {"no": {actions: [{playAudio: {audio: {tts: Closed.}}}]}}
- setParticipantData: {attributes: [{attribute: {name: {lit: tier}, value: {exp: NOT_SET}}}]}
- transferToAcd: {targetQueue: {lit: {name: Help}}, priority: {lit: 5}, preTransferAudio: {tts: Wait.}}
"""


def test_an_action_stands_on_one_line_with_its_inputs_and_an_address_once():
    events = run_script(compile_flow(inbound(ACTIONS, variables=variable("boolean", "Flow.open")), {})).events
    top = "/inboundCall/tasks/task[Main]"
    shown = list(lines(events))[1:]
    assert shown == [
        f"    0.0  EnteredTask    task=Main  at {top}",
        f"    0.0  Action         kind=decision  name=Open  condition: NOT_SET  at {top}/actions[0]/decision",
        "    0.0  Took           output=no",
        f"    0.0  Action         kind=playAudio  at {top}/actions[0]/decision/outputs/no/actions[0]/playAudio",
        "    0.0  Heard          parts=(tts Closed.)",
        "    0.0  Action         kind=setParticipantData  attributes[0]/attribute/name: tier  "
        f"attributes[0]/attribute/value: NOT_SET  at {top}/actions[1]/setParticipantData",
        f"    0.0  Action         kind=transferToAcd  at {top}/actions[2]/transferToAcd",
        "    0.0  Heard          parts=(tts Wait.)",
        "    0.0  Given          priority: 5  targetQueue: Help",
        "    0.0  Asked          kind=transfer/queue  target=Help  details=(priority: 5)",
        "    0.0  Told           event=TransferAnswer  said=(success: true)",
        "    0.0  Ended          by=transfer  flow=Line",
    ]
    assert [type(event) for event in events if type(event) not in (t.Told, t.Started)][-2:] == [t.LeftTask, t.Ended]
