"""How the engine's costs grow: memory of calls that wait, cost of an action in small and large flows, cost of an event
in few and many calls."""

from __future__ import annotations

import gc
import statistics
import time
import tracemalloc
from itertools import cycle, islice
from pathlib import Path

from bench.figures import Figure
from callflows.engine import Call, CallContext, Digits, Played, Program, compile_flow
from callflows.model import Action, Flow, Group, Items, Literal, Task, Variable
from callflows.testing.programs import programs_of
from callflows.testing.scenarios import Runner, read_scenarios

EXAMPLE = Path(__file__).parents[1] / "examples" / "workspace"

PARKED = 100_000
ROUNDS = 5


def growth(program: Program) -> list[Figure]:
    small, large = (statistics.median(action_ns(size) for _ in range(ROUNDS)) for size in (10, 10_000))
    few, many = (statistics.median(event_ns(program, count) for _ in range(3)) for count in (1, PARKED))
    return [
        Figure(f"memory of a call parked at a collect, {PARKED:,} of them", parked_bytes(program), "bytes", "<= 700"),
        Figure("an action in a flow of 10", small, "ns"),
        Figure("an action in a flow of 10,000", large, "ns"),
        Figure("the latter / the former", large / small, "ratio", "<= 2"),
        Figure("a call among 1", few, "ns"),
        Figure(f"a call among {PARKED:,}, each told of its events in turn", many, "ns"),
        Figure("the latter / the former, calls", many / few, "ratio", "<= 2"),
        Figure("1,000 scenario calls of the example workspace", scenario_seconds(), "s", "<= 1"),
    ]


def parked_bytes(program: Program) -> int:
    """What a call costs that waits for its PIN, beyond the program."""
    context = CallContext()
    parked: list[Call] = []
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(PARKED):
        call = Call(program, context)
        call.start()
        call.receive(Played())
        parked.append(call)
    used = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    return round(used / len(parked))


def straight(actions: int) -> Flow:
    """A flow of so many updates, one after another; 9,000 of them are run before the limit of a call."""
    one = Group((("integer", Group((("variable", "Flow.n"), ("value", Literal(1))))),))
    body = tuple(Action("updateData", (("name", f"U{i}"), ("statements", Items((one,))))) for i in range(actions))
    return Flow(
        type="inboundCall",
        name="Straight",
        default_language="en-us",
        variables=(Variable(type="integer", name="Flow.n", initial=Literal(0)),),
        actions=None,
        tasks=(Task(name="Main", ref_id="Main", actions=body),),
        start_up_ref="/inboundCall/tasks/task[Main]",
    )


def action_ns(size: int) -> float:
    """Nanoseconds an action, the start of the call left out. A flow of 10,000 ends at the limit of actions."""
    program, empty = _program(size), _program(0)
    repeats = 3_000 // min(size, 1_000)
    gc.collect()
    return (_seconds(program, repeats) - _seconds(empty, repeats)) / repeats / size * 1e9


_PROGRAMS: dict[int, Program] = {}


def _program(size: int) -> Program:
    if size not in _PROGRAMS:
        _PROGRAMS[size] = compile_flow(straight(size), {})
        Call(_PROGRAMS[size]).start()
    return _PROGRAMS[size]


def _seconds(program: Program, repeats: int) -> float:
    context = CallContext()
    start = time.perf_counter()
    for _ in range(repeats):
        Call(program, context).start()
    return time.perf_counter() - start


def event_ns(program: Program, count: int) -> float:
    """Nanoseconds a call where `count` calls go on side by side, each by one event in turn. The collector is off in
    both, as a program with so many calls has it."""
    context = CallContext()
    rounds = max(1, PARKED // 10 // count)
    gc.collect()
    gc.disable()
    try:
        start = time.perf_counter()
        for _ in range(rounds):
            live = [Call(program, context) for _ in range(count)]
            for call in live:
                call.start()
            for event in (Played(), Digits("1111"), Played(), Digits("1234")):
                for call in live:
                    call.receive(event)
        return (time.perf_counter() - start) / rounds / count * 1e9
    finally:
        gc.enable()


def scenario_seconds() -> float:
    """Seconds for 1,000 calls of the example workspace's scenario file, expectations and dialogue included."""
    path = EXAMPLE / "tests" / "authentication.calls.yaml"
    programs = programs_of(EXAMPLE)
    cases = read_scenarios(path.read_bytes(), path.name, programs).cases
    runner = Runner(programs)
    for case in cases:
        if runner.run(case).status != "passed":
            raise SystemExit(f"{path.name}: {case.name} fails")
    start = time.perf_counter()
    for case in islice(cycle(cases), 1_000):
        runner.run(case)
    return time.perf_counter() - start
