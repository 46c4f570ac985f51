"""What a call needs from outside and nobody has said, asked of the person at the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from callflows.cli.phone_view import question_of
from callflows.engine.commands import Ask, EvaluateSchedule, Invoke, LookUp
from callflows.engine.events import DataActionAnswer, ScheduleAnswer, ServiceAnswer, TableAnswer
from callflows.expressions import to_text
from callflows.expressions.given import from_words

if TYPE_CHECKING:
    from callflows.cli.phone import Question
    from callflows.cli.phone_view import View
    from callflows.engine import Event
    from callflows.expressions import Value

Char = Callable[[], str]
Line = Callable[[str], str]
_OUTCOMES = ("success", "failure", "timeout")
_GROUP_STATES = ("open", "closed", "holiday", "emergency")
_STATES = ("active", "inactive")
_ROWS = ("row", "no row", "fails")
_NO_ROW: Mapping[str, TableAnswer] = MappingProxyType(
    {"no row": TableAnswer(None), "fails": TableAnswer(None, "DataTableException", "")}
)


def ask(question: Question, view: View, char: Char, line: Line) -> Event | None:
    """The person's answer, None for Enter: nobody knows it. A data action that succeeds, a service and the row of a
    data table give values, a line each."""
    if isinstance(question, Invoke):
        inputs = ", ".join(f"{name} {to_text(value) or 'NOT_SET'}" for name, value in question.inputs)
        view.notes(f"The flow asks {question_of(question)}{f' with {inputs}' if inputs else ''}.")
        outcome = _choose(_OUTCOMES, view, char)
        if not outcome:
            return None
        outputs = _outputs(view, line) if outcome == "success" else ()
        ms = question.timeout_ms or 0 if outcome == "timeout" else 0
        return DataActionAnswer(outcome, outputs, ms)
    view.notes(f"The flow asks {question_of(question)}.")
    if isinstance(question, LookUp):
        found = _choose(_ROWS, view, char)
        if found == "row":
            return TableAnswer((("key", question.key), *_outputs(view, line, "column")))
        return _NO_ROW.get(found)
    if isinstance(question, EvaluateSchedule):
        state = _choose(_GROUP_STATES if question.kind == "scheduleGroup" else _STATES, view, char)
        return ScheduleAnswer(state) if state else None
    outcome = _pick(question, view, line)
    return ServiceAnswer(outcome, _outputs(view, line)) if outcome else None


def _choose(words: tuple[str, ...], view: View, char: Char) -> str:
    """One of the words by its first letter; "" for anything that ends the question."""
    view.asks(" ".join(f"[{word[0]}]{word[1:]}" for word in words) + ", Enter: not known ")
    by_letter = {word[0]: word for word in words}
    while True:
        typed = char().lower()
        found = by_letter.get(typed, "")
        if found or typed in {"", "\r", "\n", "\x04", "\x1b"}:
            view.key(found)
            view.typed(found)
            return found


def _pick(question: Ask, view: View, line: Line) -> str:
    """One of an action's output paths by its number or name, or the name of a bot's intent as it is typed."""
    from callflows.testing.services import wrong_path

    paths = question.paths
    view.notes(*(f"{number} {path}" for number, path in enumerate(paths, 1)))
    while typed := line("number or name, Enter: not known"):
        path = paths[int(typed) - 1] if typed.isdecimal() and 0 < int(typed) <= len(paths) else typed
        wrong = wrong_path(question.kind, path)
        if not wrong:
            return path
        view.notes(wrong)
    return ""


def _outputs(view: View, line: Line, what: str = "output") -> tuple[tuple[str, Value], ...]:
    found: list[tuple[str, Value]] = []
    while text := line(f"{what} NAME=VALUE, Enter: no more"):
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            view.notes(f"{text} is not of the form NAME=VALUE")
            continue
        try:
            found.append((name.strip(), from_words(value.strip())[1]))
        except ValueError as error:
            view.notes(str(error))
    return tuple(found)
