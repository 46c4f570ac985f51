"""How many calls a second the engine runs: a call of about eleven actions, against the same call written by hand.

    python -m bench.engine [--json] [--calls N]

The call: an inbound flow calls a shared flow that asks for a 4-digit PIN up to three times and hands two
outputs back; then a queue or a disconnect. Half of the callers know the PIN. Every way of running it tells the
same of each caller: what was heard, the outputs, the queue, how the call ended. Figures are medians of
interleaved repeats.

Two counterparts are written by hand: a plain function that is given the keys beforehand (it cannot wait for
anybody), and a generator that gives the engine's own commands and waits for the engine's own events.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Generator
from typing import NamedTuple

from bench.figures import Figure, show
from callflows.architect import read
from callflows.engine import (
    Call,
    CallContext,
    Command,
    Digits,
    Event,
    Part,
    Played,
    Program,
    compile_flow,
    run_script,
)
from callflows.engine.commands import Collect, Play, TransferToQueue
from callflows.engine.events import TransferAnswer
from callflows.engine.trace import Action
from callflows.model import Flow

MODULE = """
commonModule:
  name: Authentication
  supportedLanguages: {en-us: {none: true}}
  variables:
    - booleanVariable: {name: Common.authenticated, initialValue: {lit: false}, isInput: false, isOutput: true}
    - stringVariable: {name: Common.brand, initialValue: {noValue: true}, isInput: true, isOutput: false}
    - stringVariable: {name: Common.customerId, initialValue: {noValue: true}, isInput: false, isOutput: true}
    - stringVariable: {name: Common.pin, initialValue: {noValue: true}, isInput: false, isOutput: false}
  settingsCommonModule: {compatibleFlowTypes: [{flowType: inboundcall}]}
  startUpTaskActions:
    - loop:
        currentIndex: {noValue: true}
        loopCount: {lit: 3}
        outputs:
          loop:
            actions:
              - collectInput:
                  inputData: {var: Common.pin}
                  digits: {exact: 4}
                  inputAudio: {tts: Enter your PIN.}
                  outputs:
                    success:
                      actions:
                        - decision:
                            condition: {exp: Common.pin == "1234"}
                            outputs:
                              "yes":
                                actions:
                                  - updateData:
                                      statements:
                                        - boolean: {variable: Common.authenticated, value: {lit: true}}
                                        - string: {variable: Common.customerId, value: {exp: 'Append("C", Common.pin)'}}
                                  - endTask: {name: Done}
              - playAudio: {audio: {tts: That is not right.}}
"""
FLOW = """
inboundCall:
  name: Line
  startUpRef: /inboundCall/tasks/task[Main]
  defaultLanguage: en-us
  initialGreeting: {tts: Welcome.}
  variables:
    - stringVariable: {name: Flow.id, initialValue: {noValue: true}}
    - booleanVariable: {name: Flow.ok, initialValue: {noValue: true}}
  tasks:
    - task:
        name: Main
        refId: Main
        actions:
          - callCommonModule:
              commonModule:
                Authentication:
                  ver_latestPublished:
                    inputs: {Common.brand: {lit: ACME}}
                    outputs: {Common.authenticated: {var: Flow.ok}, Common.customerId: {var: Flow.id}}
          - decision:
              condition: {exp: Flow.ok}
              outputs:
                "yes":
                  actions:
                    - transferToAcd: {targetQueue: {lit: {name: Support}}, preTransferAudio: {tts: Please wait.}}
          - disconnect: {name: Bye}
"""
PRESSES = (("1234",), ("0000", "1234"), ("1111", "2222", "3333"), ("9999", "8888", "7777"))
ROUNDS = 7


def main() -> int:
    """Exit code 1 where a goal is not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one object a figure")
    parser.add_argument("--calls", type=int, default=2_000, help="calls in one repeat (default 2000)")
    options = parser.parse_args()
    program = compile_flow(loaded(FLOW), {"Authentication": loaded(MODULE)})
    figures = measure(program, options.calls)
    show(figures, as_json=options.json)
    return 1 if any(each.met is False for each in figures) else 0


def loaded(text: str) -> Flow:
    flow = read(text).flow
    if flow is None:
        raise SystemExit("the workload does not read")
    return flow


