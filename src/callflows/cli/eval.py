"""`callflows eval`: an expression of Architect on the command line, its type and value."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from callflows.cli import output
from callflows.cli.exits import FINDINGS, OK
from callflows.cli.options import Pairs, name_value_pairs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from callflows.diagnostics import Diagnostic
    from callflows.expressions.trial import Given, Trial
    from callflows.expressions.values import Entity

SCHEMA_VERSION = 1
_GIVE = "--var NAME=VALUE gives a variable a value"
_ADVICE = {
    "expression-unknown-variable": _GIVE,
    "runtime-not-set": f"{_GIVE}, --object KIND=NAME is what Find functions find",
}


class _Expression(click.Command):
    """Takes an argument such as `-Flow.x` for what it is: the command has no short options but -h."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        valued = {name for p in self.params if isinstance(p, click.Option) and not p.is_flag for name in p.opts}
        for index, arg in enumerate(args):
            if arg == "--":
                break
            if (
                arg[:1] == "-"
                and arg[1:2] not in {"", "-"}
                and arg != "-h"
                and not (index and args[index - 1] in valued)
            ):
                return super().parse_args(ctx, [*args[:index], *args[index + 1 :], "--", arg])
        return super().parse_args(ctx, args)


@click.command(cls=_Expression, short_help="Evaluate an expression: its type and value.")
@click.argument("expression", metavar="[EXPRESSION]", required=False)
@click.option(
    "--var",
    "variables",
    multiple=True,
    metavar="NAME[:TYPE]=VALUE",
    callback=name_value_pairs,
    help="Give a variable a value. Repeatable.",
)
@click.option("--flow-type", metavar="TYPE", help="Only what flows of this type have, such as inboundCall.")
@click.option("--expect", metavar="TYPE", help="The type that is needed; the result is converted as Architect does.")
@click.option("--language", default="en-us", metavar="TAG", show_default=True, help="The language of the call.")
@click.option("--now", metavar="TIME", help="What is now, in ISO 8601.  [default: the clock]")
@click.option("--seed", type=int, metavar="N", help="Make RandomInt and its like give the same numbers each time.")
@click.option(
    "--object",
    "objects",
    multiple=True,
    metavar="KIND=NAME",
    help="What Find… functions find, such as queue=Support. Repeatable.",
)
@click.option("--explain", is_flag=True, help="Show each sub-expression with its type, overload and value.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--jsonl", is_flag=True, help="Read one question a line from standard input, print one answer a line.")
def command(
    *,
    expression: str | None,
    variables: Pairs,
    flow_type: str | None,
    expect: str | None,
    language: str,
    now: str | None,
    seed: int | None,
    objects: tuple[str, ...],
    explain: bool,
    as_json: bool,
    jsonl: bool,
) -> int:
    """Evaluate EXPRESSION as a live call would, and print its type and value. EXPRESSION can be
    - for standard input.

    \b
    callflows eval 'Right("abcdef", 2)'
    callflows eval 'If(Flow.x > 3, "many", "few")' --var Flow.x=5 --explain
    callflows eval 'Flow.due - Flow.grace' --var Flow.grace:Duration=PT1H \\
        --var Flow.due:DateTime=2026-01-31T08:00:00Z

    A VALUE says its type by its form: 5 is an Integer, 1.5 a Decimal, true a Boolean, [1, 2] a
    collection, NOT_SET no value, anything else text, in "quotes" or bare; :TYPE says it outright.
    Exit code 1 says that there is no value: the expression is wrong, or fails when it runs.

    With --jsonl the lines are as docs/expressions.md describes, and the options stand for what a
    line does not say.
    """
    from callflows.expressions.wire import Unfit

    if jsonl and (expression is not None or explain or as_json):
        raise click.UsageError(
            "--jsonl reads questions from standard input; it takes no EXPRESSION, --explain or --json"
        )
    _readable(expression or "", *(part for pair in variables for part in pair), *objects)
    if not jsonl and expression is None:
        raise click.UsageError("Missing argument 'EXPRESSION'; - reads it from standard input")
    try:
        trial = _trial(
            variables=variables,
            flow_type=flow_type,
            expect=expect,
            language=language,
            now=now,
            seed=seed,
            objects=objects,
        )
    except Unfit as error:
        found = error.diagnostic
        raise click.UsageError(f"{found.message}\n    next: {found.help}" if found.help else found.message) from error
    if jsonl:
        return _answer_lines(trial)
    text = _stdin() if expression == "-" else expression or ""
    return _answer(text, trial, explain=explain, as_json=as_json)


def _readable(*texts: str) -> None:
    """Raises click.UsageError where bytes of the command line are no text."""
    for text in texts:
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise click.UsageError(f"an argument is not UTF-8: {text[: error.start + 1][-20:]!a}") from error


