"""How many calls a second the engine runs: a call of about fifteen steps, against the same call written by hand.

    python -m bench.engine [--json] [--calls N]

The call: an inbound flow calls a shared flow that asks for a 4-digit PIN up to three times and hands two
outputs back; then a queue or a disconnect. Half of the callers know the PIN. All ways of running it must
agree on every caller's outcome. Figures are medians of interleaved repeats.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable

from bench.figures import Figure, show
from callflows.architect import read
from callflows.engine import Call, CallContext, Digits, Played, Program, compile_flow, run_script
from callflows.engine.commands import Collect, Play
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
    ways: dict[str, Callable[[tuple[str, ...]], str]] = {
        "written by hand": by_hand,
        "engine": lambda keys: drive(program, context, keys, trace=False),
        "engine, with its trace": lambda keys: drive(program, context, keys, trace=True),
        "run_script, with dialogue and trace": lambda keys: run_script(program, context, keys).ended.by,
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
        Figure("engine / written by hand", found["engine"] / found["written by hand"], "ratio"),
        Figure("trace on / trace off", found["engine, with its trace"] / found["engine"], "ratio"),
        Figure("memory of a call parked at a collect", parked_bytes(program, context, calls), "bytes", "<= 700"),
    ]


def rate(way: Callable[[tuple[str, ...]], str], calls: int) -> float:
    gc.collect()
    start = time.perf_counter()
    for index in range(calls):
        way(PRESSES[index & 3])
    return calls / (time.perf_counter() - start)


def drive(program: Program, context: CallContext, keys: tuple[str, ...], *, trace: bool) -> str:
    """The thinnest driver: answers at once, keeps nothing."""
    call = Call(program, context, trace=trace)
    commands = call.start()
    typed = 0
    while call.ended is None:
        last = commands[-1]
        if isinstance(last, Play):
            commands = call.receive(Played())
        elif isinstance(last, Collect):
            commands = call.receive(Digits(keys[typed]))
            typed += 1
        else:
            commands = call.receive(TransferAnswer(True))
    return call.ended.by


def by_hand(keys: tuple[str, ...]) -> str:
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
    if authenticated and customer is not None:
        heard.append("Please wait.")
        return "transfer"
    return "disconnect"


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
