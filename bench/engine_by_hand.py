"""W1 as a person writes it in Python: a plain function that is given the keys beforehand and cannot wait for anybody,
and a generator that gives the engine's own commands and waits for the engine's own events.
"""

from __future__ import annotations

from collections.abc import Generator

from bench.engine_flows import Told
from callflows.engine import Command, Digits, Event, Part, Played
from callflows.engine.commands import Collect, Play, TransferToQueue
from callflows.engine.events import TransferAnswer


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
