"""W1 in other programs: the same call, with the caller's keys as data, each in the way that its documentation shows.

None of them has prompts, digits or transfers, so what a call does is code of ours in them; what is measured is what
they add to it: deciding what comes next, keeping the state. A library that is not installed is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any, TypedDict

from bench.engine_bpmn import spiff
from bench.engine_flows import Told

Way = Callable[[tuple[str, ...]], Told]


def ways() -> tuple[dict[str, Way], list[str]]:
    """The ways that can be measured here, and the names of those that cannot."""
    made: dict[str, Way] = {}
    missing: list[str] = []
    for name, (module, make) in _MAKERS.items():
        if find_spec(module) is None:
            missing.append(name)
        else:
            made[name] = make()
    return made, missing


class Caller:
    """What the call does, in whichever order it is told to."""

    __slots__ = ("authenticated", "by", "customer", "heard", "keys", "pin", "queue", "tries")

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.keys = keys
        self.heard: list[str] = []
        self.pin = self.queue = self.by = ""
        self.tries = 0
        self.authenticated = False
        self.customer: str | None = None

    def welcome(self) -> None:
        self.heard.append("Welcome.")

    def collect(self) -> None:
        self.heard.append("Enter your PIN.")
        self.pin = self.keys[self.tries]
        self.tries += 1

    def right(self) -> bool:
        return self.pin == "1234"

    def last(self) -> bool:
        return self.tries >= 3

    def know(self) -> None:
        self.authenticated = True
        self.customer = "C" + self.pin

    def known(self) -> bool:
        return self.authenticated

    def wrong(self) -> None:
        self.heard.append("That is not right.")

    def to_queue(self) -> None:
        self.heard.append("Please wait.")
        self.queue = "Support"
        self.by = "transfer"

    def hang_up(self) -> None:
        self.by = "disconnect"

    def told(self) -> Told:
        return Told(self.by, tuple(self.heard), self.queue, self.authenticated, self.customer)


def transitions() -> Way:
    """transitions: one machine without models; each call is a model for as long as it lasts."""
    from transitions import Machine

    machine = Machine(model=None, states=_STATES, initial="welcome", auto_transitions=False)
    for source, target, condition, effect in _EDGES:
        machine.add_transition("go", source, target, conditions=condition, before=effect)

    class Model(Caller):
        __slots__ = ("__dict__",)

    def run(keys: tuple[str, ...]) -> Told:
        model: Any = Model(keys)
        machine.add_model(model)
        while model.state != "over":
            model.go()
        machine.remove_model(model)
        return Caller.told(model)

    return run


_STATES = ["welcome", "asking", "judging", "deciding", "over"]
_EDGES = (
    ("welcome", "asking", None, "welcome"),
    ("asking", "judging", None, "collect"),
    ("judging", "deciding", "right", "know"),
    ("judging", "deciding", "last", "wrong"),
    ("judging", "asking", None, "wrong"),
    ("deciding", "over", "known", "to_queue"),
    ("deciding", "over", None, "hang_up"),
)


def sismic() -> Way:
    """sismic: a statechart, read once; an interpreter a call."""
    from sismic.interpreter import Interpreter
    from sismic.io import import_from_yaml

    chart = import_from_yaml(_STATECHART)

    def run(keys: tuple[str, ...]) -> Told:
        caller = Caller(keys)
        interpreter = Interpreter(chart, initial_context={"caller": caller})
        interpreter.execute()
        return caller.told()

    return run


_STATECHART = """
statechart:
  name: call
  root state:
    name: root
    initial: welcome
    states:
      - {name: welcome, on entry: caller.welcome(), transitions: [{target: asking}]}
      - name: asking
        on entry: caller.collect()
        transitions:
          - {target: right, guard: caller.right()}
          - {target: wrong, guard: not caller.right()}
      - {name: right, on entry: caller.know(), transitions: [{target: deciding}]}
      - name: wrong
        on entry: caller.wrong()
        transitions:
          - {target: deciding, guard: caller.last()}
          - {target: asking, guard: not caller.last()}
      - name: deciding
        transitions:
          - {target: queue, guard: caller.authenticated}
          - {target: bye, guard: not caller.authenticated}
      - {name: queue, on entry: caller.to_queue(), transitions: [{target: over}]}
      - {name: bye, on entry: caller.hang_up(), transitions: [{target: over}]}
      - {name: over, type: final}
