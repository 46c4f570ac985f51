"""The report of `callflows explore`, for people (fitted to the terminal, else to 80 columns) and as data."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import click

from callflows.cli import output
from callflows.testing.dialogue import place_of
from callflows.testing.explore import Call, DeadEnd, Left, Report, Unreached
from callflows.testing.programs import Programs

WIDTH = 80
_NARROWEST, _WIDEST = 40, 120
SCHEMA_VERSION = 1
Data: TypeAlias = "str | int | float | bool | list[Data] | dict[str, Data] | None"

_ENDED = {
    "done": "nothing is left to try",
    "calls": "--calls ended the search",
    "time": "--limit ended the search",
    "interrupt": "Ctrl-C ended the search",
}
_WHY = {
    "unreachable": "No call can reach",
    "value": "Needs a value that was not found: write a test for it",
    "error": "Stands behind an error",
    "limit": "Not reached before the search was ended: more --limit or --calls may reach it",
}
_COUNTED = {
    "unreachable": "that no call can reach",
    "value": "that need a value",
    "error": "behind an error",
    "limit": "not reached before the search was ended",
}


def show(report: Report, programs: Programs, written: Path | None) -> None:
    """Print the report."""
    click.echo("\n".join(lines(report, programs, written, _width())))


def lines(report: Report, programs: Programs, written: Path | None, width: int) -> Iterator[str]:
    """The report in lines of `width` columns, but for paths of files that are longer."""
    return _View(programs, width).lines(report, written)


def _width() -> int:
    if not sys.stdout.isatty():
        return WIDTH
    return min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)


class _View:
    """The report in lines of so many columns."""

    def __init__(self, programs: Programs, width: int) -> None:
        self._programs = programs
        self._width = width

    def lines(self, report: Report, written: Path | None) -> Iterator[str]:
        yield from self._head(report)
        yield from _titled(output.counted(len(report.calls), "path"), self._paths(report.calls))
        for why, title in _WHY.items():
            found = [each for each in report.unreached if each.why == why]
            yield from self._part(title, map(self._unreached, found))
        yield from self._part("Dead ends", map(self._dead_end, report.dead_ends))
        yield from self._part("A caller who hangs up leaves behind", self._hang_ups(report.hang_ups))
        skipped = ((f"{self._place(flow, address)}", reason) for flow, address, reason in report.not_executed)
        yield from self._part("Not executed", skipped)
        yield from _titled("The longest ways", self._longest(report))
        if written is not None:
            yield from ("", f"{output.counted(len(report.calls), 'call')} in {written}")

    def _head(self, report: Report) -> Iterator[str]:
        yield report.flow
        for (reached, total), what in ((report.actions, "actions"), (report.paths, "output paths")):
            yield f"  {what:<14}{reached:>5} of {total:<5} {_percent(reached, total)}".rstrip()
        for why, words in _COUNTED.items():
            behind = sum(each.behind for each in report.unreached if each.why == why)
            if behind:
                yield from self._filled(f"  {'':<14}{behind:>5} ", words)
        yield from self._filled(f"  {'calls placed':<14}{report.played:>5}; ", _ENDED[report.end])

    def _paths(self, calls: Sequence[Call]) -> Iterator[str]:
        yield f"  {'seconds':>7} {'keys':>5}  path"
        for call in calls:
            yield from self._filled(f"  {call.way.ms / 1000:>7.0f} {call.way.keys:>5}  ", call.name)

    def _filled(self, head: str, text: str) -> Iterator[str]:
        yield textwrap.fill(text, self._width, initial_indent=head, subsequent_indent=" " * len(head))

    def _part(self, title: str, entries: Iterator[tuple[str, ...]]) -> Iterator[str]:
        yield from _titled("\n".join(textwrap.wrap(title, self._width)), self._entries(entries))

    def _entries(self, entries: Iterator[tuple[str, ...]]) -> Iterator[str]:
        for where, *texts in entries:
            yield f"  {where}"
            for text in filter(None, texts):
                yield textwrap.fill(text, self._width, initial_indent="    ", subsequent_indent="      ")

    def _unreached(self, each: Unreached) -> tuple[str, ...]:
        more = f"and {output.counted(each.behind - 1, 'more action or path', 'more actions and paths')} behind it"
        return self._goal(each), each.what, each.reason, more if each.behind > 1 else ""

    def _goal(self, each: Unreached) -> str:
        return goal_place(self._programs, each)

    def _dead_end(self, each: DeadEnd) -> tuple[str, ...]:
        return self._place(each.flow, each.address), each.message, f"by: {each.call}"

    def _hang_ups(self, found: Sequence[Left]) -> Iterator[tuple[str, ...]]:
        """What is left at the same places is told together."""
        by_places: dict[tuple[tuple[str, str], ...], list[str]] = {}
        for each in found:
            by_places.setdefault(each.places, []).append(each.what)
        for where, what in by_places.items():
            places = list(dict.fromkeys(self._place(*place) for place in where))
            more = f" and {output.counted(len(places) - 1, 'other place')}" if len(places) > 1 else ""
            yield f"{places[0]}{more}", ", ".join(what)

    def _place(self, flow: str, address: str) -> str:
        return place(self._programs, flow, address)

    def _longest(self, report: Report) -> Iterator[str]:
        for call, what in (
            (report.longest, f"{report.longest.way.ms / 1000:g} s, without what is played"),
            (report.most_keys, output.counted(report.most_keys.way.keys, "key press", "key presses")),
        ):
            yield f"  {what}"
            yield textwrap.fill(call.name, self._width, initial_indent="    ", subsequent_indent="      ")


def _percent(reached: int, total: int) -> str:
    return f"{100 * reached // total:>3} %" if total else ""


def _titled(title: str, lines: Iterator[str]) -> Iterator[str]:
    body = list(lines)
    if body:
        yield from ("", title, *body)


def goal_place(programs: Programs, each: Unreached) -> str:
    """Where an output path is written; its action's place where it is not."""
    goal = each.goal
    span = programs.span(goal.flow, f"{goal.address}/outputs/{goal.output}") if goal.output else None
    return place_of(span) or place(programs, goal.flow, goal.address)


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
                "place": goal_place(programs, each),
                "what": each.what,
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
        "hangUps": [
            {"leaves": each.what, "places": [place(programs, *where) for where in each.places]}
            for each in report.hang_ups
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
