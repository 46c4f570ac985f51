"""Running one asynchronous piece of work against the org that the environment chooses."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from callflows.platform import Connection

Answer = TypeVar("Answer")


def run(work: Callable[[Connection], Awaitable[Answer]]) -> Answer:
    """Connect, do the work, disconnect. Errors of the client and KeyboardInterrupt go through to the caller."""
    from callflows.cli.output import retry_notice
    from callflows.platform import connect

    async def session() -> Answer:
        async with connect(os.environ, Path.cwd(), on_retry=retry_notice()) as connection:
            return await work(connection)

    return asyncio.run(session())
