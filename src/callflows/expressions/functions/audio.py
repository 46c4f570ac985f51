"""Audio functions: they build the tree of what would be played. NOT_SET gives blank audio unless said otherwise."""

from __future__ import annotations

from decimal import Decimal

from callflows.expressions.errors import ExpressionError
from callflows.expressions.numbers import truncated
from callflows.expressions.phone import parse_phone
from callflows.expressions.playback import BLANK, option, prompt_audio, say, with_barge_in
from callflows.expressions.signatures import Function, Overload, function, overload
from callflows.expressions.values import Audio, Choice, Currency, Duration, PhoneNumber, Value

MAX_BLANK_MS = 10_000
ORDINALS = range(1, 1000)
"""The numbers that are said as ordinals. Architect: all others are said as plain numbers."""
DIGITS_FROM = 10**12
"""Architect: from a trillion up a number is read digit by digit."""


def _said(kind: str, value: Value, *formats: Value) -> Audio:
    """A value to say with the formats asked for: names such as `playDigits`, or a number of decimal places."""
    return say(kind, value, *(option(item) for item in formats if item is not None))


def _sayer(kind: str, *signatures: str) -> list[Overload]:
    return [overload(f"{signature} -> aud", lambda value, *rest: _said(kind, value, *rest)) for signature in signatures]


def _audio(name: str, kind: str, help: str, *signatures: str) -> Function:
    return function(name, "cast", help, *_sayer(kind, *signatures))


def _blank(ms: int) -> Audio:
    if not 0 <= ms <= MAX_BLANK_MS:
        raise ExpressionError("range", f"{ms} ms of silence are not between 0 and 10,000")
    return say("blank", ms)


def _cut(value: Value, *formats: Value) -> Value:
    """A number without the decimal places that are not said. Architect: they are cut off, not rounded."""
    places = next((item for item in formats if isinstance(item, int)), None)
    if places is None:
        return value
    if places < 0:
        raise ExpressionError("range", f"{places} decimal places are below 0")
    if isinstance(value, Currency):
        return value if value.amount is None else Currency(truncated(value.amount, places), value.code)
    return truncated(value, places) if isinstance(value, Decimal) else value


def _number(value: int | Decimal | None, *formats: Value) -> Audio:
    options = [option(item) for item in formats]
    digits = value is not None and not -DIGITS_FROM < value < DIGITS_FROM
    if digits and "playDigits" not in options:
        options.append("playDigits")
    return say("number", _cut(value, *formats), *options)


def _ordinal(value: int | None, *context: Value) -> Audio:
    return _said("ordinal", value, *context) if value in ORDINALS else _number(value, *context)


def _percent(value: int | Decimal | None, *formats: Value) -> Audio:
    return _said("percent", _cut(value, *formats), *formats)


def _currency(money: Currency | None, rest: Value = None) -> Audio:
    if money is None or money.amount is None:
        return BLANK
    return _said("currency", _cut(money, rest), rest)


def _duration(span: Duration | None) -> Audio | None:
    """Architect's example: NOT_SET stays NOT_SET here, unlike in the other functions."""
    return None if span is None else say("duration", span)


def _phone(number: PhoneNumber | None, form: Value = None) -> Audio:
    """In global form, or in the form asked for; a dialing code asks for the local form of the numbers that have it.

    Architect: SIP addresses are silent.
    """
    if number is None or number.scheme == "sip":
        return BLANK
    if isinstance(form, str):
        return say("phoneNumber", number, "local" if form.lstrip("+") == number.dialing_code else "global")
    return say("phoneNumber", number, "global" if form is None else option(form))


def _phone_text(text: str | None) -> Audio:
    return _phone(None if text is None else parse_phone(text))


def _speech(text: str | None, language: str = "") -> Audio:
    return say("tts", text, language=language)


