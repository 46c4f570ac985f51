"""From an operation and its values to a path and a body; and the count of what was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias
from urllib.parse import quote, urlencode

import msgspec

from callflows.api import Operation, Param, wire

Text: TypeAlias = str | int | bool
QueryValue: TypeAlias = Text | Iterable[Text] | None


class Requests(msgspec.Struct):
    """How many requests went out, repeats included."""

    calls: int = 0
    logins: int = 0
    uploads: int = 0
    downloads: int = 0
    retries: int = 0
    by_operation: dict[str, int] = msgspec.field(default_factory=dict)

    def count_call(self, name: str) -> None:
        """One request of the operation `name`."""
        self.calls += 1
        self.by_operation[name] = self.by_operation.get(name, 0) + 1


def target(operation: Operation[object], path: Mapping[str, str], query: Mapping[str, QueryValue]) -> str:
    """The path with its parameters and query. Raises `TypeError` for what the operation does not take or misses.

    Lists are joined by commas, as the official SDKs write them; None leaves a parameter out.
    """
    wanted = set(operation.path_parameters)
    if wanted != set(path):
        raise TypeError(f"{operation.name} takes the path parameters {sorted(wanted)}, not {sorted(path)}")
    url = operation.path
    for name, value in path.items():
        if not value or value in {".", ".."}:
            raise TypeError(f"{operation.name}: {name} is {value!r}")
        url = url.replace(f"{{{name}}}", quote(value, safe=""))
    given = {name: value for name, value in query.items() if value is not None}
    known = {param.name: param for param in operation.query}
    if unknown := sorted(set(given) - set(known)):
        raise TypeError(f"{operation.name} does not take {unknown}")
    if lacking := [param.name for param in operation.query if param.required and param.name not in given]:
        raise TypeError(f"{operation.name} needs {lacking}")
    pairs = [(name, _text(known[name], value)) for name, value in given.items()]
    return f"{url}?{urlencode(pairs, safe=',*')}" if pairs else url


def content(operation: Operation[object], body: object) -> bytes | None:
    """The JSON of a body, None for none. Raises `TypeError` when it is not what the operation takes."""
    if body is None:
        return None
    wanted = operation.request
    if wanted is None:
        raise TypeError(f"{operation.name} takes no body")
    if isinstance(wanted, type) and not isinstance(body, wanted):
        raise TypeError(f"{operation.name} takes {wanted.__name__}, not {type(body).__name__}")
    return wire.encode(body)


def _text(param: Param, value: QueryValue) -> str:
    if isinstance(value, (str, int)):
        return _word(value)
    if not param.many or value is None:
        raise TypeError(f"{param.name} takes one value")
    return ",".join(_word(item) for item in value)


def _word(value: Text) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