def _trial(
    *,
    variables: Pairs,
    flow_type: str | None,
    expect: str | None,
    language: str,
    now: str | None,
    seed: int | None,
    objects: tuple[str, ...],
) -> Trial:
    """All but the expression. Raises Unfit and click.UsageError."""
    from datetime import UTC, datetime

    from callflows.expressions.trial import Trial
    from callflows.expressions.wire import known_flow_type, known_type, moment
    from callflows.expressions.world import Setting

    kind = "" if flow_type is None else known_flow_type(flow_type, _flow_types())
    return Trial(
        expression="",
        setting=Setting(
            now=datetime.now(UTC).replace(microsecond=0) if now is None else moment(now),
            language=language,
            seed=seed,
            objects=tuple(map(_object, objects)),
        ),
        variables=tuple(_given(name, value, kind) for name, value in variables),
        flow_type=kind,
        expected=None if expect is None else known_type(expect),
    )


def _given(written: str, value: str, flow_type: str) -> Given:
    """`Flow.x` or `Flow.x:Type` with its value. Raises Unfit and click.UsageError."""
    from callflows.expressions.given import from_words
    from callflows.expressions.wire import built_in_type, given, known_type

    name, colon, said = written.rpartition(":")
    if not colon:
        name, said = written, ""
    wanted = known_type(said.strip()) if said else built_in_type(name, flow_type)
    try:
        return given(name, from_words(value, wanted), flow_type)
    except ValueError as error:
        raise click.UsageError(f"--var {written}: {error}") from error


def _object(written: str) -> Entity:
    """`queue=Support` as an object. Raises click.UsageError."""
    from callflows.cli.lazy import near
    from callflows.expressions.given import KINDS
    from callflows.expressions.values import Entity

    kind, equals, name = written.partition("=")
    known = {each.lower(): each for each in (*KINDS.values(), "systemPrompt", "prompt")}
    found = known.get(kind.strip().lower())
    if not equals or not name or found is None:
        listed = ", ".join(sorted(known.values()))
        raise click.UsageError(f"--object {written}: KIND=NAME is expected.{near(kind, known)}\n    kinds: {listed}")
    return Entity("userPrompt" if found == "prompt" else found, name, name, name if found == "user" else "")


def _flow_types() -> Mapping[str, str]:
    """The flow types as the language calls them, by every spelling in lower case."""
    from callflows.expressions.availability import LISTED
    from callflows.model import FLOW_TYPES

    own = {
        spelling.lower(): spec.api_name.lower()
        for spec in FLOW_TYPES.values()
        for spelling in (spec.key, spec.api_name)
    }
    return {**{name: name for name in LISTED}, **own}


def _stdin() -> str:
    """The expression on standard input, without the line end behind it. Raises click.ClickException."""
    data = sys.stdin.buffer.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(
            f"standard input is not UTF-8: byte {error.start + 1} is 0x{data[error.start]:02x}"
        ) from error
    return text.removesuffix("\n").removesuffix("\r")


def _answer(text: str, trial: Trial, *, explain: bool, as_json: bool) -> int:
    import msgspec

    from callflows.cli.eval_view import findings, lines_of, plain_step
    from callflows.expressions.explanation import explain as explained
    from callflows.expressions.trial import run
    from callflows.expressions.wire import reply

    asked = msgspec.structs.replace(trial, expression=text)
    answer, step = explained(asked) if explain else (run(asked), None)
    said = reply(answer)
    if as_json:
        shown = {"schemaVersion": SCHEMA_VERSION, "expression": text, **msgspec.structs.asdict(said)}
        output.json({**shown, "explanation": plain_step(step) if step else None} if explain else shown)
    else:
        for line in lines_of(step) if step else ():
            click.echo(line)
        if answer.ok and not step:
            click.echo(f"{said.type}: {said.value}")
        for line in findings(text, [_advised(each) for each in answer.diagnostics]):
            click.echo(line, err=True)
    return OK if answer.ok else FINDINGS


def _advised(found: Diagnostic) -> Diagnostic:
    """A finding with what can be done about it here, where nothing else was said."""
    import msgspec

    advice = "" if found.help else _ADVICE.get(found.code, "")
    return msgspec.structs.replace(found, help=advice) if advice else found


def _answer_lines(defaults: Trial) -> int:
    """One answer for each line, as soon as it is read; blank lines have none. The exit code says that all were
    answered, not that all were right."""
    from callflows.expressions.wire import reply_to

    flow_types = _flow_types()
    write, flush = sys.stdout.buffer.write, sys.stdout.buffer.flush
    for line in sys.stdin.buffer:
        if not line.isspace():
            write(reply_to(line, defaults, flow_types))
            flush()
    return OK
