"""An application on a real port of 127.0.0.1, for tests whose client is another program."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette


@contextmanager
def served(app: Starlette) -> Iterator[str]:
    """The URL of `app` while the block runs."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="error", lifespan="off", ws="none")
    server = uvicorn.Server(config)

    def run() -> None:
        try:
            server.run(sockets=[listener])
        finally:
            listener.close()  # who waits for a server that ended gets an error, not silence

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        # The kernel queues connections from the moment the socket listens: nobody has to wait for the server.
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