"""


def simpy() -> Way:
    """simpy: the call written by hand as a process on virtual time, which waits once for each key entry."""
    from simpy import Environment

    def process(environment: Any, caller: Caller) -> Any:
        caller.welcome()
        yield environment.timeout(0)
        while not caller.last():
            caller.collect()
            yield environment.timeout(3)
            if caller.right():
                caller.know()
                break
            caller.wrong()
            yield environment.timeout(0)
        caller.to_queue() if caller.authenticated else caller.hang_up()

    def run(keys: tuple[str, ...]) -> Told:
        caller = Caller(keys)
        environment = Environment()
        environment.process(process(environment, caller))
        environment.run()
        return caller.told()

    return run


class _Held(TypedDict):
    caller: Caller


def langgraph() -> Way:
    """langgraph: a compiled graph, no checkpoints; the state holds the caller."""
    from langgraph.graph import END, START, StateGraph

    graph: Any = StateGraph(_Held)
    for name in ("welcome", "collect", "know", "wrong", "to_queue", "hang_up"):
        graph.add_node(name, _does(name))
    graph.add_node("decide", lambda held: {})
    graph.add_edge(START, "welcome")
    graph.add_edge("welcome", "collect")
    graph.add_conditional_edges("collect", lambda held: "know" if held["caller"].right() else "wrong")
    graph.add_edge("know", "decide")
    graph.add_conditional_edges("wrong", lambda held: "decide" if held["caller"].last() else "collect")
    graph.add_conditional_edges("decide", lambda held: "to_queue" if held["caller"].authenticated else "hang_up")
    graph.add_edge("to_queue", END)
    graph.add_edge("hang_up", END)
    compiled = graph.compile()

    def run(keys: tuple[str, ...]) -> Told:
        caller = Caller(keys)
        compiled.invoke({"caller": caller})
        return caller.told()

    return run


def _does(name: str) -> Callable[[_Held], dict[str, Any]]:
    def step(held: _Held) -> dict[str, Any]:
        getattr(held["caller"], name)()
        return {}

    return step


def naive() -> Way:
    """The design that comes first to mind: the flow as dicts, walked by kind, expressions by simpleeval from text."""
    from simpleeval import SimpleEval

    def run(keys: tuple[str, ...]) -> Told:
        names: dict[str, Any] = {"ok": False, "id": None, "pin": None, "tries": 0}
        heard: list[str] = []
        queue = ""
        at = "welcome"
        while True:
            node = _GRAPH[at]
            kind = node["kind"]
            if kind == "play":
                heard.append(node["text"])
            elif kind == "collect":
                heard.append(node["text"])
                names["pin"] = keys[names["tries"]]
            elif kind == "set":
                for name, text in node["set"].items():
                    names[name] = SimpleEval(names=names).eval(text)
            elif kind == "decide":
                at = node["yes"] if SimpleEval(names=names).eval(node["if"]) else node["no"]
                continue
            elif kind == "queue":
                queue = node["queue"]
            else:
                return Told(node["by"], tuple(heard), queue, names["ok"], names["id"])
            at = node["next"]

    return run


_GRAPH: Mapping[str, Mapping[str, Any]] = {
    "welcome": {"kind": "play", "text": "Welcome.", "next": "again"},
    "again": {"kind": "decide", "if": "tries < 3", "yes": "ask", "no": "known"},
    "ask": {"kind": "collect", "text": "Enter your PIN.", "next": "count"},
    "count": {"kind": "set", "set": {"tries": "tries + 1"}, "next": "right"},
    "right": {"kind": "decide", "if": 'pin == "1234"', "yes": "know", "no": "wrong"},
    "know": {"kind": "set", "set": {"ok": "True", "id": '"C" + pin'}, "next": "known"},
    "wrong": {"kind": "play", "text": "That is not right.", "next": "again"},
    "known": {"kind": "decide", "if": "ok", "yes": "wait", "no": "bye"},
    "wait": {"kind": "play", "text": "Please wait.", "next": "support"},
    "support": {"kind": "queue", "queue": "Support", "next": "gone"},
    "gone": {"kind": "end", "by": "transfer"},
    "bye": {"kind": "end", "by": "disconnect"},
}
_MAKERS: Mapping[str, tuple[str, Callable[[], Way]]] = {
    "SpiffWorkflow": ("SpiffWorkflow", spiff),
    "transitions": ("transitions", transitions),
    "sismic": ("sismic", sismic),
    "simpy": ("simpy", simpy),
    "langgraph": ("langgraph", langgraph),
    "dicts and simpleeval": ("simpleeval", naive),
}
