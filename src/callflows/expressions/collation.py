"""The order of texts."""

from __future__ import annotations

import unicodedata

# The signs of ASCII as the Unicode collation orders them, each with a key that sorts before every other sign.
_SIGNS = {sign: chr(place) for place, sign in enumerate("_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$", start=1)}


def order(left: str, right: str, *, ignore_case: bool = False) -> int:
    """-1, 0 or 1: how two texts sort.

    Architect's examples put lower case before upper case (`hello` < `Hello`) and `2` after `10`, as dictionary orders
    do: letters count first, then accents, then case. Blanks come before signs, signs before digits, digits before
    letters, and signs among themselves in the order of the Unicode collation (assumed).
    """
    if left == right:
        return 0
    first, second = _key(left, ignore_case), _key(right, ignore_case)
    return (first > second) - (first < second)


def _key(text: str, ignore_case: bool) -> tuple[list[tuple[int, str]], list[str], str]:
    decomposed = unicodedata.normalize("NFKD", text)
    letters = [(_rank(c), _SIGNS.get(c) or c.casefold()) for c in decomposed if not unicodedata.combining(c)]
    accents = [c for c in decomposed if unicodedata.combining(c)]
    return letters, accents, "" if ignore_case else text.swapcase()


def _rank(character: str) -> int:
    if character.isspace():
        return 0
    return 3 if character.isalpha() else 2 if character.isdigit() else 1


def fold_case(text: str) -> str:
    """The text as comparisons see it that ignore case: lower case letter by letter, so that positions stay."""
    if text.isascii():
        return text.lower()
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
