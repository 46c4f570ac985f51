"""What an example's prose says of a value that it does not write out: what is played, an object of the org, how many
items. Each reader tells whether the claim holds, None where the prose is not of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

import msgspec
import phonenumbers

from callflows.expressions import (
    Audio,
    AudioPart,
    Choice,
    Currency,
    Duration,
    Entity,
    ExpressionError,
    PhoneNumber,
    Record,
    Type,
    Value,
    parse_phone,
    same,
    to_text,
    type_of,
)
from tests.expressions.prose import Nothing, stated
from tests.expressions.spoken import dial_of, number_of, ordinal_of, tells_date, time_of
from tests.expressions.world import World, evaluate

_MS = {"hour": 3_600_000, "minute": 60_000, "second": 1000}
_ADDRESS = "address1", "city", "state", "postalCode", "countryCode"


class People(World):
    """A world in which the user of the examples has a display name, and `foo` is nobody."""

    def find(self, kind: str, name: str, /) -> Entity | None:
        """As everywhere, but for the user's name."""
        found = super().find(kind, name)
        if found is not None and kind == "user" and name.startswith("john.doe@"):
            return Entity("user", found.id, "Doe, John", name)
        return found


class Example(msgspec.Struct, frozen=True):
    """An example whose result is told in prose."""

    text: str
    prose: str

    def value(self, values: Mapping[str, Value] | None = None, *, empty: bool = False) -> Value | ExpressionError:
        """What we get for it; in an `empty` world nothing is found."""
        try:
            return evaluate(self.text, values, world=People("foo", empty=empty))
        except ExpressionError as error:
            return error


def holds(example: Example) -> bool | None:
    """Whether what the prose claims is so, None where it claims nothing that these readers know."""
    wanted = stated(example.prose)
    if not isinstance(wanted, Nothing):
        found = example.value()
        return not isinstance(found, ExpressionError) and same(found, wanted)
    return next((held for reader in _READERS if (held := reader(example)) is not None), None)


def _parts(example: Example, values: Mapping[str, Value] | None = None) -> tuple[AudioPart, ...] | None:
    found = example.value(values)
    return found.parts if isinstance(found, Audio) else None


def _blank(example: Example) -> bool | None:
    if not example.prose.lower().startswith("blank audio"):
        return None
    length = re.search(r"duration of (\d+) milliseconds", example.prose)
    return _parts(example) == ((AudioPart("blank", int(length.group(1))),) if length else ())


def _speech(example: Example) -> bool | None:
    found = re.match(r'Audio for the string "(\w+)" spoken via\. .*?(?:\((\w\w-\w\w)\) )?text to speech', example.prose)
    return found and _parts(example) == (AudioPart("tts", found.group(1), (), found.group(2) or ""),)


def _phone(example: Example) -> bool | None:
    found = re.match(r'(Global|Local)ly formatted phone number Audio (?:of "([^"]+)"|for)', example.prose)
    if not found:
        return None
    if found.group(2) is None:
        silent = _parts(example, {"call.ani": "sip:a@b.c"}) == ()
        return silent and _dialled(_parts(example, {"call.ani": "tel:+13178723000"}), "global") == "+13178723000"
    return _dialled(_parts(example), found.group(1).lower()) == dial_of(found.group(2))


def _dialled(parts: tuple[AudioPart, ...] | None, form: str) -> str:
    """The digits of the one number that is said in this form."""
    if not parts or len(parts) != 1 or parts[0].options != (form,) or not isinstance(parts[0].value, PhoneNumber):
        return ""
    number = parts[0].value.e164
    if form == "global":
        return number
    national = phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.NATIONAL)
    return "".join(filter(str.isdigit, national))


def _spoken(example: Example) -> bool | None:
    found = re.match(r'Audio (?:for|of) "([^"]+)"(?: or "([^"]+)")?', example.prose)
    if not found:
        return None
    parts = _parts(example)
    return parts is not None and len(parts) == 1 and all(_says(parts[0], words) for words in found.groups() if words)


def _says(part: AudioPart, words: str) -> bool:  # noqa: PLR0911 - one return a kind
    value = part.value
    match part.kind:
        case "boolean":
            return (value, part.options, words) == (False, ("playYesNo",), "No")
        case "number" if "unas" in words:
            return _articles(part, words)
        case "number":
            return number_of(words) == value
        case "ordinal":
            return ordinal_of(words) == value
        case "percent":
            return words.endswith(" percent") and number_of(words.removesuffix(" percent")) == value
        case "currency":
            return isinstance(value, Currency) and _says_money(value, part.options, words)
        case "duration":
            return isinstance(value, Duration) and _span(words) == value.ms
        case "date":
            return isinstance(value, datetime) and tells_date(words, value)
        case "time":
            return isinstance(value, datetime) and time_of(words) == (value.hour, value.minute)
        case "timeRange":
            return " ".join((str(value), *part.options)).removesuffix("s") == words.removesuffix("s")
        case _:
            return False


