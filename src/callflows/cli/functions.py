"""`callflows functions`: what there is in Architect's expression language, from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from callflows.cli import output
from callflows.cli.exits import OK

if TYPE_CHECKING:
    from callflows.expressions.guide import Page

SCHEMA_VERSION = 1
DEPENDS = {"time": "the time", "chance": "chance", "org": "the org", "call": "the call"}


@click.command(short_help="List the functions of expressions, or explain one.")
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, name: str | None, as_json: bool) -> int:
    """List the functions of Architect's expression language, or say of one how it is
    called, with examples. docs/functions.md has them all, with operators, types and
    built-in names.
    """
    from callflows.expressions.guide import pages

    known = pages()
    if name is None:
        return _list(list(known.values()), as_json=as_json)
    page = known.get(name.lower().removesuffix("()"))
    if page is None:
        raise click.UsageError(_unknown(name, [each.name for each in known.values()]))
    if as_json:
        output.json({"schemaVersion": SCHEMA_VERSION, "function": _data(page)})
    else:
        _explain(page)
    return OK


def _list(known: list[Page], *, as_json: bool) -> int:
    if as_json:
        output.json({"schemaVersion": SCHEMA_VERSION, "functions": [_data(page) for page in known]})
    else:
        output.table(
            ("function", "category", "what it gives"), [(each.name, each.category, each.help) for each in known]
        )
    return OK


def _unknown(name: str, known: list[str]) -> str:
    """What to say of a name that no function has: those that it is part of, else the nearest."""
    import difflib

    holding = [each for each in known if name.lower() in each.lower()]
    spelt = {each.lower(): each for each in known}
    close = [spelt[each] for each in difflib.get_close_matches(name.lower(), spelt, n=1)]
    found = (holding if name and holding else close)[:5]
    return f"callflows knows no function {name!r}.{f' Did you mean {_either(found)}?' if found else ''}"


def _either(names: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _explain(page: Page) -> None:
    click.echo(f"{page.name}  ({page.category})\n\n  {page.help}\n")
    for each in page.signatures:
        limits = f"   {'; '.join(each.limits)}" if each.limits else ""
        click.echo(f"  {each.text}{limits}")
    facts = ["?: may be NOT_SET"] if any("?" in each.text for each in page.signatures) else []
    facts += ["…: may repeat"] if any("…" in each.text for each in page.signatures) else []
    facts += [f"the result depends on {DEPENDS[page.depends]}"] if page.depends else []
    facts += ["it must be the outermost call"] if page.outermost else []
    if facts:
        click.echo(f"\n  {', '.join(facts)}")
    width = max(output.columns(example.expression) for example in page.examples)
    click.echo()
    for example in page.examples:
        gap = " " * (width - output.columns(example.expression))
        fails = f"fails: {example.result.removeprefix('error ')}"
        click.echo(f"  {example.expression}{gap}  → {fails if example.fails else example.result}")


def _data(page: Page) -> dict[str, object]:
    return {
        "name": page.name,
        "category": page.category,
        "help": page.help,
        "signatures": [{"text": each.text, "limits": list(each.limits)} for each in page.signatures],
        "dependsOn": page.depends or None,
        "outermost": page.outermost,
        "examples": [
            {"expression": each.expression, "error" if each.fails else "result": each.result.removeprefix("error ")}
            for each in page.examples
        ],
    }
