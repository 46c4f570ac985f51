"""Serving a local org to others on this machine."""

from __future__ import annotations

import socket

import uvicorn

from callflows.emulator.app import create_app
from callflows.emulator.options import Options
from callflows.store import Store


def serve(
    store: Store,
    *,
    host: str = "127.0.0.1",
    port: int = 8080,
    options: Options | None = None,
    log_level: str = "warning",
) -> None:
    """Serve until interrupted. What is to be in the org (`load_clients`, `seed`) is written before."""
    app = create_app(store, options=options)
    config = uvicorn.Config(
        app, host=host, port=port, log_level=log_level, access_log=False, lifespan="off", server_header=False
    )
    uvicorn.Server(config).run()


def free_port(host: str = "127.0.0.1") -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
