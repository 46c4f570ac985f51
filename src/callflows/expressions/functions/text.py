"""Text functions."""

from __future__ import annotations

from callflows.expressions.collation import fold_case, order
from callflows.expressions.limits import BLANKS, bounded_items, bounded_length, bounded_text
from callflows.expressions.playback import append_audio
from callflows.expressions.signatures import function, overload


def _find(text: str, wanted: str, occurrence: int = 1, ignore_case: bool = False) -> int:
    """The place of the n-th occurrence, -1 where there is none. Architect's examples: an empty text is found at 0."""
    if not wanted:
        return 0
    if ignore_case:
        text, wanted = fold_case(text), fold_case(wanted)
    place = -1
    for _ in range(min(max(occurrence, 1), len(text) + 1)):
        place = text.find(wanted, place + 1)
        if place < 0:
            break
    return place


def _contains(text: str, wanted: str, ignore_case: bool = False) -> bool:
    return _find(text, wanted, 1, ignore_case) >= 0


def _compare(left: str | None, right: str | None, ignore_case: bool = False) -> int:
    """NOT_SET sorts before every text, the empty one included."""
    if left is None or right is None:
        return (left is not None) - (right is not None)
    return order(left, right, ignore_case=ignore_case)


def _length(text: str) -> int:
    """Characters as Unicode counts them (assumed), not halves of them as UTF-16 does."""
    return len(text)


def _substring(text: str, start: int, length: int) -> str:
    return text[max(start, 0) :][: max(length, 0)]


def _right(text: str, length: int) -> str:
    return text[-length:] if length > 0 else ""


def _split(text: str, delimiter: str) -> tuple[str, ...]:
    """An empty delimiter gives the characters; an empty text is one empty item."""
    return bounded_items(tuple(text.split(delimiter)) if delimiter else tuple(text) or ("",))


def _join(*texts: str | None) -> str:
    return bounded_text("".join(text for text in texts if text is not None))


def _replace(text: str, wanted: str, by: str | None) -> str:
    """An empty search text changes nothing."""
    if not wanted:
        return text
    by = by or ""
    if len(by) > len(wanted):
        bounded_length(len(text) + text.count(wanted) * (len(by) - len(wanted)))
    return text.replace(wanted, by)


FUNCTIONS = (
    function(
        "Append",
        "text",
        "Texts, or audio, one after the other; NOT_SET counts as empty.",
        overload("str? initialText, str?* textToAppend -> str", _join),
        overload("apa? initialAudioOrPrompt, apa?* audioOrPromptToAppend -> aud", append_audio),
    ),
    function(
        "Compare",
        "text",
        "-1, 0 or 1: how two texts sort.",
        overload("str? stringToCompare, str? stringToCompareTo -> int", _compare),
        overload("str? stringToCompare, str? stringToCompareTo, bln ignoreCase -> int", _compare),
    ),
    function(
        "Contains",
        "text",
        "Whether a text holds another.",
        overload("str stringToSearch, str textToFind -> bln", _contains),
        overload("str stringToSearch, str textToFind, bln ignoreCase -> bln", _contains),
    ),
    function(
        "FindString",
        "text",
        "Where a text holds another, from 0; -1 where it does not.",
        overload("str stringToSearch, str textToFind -> int", _find),
        overload("str stringToSearch, str textToFind, bln ignoreCase -> int", lambda s, t, i: _find(s, t, 1, i)),
        overload("str stringToSearch, str textToFind, int occurrenceNumber 1.. -> int", _find),
        overload("str stringToSearch, str textToFind, int occurrenceNumber 1.., bln ignoreCase -> int", _find),
    ),
    function(
        "LTrim", "text", "Without blanks at the start.", overload("str value -> str", lambda text: text.lstrip(BLANKS))
    ),
    function(
        "Left",
        "text",
        "The first characters of a text.",
        overload("str srcString, int length 0.. -> str", lambda text, length: text[: max(length, 0)]),
    ),
    function("Length", "text", "How many characters a text has.", overload("str text -> int", _length)),
    function("Lower", "text", "In lower case.", overload("str text -> str", str.lower)),
    function(
        "RTrim",
        "text",
        "Without blanks at the end.",
        overload("str stringToTrim -> str", lambda text: text.rstrip(BLANKS)),
    ),
    function(
        "Replace",
        "text",
        "Every occurrence of a text replaced by another.",
        overload("str text, str findString, str? replacementString -> str", _replace),
    ),
    function(
        "Reverse", "text", "The characters in reverse order.", overload("str text -> str", lambda text: text[::-1])
    ),
    function(
        "Right", "text", "The last characters of a text.", overload("str srcString, int length 0.. -> str", _right)
    ),
    function(
        "Split",
        "text",
        "The pieces between delimiters.",
        overload("str textToSplit, str delimiter -> str_coll", _split),
    ),
    function(
        "Substring",
        "text",
        "A piece of a text by start (from 0) and length; what lies outside is left away.",
        overload("str text, int start 0.., int length 0.. -> str", _substring),
    ),
    function(
        "Trim",
        "text",
        "Without blanks at both ends.",
        overload("str stringToTrim -> str", lambda text: text.strip(BLANKS)),
    ),
    function("Upper", "text", "In upper case.", overload("str text -> str", str.upper)),
)
