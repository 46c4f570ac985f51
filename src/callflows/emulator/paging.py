"""Page listings with the cloud's addresses of other pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar
from urllib.parse import urlencode

from callflows.api import wire
from callflows.emulator.ask import Ask
from callflows.store import Page

L = TypeVar("L", bound=wire.Page[Any])
T = TypeVar("T")


def listing(
    ask: Ask, type: type[L], entities: Iterable[object], total: int, page: Page, *, all_entities: bool = False
) -> L:
    """A page of a listing. Genesys Cloud: addresses are relative; there is a next page only before the last.
    `all_entities` adds the total that listings of call routes, DID pools and DIDs carry a second time."""
    count = -(-total // page.size)
    return type(
        entities=tuple(entities),
        page_size=page.size,
        page_number=page.number,
        total=total,
        page_count=count,
        first_uri=_uri(ask, page.size, 1),
        self_uri=_uri(ask, page.size, page.number),
        next_uri=_uri(ask, page.size, page.number + 1) if page.number < count else None,
        previous_uri=_uri(ask, page.size, page.number - 1) if 1 < page.number <= count + 1 else None,
        last_uri=_uri(ask, page.size, max(count, 1)),
        total_number_of_entities=total if all_entities else None,
    )


def part(items: tuple[T, ...], page: Page) -> tuple[T, ...]:
    """The items of one page of a sequence."""
    start = (page.number - 1) * page.size
    return items[start : start + page.size]


def _uri(ask: Ask, size: int, number: int) -> str:
    given = {name: ",".join(values) for name, values in ask.query.items() if name not in ("pageSize", "pageNumber")}
    path = ask.operation.path
    for name, value in ask.path.items():
        path = path.replace(f"{{{name}}}", value)
    return f"{path}?{urlencode({**given, 'pageSize': size, 'pageNumber': number})}"
