"""The catalogue as people and editors read it: one page a function, made from the functions and the examples."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

import msgspec

from callflows.expressions.availability import LISTED, has_overload
from callflows.expressions.examples import Example, examples
from callflows.expressions.functions import FUNCTIONS
from callflows.expressions.operators import BINARY, UNARY
from callflows.expressions.signatures import Function, Overload, Parameter

DEPENDS: Mapping[str, str] = {
    "getcurrentdatetimeutc": "time",
    "random": "chance",
    "randomint": "chance",
    "getdefaultlanguage": "call",
    "getsupportedlanguages": "call",
}
"""What a result depends on besides the arguments, by lower-case name; Find… functions depend on the org."""


class Signature(msgspec.Struct, frozen=True):
    """One way to call a function. `text` is `Left(srcString: String, length: Integer) → String`, with `?` behind a
    type where NOT_SET is allowed and `…` behind a parameter that may repeat; `limits` are the restrictions on literal
    arguments in words; `flow_types` are those of the listed types that have it."""

    text: str
    limits: tuple[str, ...]
    flow_types: frozenset[str]


class Page(msgspec.Struct, frozen=True):
    """What there is to know of a function or operator. `depends` is what a result depends on besides the arguments:
    `time`, `chance`, `org`, `call`, or nothing. With `outermost` nothing may stand around a call of it."""

    name: str
    category: str
    help: str
    signatures: tuple[Signature, ...]
    examples: tuple[Example, ...] = ()
    depends: str = ""
    outermost: bool = False


@functools.cache
def pages() -> Mapping[str, Page]:
    """The page of every function by lower-case name, in the order of categories and names."""
    ordered = sorted(FUNCTIONS.values(), key=lambda function: (function.category, function.name.lower()))
    return {function.name.lower(): _page(function) for function in ordered}


def operators() -> Iterator[Page]:
    """The page of every operator, unary ones last; their signatures are `left operator right`."""
    for function in (*BINARY.values(), *UNARY.values()):
        yield Page(function.name, function.category, function.help, tuple(_operands(function)))


def signature(function: Function, overload: Overload) -> str:
    """`Left(srcString: String, length: Integer) → String`."""
    parameters = ", ".join(map(_parameter, overload.parameters))
    return f"{function.name}({parameters}) → {_gives(overload)}"


def _page(function: Function) -> Page:
    key = function.name.lower()
    live = [overload for overload in function.overloads if not overload.retired]
    asks = any(overload.world for overload in live)
    return Page(
        function.name,
        function.category,
        function.help,
        tuple(_signature(function, overload) for overload in live),
        examples().get(key, ()),
        DEPENDS.get(key, "org" if asks else ""),
        function.outermost,
    )


def _signature(function: Function, overload: Overload) -> Signature:
    return Signature(
        signature(function, overload),
        tuple(limit for parameter in overload.parameters if (limit := _limit(parameter))),
        frozenset(kind for kind in LISTED if has_overload(kind, function, overload)),
    )


def _operands(function: Function) -> Iterator[Signature]:
    for overload in function.overloads:
        names = [parameter.type.name + ("?" if parameter.not_set else "") for parameter in overload.parameters]
        sides = f" {function.name} ".join(names) if len(names) > 1 else f"{function.name}{names[0]}"
        limits = tuple(limit for parameter in overload.parameters if (limit := _limit(parameter)))
        yield Signature(f"{sides} → {_gives(overload)}", limits, LISTED)


def _parameter(parameter: Parameter) -> str:
    mark = "?" if parameter.not_set else ""
    return f"{parameter.name}: {parameter.type.name}{mark}{'…' if parameter.repeat else ''}"


def _gives(overload: Overload) -> str:
    """What comes out in words: a rule makes of Any the type that the arguments have."""
    if overload.returns.code == "unk":
        return "Any"
    if overload.rule is not None and overload.returns.code == "any":
        return "collection of that type" if overload.returns.collection else "that type"
    return overload.returns.name


def _limit(parameter: Parameter) -> str:
    """The restriction on literal arguments in words, empty for none."""
    said: list[str] = []
    if parameter.literal:
        said.append("a literal")
    if parameter.low is not None and parameter.high is not None:
        said.append(f"{parameter.low:,} to {parameter.high:,}")
    elif parameter.low is not None:
        said.append(f"{parameter.low:,} or more")
    elif parameter.high is not None:
        said.append(f"{parameter.high:,} or less")
    if parameter.nonzero:
        said.append("not 0")
    if parameter.iso4217:
        said.append("an ISO 4217 code")
    return f"{parameter.name}: {', '.join(said)}" if said else ""
