"""E-mail addresses."""

from __future__ import annotations

from callflows.expressions.signatures import function, overload
from callflows.expressions.types import Type
from callflows.expressions.values import Record, Value

EMAIL_ADDRESS = Type("cpx_email_address")


def _make(address: str, name: str | None = None) -> Record:
    return Record(EMAIL_ADDRESS, (("id", address), ("name", name)))


def _address(value: Record | str | None) -> str:
    found: Value = value.get("id") if isinstance(value, Record) else value
    return found if isinstance(found, str) else ""


def _domain(value: Record | str | None) -> str | None:
    _, at, domain = _address(value).rpartition("@")
    return domain if at else None


def _local(value: Record | str | None) -> str | None:
    local, at, _ = _address(value).rpartition("@")
    return local if at else None


FUNCTIONS = (
    function(
        "EmailAddressDomainPart",
        "email",
        "What stands behind the @; NOT_SET without one.",
        overload("cpx_email_address? emailAddress -> str", _domain),
        overload("str? emailAddressString -> str", _domain),
    ),
    function(
        "EmailAddressLocalPart",
        "email",
        "What stands before the @; NOT_SET without one.",
        overload("cpx_email_address? emailAddress -> str", _local),
        overload("str? emailAddressString -> str", _local),
    ),
    function(
        "MakeEmailAddress",
        "email",
        "An e-mail address with an optional name.",
        overload("str address -> cpx_email_address", _make),
        overload("str address, str? name -> cpx_email_address", _make),
    ),
)
