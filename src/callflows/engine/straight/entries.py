"""What a caller types at once, and what an entry takes of it."""

from __future__ import annotations


def as_entered(keys: str, low: int, high: int, terminator: str) -> str | None:
    """The digits of an entry of `low` to `high` digits that was typed in one go and leaves nothing over: as many as may
    be entered, or enough and the terminating key. None where it is not as simple."""
    digits = keys[:-1] if keys[-1:] == (terminator or "#") else keys
    if not digits.isdigit() or not digits.isascii():
        return None
    if len(digits) == high:
        return digits
    return digits if terminator and digits != keys and low <= len(digits) < high else None
