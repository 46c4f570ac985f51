"""`callflows schema`: the JSON Schema with which an editor completes and checks flow files and scenario files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from callflows.cli.exits import OK

if TYPE_CHECKING:
    from collections.abc import Mapping

CALLS = "calls"
"""The name of the schema of scenario files."""
TRACE = "trace"
"""The name of the schema of a line of a trace."""


@click.command(short_help="Print a JSON Schema of flow files, for editors.")
@click.argument("flow_type", metavar="[FLOWTYPE]", required=False)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write it to FILE instead of standard output.",
)
@click.option("--compact", is_flag=True, help="On one line, without blanks.")
def command(*, flow_type: str | None, output: Path | None, compact: bool) -> int:
    """Print a JSON Schema (draft-07) that makes an editor complete and check flow files.

    \b
    callflows schema --output flows.schema.json
    callflows schema inboundCall --output inbound.schema.json
    callflows schema calls --output calls.schema.json
    callflows schema trace --output trace.schema.json

    FLOWTYPE is the key on the first level of the file, such as inboundCall or
    commonModule. Without it the schema covers every flow type. `calls` is the
    schema of scenario files (*.calls.yaml), `trace` that of a line of the trace of a
    call (docs/trace.md). docs/editors.md says how to give one to VS Code and
    JetBrains IDEs.
    """
    import json

    from callflows.cli.files import write_text

    schema = _schema(flow_type)
    separators = (",", ":") if compact else None
    text = json.dumps(schema, indent=None if compact else 2, separators=separators, ensure_ascii=False)
    if output is None:
        click.echo(text)
    else:
        write_text(output, f"{text}\n")
    return OK


def _schema(name: str | None) -> Mapping[str, object]:
    """The schema of scenario files, of a trace's lines, of a flow type, or of every one. Raises click.UsageError."""
    if name is not None and name.lower() == CALLS:
        from callflows.testing.scenarios.schema import calls_schema

        return calls_schema()
    if name is not None and name.lower() == TRACE:
        from callflows.engine.trace import json_schema

        return json_schema()
    from callflows.architect import flow_schema

    return flow_schema(_known(name) if name is not None else None)


def _known(flow_type: str) -> str:
    """The flow type in the spelling of files; the API's (`inboundcall`) is understood. Raises click.UsageError."""
    from callflows.cli.lazy import near
    from callflows.model import FLOW_TYPES

    spellings = {spelling.lower(): spec.key for spec in FLOW_TYPES.values() for spelling in (spec.key, spec.api_name)}
    found = spellings.get(flow_type.lower())
    if found is None:
        known = dict.fromkeys((*FLOW_TYPES, CALLS, TRACE))
        closest = near(flow_type, known) or f" Known: {', '.join(sorted(known))}."
        raise click.UsageError(f"no such flow type {flow_type!r}.{closest}")
    return found
