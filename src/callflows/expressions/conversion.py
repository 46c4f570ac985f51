"""The cast that Architect puts around a whole expression when a setting needs another type."""

from __future__ import annotations

from collections.abc import Mapping

from callflows.expressions import types
from callflows.expressions.types import Type

_AUDIO = {
    "str": "ToAudioTTS",
    "int": "ToAudioNumber",
    "dec": "ToAudioNumber",
    "bln": "ToAudioBool",
    "cur": "ToAudioCurrency",
    "dtm": "ToAudioDateTime",
    "dur": "ToAudioDuration",
    "pmt": "ToAudio",
}
_CASTS: Mapping[str, Mapping[str, str]] = {
    "bln": dict.fromkeys(("int", "dec", "str"), "ToBool"),
    "int": dict.fromkeys(("bln", "dec", "str", "dur"), "ToInt"),
    "dec": dict.fromkeys(("bln", "int", "str", "cur"), "ToDecimal"),
    "cur": dict.fromkeys(("int", "dec", "str"), "ToCurrency"),
    "dtm": dict.fromkeys(("int", "str"), "ToDateTime"),
    "dur": dict.fromkeys(("int", "str"), "ToDuration"),
    "phn": {"str": "ToPhoneNumber"},
    "aud": _AUDIO,
    "com": dict.fromkeys((*_AUDIO, "aud"), "ToCommunication"),
}
_NO_TEXT = types.ENUMS | {"aud", "com"}


def conversion(found: Type, needed: Type) -> tuple[str, str]:  # noqa: PLR0911 - one return a case
    """The function that turns a result of type `found` into `needed`, or why there is none; each may be empty.

    What an UNKNOWN turns out to be is settled when it runs (`compiler`). Architect: NOT_SET fits every scalar;
    everything but audio and enumerations becomes a String; collections and objects of the org are never converted.
    """
    if found == needed or needed.code in {"any", "unk"}:
        return "", ""
    if found == types.NOT_SET:
        return ("", "") if not needed.collection else ("", f"{needed.name} is needed; NOT_SET is no collection")
    if found.code == "unk" and (not found.collection or needed.collection):
        return "", ""
    if needed == types.STRING and found.code not in _NO_TEXT:
        return "ToString", ""
    cast = None if found.collection or needed.collection else _CASTS.get(needed.code, {}).get(found.code)
    if cast:
        return cast, ""
    if needed.collection and found == needed.one:
        return "", f"{needed.name} is needed; wrap the value in MakeList(…)"
    return "", f"{needed.name} is needed, the expression gives {found.name}"