def _time_range(low: int, high: int, part: Choice | None) -> Audio:
    """The bounds in rising order; equal bounds once."""
    low, high = sorted((low, high))
    unit = part.name.rpartition(".")[2] if part else ""
    words = f"{low}" if low == high else f"{low} to {high}"
    return say("timeRange", words, *([unit] if unit else []))


_NUMBERS = [
    f"{code}? value{more}"
    for code, mores in (
        ("int", ("", ", lne* context", ", nuf format", ", nuf format, lne* context")),
        (
            "dec",
            (
                "",
                ", lne* context",
                ", nuf format",
                ", nuf format, lne* context",
                ", int numberOfDecimalPlaces",
                ", int numberOfDecimalPlaces, lne* context",
                ", nuf format, int numberOfDecimalPlaces",
                ", nuf format, int numberOfDecimalPlaces, lne* context",
            ),
        ),
    )
    for more in mores
]

FUNCTIONS = (
    function(
        "AudioPlaybackOptions",
        "audio",
        "Audio with barge-in allowed or not; the outermost call of an expression.",
        overload("apa audio, bln bargeIn literal -> aud", with_barge_in),
        overload(
            "apa audio, bln bargeIn literal, bln option literal -> aud",
            lambda audio, barge, _: with_barge_in(audio, barge),
        ),
        outermost=True,
    ),
    function("ToAudio", "cast", "The audio of a prompt.", overload("pmt promptToConvert -> aud", prompt_audio)),
    function(
        "ToAudioBlank",
        "cast",
        "Silence in milliseconds, 0 to 10,000.",
        overload("int lengthMs 0..10000 literal -> aud", _blank),
    ),
    _audio("ToAudioBool", "boolean", "Says true or false.", "bln? boolToConvert", "bln? boolToConvert, bof format"),
    function(
        "ToAudioCurrency",
        "cast",
        "Says an amount of money.",
        *(
            overload(f"cur? money{more} -> aud", _currency)
            for more in ("", ", cuf format", ", int numberOfDecimalPlaces")
        ),
    ),
    _audio("ToAudioDate", "date", "Says a date.", "dtm? dateTimeToConvert", "dtm? dateTimeToConvert, daf format"),
    _audio("ToAudioDateTime", "dateTime", "Says a date and time.", "dtm? dateTimeToConvert"),
    function(
        "ToAudioDuration",
        "cast",
        "Says a length of time.",
        overload("dur? durationToConvert -> aud", _duration),
    ),
    function(
        "ToAudioNumber",
        "cast",
        "Says a number.",
        *(overload(f"{signature} -> aud", _number) for signature in _NUMBERS),
    ),
    function(
        "ToAudioNumberOrdinal",
        "cast",
        "Says first, second, …",
        *(overload(f"int? value{more} -> aud", _ordinal) for more in ("", ", lne* context")),
    ),
    function(
        "ToAudioPercent",
        "cast",
        "Says a percentage.",
        *(overload(f"{value} -> aud", _percent) for value in ("int? value", "dec? value", "dec? value, int places")),
    ),
    function(
        "ToAudioPhoneNumber",
        "cast",
        "Says a telephone number.",
        overload("phn? number -> aud", _phone),
        overload("phn? number, phf format -> aud", _phone),
        overload("phn? number, str? dialingCode dialing -> aud", _phone),
        overload("str? number -> aud", _phone_text),
    ),
    function(
        "ToAudioTTS",
        "cast",
        "Speaks a text.",
        overload("str? text -> aud", _speech),
        overload("str? text, str languageTag literal -> aud", _speech),
        overload("str? text, stf format -> aud", lambda text, style: _said("tts", text, style)),
    ),
    _audio(
        "ToAudioTime", "time", "Says a time of day.", "dtm? dateTimeToConvert", "dtm? dateTimeToConvert, tif format"
    ),
    function(
        "ToAudioTimeRange",
        "cast",
        "Says a range such as 8 to 15 minutes.",
        overload("int lowerBound, int upperBound, tpf? timePart -> aud", _time_range),
    ),
)
