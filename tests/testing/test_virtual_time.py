"""The virtual clock."""

from __future__ import annotations

import asyncio
import contextvars
import threading
import time
from datetime import timedelta

import pytest

from callflows.testing import START, NothingToWaitForError, run_virtual, virtual_now


def test_an_hour_passes_at_once():
    async def sleep():
        await asyncio.sleep(3600)
        return asyncio.get_running_loop().time()

    began = time.monotonic()
    assert run_virtual(sleep()) == 3600.0
    assert time.monotonic() - began < 5


def test_timers_fire_in_order_at_their_times():
    async def scenario():
        seen: list[tuple[str, float]] = []

        async def mark(name: str, delay: float) -> None:
            await asyncio.sleep(delay)
            seen.append((name, round(asyncio.get_running_loop().time(), 6)))

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(mark("late", 86_400 * 3))
            tasks.create_task(mark("soon", 0.1))
            tasks.create_task(mark("between", 10.3))
        return seen

    assert run_virtual(scenario()) == [("soon", 0.1), ("between", 10.3), ("late", 259_200.0)]


def test_a_timeout_is_virtual():
    async def scenario():
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(42):
                await asyncio.Event().wait()
        return asyncio.get_running_loop().time()

    assert run_virtual(scenario()) == 42.0


def test_the_clock_stands_still_while_a_thread_works():
    async def scenario():
        go = threading.Event()
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(None, go.wait, 30)
        timer = asyncio.create_task(asyncio.sleep(1000))
        await asyncio.sleep(0)
        loop.call_soon(go.set)
        assert await work is True
        moment = loop.time()
        await timer
        return moment, loop.time()

    assert run_virtual(scenario()) == (0.0, 1000.0)


def test_now_follows_the_clock_also_in_threads():
    async def scenario():
        await asyncio.sleep(90)
        loop = asyncio.get_running_loop()
        context = contextvars.copy_context()
        return virtual_now(), await loop.run_in_executor(None, context.run, virtual_now)

    assert run_virtual(scenario()) == (START + timedelta(seconds=90), START + timedelta(seconds=90))


def test_now_has_no_meaning_outside():
    with pytest.raises(LookupError):
        virtual_now()


def test_waiting_for_nothing_is_an_error_and_not_a_hang():
    async def scenario():
        await asyncio.Event().wait()

    with pytest.raises(NothingToWaitForError):
        run_virtual(scenario())


def test_sockets_still_work():
    async def scenario():
        async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(await reader.readline())
            await writer.drain()
            writer.close()
            await writer.wait_closed()

        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        async with server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write(b"hello\n")
            answer = await reader.readline()
            writer.close()
            await writer.wait_closed()
        return answer

    assert run_virtual(scenario()) == b"hello\n"
