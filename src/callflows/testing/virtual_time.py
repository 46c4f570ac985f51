"""Virtual time: an asyncio event loop whose clock jumps to the next timer instead of waiting for it.

    async def wait_an_hour() -> float:
        await asyncio.sleep(3600)
        return asyncio.get_running_loop().time()

    run_virtual(wait_an_hour())   # 3600.0, at once

Everything that takes its time from the running loop (`asyncio.sleep`, `asyncio.timeout`, `loop.call_later`,
`loop.time`) runs on the virtual clock, and nothing else does: `time.monotonic` and `datetime.now` go on as ever.
The clock moves only when no task can run. Work handed to `loop.run_in_executor` is waited for before the clock moves;
threads started in other ways and real sockets are not, so their answers may come after a time-out that already fired.
"""

from __future__ import annotations

import asyncio
import contextvars
import selectors
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, TypeVarTuple

T = TypeVar("T")
Args = TypeVarTuple("Args")

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
"""What `virtual_now` says when the loop's time is 0: a Monday morning."""

_LOOP: contextvars.ContextVar[VirtualTimeLoop] = contextvars.ContextVar("virtual_time_loop")


class NothingToWaitForError(RuntimeError):
    """Every task waits, and there is no timer, no thread and no socket that could wake one."""


class _JumpingSelector(selectors.BaseSelector):
    """A selector that moves the clock by the time it is told to wait, when nothing is ready."""

    def __init__(self) -> None:
        self._real = selectors.DefaultSelector()
        self.now = 0.0
        self.threads = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = self._real.select(0)
        if ready or timeout == 0:
            return ready
        if self.threads:
            return self._real.select(None)
        if timeout is None:
            if len(self._real.get_map()) > 1:
                return self._real.select(None)
            raise NothingToWaitForError("every task waits and no timer is set: nothing can happen any more")
        self.now += max(timeout, 0.0)
        return []

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.register(fileobj, events, data)

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        return self._real.unregister(fileobj)

    def modify(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.modify(fileobj, events, data)

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        return self._real.get_map()

    def close(self) -> None:
        self._real.close()


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """The loop behind `run_virtual`. Its time starts at 0 seconds."""

    def __init__(self) -> None:
        self._jumping = _JumpingSelector()
        super().__init__(self._jumping)
        # A timer set to a sum of floats may be due a hair after the clock's own sum.
        self._clock_resolution = 1e-6

    def time(self) -> float:
        """Virtual seconds since the loop was made."""
        return self._jumping.now

    def run_in_executor(self, executor: Executor | None, func: Callable[[*Args], T], *args: *Args) -> asyncio.Future[T]:
        """As in every loop; the clock stands still until the work is done."""
        self._jumping.threads += 1
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self._thread_done)
        return future

    async def shutdown_default_executor(self, *args: Any) -> None:
        """As in every loop; it waits for the threads of the executor."""
        self._jumping.threads += 1
        try:
            await super().shutdown_default_executor(*args)
        finally:
            self._jumping.threads -= 1

    def _thread_done(self, _: asyncio.Future[Any]) -> None:
        self._jumping.threads -= 1


def run_virtual(coro: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end on a loop of its own and give what it gives.

    Raises `NothingToWaitForError` when all tasks wait for each other.
    """
    context = contextvars.copy_context()
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        loop = runner.get_loop()
        assert isinstance(loop, VirtualTimeLoop)  # noqa: S101 - what the factory above makes
        context.run(_LOOP.set, loop)
        return runner.run(coro, context=context)


def virtual_now() -> datetime:
    """The time of the clock of the enclosing `run_virtual`, in UTC: `START` and the seconds gone by since.

    It can be passed wherever a `now: Callable[[], datetime]` is asked for. Raises `LookupError` outside `run_virtual`.
    """
    return START + timedelta(seconds=_LOOP.get().time())
