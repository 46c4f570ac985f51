"""The variables of the measured expressions, and each expression written in Python by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

import msgspec

from callflows.expressions import Currency, Duration, Entity, Json, Type, Value, types

Call = tuple[Callable[[Any, Any], object], Any, Any]
"""A function and its two arguments."""


class World:
    """The world of a call: the time stands still."""

    def now(self) -> datetime:
        return NOW

    def find(self, kind: str, name: str, /) -> Entity | None:
        return Entity(kind, name, name)

    def random_int(self, limit: int, /) -> int:
        return limit - 1

    def language(self) -> str:
        return "en-us"


@dataclass(slots=True)
class State:
    """The variables, as one would hold them who writes the logic by hand."""

    ani: str | None
    lang: str | None
    tries: int | None
    pin: str | None
    expected: str | None
    notes: str | None
    statuses: tuple[str | None, ...] | None
    counts: tuple[int | None, ...] | None
    price: Decimal | None
    quantity: int | None
    balance: Currency | None
    payment: Currency | None
    updated: datetime | None
    max_age: Duration | None
    customer: Json | None


class Slots:
    """The same values by number."""

    def __init__(self, state: State) -> None:
        self.slots: list[Value] = [getattr(state, name) for name in STATE]


NOW = datetime(2026, 11, 22, 12, 0, 5, 250_000, tzinfo=UTC)
CUSTOMER = {"name": "Ada", "tier": "gold", "visits": [1, 2, 3]}
VALUES = State(
    ani="tel:+13178723000",
    lang="de-de",
    tries=2,
    pin="1234",
    expected="1234",
    notes="id: A-1; open",
    statuses=("BUSY", "IDLE", "AWAY"),
    counts=(3, 5, 1),
    price=Decimal("19.99"),
    quantity=3,
    balance=Currency(Decimal("100.00"), "USD"),
    payment=Currency(Decimal("95.50"), "USD"),
    updated=datetime(2026, 11, 22, 11, 0, 5, tzinfo=UTC),
    max_age=Duration(1_800_000),
    customer=Json(json.dumps(CUSTOMER)),
)
STATE: Mapping[str, tuple[str, Type]] = {
    "ani": ("call.ani", types.STRING),
    "lang": ("flow.lang", types.STRING),
    "tries": ("flow.tries", types.INTEGER),
    "pin": ("flow.pin", types.STRING),
    "expected": ("flow.expected", types.STRING),
    "notes": ("flow.notes", types.STRING),
    "statuses": ("task.statuses", types.STRING.many),
    "counts": ("task.counts", types.INTEGER.many),
    "price": ("flow.price", types.DECIMAL),
    "quantity": ("flow.quantity", types.INTEGER),
    "balance": ("flow.balance", types.CURRENCY),
    "payment": ("flow.payment", types.CURRENCY),
    "updated": ("flow.updated", types.DATETIME),
    "max_age": ("flow.maxage", types.DURATION),
    "customer": ("flow.customer", types.JSON),
}
NUMBERS = {name: number for number, (name, _) in enumerate(STATE.values())}
KINDS = dict(STATE.values())

EXACT = Context(prec=40, rounding=ROUND_HALF_UP)
HIGHEST = 999_999_999_999_999
VAT = Decimal("1.2")
LEAST = Currency(Decimal(10), "USD")


class NotSet(Exception):  # noqa: N818 - what the hand-written code raises
    """A value that is needed is NOT_SET."""


def last_nine(state: State, _: World) -> str:
    if state.ani is None:
        raise NotSet("ani")
    return state.ani[-9:]


def language(state: State, _: World) -> str | None:
    return state.lang if state.lang else "en-us"


def verified(state: State, _: World) -> bool:
    if state.tries is None:
        raise NotSet("tries")
    return state.tries < 3 and bool(state.pin) and state.pin == state.expected


def attempt(state: State, _: World) -> str:
    if state.tries is None:
        raise NotSet("tries")
    found = state.tries + 1
    if not -HIGHEST <= found <= HIGHEST:
        raise OverflowError(found)
    return f"Attempt {found}"


def note(state: State, _: World) -> str:
    notes = state.notes
    if notes is None:
        raise NotSet("notes")
    return notes[4 : 4 + len(notes)] if ";" in notes else ""


def waiting(state: State, _: World) -> int | None:
    if state.statuses is None or state.counts is None:
        raise NotSet("statuses or counts")
    at = state.statuses.index("IDLE") if "IDLE" in state.statuses else -1
    if at < 0:
        return 0
    if at >= len(state.counts):
        raise IndexError(at)
    return state.counts[at]


def net(state: State, _: World) -> Decimal:
    if state.price is None or state.quantity is None:
        raise NotSet("price or quantity")
    found = EXACT.divide(EXACT.multiply(state.price, state.quantity), VAT)
    if found.adjusted() > 39:
        raise OverflowError(found)
    return found.normalize(EXACT)


def nearly_paid(state: State, _: World) -> bool:
    balance, payment = state.balance, state.payment
    if balance is None or payment is None or balance.amount is None or payment.amount is None:
        raise NotSet("balance or payment")
    if not balance.code == payment.code == LEAST.code:
        raise ValueError("currencies do not mix")
    left = EXACT.subtract(balance.amount, payment.amount)
    if left.adjusted() > 39:
        raise OverflowError(left)
    return left < Decimal(10)


def stale(state: State, world: World) -> bool:
    if state.updated is None or state.max_age is None:
        raise NotSet("updated or maxAge")
    now = world.now().replace(microsecond=0)
    return int((now - state.updated).total_seconds()) * 1000 >= state.max_age.ms


def gold(state: State, _: World) -> bool:
    if state.customer is None:
        raise NotSet("customer")
    found = msgspec.json.decode(state.customer.text)
    return isinstance(found, dict) and found.get("tier") == "gold"
