"""W2: a long way through the largest call flow of the corpus beside the checkout, or else through a flow made here."""

from __future__ import annotations

import gc
import random
import statistics
import time
from pathlib import Path

from bench.engine_growth import straight
from bench.figures import Figure
from callflows.architect import read
from callflows.engine import Call, CallContext, Digits, Event, Program, Silence, answer, compile_flow
from callflows.engine.trace import Action
from callflows.model import Flow

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "flows"
TYPES = ("inboundCall", "inqueueCall", "outboundCall", "secureCall")
ENOUGH = 100
TRIED = 400
REPEATS = 5


def long_way(rounds: int) -> list[Figure]:
    flow, keys, actions = chosen()
    program = compile_flow(flow, {})
    plain, traced = [], []
    for _ in range(rounds):
        plain.append(seconds(program, keys, trace=False))
        traced.append(seconds(program, keys, trace=True))
    one = statistics.median(plain) / actions
    size = f"{len(program.nodes):,} nodes"
    return [
        Figure(f'W2, "{flow.name}", {size}: actions on the way', actions, "actions", f">= {ENOUGH}"),
        Figure("W2: an action", one * 1e9, "ns"),
        Figure("W2: trace on / off", statistics.median(plain) / statistics.median(traced), "ratio"),
    ]


def chosen() -> tuple[Flow, tuple[str, ...], int]:
    """The largest call flow with a way of enough actions, the keys of that way, and its length."""
    texts = sorted((path.read_text(encoding="utf-8") for path in CORPUS.glob("**/*.yaml")), key=len, reverse=True)
    for text in texts:
        flow = read(text).flow
        if flow is not None and flow.type in TYPES:
            keys, actions = longest(compile_flow(flow, {}))
            if actions >= ENOUGH:
                return flow, keys, actions
    return straight(200), (), 201


def longest(program: Program) -> tuple[tuple[str, ...], int]:
    """The longest of the ways of callers who press keys as a fixed seed has it."""
    chance = random.Random(1)
    best: tuple[tuple[str, ...], int] = (), 0
    for _ in range(TRIED):
        keys = tuple(chance.choice(("1", "2", "3", "4", "5", "9", "1234", "13175551234#")) for _ in range(40))
        actions = sum(isinstance(event, Action) for event in played(program, keys, trace=True).trace)
        if actions > best[1]:
            best = keys, actions
    return best


CONTEXT = CallContext()


def played(program: Program, keys: tuple[str, ...], *, trace: bool) -> Call:
    """A call that is told event by event."""
    call = Call(program, CONTEXT, trace=trace)
    commands = call.start()
    last = commands[-1] if commands else None
    typed = 0
    while call.ended is None:
        event: Event | None
        if call.wait is not None:
            event = Digits(keys[typed]) if typed < len(keys) else Silence(call.wait)
            typed += 1
        else:
            event = None if last is None else answer(last, CONTEXT, call.time)
        if event is None:
            raise SystemExit("the call waits for nothing that is answered")
        commands = call.receive(event)
        last = commands[-1] if commands else last
    return call


def seconds(program: Program, keys: tuple[str, ...], *, trace: bool) -> float:
    gc.collect()
    start = time.perf_counter()
    for _ in range(REPEATS):
        played(program, keys, trace=trace)
    return (time.perf_counter() - start) / REPEATS
