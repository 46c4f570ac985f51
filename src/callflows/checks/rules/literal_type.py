"""A literal of another data type than its setting needs.

What it does:
    Compares each literal with the data type that the action catalogue, the statement or the variable names: numbers,
    truth values, durations and their units, dates, names of what the org has, the items of collections.
    A text that reads as a number, as a filled-in placeholder may leave it, counts as that number.

Why it matters:
    Genesys Cloud does not publish the flow.

Example:
    ```yaml
    - loop: {name: Loop, currentIndex: {var: Task.i}, loopCount: {lit: many}}   # a whole number
    - wait: {name: Wait, duration: {lit: {second: 5}}}                          # seconds
    ```

Source:
    Architect: data types of settings, and the literals of published flows; none of these has such a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

from callflows.analysis.places import declared_variables
from callflows.checks.expressions import SHOWN
from callflows.checks.finding import Finding, Subject
from callflows.checks.settings import described
from callflows.model import Expression, Field, Group, Items, Kind, Literal, Node, NoValue, type_at
from callflows.model.data_types import COLLECTION, DATE_TIME_PARTS, UNITS, Form, form_of, type_key

SHOWN_CHOICES = 4
_PLACEHOLDERS = ("{{", "${")
_WHOLE = re.compile(r"[+-]?\d+")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")


def check(subject: Subject) -> Iterator[Finding]:
    for address, _, variable in declared_variables(subject.flow, subject.program.sites):
        yield from _value(variable.initial, f"{address}/initialValue", type_key(variable.type))
    for field, address, node in described(subject, _has_type):
        if field.kind is Kind.VALUE:
            yield from _value(node, address, _key(field, address), field.one_of)
        elif isinstance(node, Literal):
            yield from _literal(node.value, f"{address}/lit", _key(field, address), field.one_of)
        elif isinstance(node, str | int) and not (field.one_of and isinstance(node, str)):  # the reader looks at these
            yield from _literal(node, address, _key(field, address), field.one_of)


def _has_type(field: Field) -> bool:
    return field.kind in (Kind.VALUE, Kind.PLAIN) and bool(
        field.type or field.typed_by_key or field.one_of or field.refers_to
    )


def _key(field: Field, address: str) -> str:
    """The data type. What the org has and no variable can hold is written as a queue is: by its name."""
    key = type_key(type_at(field, address))
    return "queue" if not key and field.refers_to is not None and field.kind is Kind.VALUE else key


def _value(node: Node, address: str, key: str, one_of: tuple[str, ...] = ()) -> Iterator[Finding]:
    if not isinstance(node, Literal):
        return
    item = key.removesuffix(COLLECTION)
    if item == key:
        yield from _literal(node.value, f"{address}/lit", key, one_of)
    elif not isinstance(node.value, Items):
        yield _wrong(f"{address}/lit", node.value, "a list of values")
    else:
        for index, below in enumerate(node.value.items):
            yield from _item(below, f"{address}/lit[{index}]", item)


def _item(node: Node, address: str, key: str) -> Iterator[Finding]:
    """An item of a collection. How exports write lists of queues, users and the like was not seen."""
    if form_of(key) is Form.OBJECT:
        return
    if isinstance(node, Literal | Expression | NoValue):
        yield from _value(node, address, key)
    else:
        yield _wrong(address, node, "`lit`, `exp` or `noValue`")


def _literal(node: Node, address: str, key: str, one_of: tuple[str, ...]) -> Iterator[Finding]:
    form = form_of(key)
    if isinstance(node, str) and any(mark in node for mark in _PLACEHOLDERS):
        return
    if one_of and node not in one_of:
        expected = " or ".join(one_of) if len(one_of) <= SHOWN_CHOICES else f"a text from {one_of[0]} to {one_of[-1]}"
        yield _wrong(address, node, expected)
    elif not fits(node, form):
        yield _wrong(address, node, form.value)


def fits(node: Node, form: Form) -> bool:
    """Whether what `lit` holds has the form of its data type."""
    if isinstance(node, Group):
        return _group_fits(node, form)
    if form is Form.ANY:
        return True
    if isinstance(node, bool):
        return form is Form.BOOLEAN
    if isinstance(node, int | Decimal):
        return form in (Form.TEXT, Form.DECIMAL) or (form is Form.INTEGER and isinstance(node, int))
    return isinstance(node, str) and _text_fits(node, form)


def _text_fits(text: str, form: Form) -> bool:
    if form is Form.TEXT:
        return True
    if form is Form.BOOLEAN:
        return text in ("true", "false")
    if form is Form.INTEGER:
        return _WHOLE.fullmatch(text) is not None
    if form is Form.DECIMAL:
        return _NUMBER.fullmatch(text) is not None
    return form is Form.DATE_TIME and _is_iso(text)


def _group_fits(node: Group, form: Form) -> bool:
    if form is Form.OBJECT:
        name = node.get("name")
        return isinstance(name, str | int | Decimal) and not isinstance(name, bool) and name != ""
    if form is Form.DURATION:
        return bool(node.entries) and all(unit in UNITS and _counts(below) for unit, below in node.entries)
    if form is Form.DATE_TIME:
        return _is_moment(node)
    return form is Form.ANY


def _counts(node: Node) -> bool:
    if isinstance(node, str):
        return _WHOLE.fullmatch(node) is not None or any(mark in node for mark in _PLACEHOLDERS)
    return isinstance(node, int) and not isinstance(node, bool) and node >= 0


def _is_moment(node: Group) -> bool:
    """Whether the parts are those of a day in the calendar and a time of day."""
    parts = dict(node.entries)
    if not parts or not all(part in DATE_TIME_PARTS and _counts(below) for part, below in node.entries):
        return False
    if any(isinstance(below, str) for below in parts.values()):
        return True
    first = {"year": 2000, "month": 1, "day": 1, "hour": 0, "minute": 0, "second": 0}
    numbers = {part: below for part, below in parts.items() if isinstance(below, int)}
    try:
        datetime(*(first | numbers).values(), tzinfo=UTC)  # type: ignore[misc, arg-type]
    except ValueError:
        return False
    return True


def _is_iso(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _wrong(address: str, node: Node, expected: str) -> Finding:
    return Finding(address, f"The literal is {_what(node)}; expected {expected}.", "Write what the setting needs.")


def _what(node: Node) -> str:
    if isinstance(node, bool):
        return "true" if node else "false"
    if isinstance(node, str):
        return f'the text "{node if len(node) <= SHOWN else node[: SHOWN - 1] + "…"}"'
    if isinstance(node, int | Decimal):
        return f"the number {node}"
    if isinstance(node, Items):
        return "a list"
    if isinstance(node, Group):
        return f"a group of {', '.join(key for key, _ in node.entries[:4])}" if node.entries else "an empty group"
    return "nothing" if node is None else "another kind of value"
