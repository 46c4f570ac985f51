"""JSON functions. Their signatures are read from published flows; what those leave open is assumed."""

from __future__ import annotations

from callflows.expressions import jsonvalues
from callflows.expressions.errors import ExpressionError
from callflows.expressions.jsonvalues import JsonPlain
from callflows.expressions.limits import bounded_items, bounded_length
from callflows.expressions.signatures import function, overload
from callflows.expressions.values import Json, Value, same


def _parse(text: str | None) -> Json | None:
    return None if text is None or not text.strip() else jsonvalues.parse(text)


def _made(value: JsonPlain) -> Json:
    """A JSON value that an expression makes, where it is not too long."""
    found = jsonvalues.encode(value)
    bounded_length(len(found.text))
    return found


def _set_property(value: Json, name: str, new: Value) -> Json:
    """A copy with the property set; NOT_SET becomes null. Raises where the value is no object."""
    decoded = jsonvalues.plain(value)
    if not isinstance(decoded, dict):
        raise ExpressionError("type", "the JSON value is no object")
    return _made({**decoded, name: jsonvalues.to_json(new)})


def _names(value: Json) -> tuple[str, ...]:
    decoded = jsonvalues.plain(value)
    return tuple(decoded) if isinstance(decoded, dict) else ()


def _is_object(value: Json | None) -> bool:
    return value is not None and isinstance(jsonvalues.plain(value), dict)


def _is_array(value: Json | None) -> bool:
    return value is not None and isinstance(jsonvalues.plain(value), list)


def _items(value: Json | None) -> tuple[Value, ...]:
    """The items of an array as a collection of JSON; any other value is a collection of itself."""
    if value is None:
        return ()
    decoded = jsonvalues.plain(value)
    return bounded_items(tuple(map(jsonvalues.encode, decoded))) if isinstance(decoded, list) else (value,)


def _replace_item(value: Json, old: Value, new: Value) -> Json:
    """A copy of the array with every item equal to `old` replaced."""
    decoded = jsonvalues.plain(value)
    if not isinstance(decoded, list):
        raise ExpressionError("type", "the JSON value is no array")
    wanted = jsonvalues.from_json(jsonvalues.to_json(old))
    fresh: JsonPlain = jsonvalues.to_json(new)
    return _made([fresh if same(jsonvalues.from_json(item), wanted) else item for item in decoded])


FUNCTIONS = (
    function("JsonParse", "json", "Text to JSON; blank text is NOT_SET.", overload("str? text -> jsn", _parse)),
    function(
        "ToJson",
        "json",
        "A value as JSON.",
        overload("any? value -> jsn", lambda value: _made(jsonvalues.to_json(value))),
        overload("any_coll value -> jsn", lambda value: _made(jsonvalues.to_json(value))),
    ),
    function(
        "ToJsonCollection",
        "json",
        "The items of a JSON array as a collection.",
        overload("jsn? value -> jsn_coll", _items),
    ),
    function(
        "GetJsonObjectProperty",
        "json",
        "A property of a JSON object; NOT_SET where there is none.",
        overload("jsn json, str propertyName -> unk", jsonvalues.member),
    ),
    function(
        "SetJsonObjectProperty",
        "json",
        "A copy of a JSON object with a property set.",
        overload("jsn json, str propertyName, any? value -> jsn", _set_property),
    ),
    function(
        "GetJsonObjectPropertyNames",
        "json",
        "The names of a JSON object's properties.",
        overload("jsn json -> str_coll", _names),
    ),
    function("IsJsonObject", "json", "Whether the value is a JSON object.", overload("jsn? json -> bln", _is_object)),
    function("IsJsonArray", "json", "Whether the value is a JSON array.", overload("jsn? json -> bln", _is_array)),
    function(
        "ReplaceJsonArrayItem",
        "json",
        "A copy of a JSON array with an item replaced.",
        overload("jsn json, any? old, any? new -> jsn", _replace_item),
    ),
)
