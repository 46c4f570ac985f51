"""How many calls a second the engine runs: W1, a call of about eleven actions, beside other ways of running the same
call; W2, a long way through the largest call flow; what a parked call takes; and how the cost grows.

    python -m bench.engine [--json] [--calls N]

W1: an inbound flow calls a shared flow that asks for a 4-digit PIN up to three times and hands two outputs back; then a
queue or a disconnect. Half of the callers know the PIN. Every way of running it tells the same of each caller: what was
heard, the outputs, the queue, how the call ended. Figures are medians of interleaved repeats.

What is measured is the build of the engine that is imported; where `make native` has built the compiled one, it is
measured as well, in a process of its own, against the same code by hand.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench import engine_elsewhere
from bench.engine_by_hand import by_hand, converse_by_hand
from bench.engine_flows import FLOW, MODULE, PRESSES, Told, loaded
from bench.engine_growth import growth
from bench.engine_long import long_way
from bench.figures import Figure, show
from callflows.engine import (
    Call,
    CallContext,
    Command,
    Digits,
    Event,
    Observer,
    Played,
    Program,
    compile_flow,
    run_script,
)
from callflows.engine import call as call_module
from callflows.engine.commands import Collect, Play, TransferToQueue
from callflows.engine.events import TransferAnswer
from callflows.engine.trace import Action

NATIVE = Path(__file__).parents[1] / "build" / "native"
COMPILED = not str(call_module.__file__).endswith(".py")
ROUNDS = 7
SLOW = 20
"""A way that takes longer runs so many times fewer calls in a repeat."""
HAND, ENGINE = "function by hand, keys beforehand", "engine, keys beforehand"
TRANSFERRED = TransferAnswer(True)


def main() -> int:
    """Exit code 1 where a goal is not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one object a figure")
    parser.add_argument("--calls", type=int, default=2_000, help="calls in one repeat (default 2000)")
    options = parser.parse_args()
    program = compile_flow(loaded(FLOW), {"Authentication": loaded(MODULE)})
    figures = [*measure(program, options.calls), *growth(program), *long_way(ROUNDS)]
    if COMPILED:
        figures = [Figure(f"compiled: {each.name}", each.value, each.unit, each.goal) for each in figures]
    elif NATIVE.exists():
        figures += compiled(options.calls)
    show(figures, as_json=options.json)
    return 1 if any(each.met is False for each in figures) else 0