def _articles(part: AudioPart, words: str) -> bool:
    """Spanish articles: one word a digit, and the grammar asked for is noted."""
    return len(words.split()) == len(str(part.value)) and {"feminine", "article"} <= {*part.options}


def _says_money(money: Currency, options: tuple[str, ...], words: str) -> bool:
    *front, unit = words.split()
    said, amount = number_of(" ".join(front)), money.amount or Decimal()
    if money.code != "USD" or unit != ("cents" if "minorUnitsOnly" in options else "dollars"):
        return False
    if "minorUnitsOnly" in options:
        return said == amount % 1 * 100
    return said == (int(amount) if "majorUnitsOnly" in options else amount)


def _span(words: str) -> int:
    found = re.findall(r"(\w+) (hour|minute|second)s?", words)
    return sum(int(number_of(number) or 0) * _MS[unit] for number, unit in found)


def _sequence(example: Example) -> bool | None:
    """Prompts, texts, numbers and silence one after the other, with or without barge-in."""
    prose = re.sub(r" with barge-in .*| for the language .*|\.$", "", example.prose)
    found = re.match(r"(?:An )?Audio (?:object )?(?:for|with) (?:the text to speech playback of )?(.+)", prose)
    parts = _parts(example)
    if not found or not parts:
        return None
    barge = re.search(r"barge-in by .* (enabled|disabled)", example.prose)
    audio = example.value()
    if not isinstance(audio, Audio) or audio.barge_in is not (barge and barge.group(1) == "enabled"):
        return False
    told = re.split(r" followed by | and then ", found.group(1))
    return len(told) == len(parts) and all(map(_is_told, parts, told))


def _is_told(part: AudioPart, words: str) -> bool:
    if prompt := re.fullmatch(r"the (?:user )?prompt (\w+)|the (?:Prompt\.)?(\w+) prompt", words):
        return part.kind == "prompt" and isinstance(part.value, Entity) and part.value.name in prompt.groups()
    if number := re.fullmatch(r"the number (\w+)", words):
        return part.kind == "number" and part.value == number_of(number.group(1))
    if blank := re.fullmatch(r"(\d+) milliseconds of blank audio", words):
        return part == AudioPart("blank", int(blank.group(1)))
    return part.kind == "tts" and str(part.value).strip() == words.strip('"')


def _member(example: Example) -> bool | None:
    found = re.match(r"The (\w+) property (?:on|from) the ([\w.]+) variable", example.prose)
    if not found:
        return None
    value = example.value()
    return isinstance(value, Choice) and value.name == f"{found.group(2)}.{found.group(1)}"


def _found(example: Example) -> bool | None:
    """What a Find function finds, and that it is NOT_SET where there is nothing to find."""
    found = re.match(r'Returns the (Prompt|User|Queue|Skill) .*?"([^"]+)"', example.prose)
    if not found:
        return None
    value = example.value()
    named = isinstance(value, Entity) and found.group(2) in (value.name, value.username)
    return named and example.value(empty=True) is None


def _object(example: Example) -> bool | None:
    """A user or skill by its name, alone or as the one item of a collection."""
    found = re.search(
        r'User (?:with the name|with the username of|whose PureCloud username is) "([^"]+)"'
        r"|Skill of (\w+)|The (\w+) Skill",
        example.prose,
    )
    if not found:
        return None
    value = example.value()
    if "collection" in example.prose:
        if not isinstance(value, tuple) or len(value) != 1:
            return False
        value = value[0]
    name = next(filter(None, found.groups()))
    return isinstance(value, Entity) and name in (value.name, value.username)


def _one_item(example: Example) -> bool | None:
    """A collection of the one item that is told."""
    found = re.match(r"(?:A|The) (?:\w+ )?collection with (?:the|one) (.*)", example.prose)
    if not found or "User" in found.group(1) or "Skill of" in found.group(1):
        return None
    value = example.value()
    if not isinstance(value, tuple) or len(value) != 1:
        return False
    if found.group(1).startswith("NOT_SET"):
        return value == (None,)
    inner = stated("A " + found.group(1))
    if not isinstance(inner, Nothing):
        return same(value[0], inner)
    word = re.search(r'"(\w+)"|value (\S+?)(?:\.$| in it)', found.group(1))
    return word is not None and to_text(value[0]) == next(filter(None, word.groups()))


