"""Settings that many actions have."""

from __future__ import annotations

from typing import Final

from callflows.model.spec import Field, Kind, RefKind

MENU_FLOWS: Final = ("inboundCall", "outboundCall", "secureCall")
"""The flow types that have menus and reusable tasks (Architect: an in-queue flow and a module have one task)."""

PRIORITY: Final = 25_000_000
"""Architect: a priority is between -25,000,000 and 25,000,000."""


def value(path: str, type: str = "", *, required: bool = False, refers_to: RefKind | None = None) -> Field:
    """A setting that takes a literal or an expression."""
    return Field(path=path, kind=Kind.VALUE, type=type, required=required, refers_to=refers_to)


def audio(path: str, *, required: bool = False) -> Field:
    """What is played."""
    return Field(path=path, kind=Kind.AUDIO, type="Audio", required=required)


def output(path: str, type: str = "", *, required: bool = False) -> Field:
    """The variable that receives a result."""
    return Field(path=path, kind=Kind.OUTPUT, type=type, required=required)


def named(path: str, refers_to: RefKind, *, required: bool = False) -> Field:
    """`{name: X}`."""
    return Field(path=path, kind=Kind.NAMED, refers_to=refers_to, required=required)


def keyed(path: str, refers_to: RefKind | None, *, required: bool = False) -> Field:
    """`{X: …}`: the only key is a name."""
    return Field(path=path, kind=Kind.KEYED, refers_to=refers_to, required=required)


def plain(path: str, *, required: bool = False, one_of: tuple[str, ...] = ()) -> Field:
    """A bare scalar."""
    return Field(path=path, kind=Kind.PLAIN, required=required, one_of=one_of)


def number(path: str, minimum: int, maximum: int | None = None, *, required: bool = False) -> Field:
    """A bare whole number."""
    return Field(path=path, kind=Kind.PLAIN, type="Integer", minimum=minimum, maximum=maximum, required=required)


def group(path: str, *, required: bool = False) -> Field:
    """Further settings."""
    return Field(path=path, kind=Kind.GROUP, required=required)


def integer(path: str, minimum: int, maximum: int | None = None, *, required: bool = False) -> Field:
    return Field(path=path, kind=Kind.VALUE, type="Integer", minimum=minimum, maximum=maximum, required=required)


def duration(path: str, minimum: int = 0, maximum: int | None = None) -> Field:
    """A length of time, bounds in milliseconds; noValue is the flow's default where it has one."""
    return Field(path=path, kind=Kind.VALUE, type="Duration", minimum=minimum, maximum=maximum)


FAILURE_OUTPUTS: Final = (output("failureOutputs/errorType", "String"), output("failureOutputs/errorMessage", "String"))

TRANSFER_AUDIO: Final = (audio("preTransferAudio"), audio("failureTransferAudio"))
