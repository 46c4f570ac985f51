"""W1 in SpiffWorkflow: BPMN with script tasks, exclusive gateways, and the shared flow as a called process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias
from xml.sax.saxutils import escape

from bench.engine_flows import Told

Arrow: TypeAlias = tuple[str, str, str]
"""From a node to another one, and the condition: "" where there is none, `*` for the default."""
_CALL: tuple[Arrow, ...] = (
    ("start", "welcome", ""),
    ("welcome", "authenticate", ""),
    ("authenticate", "known", ""),
    ("known", "wait", "authenticated"),
    ("known", "hang_up", "*"),
    ("wait", "to_queue", ""),
    ("to_queue", "end", ""),
    ("hang_up", "end", ""),
)
_AUTHENTICATE: tuple[Arrow, ...] = (
    ("start", "begin", ""),
    ("begin", "again", ""),
    ("again", "next", ""),
    ("next", "collect", "tries < 3"),
    ("next", "back", "*"),
    ("collect", "right", ""),
    ("right", "know", 'pin == "1234"'),
    ("right", "wrong", "*"),
    ("wrong", "again", ""),
    ("know", "back", ""),
    ("back", "end", ""),
)
_SCRIPTS: Mapping[str, str] = {
    "welcome": 'heard = (*heard, "Welcome.")',
    "wait": 'heard = (*heard, "Please wait.")',
    "to_queue": 'queue = "Support"; by = "transfer"',
    "hang_up": 'by = "disconnect"',
    "begin": "tries = 0",
    "collect": 'heard = (*heard, "Enter your PIN."); pin = keys[tries]; tries += 1',
    "know": 'authenticated = True; customer = "C" + pin',
    "wrong": 'heard = (*heard, "That is not right.")',
}
_GATEWAYS = ("known", "again", "next", "right", "back")


def spiff() -> Callable[[tuple[str, ...]], Told]:
    """SpiffWorkflow: BPMN, read once; every action is a script task, every choice an exclusive gateway, the shared flow
    a process of its own that a call activity calls."""
    from lxml import etree
    from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
    from SpiffWorkflow.bpmn.workflow import BpmnWorkflow

    parser = BpmnParser()
    parser.add_bpmn_xml(etree.fromstring(_bpmn().encode()))
    spec, shared = parser.get_spec("call"), parser.get_subprocess_specs("call")

    def run(keys: tuple[str, ...]) -> Told:
        workflow = BpmnWorkflow(spec, shared)
        workflow.task_tree.data.update(keys=list(keys), heard=(), authenticated=False, customer=None, queue="")
        for task in workflow.get_tasks():
            task.data.update(workflow.task_tree.data)
        workflow.run_all()
        data = workflow.last_task.data
        return Told(data["by"], data["heard"], data["queue"], data["authenticated"], data["customer"])

    return run


def _bpmn() -> str:
    processes = _process("call", _CALL) + _process("authentication", _AUTHENTICATE)
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="bench" id="d">'
        f"{processes}</definitions>"
    )


def _process(name: str, flows: tuple[Arrow, ...]) -> str:
    steps = dict.fromkeys(node for one, two, _ in flows for node in (one, two))
    nodes = "".join(_node(name, each, flows) for each in steps)
    arrows = "".join(
        f'<sequenceFlow id="{name}-{one}-{two}" sourceRef="{name}-{one}" targetRef="{name}-{two}">'
        + (f"<conditionExpression>{escape(test)}</conditionExpression>" if test not in ("", "*") else "")
        + "</sequenceFlow>"
        for one, two, test in flows
    )
    return f'<process id="{name}" isExecutable="true">{nodes}{arrows}</process>'


def _node(process: str, node: str, flows: tuple[Arrow, ...]) -> str:
    if node in _SCRIPTS:
        return f'<scriptTask id="{process}-{node}"><script>{escape(_SCRIPTS[node])}</script></scriptTask>'
    if node in _GATEWAYS:
        ways = (f"{process}-{one}-{two}" for one, two, test in flows if (one, test) == (node, "*"))
        default = next((f'default="{way}"' for way in ways), "")
        return f'<exclusiveGateway id="{process}-{node}" {default}/>'
    if node in ("start", "end"):
        return f'<{node}Event id="{process}-{node}"/>'
    return f'<callActivity id="{process}-{node}" calledElement="authentication"/>'