def _counted(example: Example) -> bool | None:
    found = re.match(r"An? (\w+) collection with two (?:currency )?items in it", example.prose)
    if not found:
        return None
    value = example.value()
    kind = type_of(value).name.split()[-2] if isinstance(value, tuple) and len(value) == 2 else ""
    return kind == found.group(1)


def _texts(example: Example) -> bool | None:
    found = re.match(r"A [Ss]tring collection with (?:items|one item): (.*)", example.prose)
    return found and example.value() == tuple(re.findall(r'"([^"]*)"', found.group(1)))


def _amounts(example: Example) -> bool | None:
    if not example.prose.startswith("A currency collection with two items"):
        return None
    codes = ("USD", "USD") if "both items" in example.prose else (None, "EUR")
    return example.value() == (Currency(Decimal("10.5"), codes[0]), Currency(None, codes[1]))


def _leading(example: Example) -> bool | None:
    """A value at the very start, before a remark: an Integer, the text of an empty Currency, a Currency item."""
    if found := re.match(r"(-?\d+) \(", example.prose):
        return example.value() == int(found.group(1))
    if found := re.match(r'The Currency item .* amount of ([\d.]+) and code of "(\w+)"', example.prose):
        return example.value() == Currency(Decimal(found.group(1)), found.group(2))
    return example.value() == "|" if example.prose.strip() == "|" else None


def _phone_number(example: Example) -> bool | None:
    found = re.match(r'A PhoneNumber with (?:the|a) "(\w+)" scheme', example.prose)
    if example.prose.startswith("A PhoneNumber created from"):
        return example.value({"call.ani": "+13178723000"}) == parse_phone("+13178723000")
    if not found:
        return None
    value = example.value()
    told = dict(re.findall(r"(subscriber number|E\.164 phone number|SIP URI) of (\S+?)[.,]?(?: |$)", example.prose))
    if not isinstance(value, PhoneNumber) or value.scheme != found.group(1) or not told:
        return False
    known = {"subscriber number": value.subscriber_number, "E.164 phone number": value.e164, "SIP URI": value.uri}
    return all(known[name] == text for name, text in told.items())


def _from_variable(example: Example) -> bool | None:
    """A property that the text of an object is, and NOT_SET where the object is."""
    made = re.match(r"Returns a String generated from non blank properties in the External Address", example.prose)
    found = re.match(r"Returns the (\w+) property from|The (local) part from", example.prose)
    if not made and not found:
        return None
    variable = re.findall(r"\(([\w.]+)\)", example.text)[0].lower()
    owner, key = (variable.removesuffix(".from"), "from") if variable.endswith(".from") else (variable, "")
    if made:
        texts = re.findall(r'"([^"]+)"', example.prose)
        return all(example.value({variable: _address(text)}) == text for text in texts)
    value, wanted = _OWNERS[variable]
    if key:
        wanted = "j" if found and found.group(2) else wanted
        return example.value({owner: Record(Type("cpx_email"), ((key, value),))}) == wanted
    return (example.value({variable: value}), example.value({variable: None})) == (wanted, None)


def _address(text: str) -> Record:
    """An address with the parts that a text shows: all five, or city and state."""
    parts = text.split(", ")
    names = _ADDRESS if len(parts) == len(_ADDRESS) else ("city", "state")
    return Record(Type("cpx_external_address"), tuple(zip(names, parts, strict=True)))


_OWNERS: Mapping[str, tuple[Value, str]] = {
    "flow.phonenumbervariable": (parse_phone("tel:+13178723000"), "tel:+13178723000"),
    "flow.uservariable": (Entity("user", "1", "Doe, John", "john.doe@company.com"), "john.doe@company.com"),
    "flow.wrapupcodevariable": (Entity("wrapupCode", "1", "Sold"), "Sold"),
    "flow.externalcontact": (Record(Type("cpx_external_contact"), (("firstName", "J"), ("id", "c1"))), "c1"),
    "flow.externalphonenumber": (Record(Type("cpx_external_phone_number"), (("display", "(317) 872"),)), "(317) 872"),
    "email.message.from": (Record(Type("cpx_email_address"), (("id", "j@d.com"), ("name", "J"))), "j@d.com"),
}
_READERS: tuple[Callable[[Example], bool | None], ...] = (
    _blank,
    _speech,
    _phone,
    _spoken,
    _sequence,
    _member,
    _found,
    _object,
    _texts,
    _one_item,
    _counted,
    _amounts,
    _leading,
    _phone_number,
    _from_variable,
)
