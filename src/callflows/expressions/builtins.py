"""Built-in names: constants such as `System.MaxInt`, and the read-only variables of each flow type."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec
import phonenumbers

from callflows.expressions import types
from callflows.expressions.convert import EARLIEST, LATEST, MAX_MS
from callflows.expressions.currencies import MONEY
from callflows.expressions.numbers import MAX_INTEGER
from callflows.expressions.types import Type, type_named
from callflows.expressions.values import Choice, Duration, Value


class Constant(msgspec.Struct, frozen=True):
    """A built-in value with its type. A container of values has itself as a Choice."""

    type: Type
    value: Value


_ENUMS = {
    "Format.Bool": ("blc", "bof", "playYesNo"),
    "Format.Currency": ("cuc", "cuf", "asMinorUnits majorUnitsOnly minorUnitsOnly playDigits"),
    "Format.Date": (
        "dac",
        "daf",
        "longYear shortYear shortMonthAndDay dayOfWeekOnly dayOnly monthOnly shortYearOnly longYearOnly",
    ),
    "Format.Number": ("nuc", "nuf", "playDigits"),
    "Format.PhoneNumber": ("phc", "phf", "global local"),
    "Format.String": ("stc", "stf", "playChars"),
    "Format.Time": ("tic", "tif", "twentyFourHours twelveHours"),
    "Format.TimePart": ("tpc", "tpf", "days hours minutes seconds"),
    "Language.Case": ("lcc", "lne", "article accusative dative genitive nominative"),
    "Language.Gender": ("lgc", "lne", "common feminine masculine neuter"),
    "Language.Quantity": ("lqc", "lne", "plural singular"),
}
_CONTAINERS = {
    "System.Survey": "sec",
    "System.Survey.Dispositions": "sde",
    "System.Conversation": "ctc",
    "System.Conversation.Types": "cte",
    "System.DateTime": "dlc",
    "System.DateTime.dayOfWeek": "dwc",
    "System.Currencies": "cec",
    "System.Languages": "lnc",
    "System.Regions": "rec",
}
_DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_CONVERSATIONS = [
    "call",
    "callback",
    "chat",
    "cobrowse",
    "email",
    "screenShare",
    "socialExpression",
    "videoComm",
    "unknown",
]
_LANGUAGE = re.compile(r"[a-z]{2,3}([a-z][a-z0-9]*)?")


def _constants() -> Mapping[str, Constant]:
    found = {
        "System.MaxInt": Constant(types.INTEGER, MAX_INTEGER),
        "System.MinInt": Constant(types.INTEGER, -MAX_INTEGER),
        "System.MaxDateTime": Constant(types.DATETIME, LATEST),
        "System.MinDateTime": Constant(types.DATETIME, EARLIEST),
        "System.MaxDuration": Constant(types.DURATION, Duration(MAX_MS)),
        "System.MinDuration": Constant(types.DURATION, Duration(-MAX_MS)),
    }
    for container, (holder, code, members) in _ENUMS.items():
        found[container] = _choice(holder, container)
        found |= {f"{container}.{member}": _choice(code, f"{container}.{member}") for member in members.split()}
    found |= {name: _choice(code, name) for name, code in _CONTAINERS.items()}
    for number, day in enumerate(_DAYS, start=1):
        found[f"System.DateTime.dayOfWeek.{day}"] = Constant(types.INTEGER, number)
    for word in _CONVERSATIONS:
        found[f"System.Conversation.Types.{word}"] = Constant(types.STRING, word)
    for word in ("error", "optOut"):
        found[f"System.Survey.Dispositions.{word}"] = Constant(types.STRING, word)
    return MappingProxyType(found)


def _choice(code: str, name: str) -> Constant:
    return Constant(Type(code), Choice(Type(code), name))


_SPELT = _constants()
_CONSTANTS = MappingProxyType({name.lower(): constant for name, constant in _SPELT.items()})


def constants() -> Mapping[str, Constant]:
    """The built-in values by name as Architect spells it, but for those made from codes (`constant` knows them)."""
    return _SPELT


def constant(name: str) -> Constant | None:
    """The built-in value with this dotted name in any case, None where there is none."""
    lower = name.lower()
    return _CONSTANTS.get(lower) or (_generated(lower) if lower.startswith("system.") else None)


def _generated(name: str) -> Constant | None:  # noqa: PLR0911 - one return a case
    """`System.Currencies.USD.code`, `System.Languages.enUS.tag`, `System.Regions.US.dialingCode` and `.countryCode`."""
    match name.split("."):
        case ["system", "currencies", code] if code.upper() in MONEY:
            return _choice("cre", f"System.Currencies.{code.upper()}")
        case ["system", "currencies", code, "code"] if code.upper() in MONEY:
            return Constant(types.STRING, code.upper())
        case ["system", "languages", tag] if _LANGUAGE.fullmatch(tag):
            return _choice("lge", f"System.Languages.{language_tag(tag).replace('-', '')}")
        case ["system", "languages", tag, "tag"] if _LANGUAGE.fullmatch(tag):
            return Constant(types.STRING, language_tag(tag))
        case ["system", "regions", region] if phonenumbers.country_code_for_region(region.upper()):
            return _choice("rge", f"System.Regions.{region.upper()}")
        case ["system", "regions", region, "countrycode"] if phonenumbers.country_code_for_region(region.upper()):
            return Constant(types.STRING, region.upper())
        case ["system", "regions", region, "dialingcode"] if phonenumbers.country_code_for_region(region.upper()):
            return Constant(types.STRING, str(phonenumbers.country_code_for_region(region.upper())))
        case _:
            return None


def language_tag(name: str) -> str:
    """`enus` → `en-US`. The language has two letters where two or four are given, else three (assumed)."""
    cut = 2 if len(name) in {2, 4} else 3
    return name[:cut] + (f"-{name[cut:].upper()}" if name[cut:] else "")


_TEXTS = (
    "Ani CalledAddress CalledAddressOriginal ConversationId CustomerExternalOrganizationId ExternalContactId "
    "ExternalTag Language RemoteName"
)
_CALL: Mapping[str, str] = {
    **dict.fromkeys((f"Call.{name}" for name in _TEXTS.split()), "str"),
    "Interaction.Id": "str",
    "Interaction.Language": "str",
}
_UUI = {"Call.UUIData": "str"}
_INQUEUE = {
    "Call.CurrentQueue": "que",
    "Call.EstimatedWaitTime": "dur",
    "Call.PositionInQueue": "int",
    "Flow.HoldPrompt": "pmt",
}
_OUTBOUND = {
    "Call.ContactId": "str",
    "Flow.WrapupCode": "wrc",
    **dict.fromkeys(("Call.Contact", "Flow.Contact"), "con"),
    **dict.fromkeys(("Call.ContactList", "Flow.ContactList"), "cnl"),
    **dict.fromkeys(("Call.Campaign", "Flow.Campaign"), "cam"),
}
_SECURE = {"Flow.InvocationData": "str"}
_EMAIL = {
    "Email.Message": "cpx_email",
    "Email.ConversationId": "str",
    "Email.Language": "str",
    "Email.LanguageSkill": "lac",
}
_MESSAGE = {
    "Message.Message": "cpx_short_message",
    "Message.ConversationId": "str",
    "Message.Language": "str",
    "Message.IsNewConversation": "bln",
}
_SURVEY = {
    **dict.fromkeys((f"Survey.{n}" for n in ("ConversationId", "ConversationType", "CustomerAddress", "Url")), "str"),
    "Survey.ConversationStartDateTimeUtc": "dtm",
    "Survey.ConversationEndDateTimeUtc": "dtm",
    "Survey.CustomerContact": "cpx_external_contact",
    "Survey.CustomerOrganization": "cpx_external_organization",
}
_EVERYWHERE = {"Flow.IsTest": "bln", "Flow.StartDateTimeUtc": "dtm", "Flow.Version": "str"}
DECLARABLE: Mapping[str, str] = {"Flow.Id": "str", "Flow.Name": "str"}
"""Built-in names that published flows also declare as variables of their own, which then come first."""
_FLOWS: Mapping[str, Sequence[Mapping[str, str]]] = {
    "inboundcall": (_CALL, _UUI),
    "inqueuecall": (_CALL, _UUI, _INQUEUE),
    "outboundcall": (_CALL, _UUI, _OUTBOUND),
    "securecall": (_CALL, _SECURE),
    "inboundemail": (_EMAIL,),
    "inboundshortmessage": (_MESSAGE,),
    "surveyinvite": (_SURVEY,),
}
_ALL = (_CALL, _UUI, _INQUEUE, _OUTBOUND, _SECURE, _EMAIL, _MESSAGE, _SURVEY)


@functools.cache
def builtin_variables(flow_type: str) -> Mapping[str, Type]:
    """The read-only variables of a flow type (in any case) by lower-case name, with their types.

    Types without a list of their own, such as `commonModule`, get those of all.
    """
    return MappingProxyType(
        {name.lower(): type_named(code) or types.UNKNOWN for name, code in _listed(flow_type).items()}
    )


@functools.cache
def builtin_names(flow_type: str) -> Mapping[str, str]:
    """The same variables: their names as Architect spells them, by lower-case name."""
    return MappingProxyType({name.lower(): name for name in _listed(flow_type)})


def _listed(flow_type: str) -> dict[str, str]:
    tables = (_EVERYWHERE, DECLARABLE, *_FLOWS.get(flow_type.lower(), _ALL))
    return {name: code for table in tables for name, code in table.items()}
