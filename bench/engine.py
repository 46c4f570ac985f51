"""How many calls a second the engine runs: W1, a call of about eleven actions, beside other ways of running the same
call; W2, a long way through the largest call flow; what a parked call takes; and how the cost grows.

    python -m bench.engine [--json] [--calls N]

W1: an inbound flow calls a shared flow that asks for a 4-digit PIN up to three times and hands two outputs back; then a
queue or a disconnect. Half of the callers know the PIN. Every way of running it tells the same of each caller: what was
heard, the outputs, the queue, how the call ended. Figures are medians of interleaved repeats.

"Keys beforehand" is `Player`, which like the function by hand is given all that the caller will press; each returns its
own record of what is told. "Event by event" is `Call`, which waits for whatever comes and can be parked at each wait.
A player's outcome holds what its trace is written from; the trace is written when it is read, a row of its own.

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
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

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
    PlayedOut,
    Player,
    Program,
    compile_flow,
    run_script,
)
from callflows.engine import call as call_module
from callflows.engine.commands import Collect, Play, TransferToQueue
from callflows.engine.events import TransferAnswer
from callflows.engine.trace import Action, Trace

NATIVE = Path(__file__).parents[1] / "build" / "native"
COMPILED = not str(call_module.__file__).endswith(".py")
ROUNDS = 7
SLOW = 20
"""A way that takes longer runs so many times fewer calls in a repeat."""
HAND, ENGINE = "function by hand, keys beforehand", "engine, keys beforehand"
OBSERVED, TRACED = f"{ENGINE}, every step observed", f"{ENGINE}, with its full trace"
TRANSFERRED = TransferAnswer(True)
Way: TypeAlias = Callable[[tuple[str, ...]], object]


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
    player, watched = Player(program, context, org), Player(program, context, org, observer=Seen())
    kept: deque[PlayedOut] = deque(maxlen=1_000)
    ways: dict[str, Way] = {
        HAND: by_hand,
        ENGINE: player.play,
        OBSERVED: watched.play,
        TRACED: lambda keys: kept.append(player.play(keys)),
        f"{TRACED}, read": lambda keys: player.play(keys).trace,
        "generator by hand, same commands and events": converse_by_hand,
        "engine, event by event": lambda keys: drive(program, context, keys),
        "engine, event by event, every step observed": lambda keys: drive(program, context, keys, seen=Seen()),
        "engine, event by event, full trace": lambda keys: drive(program, context, keys, trace=True),
        "run_script, with dialogue and trace": lambda keys: script(program, context, keys),
    }
    others, missing = engine_elsewhere.ways()
    for name in missing:
        print(f"{name} is not installed, and left out", file=sys.stderr)
    told = {
        HAND: by_hand,
        ENGINE: lambda keys: told_of(player.play(keys)),
        OBSERVED: lambda keys: told_of(watched.play(keys)),
        "generator by hand": converse_by_hand,
        "event by event": lambda keys: drive(program, context, keys),
        "event by event, traced": lambda keys: drive(program, context, keys, trace=True),
        "run_script": lambda keys: script(program, context, keys),
    }
    check({**told, **others})
    for keys in PRESSES:
        if player.play(keys).trace != traced(program, context, keys):
            raise SystemExit(f"the traces disagree on {keys}")
    found = rates(ways, others, calls)
    traces = [run_script(program, context, keys).events for keys in PRESSES]
    actions = sum(isinstance(event, Action) for each in traces for event in each)
    hand = found[HAND]
    goals = {ENGINE: ">= 0.7", OBSERVED: ">= 0.4", TRACED: ">= 0.25"} if COMPILED else {ENGINE: ">= 0.08"}
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


def check(ways: Mapping[str, Callable[[tuple[str, ...]], Told]]) -> None:
    """All ways tell the same of each caller."""
    for keys in PRESSES:
        outcomes = {name: way(keys) for name, way in ways.items()}
        if len(set(outcomes.values())) != 1:
            raise SystemExit(f"the ways disagree on {keys}: {outcomes}")


def rates(ways: Mapping[str, Way], others: Mapping[str, Way], calls: int) -> dict[str, float]:
    """Calls a second, the median of interleaved repeats."""
    found: dict[str, list[float]] = {name: [] for name in (*ways, *others)}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            found[name].append(rate(way, calls))
        for name, way in others.items():
            found[name].append(rate(way, max(8, calls // SLOW)))
    return {name: statistics.median(each) for name, each in found.items()}


def rate(way: Way, calls: int) -> float:
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


def org(command: Command, ms: int) -> Event | None:
    """Every transfer succeeds."""
    return TRANSFERRED


def told_of(played: PlayedOut) -> Told:
    """What is told of a call that was played out."""
    (outputs,) = played.module_returns
    queue = "".join(each.target for each in played.transfers)
    return Told(played.by, played.heard, queue, outputs[1][0][1], outputs[1][1][1])


def drive(
    program: Program, context: CallContext, keys: tuple[str, ...], *, trace: bool = False, seen: Observer | None = None
) -> Told:
    """The counterpart of the generator by hand: the thinnest driver that is told of every event."""
    call = Call(program, context, trace=trace, observer=seen)
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


def traced(program: Program, context: CallContext, keys: tuple[str, ...]) -> Trace:
    return run_script(program, context, keys).events


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
