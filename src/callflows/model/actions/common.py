"""Settings that many actions have, and short ways to write a field down."""

from __future__ import annotations

from typing import Final, TypedDict, Unpack

from callflows.model.flow_types import MENU_FLOWS
from callflows.model.spec import Field, Kind, RefKind

PRIORITY: Final = 25_000_000
"""Architect: a priority is between -25,000,000 and 25,000,000."""


class Words(TypedDict, total=False):
    """What every kind of field may say beside its path and type: see `Field`. Where `not_set` is left out, a field
    that must be there may not be NOT_SET, and any other may."""

    required: bool
    default: str | int | bool | None
    not_set: bool
    bare: bool
    label: str
    help: str


def _field(
    path: str,
    kind: Kind,
    words: Words,
    *,
    type: str = "",
    refers_to: RefKind | None = None,
    minimum: int | None = None,
    maximum: int | None = None,
    one_of: tuple[str, ...] = (),
    typed_by_key: bool = False,
) -> Field:
    words.setdefault("not_set", not words.get("required", False))
    return Field(
        path=path,
        kind=kind,
        type=type,
        refers_to=refers_to,
        minimum=minimum,
        maximum=maximum,
        one_of=one_of,
        typed_by_key=typed_by_key,
        **words,
    )


def value(
    path: str,
    type: str = "",
    *,
    refers_to: RefKind | None = None,
    one_of: tuple[str, ...] = (),
    **words: Unpack[Words],
) -> Field:
    """A setting that takes a literal or an expression."""
    return _field(path, Kind.VALUE, words, type=type, refers_to=refers_to, one_of=one_of)


def value_of_key(path: str, **words: Unpack[Words]) -> Field:
    """A literal or an expression of the data type that is the key at `*`."""
    return _field(path, Kind.VALUE, words, typed_by_key=True)


def audio(path: str, **words: Unpack[Words]) -> Field:
    """What is played."""
    return _field(path, Kind.AUDIO, words, type="Audio")


def output(path: str, type: str = "", **words: Unpack[Words]) -> Field:
    """The variable that receives a result."""
    return _field(path, Kind.OUTPUT, words, type=type)


def named(path: str, refers_to: RefKind, **words: Unpack[Words]) -> Field:
    """`{name: X}`."""
    return _field(path, Kind.NAMED, words, refers_to=refers_to)


def keyed(path: str, refers_to: RefKind | None, **words: Unpack[Words]) -> Field:
    """`{X: …}`: the only key is a name."""
    return _field(path, Kind.KEYED, words, refers_to=refers_to)


def plain(path: str, type: str = "", *, one_of: tuple[str, ...] = (), **words: Unpack[Words]) -> Field:
    """A bare scalar."""
    return _field(path, Kind.PLAIN, words, type=type, one_of=one_of)


def number(path: str, minimum: int, maximum: int | None = None, **words: Unpack[Words]) -> Field:
    """A bare whole number."""
    return _field(path, Kind.PLAIN, words, type="Integer", minimum=minimum, maximum=maximum)


def group(path: str, *, one_of: tuple[str, ...] = (), **words: Unpack[Words]) -> Field:
    """Further settings; with `one_of` exactly one of these keys."""
    return _field(path, Kind.GROUP, words, one_of=one_of)


def boolean(path: str, **words: Unpack[Words]) -> Field:
    """A truth value, or an expression that comes to one."""
    return _field(path, Kind.VALUE, words, type="Boolean")


def integer(path: str, minimum: int | None = None, maximum: int | None = None, **words: Unpack[Words]) -> Field:
    return _field(path, Kind.VALUE, words, type="Integer", minimum=minimum, maximum=maximum)


def duration(path: str, minimum: int = 0, maximum: int | None = None, **words: Unpack[Words]) -> Field:
    """A length of time, bounds and default in milliseconds; noValue is the flow's default where it has one."""
    return _field(path, Kind.VALUE, words, type="Duration", minimum=minimum, maximum=maximum)


FAILURE_OUTPUTS: Final = (
    output("failureOutputs/errorType", "String", label="Error Type", help="Receives the kind of the fault."),
    output("failureOutputs/errorMessage", "String", label="Error Message", help="Receives the words of the fault."),
)

TRANSFER_AUDIO: Final = (
    audio("preTransferAudio", label="Pre-Transfer Audio", help="What the caller hears before the transfer."),
    audio("failureTransferAudio", label="Failed Transfer Audio", help="What the caller hears when it has failed."),
)

__all__ = [
    "FAILURE_OUTPUTS",
    "MENU_FLOWS",
    "PRIORITY",
    "TRANSFER_AUDIO",
    "Words",
    "audio",
    "boolean",
    "duration",
    "group",
    "integer",
    "keyed",
    "named",
    "number",
    "output",
    "plain",
    "value",
    "value_of_key",
]
