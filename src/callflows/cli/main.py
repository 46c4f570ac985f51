"""The entry point: the group of commands, and the one place where every error becomes a message and an exit code.

Nothing heavy is imported here: `callflows --help` must answer in the blink of an eye.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence

import click

from callflows.cli.exits import INTERRUPTED, OK
from callflows.cli.lazy import LazyGroup, ReaderGoneError

COMMANDS = {
    "init": ("callflows.cli.init", "Make a workspace in a folder, around the flows that are there."),
    "create": ("callflows.cli.create", "Create inbound flows that call a shared flow, one or many."),
    "publish": ("callflows.cli.publish", "Publish flows written as Archy YAML."),
    "flows": ("callflows.cli.flows", "List the flows of the org."),
    "call": ("callflows.cli.call", "Call a flow as a phone in the terminal, and see what the caller hears."),
    "test": ("callflows.cli.test", "Place the calls of scenario files (*.calls.yaml) on your flows."),
    "explore": ("callflows.cli.explore", "Find the inputs that reach every path of a flow, and its dead ends."),
    "coverage": ("callflows.cli.coverage", "Report what all test runs together cover of your flows."),
    "replay": ("callflows.cli.replay", "Run the trace of a call again on today's flow."),
    "check": ("callflows.cli.check", "Find what is wrong in flow and scenario files, and fix what can be fixed."),
    "fmt": ("callflows.cli.fmt", "Bring flow files to the format of Architect's exporter."),
    "show": ("callflows.cli.show", "Print a flow as a person reads it."),
    "eval": ("callflows.cli.eval", "Evaluate an expression: its type and value."),
    "functions": ("callflows.cli.functions", "List the functions of expressions, or explain one."),
    "schema": ("callflows.cli.schema", "Print a JSON Schema of flow files, for editors."),
    "seed": ("callflows.cli.seed", "Fill an org from a directory."),
    "serve": ("callflows.cli.serve", "Serve the local org over HTTP for other programs."),
}

ENVIRONMENT_HELP = """\b
Which org: GENESYS_CLIENT_ID and GENESYS_CLIENT_SECRET choose Genesys Cloud, with
GENESYS_ENVIRONMENT (a region domain such as usw2.pure.cloud, or the URL of a
callflows server; default mypurecloud.com). Without them every command works on the
local org in .callflows/org.db.

\b
Exit codes: 0 done, 1 findings, 2 wrong usage, 3 the org or the network failed,
130 interrupted."""


@click.group(
    cls=LazyGroup,
    lazy=COMMANDS,
    epilog=ENVIRONMENT_HELP,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="callflows", message="%(prog)s %(version)s")
def cli() -> None:
    """Call flows as code for Genesys Cloud: create, check, run and publish
    inbound call flows that call a shared flow (a common module)."""


def run() -> None:
    """The console script."""
    _open_all()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without Unicode still gets its answer
    try:
        code = main(sys.argv[1:])
    except KeyboardInterrupt:  # after the command, while its last words are written
        code = INTERRUPTED
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is said; Ctrl-C while Python ends would end it by a signal
    sys.exit(code)


def _open_all() -> None:
    """What the caller has closed (`callflows … >&-`) holds nothing, and takes what nobody is to read."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull)  # noqa: SIM115, PTH123 - stays open until the end
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115, PTH123 - stays open until the end


def main(args: Sequence[str]) -> int:
    """Run one command line and return its exit code. No exception leaves this function.

    A reader that goes away, as in `callflows functions | head -1`, has what it wanted: that is no failure.
    """
    code, say = _ended(args)
    try:
        say()
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()
    return code


def _ended(args: Sequence[str]) -> tuple[int, Callable[[], None]]:
    """Run one command line: its exit code, and what says why where it failed."""
    try:
        result = cli.main(list(args), prog_name="callflows", standalone_mode=False)
    except click.ClickException as error:
        return error.exit_code, error.show
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED, lambda: click.echo("Interrupted.", err=True)
    except ReaderGoneError:
        return OK, _silence
    except Exception as error:  # noqa: BLE001 - the outermost handler: a message instead of a traceback
        return _report(error)
    return result if isinstance(result, int) else OK, lambda: None


def _silence() -> None:
    """Let nothing be written any more: the interpreter flushes both streams when it ends."""
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123 - stays open until the end


def _report(error: Exception) -> tuple[int, Callable[[], None]]:
    from callflows.cli.faults import explain

    found = explain(error)

    def say() -> None:
        if os.environ.get("CALLFLOWS_DEBUG"):
            import traceback

            traceback.print_exception(error)
        click.echo(found.text, err=True)

    return found.exit_code, say
