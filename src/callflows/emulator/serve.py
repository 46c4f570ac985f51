"""Serving a local org to others on this machine."""

from __future__ import annotations

import logging
import socket
from pathlib import Path

import uvicorn

from callflows.diagnostics import render_text
from callflows.emulator.app import create_app
from callflows.emulator.clients_file import load_clients
from callflows.emulator.options import Options
from callflows.emulator.seed import seed
from callflows.store import open_store

logger = logging.getLogger("callflows.emulator")


def serve(
    database: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8080,
    options: Options | None = None,
    seed_directory: Path | None = None,
    clients_file: Path | None = None,
    log_level: str = "warning",
) -> None:
    """Serve until interrupted. `port` 0 takes a free one. What is wrong with the files is logged as warnings; what is
    right in them is served."""
    with open_store(database) as store:
        app = create_app(store, options=options)
        found = load_clients(store, clients_file) if clients_file is not None else ()
        if seed_directory is not None:
            found = (*found, *seed(store, seed_directory, options=options).diagnostics)
        if found:
            logger.warning("%s", render_text(found))
        config = uvicorn.Config(
            app, host=host, port=port, log_level=log_level, access_log=False, lifespan="off", server_header=False
        )
        uvicorn.Server(config).run()


def free_port(host: str = "127.0.0.1") -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
