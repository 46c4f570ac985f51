"""The ten expressions that are measured, each in every way to run it. They are as flows have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import celpy

from bench import expressions_by_hand as hand
from bench.expressions_by_hand import KINDS, NUMBERS, VALUES, Slots, State, World
from bench.expressions_elsewhere import cel, simpleeval
from callflows import expressions
from callflows.expressions import parse

Call = tuple[Callable[[Any, Any], object], Any, Any]
"""A function and its two arguments."""


class Mixed:
    """One expression in every way. `python` is simpleeval's text, `in_cel` CEL's."""

    def __init__(self, text: str, by_hand: Callable[[State, World], object], python: str, in_cel: str) -> None:
        self.text = text
        ast = parse(text).ast
        if ast is None:
            raise SystemExit(f"does not parse: {text}")
        compiled = expressions.compile(ast, KINDS, NUMBERS)
        slots, world = Slots(VALUES), World()
        compiled.evaluate(slots, world)
        self.ways: Mapping[str, Call] = {
            "callflows": (compiled.evaluate, slots, world),
            "by hand": (by_hand, VALUES, world),
            "simpleeval": simpleeval(python),
            "cel-python, interpreted": cel(in_cel, celpy.InterpretedRunner),
            "cel-python, compiled": cel(in_cel, celpy.CompiledRunner),
        }


MIX = (
    Mixed("Right(ToString(Call.Ani), 9)", hand.last_nine, "Right(ToString(Call.Ani), 9)", "right(ani, 9)"),
    Mixed(
        'If(IsNotSetOrEmpty(Flow.lang), "en-us", Flow.lang)',
        hand.language,
        '"en-us" if IsNotSetOrEmpty(Flow.lang) else Flow.lang',
        'lang == "" ? "en-us" : lang',
    ),
    Mixed(
        "Flow.tries < 3 and !IsNotSetOrEmpty(Flow.pin) and Flow.pin == Flow.expected",
        hand.verified,
        "Flow.tries < 3 and not IsNotSetOrEmpty(Flow.pin) and Flow.pin == Flow.expected",
        'tries < 3 && pin != "" && pin == expected',
    ),
    Mixed(
        'Append("Attempt ", ToString(Flow.tries + 1))',
        hand.attempt,
        'Append("Attempt ", ToString(Flow.tries + 1))',
        '"Attempt " + string(tries + 1)',
    ),
    Mixed(
        'If(Contains(Flow.notes, ";"), Substring(Flow.notes, 4, Length(Flow.notes)), "")',
        hand.note,
        'Substring(Flow.notes, 4, Length(Flow.notes)) if Contains(Flow.notes, ";") else ""',
        'notes.contains(";") ? substring(notes, 4, size(notes)) : ""',
    ),
    Mixed(
        'If(FindFirst(Task.statuses, "IDLE") >= 0, GetAt(Task.counts, FindFirst(Task.statuses, "IDLE")), 0)',
        hand.waiting,
        'GetAt(Task.counts, FindFirst(Task.statuses, "IDLE")) if FindFirst(Task.statuses, "IDLE") >= 0 else 0',
        'find(statuses, "IDLE") >= 0 ? counts[find(statuses, "IDLE")] : 0',
    ),
    Mixed(
        "Flow.price * Flow.quantity / 1.2",
        hand.net,
        "Flow.price * Flow.quantity / 1.2",
        "price * double(quantity) / 1.2",
    ),
    Mixed(
        'Flow.balance - Flow.payment < MakeCurrency(10, "USD")',
        hand.nearly_paid,
        'Flow.balance - Flow.payment < MakeCurrency(10, "USD")',
        "balance - payment < 10.0",
    ),
    Mixed(
        "DateTimeDiff(GetCurrentDateTimeUtc(), Flow.updated) >= Flow.maxAge",
        hand.stale,
        "DateTimeDiff(GetCurrentDateTimeUtc(), Flow.updated) >= Flow.maxAge",
        "now - updated >= max_age",
    ),
    Mixed(
        'Flow.customer.tier == "gold"',
        hand.gold,
        'Flow.customer.tier == "gold"',
        'customer.tier == "gold"',
    ),
)
