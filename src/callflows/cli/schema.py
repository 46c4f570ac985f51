"""`callflows schema`: the JSON Schema with which an editor completes and checks flow files."""

from __future__ import annotations

from pathlib import Path

import click

from callflows.cli.exits import OK


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

    FLOWTYPE is the key on the first level of the file, such as inboundCall or
    commonModule. Without it the schema covers every flow type. docs/editors.md
    says how to give it to VS Code and JetBrains IDEs.
    """
    import json

    from callflows.architect import flow_schema
    from callflows.cli.files import write_text

    schema = flow_schema(_known(flow_type) if flow_type is not None else None)
    separators = (",", ":") if compact else None
    text = json.dumps(schema, indent=None if compact else 2, separators=separators, ensure_ascii=False)
    if output is None:
        click.echo(text)
    else:
        write_text(output, f"{text}\n")
    return OK


def _known(flow_type: str) -> str:
    """The flow type in the spelling of files; the API's (`inboundcall`) is understood. Raises click.UsageError."""
    from callflows.cli.lazy import near
    from callflows.model import FLOW_TYPES

    spellings = {spelling.lower(): spec.key for spec in FLOW_TYPES.values() for spelling in (spec.key, spec.api_name)}
    found = spellings.get(flow_type.lower())
    if found is None:
        closest = near(flow_type, FLOW_TYPES) or f" Known: {', '.join(sorted(FLOW_TYPES))}."
        raise click.UsageError(f"no such flow type {flow_type!r}.{closest}")
    return found
