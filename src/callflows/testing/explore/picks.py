"""A search's choices as data: what happens at a point of a call at which something has to come from outside."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from callflows.engine import Event
from callflows.expressions import Value


class Option(msgspec.Struct, frozen=True):
    """One thing that may happen. `event` is what the call is told, None where the call has not begun or is not told
    (who calls, whether an object exists); `value` is what the context gets then.

    `label` is unique among the options of a point and says in words what happens; "" for what is usual.
    """

    key: str
    label: str
    event: Event | None = None
    value: Value = None


class Point(msgspec.Struct, frozen=True):
    """Where something has to be chosen. `kind` is `keys`, `waiting`, `dataAction`, `table`, `schedule`, `transfer`,
    `service`, `find`, `input`, `attribute`, `caller`, `called`, `at`, `language` or `variable`; `flow` and `address`
    are the place, `subject` what is chosen (a data action, a queue, an attribute's name)."""

    kind: str
    flow: str
    address: str
    subject: str = ""


class Pick(msgspec.Struct, frozen=True):
    """What was chosen at a point."""

    point: Point
    option: Option


Picks: TypeAlias = tuple[Pick, ...]
