"""Functions and operators as data: what they take, what they give, and which overload fits.

An overload is written as text, `str text, int length 0.. -> str`: a type code (`_coll` for a collection), `?` where
NOT_SET is allowed, `*` where the parameter may repeat, the parameter's name, then restrictions on literal arguments:
`low..high`, `nonzero`, `literal` (must be one), `iso4217`, `dialing`. Architect: the first overload that fits wins,
those without an `any` parameter first; there are no implicit conversions.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from callflows.expressions import types
from callflows.expressions.types import Type, type_named

Implementation = Callable[..., object]
Result = Callable[[Sequence[Type]], Type | None]


class Parameter(msgspec.Struct, frozen=True):
    """One parameter. `low`, `high`, `nonzero`, `literal`, `iso4217` and `dialing` bind literal arguments only."""

    name: str
    type: Type
    not_set: bool = False
    repeat: bool = False
    low: int | None = None
    high: int | None = None
    nonzero: bool = False
    literal: bool = False
    iso4217: bool = False
    dialing: bool = False


class Overload(msgspec.Struct, frozen=True):
    """One signature with what computes it.

    `rule` gives the result's type from the arguments' types, None where they do not go together; without one the
    result is `returns`. `world`: the implementation takes the Environment before its arguments.
    `retired`: evaluates, but today's editor refuses it.
    """

    parameters: tuple[Parameter, ...]
    returns: Type
    run: Implementation
    rule: Result | None = None
    world: bool = False
    retired: bool = False

    def parameter(self, index: int) -> Parameter:
        """The parameter that takes the argument at `index`."""
        return self.parameters[min(index, len(self.parameters) - 1)]

    def fits(self, arguments: Sequence[Type]) -> bool:
        """Whether arguments of these types are accepted; UNKNOWN fits everywhere."""
        count = len(self.parameters)
        if len(arguments) != count and not (count and self.parameters[-1].repeat and len(arguments) > count):
            return False
        return all(_accepts(self.parameter(index), argument) for index, argument in enumerate(arguments))

    def misfits(self, arguments: Sequence[Type]) -> tuple[int, ...] | None:
        """Which of the arguments are not accepted, by index from 0; None where there are too many or too few."""
        count = len(self.parameters)
        if len(arguments) != count and not (count and self.parameters[-1].repeat and len(arguments) > count):
            return None
        return tuple(i for i, argument in enumerate(arguments) if not _accepts(self.parameter(i), argument))

    def result(self, arguments: Sequence[Type]) -> Type | None:
        """The type of the result, None where the arguments' types do not go together."""
        return self.returns if self.rule is None else self.rule(arguments)


class Function(msgspec.Struct, frozen=True, eq=False):
    """A function or operator: its overloads in the order they are tried, and one line of help. Equal only to itself."""

    name: str
    category: str
    help: str
    overloads: tuple[Overload, ...]
    outermost: bool = False

    def candidates(self, arguments: Sequence[Type]) -> tuple[Overload, ...]:
        """The overloads that accept these types, best first."""
        return _candidates(self, tuple(arguments))


@functools.lru_cache(maxsize=4096)
def _candidates(function: Function, arguments: tuple[Type, ...]) -> tuple[Overload, ...]:
    return tuple(overload for overload in function.overloads if overload.fits(arguments))


_PARAMETER = re.compile(r"(\w+)(\?)?(\*)? (\w+)((?: \S+)*)")
_RANGE = re.compile(r"(-?\d+)?\.\.(-?\d+)?")
_FORMATS = frozenset({"bof", "cuf", "daf", "nuf", "phf", "stf", "tif", "tpf"})
_NOT_ANY = types.ENUMS | {"aud", "com"}


def overload(
    signature: str,
    run: Implementation,
    *,
    rule: Result | None = None,
    world: bool = False,
    retired: bool = False,
) -> Overload:
    """Reads a signature written as text (see the module's docstring)."""
    left, _, right = signature.rpartition("->")
    returns = _type(right)
    parameters = tuple(_parameter(part) for part in left.split(",") if part.strip())
    return Overload(parameters, returns, run, rule, world, retired)


def function(name: str, category: str, help: str, *overloads: Overload, outermost: bool = False) -> Function:
    """A function; overloads with an `any` parameter are tried last (Architect: overload resolution)."""
    ordered = sorted(overloads, key=lambda o: any(p.type.code == "any" for p in o.parameters))
    return Function(name, category, help, tuple(ordered), outermost)


def catalogue(functions: Iterable[Function]) -> Mapping[str, Function]:
    """The functions by lower-case name."""
    return {entry.name.lower(): entry for entry in functions}


def _parameter(text: str) -> Parameter:
    found = _PARAMETER.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"no parameter: {text}")
    code, optional, repeat, name, flags = found.groups()
    words = flags.split()
    bounds = next((m.groups() for word in words if (m := _RANGE.fullmatch(word))), (None, None))
    low, high = (None if bound is None else int(bound) for bound in bounds)
    return Parameter(
        name,
        _type(code),
        not_set=optional is not None,
        repeat=repeat is not None,
        low=low,
        high=high,
        nonzero="nonzero" in words,
        literal="literal" in words,
        iso4217="iso4217" in words,
        dialing="dialing" in words,
    )


def _type(code: str) -> Type:
    found = type_named(code.strip())
    if found is None:
        raise ValueError(f"no type: {code}")
    return found


def _accepts(parameter: Parameter, argument: Type) -> bool:  # noqa: PLR0911 - one return a case
    wanted = parameter.type
    if argument in (wanted, types.UNKNOWN):
        return True
    if argument == types.NOT_SET:
        return parameter.not_set and not wanted.collection
    if wanted.collection != argument.collection:
        return False
    if wanted.code == "any":
        return argument.collection or argument.code not in _NOT_ANY
    if wanted.code == "say":
        return not argument.collection and argument.code not in types.ENUMS
    if wanted.code == "fmt":
        return argument.code in _FORMATS
    if wanted.code == "apa":
        return argument.code in {"aud", "pmt"}
    return argument.collection and argument.code == "unk"


def one_type(arguments: Sequence[Type]) -> Type | None:
    """The one type that all arguments have, NOT_SET and UNKNOWN aside; None where there are two.

    UNKNOWN where nothing is known, NOT_SET where all are NOT_SET.
    """
    found: Type | None = None
    unknown = False
    for argument in arguments:
        if argument.code == "unk":
            unknown = True
        elif argument != types.NOT_SET:
            if found is not None and found != argument:
                return None
            found = argument
    return found or (types.UNKNOWN if unknown else types.NOT_SET)
