"""`callflows flows`: what the org has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from callflows.cli import output
from callflows.cli.exits import OK
from callflows.cli.options import target_option

if TYPE_CHECKING:
    from callflows.api import wire
    from callflows.platform import Connection

TYPES = {"inbound": "inboundcall", "shared": "commonmodule"}


@click.command(short_help="List the flows of the org.")
@click.option("--type", "type_name", metavar="TYPE", help="inbound, shared, or one of Genesys Cloud's flow types.")
@click.option("--name", metavar="TEXT", help="Only flows of this name; * stands for any text.")
@target_option
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def command(*, type_name: str | None, name: str | None, target: str | None, as_json: bool) -> int:
    """List the flows of the org: name, type, id, published version, division."""
    from callflows.cli.session import named_org, run

    async def work(connection: Connection) -> list[wire.Flow]:
        from callflows.api import operation, wire
        from callflows.genesys import BadRequest

        wanted = TYPES.get(type_name.lower(), type_name.lower()) if type_name else None
        query = {"type": [wanted] if wanted else None, "name": name, "sortBy": "name"}
        listing = operation("get_flows", wire.FlowEntityListing)
        try:
            return [flow async for flow in connection.client.pages(listing, query=query)]
        except BadRequest as error:  # the org knows its types; what it says lists them
            if wanted is None or f"[{wanted}]" not in str(error):
                raise
            raise click.BadParameter(str(error), param_hint="--type") from None

    flows = sorted(run(work, named_org(target)), key=lambda flow: (flow.type or "", (flow.name or "").casefold()))
    if as_json:
        output.json([_fields(flow) for flow in flows])
    else:
        output.table(("name", "type", "id", "version", "division"), [tuple(_fields(flow).values()) for flow in flows])
        click.echo(output.counted(len(flows), "flow"), err=True)
    return OK


def _fields(flow: wire.Flow) -> dict[str, str]:
    return {
        "name": flow.name or "",
        "type": (flow.type or "").lower(),
        "id": flow.id or "",
        "version": (flow.published_version.id or "") if flow.published_version else "",
        "division": (flow.division.name or "") if flow.division else "",
    }
