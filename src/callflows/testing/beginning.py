"""How a call begins: who calls which number, when, in which language. The words of a test as the engine takes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from callflows.testing.advice import advice_on

CALLER: Final = "+13175550100"
CALLED: Final = "+13175550199"
MONDAY_MORNING: Final = datetime(2026, 1, 5, 15, 0, tzinfo=UTC)
"""When a call begins that does not say when."""
EXACTLY: Final = "text:"
"""What stands before an address that is none and that the flow is to see as it is."""
_INTERNATIONAL: Final = re.compile(r"\+[0-9]+")
_BETWEEN: Final = re.compile(r"[ ().\-/]")
_DIGITS: Final = re.compile(r"[0-9*#]+")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:.+", re.DOTALL)


def address_of(text: str) -> str:
    """An address as a flow sees it.

    A number with its country code (`+1 317 555 1234`) is a telephone number: `tel:+13175551234`. Digits without `+`
    stay what they are, and so does what has a scheme (`tel:…`, `sip:ada@example.com`). Behind `text:` any text stands
    for itself (`text:anonymous`, `text:+13175551234`). Raises ValueError for anything else.
    """
    __tracebackhide__ = True
    given = text.strip() if isinstance(text, str) else str(text)
    if given.startswith(EXACTLY):
        return given.removeprefix(EXACTLY)
    number = _BETWEEN.sub("", given) if given.startswith("+") else given
    if _INTERNATIONAL.fullmatch(number):
        return f"tel:{number}"
    if _DIGITS.fullmatch(number) or _SCHEME.fullmatch(given):
        return given
    shown = f'"{given}" is' if given else "there is"
    raise ValueError(
        f"{shown} no address: write a number such as +13175551234, an address such as sip:ada@example.com, or "
        f"{EXACTLY}{given or 'anything'} for exactly that text"
    )


def moment_of(at: str | datetime) -> datetime:
    """The time that a test means, in the zone in which it is given. Raises ValueError where it is none, or where it
    names neither an offset nor a zone."""
    __tracebackhide__ = True
    moment = at if isinstance(at, datetime) else _read(at)
    if moment.utcoffset() is None:
        said = at if isinstance(at, str) else at.isoformat()
        example = moment.strftime("%Y-%m-%dT%H:%M-05:00")
        raise ValueError(f"{said}: a call begins at a time with its offset or zone, such as {example}")
    return moment


def language_of(language: str | None, flow: str, spoken: tuple[str, ...]) -> str | None:
    """A language of those that a flow speaks, in any case; None for the flow's own. Raises ValueError for another one.
    Of a flow that does not say which it speaks any will do."""
    __tracebackhide__ = True
    if language is None or not spoken:
        return language or None
    found = next((each for each in spoken if each.casefold() == language.strip().casefold()), None)
    if found is None:
        advice = advice_on(language, spoken, f"it speaks {', '.join(spoken)}")
        raise ValueError(f'"{language}" is no language of "{flow}": {advice}')
    return found


def seed_of(seed: object) -> int:
    """A whole number. Raises ValueError for anything else."""
    __tracebackhide__ = True
    if isinstance(seed, bool) or not isinstance(seed, int):
        raise ValueError(f"a seed is a whole number, not {seed!r}")
    return seed


def attributes_of(attributes: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Participant data, which are texts by name. Raises ValueError for anything else."""
    __tracebackhide__ = True
    for name, value in attributes.items():
        if not isinstance(name, str) or not isinstance(value, str):
            raise ValueError(f"participant data are texts: the attribute {name} is {value!r}")
    return tuple(attributes.items())


def _read(text: str) -> datetime:
    __tracebackhide__ = True
    moment, _, zone = text.strip().partition(" ")
    if zone and zone[0].isdigit():
        moment, _, zone = text.strip().rpartition(" ") if zone.count(" ") else (text.strip(), "", "")
    try:
        found = datetime.fromisoformat(moment)
        return found.replace(tzinfo=ZoneInfo(zone)) if zone else found
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise ValueError(f"{text!r} is no time such as 2026-11-23T10:00-05:00: {error}") from None
