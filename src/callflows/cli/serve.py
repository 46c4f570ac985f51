"""`callflows serve`: the local org for other programs."""

from __future__ import annotations

import contextlib
import errno
from pathlib import Path
from typing import TYPE_CHECKING

import click

from callflows.cli import output
from callflows.cli.exits import FINDINGS, OK, USAGE
from callflows.cli.options import to_seed_from

if TYPE_CHECKING:
    from callflows.emulator import Options
    from callflows.store import Store


@click.command(short_help="Serve the local org over HTTP for other programs.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--database", metavar="URL", help="A path or a database URL.  [default: .callflows/org.db]")
@click.option(
    "--seed",
    "seed_directory",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    callback=to_seed_from,
    metavar="DIR",
    help="Fill the org from DIR first.",
)
@click.option(
    "--clients",
    "clients_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="OAuth clients beside the development client callflows / callflows.",
)
@click.option(
    "--rate-limit", type=click.IntRange(0), default=300, show_default=True, help="Requests a minute and token; 0: none."
)
@click.option(
    "--publish-seconds", type=click.FloatRange(0), default=0.0, show_default=True, help="How long a publish takes."
)
def command(
    *,
    port: int,
    host: str,
    database: str | None,
    seed_directory: Path | None,
    clients_file: Path | None,
    rate_limit: int,
    publish_seconds: float,
) -> int:
    """Serve the local org over HTTP, as Genesys Cloud's API.

    \b
    callflows serve --seed examples/org
    GENESYS_CLIENT_ID=callflows GENESYS_CLIENT_SECRET=callflows \\
        GENESYS_ENVIRONMENT=http://127.0.0.1:8080 callflows flows
    """
    from callflows.cli.selection import current
    from callflows.emulator import Options, serve
    from callflows.platform import local_database
    from callflows.store import open_store

    taken, fault = _address(host, port)
    if fault:
        click.echo(f"error: {fault}", err=True)
        return USAGE
    options = Options(rate_limit=rate_limit, publish_seconds=publish_seconds)
    with open_store(database or local_database(current().root)) as store:
        if not _filled(store, options, clients_file, seed_directory):
            click.echo("Nothing is served.", err=True)
            return FINDINGS
        click.echo(
            f"Serving the local org at http://{host}:{taken} (OAuth client callflows / callflows). Ctrl-C ends it."
        )
        with contextlib.suppress(KeyboardInterrupt):  # the ordinary end of a server
            serve(store, host=host, port=taken, options=options)
    return OK


def _filled(store: Store, options: Options, clients_file: Path | None, seed_directory: Path | None) -> bool:
    """Write what the files hold into the org and show what is wrong with them; whether they are good."""
    from callflows.diagnostics import Severity, worst
    from callflows.emulator import load_clients, prepare, seed

    prepare(store, options)
    found = load_clients(store, clients_file) if clients_file is not None else ()
    if seed_directory is not None:
        found = (*found, *seed(store, seed_directory, options=options).diagnostics)
    output.diagnostics(found)
    return worst(found) is not Severity.ERROR


def _address(host: str, port: int) -> tuple[int, str]:
    """The port to listen on, a free one for 0, and why the address cannot be listened on, "" where it can."""
    from callflows.emulator import free_port

    try:
        taken = port or free_port(host)
        _try(host, taken)
    except (OSError, UnicodeError) as error:  # UnicodeError: a name that no host can have
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            return port, f"{host}:{port} is in use\n    next: end the other program, or give another --port"
        reason = getattr(error, "strerror", None) or str(error)
        return port, f"cannot listen on {host}:{port}: {reason}\n    next: give another --host or --port"
    return taken, ""


def _try(host: str, port: int) -> None:
    """Raises OSError where the address cannot be listened on."""
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
