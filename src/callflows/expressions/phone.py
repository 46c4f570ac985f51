"""Telephone numbers and SIP addresses as PhoneNumber values."""

from __future__ import annotations

import re

import phonenumbers

from callflows.expressions.values import PhoneNumber

_SCHEME = re.compile(r"^(tel|sips?):", re.IGNORECASE)


def parse_phone(text: str) -> PhoneNumber | None:
    """The number that `text` writes, None for blank text.

    Architect's examples: only a number with `+` has an E.164 form (`13178723000` has none, `+13178723000` has);
    the uri keeps the spelling, so `+1 (317) 872-3000` is `tel:+1 (317) 872-3000`. `sips:` has the scheme `sip`.
    """
    raw = text.strip()
    if not raw:
        return None
    scheme = _SCHEME.match(raw)
    if scheme and scheme.group(1).lower() != "tel":
        return PhoneNumber(raw, "sip", raw)
    if scheme is None and "@" in raw:
        return PhoneNumber(raw, "sip", f"sip:{raw}")
    number = raw[scheme.end() :] if scheme else raw
    uri = raw if scheme else f"tel:{raw}"
    dialling, subscriber = _plan(number)
    e164 = f"+{dialling}{subscriber}" if dialling else ""
    return PhoneNumber(raw, "tel", uri, dialling, e164, subscriber or "".join(filter(str.isdigit, number)))


def _plan(number: str) -> tuple[str, str]:
    """Dialling code and national number of a number with `+`, empty strings for any other."""
    if not number.lstrip().startswith("+"):
        return "", ""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return "", ""
    return str(parsed.country_code), phonenumbers.national_significant_number(parsed)
