"""A call on a screen as it goes: who says and does what, and the trace beside it where there is room for it.

Everything is cut at the width of the moment, so a terminal may change its size at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

import click

from callflows.cli.output import columns
from callflows.cli.trace_view import lines
from callflows.engine.audio import text_of
from callflows.engine.commands import (
    Ask,
    Collect,
    EvaluateSchedule,
    Invoke,
    LookUp,
    NotExecuted,
    Play,
    TransferTo,
    TransferToQueue,
)
from callflows.engine.events import DataActionAnswer, ScheduleAnswer, ServiceAnswer, TableAnswer, TransferAnswer
from callflows.engine.outcome import line_of_transfer
from callflows.engine.trace import Failed, Took

if TYPE_CHECKING:
    from callflows.engine import Command, Ended, Event
    from callflows.engine.trace import TraceEvent

TWO_COLUMNS: Final = 120
"""The width from which on the trace stands beside the call."""
UNLIMITED: Final = 1_000_000
"""The width of what is no terminal."""
_HEAD: Final = 16
"""Columns for the time and for who it is."""
_LEAST: Final = 20
"""The least columns for a text."""
_BETWEEN: Final = " | "
ENDS: Final = {
    "disconnect": "the flow ends the call",
    "transfer": "the call leaves the flow",
    "hangUp": "the caller hangs up",
    "error": "the call is dropped after an error",
}


class View:
    """Where a call is shown. `write` gets text with line ends; `width` is asked for each line."""

    def __init__(
        self, write: Callable[[str], object], width: Callable[[], int], *, colour: bool = False, trace: bool = False
    ) -> None:
        self._write = write
        self._width = width
        self._colour = colour
        self._trace = trace
        self._ms = 0
        self._open = False
        self._unanswered: Command | None = None

    def begins(self, flow: str, caller: str, called: str) -> None:
        """The call is placed."""
        head = f"Call to {called} from {caller}: {flow}"
        self._put([part for _, part in self._cut(head, max(_LEAST, self._width() - 1))])

    def shows(self, commands: tuple[Command, ...], events: tuple[TraceEvent, ...], ms: int) -> None:
        """As `Screen`."""
        self._ms = ms
        asked, self._unanswered = self._unanswered, None
        said = [("org", _so(asked, events))] if asked is not None else []
        told = asked.address if asked is not None else ""
        rest = (each for each in commands if not (isinstance(each, NotExecuted) and each.address == told))
        said += [("flow", row) for command in rest if (row := _said(command))]
        said += [("flow", f"error {each.code}: {each.message}") for each in events if isinstance(each, Failed)]
        left = [line for who, text in said for line in self._row(who, text)]
        if not self._trace:
            self._put(left)
        elif self._beside():
            self._put(self._two(left, lines(events)))
        else:
            self._put([*(self._dim(line) for line in self._between(lines(events))), *left])

    def answered(self, command: Command, event: Event, ms: int) -> None:
        """As `Screen`. What nobody answered is told with what came of it."""
        if _unknown(event) and not (isinstance(command, Ask) and command.acts):
            self._unanswered = command
            return
        text = _answer(command, event)
        if text:
            self.says("org", text)

    def says(self, who: str, text: str) -> None:
        """A line of its own."""
        self._put(self._row(who, text))

    def notes(self, *texts: str) -> None:
        """Something about the call that nobody in it says."""
        for text in texts:
            self._put([self._dim(line) for line in self._row("", text, time=False)])

    def listens(self, wait: int, collect: Collect, *, fast: bool) -> None:
        """The flow waits for the caller from now on."""
        if collect.purpose == "silence":
            if not fast:
                self.notes(f"(silence for {wait / 1000:g} s)")
            return
        between = f", {collect.inter_digit_ms / 1000:g} s between keys" if collect.maximum > 1 else ""
        self.notes(f"({wait / 1000:g} s for a key{between}{'; w or Enter: no key' if fast else ''})")

    def silence(self, ms: int) -> None:
        """The caller stayed silent."""
        self.says("you", f"are silent, {ms / 1000:g} s")

    def key(self, char: str, ms: int = 0) -> None:
        """A character that was typed so long after the last that was shown, on the line that is being typed."""
        if not self._open:
            self._write(_head(self._ms + ms, "you") + "press ")
            self._open = True
        self._write(char)

    def asks(self, text: str) -> None:
        """Begin a line on which an answer is typed."""
        self._close()
        self._write(" " * _HEAD + _plain(text, keep=" "))
        self._open = True

    def rub_out(self, char: str) -> None:
        """The character typed last was taken back."""
        wide = columns(char)
        self._write("\b" * wide + " " * wide + "\b" * wide)

    def typed(self, text: str) -> None:
        """The line that was being typed is done."""
        self._close()

    def ends(self, ended: Ended, flow: str, ms: int, place: str) -> None:
        """The call is over: how, where, and how long it was. An address is never broken: it is there to be copied."""
        reason = f" ({ended.reason})" if ended.reason else ""
        module = f' in "{ended.flow}"' if ended.flow != flow else ""
        how = f"Ended after {_time(ms)}: {ENDS[ended.by]}{reason}"
        rows = [part for _, part in self._cut(how, max(_LEAST, self._width() - 1))]
        rows.append(f"  at {ended.address}{module}")
        if place:
            rows.append(f"  {place}")
        self._put([_plain(row, keep=" ") for row in rows])

    def _row(self, who: str, text: str, *, time: bool = True) -> list[str]:
        head = _head(self._ms, who) if time else " " * _HEAD
        room = self._width() - 1
        if self._trace and self._beside():
            room = self._half()
        parts = [part for _, part in self._cut(text, max(_LEAST, room - _HEAD))]
        return [(head if not index else " " * _HEAD) + part for index, part in enumerate(parts)]

    def _beside(self) -> bool:
        return TWO_COLUMNS <= self._width() < UNLIMITED

    def _between(self, trace: Iterable[str]) -> list[str]:
        """The trace between the lines of the call; as it is where no width is set."""
        if self._width() >= UNLIMITED:
            return [_plain(line, keep=" ") for line in trace]
        room = max(_LEAST, self._width() - 3)
        return [f"{'  ' if index else ''}{part}" for line in trace for index, part in self._cut(line, room)]

    def _half(self) -> int:
        return (self._width() - len(_BETWEEN) - 1) // 2

    def _two(self, left: Sequence[str], trace: Iterable[str]) -> list[str]:
        half = self._half()
        right = [f"{'  ' if index else ''}{part}" for line in trace for index, part in self._cut(line, half - 2)]
        return [
            (one + " " * (half - columns(one)) + self._dim(_BETWEEN + two)).rstrip()
            for one, two in zip_longest(left, right, fillvalue="")
        ]

    def _cut(self, text: str, room: int) -> Iterable[tuple[int, str]]:
        return enumerate(wrapped(_plain(text), room))

    def _put(self, rows: Iterable[str]) -> None:
        for row in rows:
            self._close()
            self._write(f"{row.rstrip()}\n")

    def _close(self) -> None:
        if self._open:
            self._write("\n")
        self._open = False

    def _dim(self, text: str) -> str:
        return click.style(text, dim=True) if self._colour else text


def wrapped(text: str, room: int) -> list[str]:
    """A text in lines of at most `room` columns, broken at blanks, else anywhere."""
    rows: list[str] = []
    row = ""
    for word in text.split(" "):
        joined = f"{row} {word}" if row else word
        if columns(joined) <= room:
            row = joined
            continue
        if row:
            rows.append(row)
        row = word
        while columns(row) > room:
            head = _fitting(row, room)
            rows.append(head)
            row = row[len(head) :]
    return [*rows, row] if row or not rows else rows


def _fitting(text: str, room: int) -> str:
    """The longest beginning, at least a character, that fits."""
    end = 1
    while end < len(text) and columns(text[: end + 1]) <= room:
        end += 1
    return text[:end]


def _plain(text: str, keep: str = "") -> str:
    """One line without anything that would steer the terminal."""
    line = text if keep else " ".join(text.split())
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)


def _said(command: Command) -> str:
    if isinstance(command, Play):
        return text_of(command.parts)
    if isinstance(command, Collect):
        return text_of(command.prompt)
    if isinstance(command, TransferToQueue | TransferTo):
        line = line_of_transfer(0, command)
        return f"{line.doing} {line.text}"
    if isinstance(command, NotExecuted):
        return f"does not execute {command.kind}: {command.reason}"
    return ""


def question_of(command: Command) -> str:
    """What the flow asks of the world."""
    if isinstance(command, Invoke):
        return f"data action {command.category} / {command.action}"
    if isinstance(command, LookUp):
        return f"data table {command.table} (key {command.key})"
    if isinstance(command, EvaluateSchedule):
        kind = {"scheduleGroup": "schedule group", "emergencyGroup": "emergency group"}.get(command.kind, command.kind)
        return f"{kind} {command.name}"
    if isinstance(command, Ask):
        return f"{command.kind} {command.target}".rstrip()
    return ""


def _unknown(event: Event) -> bool:
    """Whether an answer says that there is none."""
    if isinstance(event, ScheduleAnswer):
        return event.state is None
    return isinstance(event, DataActionAnswer | ServiceAnswer) and event.outcome == "unknown"


def _so(asked: Command, events: Iterable[TraceEvent]) -> str:
    """What nobody answered, and the output path that the flow takes."""
    took = next((each.output for each in events if isinstance(each, Took) and each.address == asked.address), "")
    return f"{question_of(asked)}: not known{f', so {took}' if took else ''}"


def _answer(command: Command, event: Event) -> str:
    if isinstance(event, TransferAnswer):
        return "" if event.success else f"refuses: {event.error_message or event.error_type or 'the transfer failed'}"
    return f"{question_of(command)}: {_found(event)}"


def _found(event: Event) -> str:
    if isinstance(event, TableAnswer):
        return event.error_message or event.error_type or ("no such row" if event.row is None else "found")
    if isinstance(event, ScheduleAnswer):
        return event.state or "unknown"
    if isinstance(event, DataActionAnswer | ServiceAnswer):
        return "success" if event.outcome == "unknown" else event.outcome
    return ""


def _head(ms: int, who: str) -> str:
    return f"{_time(ms):<8} {who:<6} "


def _time(ms: int) -> str:
    minutes, rest = divmod(ms, 60_000)
    return f"{minutes}:{rest / 1000:04.1f}"
