"""A call on an event loop, with a clock that stands still."""

from __future__ import annotations

import asyncio

from callflows.engine import (
    CallContext,
    Command,
    Digits,
    Event,
    HangUp,
    Played,
    Silence,
    answer,
    compile_flow,
    run_script,
)
from callflows.engine.commands import Collect, Play
from callflows.engine.drive import drive
from callflows.engine.saved import KeptCall
from tests.engine.test_modules import LINE, MODULES
from tests.engine.test_saved import FLOW, SETTINGS

PROGRAM = compile_flow(FLOW, {})


class Telephone:
    """A caller whose keys come through a queue, and an org that answers at once."""

    def __init__(self, context: CallContext, keys: list[str]) -> None:
        self.context = context
        self.keys: asyncio.Queue[str] = asyncio.Queue()
        self.times: list[tuple[int, str]] = []
        self._ms = 0
        for each in keys:
            self.keys.put_nowait(each)

    async def done(self, commands: tuple[Command, ...], ms: int) -> None:
        self._ms = ms
        self.times += [(ms, type(each).__name__) for each in commands]

    async def next(self, waits_for: Command | None, silence_ms: int | None) -> Event:
        if silence_ms is None:
            event = None if waits_for is None else answer(waits_for, self.context, self._ms)
            assert event is not None
            return event
        key = await self.keys.get()
        return HangUp() if key == "h" else Silence(silence_ms) if key == "w" else Digits(key, ms=400)


async def end_of(call: KeptCall, telephone: Telephone) -> str:
    ended = await drive(call, telephone)
    return ended.by


def test_a_call_runs_to_its_end() -> None:
    telephone = Telephone(SETTINGS, ["7", "8"])
    assert asyncio.run(end_of(KeptCall(PROGRAM, SETTINGS), telephone)) == "transfer"
    assert telephone.times == [
        (0, "Play"),
        (0, "Collect"),
        (800, "Play"),
        (800, "Play"),
        (800, "TransferToQueue"),
    ]


def test_it_is_the_call_of_the_scripted_caller() -> None:
    call = KeptCall(compile_flow(LINE, MODULES), CallContext(), trace=True)
    assert asyncio.run(drive(call, Telephone(CallContext(), ["w", "h"]))).by == "hangUp"
    assert call.call.trace == run_script(compile_flow(LINE, MODULES), CallContext(), "w h").events


def test_a_call_that_was_restored_goes_on_where_it_waits() -> None:
    kept = KeptCall(PROGRAM, SETTINGS)
    assert [type(each) for each in kept.start()] == [Play]
    playing = KeptCall.restore(PROGRAM, kept.save(), directory=SETTINGS.directory, functions=SETTINGS.functions)
    assert asyncio.run(end_of(playing, Telephone(SETTINGS, ["78"]))) == "transfer"
    assert [type(each) for each in kept.receive(Played())] == [Collect]
    again = KeptCall.restore(PROGRAM, kept.save())
    assert type(again.waits_for) is Collect
    again = KeptCall.restore(PROGRAM, kept.save(), directory=SETTINGS.directory, functions=SETTINGS.functions)
    assert asyncio.run(end_of(again, Telephone(SETTINGS, ["78"]))) == "transfer"


def test_a_wait_that_is_cancelled_leaves_the_call_as_it_was() -> None:
    async def hang() -> str:
        call = KeptCall(PROGRAM, SETTINGS)
        telephone = Telephone(SETTINGS, [])
        task = asyncio.create_task(drive(call, telephone))
        while telephone.times[-1:] != [(0, "Collect")]:
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        telephone.keys.put_nowait("78")
        return await end_of(call, telephone)

    assert asyncio.run(hang()) == "transfer"