def measure(program: Program, calls: int) -> list[Figure]:
    context = CallContext()
    ways: dict[str, Callable[[tuple[str, ...]], Told]] = {
        "function by hand, keys beforehand": by_hand,
        "generator by hand, same commands and events": converse_by_hand,
        "engine": lambda keys: drive(program, context, keys, trace=False),
        "engine, with its trace": lambda keys: drive(program, context, keys, trace=True),
        "run_script, with dialogue and trace": lambda keys: script(program, context, keys),
    }
    for keys in PRESSES:
        outcomes = {way(keys) for way in ways.values()}
        if len(outcomes) != 1:
            raise SystemExit(f"the ways disagree on {keys}: {outcomes}")
    rates: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            rates[name].append(rate(way, calls))
    found = {name: statistics.median(each) for name, each in rates.items()}
    traces = [run_script(program, context, keys).events for keys in PRESSES]
    actions = sum(isinstance(event, Action) for each in traces for event in each)
    figures = [Figure(f"calls a second: {name}", value, "calls/s") for name, value in found.items()]
    return [
        *figures,
        Figure("actions in a call, mean", actions / len(PRESSES), "actions"),
        *(
            Figure(f"engine / {name}", found["engine"] / found[name], "ratio")
            for name in ("function by hand, keys beforehand", "generator by hand, same commands and events")
        ),
        Figure("trace on / trace off", found["engine, with its trace"] / found["engine"], "ratio"),
        Figure("memory of a call parked at a collect", parked_bytes(program, context, calls), "bytes", "<= 700"),
    ]


def rate(way: Callable[[tuple[str, ...]], Told], calls: int) -> float:
    gc.collect()
    start = time.perf_counter()
    for index in range(calls):
        way(PRESSES[index & 3])
    return calls / (time.perf_counter() - start)


class Told(NamedTuple):
    """What can be told of a call from outside."""

    by: str
    heard: tuple[str, ...]
    queue: str
    authenticated: object
    customer: object


def drive(program: Program, context: CallContext, keys: tuple[str, ...], *, trace: bool) -> Told:
    """The thinnest driver: answers at once, keeps what is told."""
    call = Call(program, context, trace=trace)
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
            commands = call.receive(TransferAnswer(True))
    (_, outputs) = call.module_outputs[0]
    return Told(call.ended.by, tuple(heard), queue, outputs[0][1], outputs[1][1])


def script(program: Program, context: CallContext, keys: tuple[str, ...]) -> Told:
    outcome = run_script(program, context, keys)
    outputs = outcome.outputs_of("Authentication")
    queue = "".join(each.command.target for each in outcome.transfers)
    return Told(outcome.ended.by, outcome.heard, queue, outputs["authenticated"], outputs["customerId"])


def by_hand(keys: tuple[str, ...]) -> Told:
    """The same call as a Python function."""
    heard = ["Welcome."]
    authenticated, customer = False, None
    for attempt in range(3):
        heard.append("Enter your PIN.")
        pin = keys[attempt]
        if pin == "1234":
            authenticated, customer = True, "C" + pin
            break
        heard.append("That is not right.")
    if authenticated:
        heard.append("Please wait.")
        return Told("transfer", tuple(heard), "Support", authenticated, customer)
    return Told("disconnect", tuple(heard), "", authenticated, customer)


def conversation() -> Generator[Command, Event, tuple[str, bool, str | None]]:
    """The same call as a Python generator: commands out, events in."""
    yield Play("/greeting", (Part("tts", "Welcome."),))
    authenticated, customer = False, None
    for _ in range(3):
        pin = ""
        wait = 5_000
        prompt: tuple[Part, ...] = (Part("tts", "Enter your PIN."),)
        while len(pin) < 4:
            event = yield Collect("/pin", "collectInput", prompt, 4, wait, 3_000)
            if not isinstance(event, Digits):
                break
            pin += event.keys
            wait, prompt = 3_000, ()
        if pin == "1234":
            authenticated, customer = True, "C" + pin
            break
        yield Play("/wrong", (Part("tts", "That is not right."),))
    if authenticated:
        yield Play("/wait", (Part("tts", "Please wait."),))
        answer = yield TransferToQueue("/queue", "Support")
        if isinstance(answer, TransferAnswer) and answer.success:
            return "transfer", authenticated, customer
    return "disconnect", authenticated, customer


def converse_by_hand(keys: tuple[str, ...]) -> Told:
    """`drive` for the generator."""
    talk = conversation()
    command = next(talk)
    heard: list[str] = []
    queue = ""
    typed = 0
    while True:
        event: Event
        if isinstance(command, Play):
            heard.append(command.parts[0].text)
            event = Played()
        elif isinstance(command, Collect):
            heard.append(command.prompt[0].text)
            event = Digits(keys[typed])
            typed += 1
        else:
            assert isinstance(command, TransferToQueue)
            queue = command.target
            event = TransferAnswer(True)
        try:
            command = talk.send(event)
        except StopIteration as end:
            by, authenticated, customer = end.value
            return Told(by, tuple(heard), queue, authenticated, customer)


def parked_bytes(program: Program, context: CallContext, calls: int) -> int:
    """What a call costs that waits for its PIN, beyond the program."""
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    parked = [Call(program, context) for _ in range(calls)]
    for each in parked:
        each.start()
        each.receive(Played())
    used = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    return round(used / len(parked))


if __name__ == "__main__":
    sys.exit(main())