def compiled(calls: int) -> list[Figure]:
    """The same figures of the compiled build."""
    command = [sys.executable, "-m", "bench.engine", "--json", "--calls", str(calls)]
    environment = {**os.environ, "PYTHONPATH": str(NATIVE)}
    done = subprocess.run(
        command, check=False, stdout=subprocess.PIPE, text=True, env=environment, cwd=NATIVE.parents[1]
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return [Figure(row["name"], row["value"], row["unit"], row["goal"]) for row in rows]


def measure(program: Program, calls: int) -> list[Figure]:
    """W1 in every way."""
    context = CallContext()
    ways: dict[str, Callable[[tuple[str, ...]], Told]] = {
        HAND: by_hand,
        ENGINE: lambda keys: play_out(program, context, keys),
        "engine, keys beforehand, every step observed": lambda keys: play_out(program, context, keys, seen=Seen()),
        "engine, keys beforehand, full trace": lambda keys: play_out(program, context, keys, trace=True),
        "generator by hand, same commands and events": converse_by_hand,
        "engine, event by event": lambda keys: drive(program, context, keys),
        "run_script, with dialogue and trace": lambda keys: script(program, context, keys),
    }
    others, missing = engine_elsewhere.ways()
    for name in missing:
        print(f"{name} is not installed, and left out", file=sys.stderr)
    check({**ways, **others})
    found = rates(ways, others, calls)
    traces = [run_script(program, context, keys).events for keys in PRESSES]
    actions = sum(isinstance(event, Action) for each in traces for event in each)
    hand = found[HAND]
    goals = {HAND: None, ENGINE: ">= 0.7" if COMPILED else ">= 0.08"}
    if COMPILED:
        goals |= {
            "engine, keys beforehand, every step observed": ">= 0.4",
            "engine, keys beforehand, full trace": ">= 0.25",
        }
    figures = [Figure(f"calls a second: {name}", value, "calls/s") for name, value in found.items()]
    figures += [
        Figure(f"{name} / by hand", found[name] / hand, "ratio", goals.get(name)) for name in ways if name != HAND
    ]
    spiff = ">= 2000" if COMPILED else ">= 100"
    for name in others:
        figures.append(
            Figure(f"engine / {name}", found[ENGINE] / found[name], "times", spiff if "Spiff" in name else None)
        )
    return [*figures, Figure("actions in a call, mean", actions / len(PRESSES), "actions")]


def check(ways: dict[str, Callable[[tuple[str, ...]], Told]]) -> None:
    for keys in PRESSES:
        outcomes = {name: way(keys) for name, way in ways.items()}
        if len(set(outcomes.values())) != 1:
            raise SystemExit(f"the ways disagree on {keys}: {outcomes}")


def rates(
    ways: dict[str, Callable[[tuple[str, ...]], Told]], others: dict[str, Callable[[tuple[str, ...]], Told]], calls: int
) -> dict[str, float]:
    """Calls a second, the median of interleaved repeats."""
    found: dict[str, list[float]] = {name: [] for name in (*ways, *others)}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            found[name].append(rate(way, calls))
        for name, way in others.items():
            found[name].append(rate(way, max(8, calls // SLOW)))
    return {name: statistics.median(each) for name, each in found.items()}


def rate(way: Callable[[tuple[str, ...]], Told], calls: int) -> float:
    gc.collect()
    start = time.perf_counter()
    for index in range(calls):
        way(PRESSES[index & 3])
    return calls / (time.perf_counter() - start)


class Seen:
    """An observer that notes which steps went where, as coverage needs it."""

    def __init__(self) -> None:
        self.steps: set[tuple[int, int]] = set()

    def step(self, index: int, next_index: int, /) -> None:
        self.steps.add((index, next_index))


def transferred(command: Command, ms: int) -> Event | None:
    return TRANSFERRED if isinstance(command, TransferToQueue) else Played()


def play_out(
    program: Program, context: CallContext, keys: tuple[str, ...], *, trace: bool = False, seen: Observer | None = None
) -> Told:
    """The counterpart of the function by hand."""
    call = Call(program, context, trace=trace, observer=seen)
    heard: list[str] = []
    queue = ""
    for command in call.play_out(keys, transferred):
        if type(command) is Play:
            heard.append(command.parts[0].text)
        elif type(command) is Collect:
            heard.append(command.prompt[0].text)
        elif type(command) is TransferToQueue:
            queue = command.target
    return told(call, heard, queue)


def drive(program: Program, context: CallContext, keys: tuple[str, ...]) -> Told:
    """The counterpart of the generator by hand: the thinnest driver that is told of every event."""
    call = Call(program, context)
    commands = call.start()
    heard: list[str] = []
    queue = ""
    typed = 0
    while call.ended is None:
        last = commands[-1]
        if isinstance(last, Play):
            heard.append(last.parts[0].text)
            commands = call.receive(Played())
        elif isinstance(last, Collect):
            heard.append(last.prompt[0].text)
            commands = call.receive(Digits(keys[typed]))
            typed += 1
        elif isinstance(last, TransferToQueue):
            queue = last.target
            commands = call.receive(TRANSFERRED)
    return told(call, heard, queue)


def told(call: Call, heard: list[str], queue: str) -> Told:
    assert call.ended is not None
    (_, outputs) = call.module_outputs[0]
    return Told(call.ended.by, tuple(heard), queue, outputs[0][1], outputs[1][1])


def script(program: Program, context: CallContext, keys: tuple[str, ...]) -> Told:
    outcome = run_script(program, context, keys)
    outputs = outcome.outputs_of("Authentication")
    queue = "".join(each.command.target for each in outcome.transfers)
    return Told(outcome.ended.by, outcome.heard, queue, outputs["authenticated"], outputs["customerId"])


if __name__ == "__main__":
    sys.exit(main())
