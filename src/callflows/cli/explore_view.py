"""The report of `callflows explore`, for people on 80 columns and as data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import click

from callflows.cli import output
from callflows.testing.dialogue import place_of
from callflows.testing.explore import Call, Report, Unreached
from callflows.testing.programs import Programs

WIDTH = 80
SCHEMA_VERSION = 1
Data: TypeAlias = "str | int | float | bool | list[Data] | dict[str, Data] | None"

_ENDED = {
    "done": "nothing is left to try",
    "calls": "--calls ended the search",
    "time": "--limit ended the search",
}
_WHY = {
    "unreachable": "No call can reach",
    "value": "Needs a value that was not found",
    "error": "Stands behind an error",
    "limit": "Not reached before the search was ended",
}


def show(report: Report, programs: Programs, written: Path | None) -> None:
    """Print the report."""
    click.echo("\n".join(_lines(report, programs, written)))


def _lines(report: Report, programs: Programs, written: Path | None) -> Iterator[str]:
    yield from _head(report)
    yield from _titled(output.counted(len(report.calls), "path"), _paths(report.calls))
    for why, title in _WHY.items():
        found = [each for each in report.unreached if each.why == why]
        yield from _titled(title, _entries([_unreached(programs, each) for each in found]))
    yield from _titled(
        "Dead ends",
        _entries(
            [(place(programs, each.flow, each.address), each.message, f"by: {each.call}") for each in report.dead_ends]
        ),
    )
    yield from _titled(
        "Not executed",
        _entries([(place(programs, flow, address), reason, "") for flow, address, reason in report.not_executed]),
    )
    yield from _titled("The longest ways", _longest(report))
    if written is not None:
        yield from ("", f"{output.counted(len(report.calls), 'call')} in {written}")


def _head(report: Report) -> Iterator[str]:
    yield report.flow
    for (reached, total), what in ((report.actions, "actions"), (report.paths, "output paths")):
        yield f"  {what:<14}{reached:>5} of {total:<5} {_percent(reached, total)}"
    yield f"  {'unreachable':<14}{report.unreachable:>5} of them"
    yield f"  {'calls placed':<14}{report.played:>5}; {_ENDED[report.end]}"


def _percent(reached: int, total: int) -> str:
    return f"{100 * reached // total:>3} %" if total else ""


def _titled(title: str, lines: Iterator[str]) -> Iterator[str]:
    body = list(lines)
    if body:
        yield from ("", title, *body)


def _paths(calls: Sequence[Call]) -> Iterator[str]:
    yield f"  {'seconds':>7} {'keys':>5}  path"
    for call in calls:
        head = f"  {call.way.ms / 1000:>7.0f} {call.way.keys:>5}  "
        yield textwrap.fill(call.name, WIDTH, initial_indent=head, subsequent_indent=" " * len(head))


def _entries(entries: list[tuple[str, str, str]]) -> Iterator[str]:
    for where, what, more in entries:
        yield f"  {where}"
        for text in filter(None, (what, more)):
            yield textwrap.fill(text, WIDTH, initial_indent="    ", subsequent_indent="      ")


def _unreached(programs: Programs, each: Unreached) -> tuple[str, str, str]:
    goal = each.goal
    output_path = f" (path {goal.output})" if goal.output else ""
    more = f"and {output.counted(each.behind - 1, 'more action or path', 'more actions and paths')} behind it"
    return place(programs, goal.flow, goal.address) + output_path, each.reason, more if each.behind > 1 else ""


def _longest(report: Report) -> Iterator[str]:
    for call, what in (
        (report.longest, f"{report.longest.way.ms / 1000:g} s, without what is played"),
        (report.most_keys, output.counted(report.most_keys.way.keys, "key press", "key presses")),
    ):
        yield f"  {what}"
        yield textwrap.fill(call.name, WIDTH, initial_indent="    ", subsequent_indent="      ")


def place(programs: Programs, flow: str, address: str) -> str:
    """`flows/main.yaml:12`; the address where the file does not say."""
    return place_of(programs.span(flow, address)) or f"{flow}: {address}"


def as_data(report: Report, programs: Programs, written: Path | None) -> dict[str, Data]:
    """The report as JSON has it."""
    return {
        "schemaVersion": SCHEMA_VERSION,
        "flow": report.flow,
        "actions": {"reached": report.actions[0], "total": report.actions[1]},
        "paths": {"reached": report.paths[0], "total": report.paths[1]},
        "unreachable": report.unreachable,
        "complete": report.complete,
        "calls": report.played,
        "ended": report.end,
        "found": [_call(call) for call in report.calls],
        "unreached": [
            {
                "place": place(programs, each.goal.flow, each.goal.address),
                "flow": each.goal.flow,
                "address": each.goal.address,
                "path": each.goal.output,
                "why": each.why,
                "reason": each.reason,
                "behind": each.behind,
            }
            for each in report.unreached
        ],
        "deadEnds": [
            {
                "kind": each.kind,
                "place": place(programs, each.flow, each.address),
                "flow": each.flow,
                "address": each.address,
                "message": each.message,
                "call": each.call,
            }
            for each in report.dead_ends
        ],
        "notExecuted": [
            {"place": place(programs, flow, address), "flow": flow, "address": address, "reason": reason}
            for flow, address, reason in report.not_executed
        ],
        "longest": {"seconds": _call(report.longest), "keys": _call(report.most_keys)},
        "written": None if written is None else str(written),
    }


def _call(call: Call) -> dict[str, Data]:
    way = call.way
    return {
        "name": call.name,
        "seconds": way.ms / 1000,
        "keys": way.keys,
        "endedBy": way.ended.by,
        "errors": [each.code for each in way.failures],
    }
