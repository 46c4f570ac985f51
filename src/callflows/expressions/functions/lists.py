"""Collection functions."""

from __future__ import annotations

from collections.abc import Sequence

from callflows.expressions import types
from callflows.expressions.errors import ExpressionError
from callflows.expressions.limits import bounded_items
from callflows.expressions.signatures import Result, function, one_type, overload
from callflows.expressions.types import Type
from callflows.expressions.values import Value, same

Items = tuple[Value, ...]


def get_at(items: Items, index: int) -> Value:
    """The item at an index from 0. Outside the collection is a run-time error (assumed)."""
    if not 0 <= index < len(items):
        raise ExpressionError("index", f"there is no item {index} in a collection of {len(items)}")
    return items[index]


def _find(items: Items, item: Value) -> tuple[int, ...]:
    return tuple(index for index, candidate in enumerate(items) if same(candidate, item))


def _find_first(items: Items, item: Value) -> int:
    return next((index for index, candidate in enumerate(items) if same(candidate, item)), -1)


def _item_type(result: Type) -> Result:
    """The rule of a search: the item has the collection's item type, or is a NOT_SET."""

    def rule(arguments: Sequence[Type]) -> Type | None:
        return result if one_type((arguments[0].one, arguments[1])) else None

    return rule


def _listed(arguments: Sequence[Type]) -> Type | None:
    """The collection of the items' one type; not of NOT_SET alone, and not of collections."""
    found = one_type(arguments)
    return None if found is None or found == types.NOT_SET else found.many


def _added(arguments: Sequence[Type]) -> Type | None:
    found = one_type((arguments[0].one, arguments[1]))
    return found.many if found else None


def item_of(arguments: Sequence[Type]) -> Type:
    """The type of an item of the first argument."""
    return arguments[0].one


_FIND = _item_type(types.INTEGER.many)
_FIRST = _item_type(types.INTEGER)

FUNCTIONS = (
    function(
        "AddItem",
        "list",
        "The collection with one more item at its end.",
        overload(
            "any_coll collection, any? item -> any_coll", lambda items, item: bounded_items((*items, item)), rule=_added
        ),
    ),
    function("Count", "list", "How many items a collection has.", overload("any_coll value -> int", len)),
    function(
        "Find",
        "list",
        "The indexes, from 0, of all items equal to a value.",
        overload("any_coll list, any? item -> int_coll", _find, rule=_FIND),
    ),
    function(
        "FindFirst",
        "list",
        "The index of the first item equal to a value, -1 where there is none.",
        overload("any_coll list, any? item -> int", _find_first, rule=_FIRST),
    ),
    function(
        "GetAt",
        "list",
        "The item at an index from 0.",
        overload("any_coll collection, int index 0.. -> any", get_at, rule=item_of),
    ),
    function(
        "MakeEmptyList",
        "list",
        "An empty collection of the argument's type.",
        overload("any? item -> any_coll", lambda _: (), rule=_listed),
    ),
    function(
        "MakeList",
        "list",
        "A collection of values of one type.",
        overload("any?* item -> any_coll", lambda *items: items, rule=_listed),
    ),
)
