"""The data types of Architect's expression language and their names.

A type is a code (`int`, `str`, `que`, …, as Architect stores them) plus whether it is a collection.
`UNKNOWN` is ours: the type of what cannot be known before the call runs; it fits everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec


class Type(msgspec.Struct, frozen=True):
    """A data type: a code and whether it is a collection of that type."""

    code: str
    collection: bool = False

    @property
    def name(self) -> str:
        """The name people read: `Integer`, `Queue Collection`, `NOT_SET`."""
        return _NAMES.get(self.code, self.code) + (" Collection" if self.collection else "")

    @property
    def key(self) -> str:
        """The name as flow files write it: `integer`, `languageSkill`, `stringCollection`."""
        name = self.name.replace(" ", "")
        return name[:1].lower() + name[1:]

    @property
    def many(self) -> Type:
        """The collection of this type."""
        return self if self.code == "unk" else Type(self.code, collection=True)

    @property
    def one(self) -> Type:
        """The type of an item of this collection."""
        return Type(self.code)

    def __str__(self) -> str:
        return self.name


_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "bln": "Boolean",
        "int": "Integer",
        "dec": "Decimal",
        "str": "String",
        "cur": "Currency",
        "dtm": "DateTime",
        "dur": "Duration",
        "phn": "PhoneNumber",
        "usr": "User",
        "que": "Queue",
        "grp": "Group",
        "skl": "ACD Skill",
        "lac": "Language Skill",
        "wrc": "WrapupCode",
        "pmt": "Prompt",
        "aud": "Audio",
        "com": "Communication",
        "jsn": "JSON",
        "sch": "Schedule",
        "scg": "Schedule Group",
        "emg": "Emergency Group",
        "asp": "Agent Score Pair",
        "nts": "NOT_SET",
        "any": "Any",
        "acp": "AnyComplex",
        "apa": "Audio or Prompt",
        "say": "Any or Communication",
        "fmt": "Format Enum",
        "con": "Contact",
        "cnl": "ContactList",
        "cam": "Campaign",
        "sec": "SurveyDispositions Enum Container",
        "sde": "SurveyDisposition Enum",
        "ctc": "ConversationTypes Enum Container",
        "cte": "ConversationType Enum",
        "dlc": "DateTime Enum Container",
        "dwc": "Day of Week Enum Container",
        "cec": "Currencies Enum Container",
        "cre": "Currency Enum",
        "lnc": "Languages Enum Container",
        "lge": "Language Enum",
        "rec": "Regions Enum Container",
        "rge": "Region Enum",
        "blc": "Bool Format Enum Container",
        "cuc": "Currency Format Enum Container",
        "dac": "Date Format Enum Container",
        "nuc": "Number Format Enum Container",
        "phc": "Phone Number Format Enum Container",
        "stc": "String Format Enum Container",
        "tic": "Time Format Enum Container",
        "tpc": "Time Part Enum Container",
        "lcc": "Language Case Enum Container",
        "lgc": "Language Gender Enum Container",
        "lqc": "Language Quantity Enum Container",
        "unk": "Unknown",
        "bof": "Bool Format Enum",
        "cuf": "Currency Format Enum",
        "daf": "Date Format Enum",
        "dtf": "DateTime Format Enum",
        "nuf": "Number Format Enum",
        "phf": "Phone Number Format Enum",
        "stf": "String Format Enum",
        "tif": "Time Format Enum",
        "tpf": "Time Part Enum",
        "lne": "Language Context Enum",
        "cpx_email": "Email",
        "cpx_email_address": "EmailAddress",
        "cpx_email_attachment": "EmailAttachment",
        "cpx_short_message": "ShortMessage",
        "cpx_external_contact": "ExternalContact",
        "cpx_external_organization": "ExternalOrganization",
        "cpx_external_address": "ExternalAddress",
        "cpx_external_facebook_id": "ExternalFacebookId",
        "cpx_external_facebook_info": "ExternalFacebookInfo",
        "cpx_external_line_id": "ExternalLineId",
        "cpx_external_line_info": "ExternalLineInfo",
        "cpx_external_phone_number": "ExternalPhoneNumber",
        "cpx_external_twitter_info": "ExternalTwitterInfo",
    }
)

_ENUMS = (
    "bof cuf daf dtf nuf phf stf tif tpf lne blc cuc dac nuc phc stc tic tpc lcc lgc lqc cte cre lge rge sde "
    "cec dlc lnc rec sec ctc"
)
ENUMS: frozenset[str] = frozenset(_ENUMS.split())
"""Codes of the enumerations and their containers, which no parameter of type Any takes (Architect)."""
WITHOUT_COLLECTION: frozenset[str] = ENUMS | {"aud", "com", "nts", "dwc", "cnl", "cam", "con"}
"""Codes of the types that have no collections (Architect)."""

BOOLEAN = Type("bln")
INTEGER = Type("int")
DECIMAL = Type("dec")
STRING = Type("str")
CURRENCY = Type("cur")
DATETIME = Type("dtm")
DURATION = Type("dur")
PHONE_NUMBER = Type("phn")
USER = Type("usr")
QUEUE = Type("que")
GROUP = Type("grp")
SKILL = Type("skl")
LANGUAGE_SKILL = Type("lac")
WRAPUP_CODE = Type("wrc")
PROMPT = Type("pmt")
AUDIO = Type("aud")
COMMUNICATION = Type("com")
JSON = Type("jsn")
NOT_SET = Type("nts")
ANY = Type("any")
UNKNOWN = Type("unk")

_ALIASES = {
    "skill": "skl",
    "acdskill": "skl",
    "languageskill": "lac",
    "wrapupcode": "wrc",
    "schedulegroup": "scg",
    "emergencygroup": "emg",
    "externalcontact": "cpx_external_contact",
    "bool": "bln",
}
_BY_NAME = {name.replace(" ", "").lower(): code for code, name in _NAMES.items()} | _ALIASES


def type_named(name: str) -> Type | None:
    """The type called `name` in any spelling that files use, None for a stranger.

    Accepted: `Integer`, `int`, `IntegerCollection`, `Integer Collection`, `integerCollection`, `int_coll`, `Integer[]`.
    """
    plain = name.replace(" ", "").lower()
    collection = False
    for suffix in ("_coll", "collection", "[]"):
        if plain.endswith(suffix):
            plain, collection = plain.removesuffix(suffix), True
            break
    if plain in _NAMES or plain.startswith("cpx_"):
        return Type(plain, collection)
    code = _BY_NAME.get(plain)
    return Type(code, collection) if code else None
