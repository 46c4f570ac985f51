"""Hypothesis strategies for the whole language: well-typed and ill-typed, at the limits, and damaged."""

# ruff: noqa: E501 - tables of snippets, as many a line as fit

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hypothesis import strategies as st

from callflows.expressions import builtin_names
from callflows.expressions.functions import FUNCTIONS
from callflows.expressions.operators import BINARY, UNARY
from callflows.expressions.signatures import Overload, Parameter
from tests.expressions.differences import NEWER
from tests.expressions.oracle import Question

Text = st.SearchStrategy[str]

FLOW_TYPES = (
    "inboundcall", "inqueuecall", "outboundcall", "securecall", "inboundemail", "inboundshortmessage", "surveyinvite",
)  # fmt: skip
_NEEDED = (*[None] * 15, "bln", "int", "dec", "str", "cur", "dtm", "dur", "phn", "que", "usr", "skl", "aud")
_NEEDED_LISTS = ("str_coll", "int_coll", "que_coll", "dec_coll", "cur_coll", "bln_coll")
VARIABLES: Mapping[str, str] = {
    "Flow.b": "bln", "Flow.i": "int", "Flow.d": "dec", "Flow.s": "str", "Flow.c": "cur", "Flow.t": "dtm",
    "Flow.l": "dur", "Flow.p": "phn", "Flow.u": "usr", "Flow.q": "que", "Flow.k": "skl", "Flow.g": "grp",
    "Flow.w": "wrc", "Flow.a": "lac", "Flow.m": "pmt",
    "Flow.bs": "bln_coll", "Flow.ds": "dec_coll", "Flow.is": "int_coll", "Flow.ss": "str_coll", "Flow.cs": "cur_coll",
    "Flow.ls": "dur_coll", "Flow.ts": "dtm_coll", "Flow.qs": "que_coll", "Flow.us": "usr_coll", "Flow.ps": "phn_coll",
}  # fmt: skip
_CALLS = ("inboundcall", "inqueuecall", "outboundcall", "securecall")
_CALL_ONLY = frozenset({"wrc", "grp", "pmt", "phn", "lac"})
_LITERALS: Mapping[str, Sequence[str]] = {
    "bln": ("true", "false", "Flow.b", "Flow.IsTest", "1 == 1", "ToBool(NOT_SET)"),
    "int": (
        "0", "1", "2", "7", "13", "29", "53", "-1", "-3", "999999999999999", "-999999999999999", "Flow.i", "System.MaxInt", "007",
        "System.DateTime.dayOfWeek.monday", "Length(Flow.s)", "1000000000000000", "Flow.is[0]", "- 5", "- 0", "2018", "1799", "2201", "10000", "10001",
    ),
    "dec": ("0.0", "1.5", "-0.5", ".5", "1.", "Flow.d", "1 / 2", "0.1234567890123456789012345678901234567890", "0.12345678901234567890123456789012345678901",
            "99999999999999999999.0", "Flow.ds[1]", "Flow.c.amount"),
    "str": (
        '""', '"a"', '"Hello\\n\\"x\\""', '"USD"', '"usd"', '"XXX"', '"en-US"', '"en-us"', '"xx-XX"', '"1"', '"+1"', '"tel:+13178723000"', "Flow.s", "Call.Ani",
        'Flow.ss[0]', "Flow.q.name", "Flow.p.e164", "ToString(Flow.i)", '"5|USD"', "System.Currencies.USD.code",
        "System.Languages.enUS.tag", "System.Regions.US.dialingCode", '"44"', '"99999"', "System.Conversation.Types.email",
    ),
    "cur": ("Flow.c", 'MakeCurrency(5, "USD")', "Flow.cs[0]", 'ToCurrency("5|USD")'),
    "dtm": ("Flow.t", "MakeDateTime(2019,1,1)", "GetCurrentDateTimeUtc()", "Flow.StartDateTimeUtc", "System.MinDateTime"),
    "dur": ("Flow.l", "MakeDuration(0,1,0,0)", 'ToDuration("PT1S")', "System.MaxDuration"),
    "phn": ("Flow.p", 'ToPhoneNumber("+13178723000")'),
    "usr": ("Flow.u", "Flow.us[0]", "FindUser(Flow.s)"),
    "que": ("Flow.q", "Flow.qs[Flow.i]", 'FindQueue("x")', "Call.CurrentQueue"),
    "skl": ("Flow.k", 'FindSkill("x")'),
    "grp": ("Flow.g",),
    "wrc": ("Flow.w", "Flow.WrapupCode"),
    "lac": ("Flow.a", "Email.LanguageSkill"),
    "pmt": ("Flow.m", "Prompt.hello", "PromptSystem.silence", "Flow.HoldPrompt"),
    "aud": ('ToAudioTTS("x")', "ToAudio(Prompt.hello)", "ToAudioBlank(100)", "ToAudioNumber(Flow.i)"),
    "nts": ("NOT_SET",),
    "bof": ("Format.Bool.playYesNo",),
    "cuf": ("Format.Currency.asMinorUnits", "Format.Currency.majorUnitsOnly", "Format.Currency.playDigits"),
    "daf": ("Format.Date.longYear", "Format.Date.dayOnly"),
    "nuf": ("Format.Number.playDigits",),
    "phf": ("Format.PhoneNumber.global", "Format.PhoneNumber.local"),
    "stf": ("Format.String.playChars",),
    "tif": ("Format.Time.twelveHours",),
    "tpf": ("Format.TimePart.minutes", "Format.TimePart.days"),
    "lne": ("Language.Gender.masculine", "Language.Gender.feminine", "Language.Case.dative", "Language.Quantity.plural"),
    "cpx_email": ("Email.Message",),
    "cpx_email_address": ("Email.Message.from", "Email.Message.to[0]", 'MakeEmailAddress("a@b.c")'),
    "cpx_external_contact": ("Survey.CustomerContact",),
    "cpx_external_organization": ("Survey.CustomerOrganization",),
    "cpx_short_message": ("Message.Message",),
}  # fmt: skip
_LISTS: Mapping[str, Sequence[str]] = {
    "bln": ("Flow.bs", "MakeList(true)"),
    "int": ("Flow.is", "MakeList(1, 2)", "MakeEmptyList(1)", "Find(Flow.is, 1)"),
    "dec": ("Flow.ds", "MakeList(1.5)"),
    "str": ("Flow.ss", 'Split("a,b", ",")', "GetSupportedLanguages()"),
    "cur": ("Flow.cs", 'MakeListCurrency(Flow.ds, "USD")'),
    "dur": ("Flow.ls",),
    "dtm": ("Flow.ts",),
    "que": ("Flow.qs",),
    "usr": ("Flow.us",),
    "phn": ("Flow.ps",),
    "cpx_email_address": ("Email.Message.to",),
}
_STRANGE = (
    "Flow.nothing", "x", "Length", "True", "null", "Call.Foo", "Foo.Bar", "Frobnicate(1)", "System.Foo", "Format.Bool", "Language.Gender", "Format",
    "System.DateTime", "System.DateTime.dayOfWeek", "System.Currencies", "System.Currencies.USD", "System.Currencies.ZZZ.code", "System.Languages.enUS",
    "System.Conversation.Types.email", "System.Survey.Dispositions.optOut", "System.Regions.DE.countryCode", "Interaction.Language", "Flow.Contact",
    "Flow.i.x", "Flow.c.foo", "Flow.ss.x", 'Flow.c["code"]', "Flow.q[0]", 'Flow.c[Flow.s]', "Flow.is[true]", "Flow.is[-1]", "Flow.is[NOT_SET]",
    "Call.Contact", "Call.UUIData", "Call.Campaign", "Flow.InvocationData", "Message.IsNewConversation", "Prompt.MissingOne", "Prompt", "Flow", "Call",
    'Flow."s"', "flow.S", "CALL.ANI", "Flow .i", "Task.x", "State.x", "Flow.$lastInput", "Flow.m.duration", "Flow.p.isGlobal", "Flow.u.username",
    "Email.Message.attachments[0].contentLength", "Email.Message.subject", "Message.Message.body", "Survey.CustomerContact.workPhone.e164",
    "Survey.CustomerOrganization.employeeCount", "Survey.Url", "Flow.s.Length", "Flow.Version", "Flow.Id", "Flow.Name", "Call.ExternalTag", "Menu.x", "Slot.x", "Common.x", "Session.x",
)  # fmt: skip
_TYPES = sorted(set(_LITERALS))


_OVERLOADS = tuple(
    (entry.name, overload)
    for table in (FUNCTIONS, BINARY, UNARY)
    for entry in table.values()
    for overload in entry.overloads
    if entry.name.lower() not in NEWER
)
_GENERIC = frozenset({"any", "say"})
_GIVING: Mapping[str, Sequence[tuple[str, Overload]]] = {
    code: [pair for pair in _OVERLOADS if pair[1].returns.code == code or (pair[1].returns.code in _GENERIC)]
    for code in _TYPES
}
_DEPTH = 3


@st.composite
def _value(draw: st.DrawFn, code: str, collection: bool, depth: int) -> str:
    """A value of a type: a leaf, or a call or operation that gives it; now and then one of another type."""
    if code in _GENERIC:
        code = draw(st.sampled_from(_TYPES))
    if code == "apa":
        code = draw(st.sampled_from(("aud", "pmt")))
    luck = draw(st.integers(0, 39))
    if luck == 0:
        return draw(st.sampled_from(_STRANGE))
    if luck == 1:
        return "NOT_SET"
    if luck == 2:
        code = draw(st.sampled_from(_TYPES))
    giving = [pair for pair in _GIVING.get(code, ()) if pair[1].returns.collection == collection]
    if depth and giving and luck % 2:
        name, overload = draw(st.sampled_from(giving))
        return draw(_applied(name, overload, depth - 1, code))
    if depth and luck == 4:
        condition = draw(_value("bln", collection=False, depth=depth - 1))
        one, other = (draw(_value(code, collection=collection, depth=depth - 1)) for _ in range(2))
        return draw(st.sampled_from(("{} ? {} : {}", "({} ? {} : {})", "If({}, {}, {})"))).format(condition, one, other)
    return draw(st.sampled_from((_LISTS if collection else _LITERALS).get(code, ("NOT_SET",))))


@st.composite
def _applied(draw: st.DrawFn, name: str, overload: Overload, depth: int, code: str) -> str:
    """A call by one overload; now and then with one argument too many or too few. `code` stands for Any."""
    parameters = list(overload.parameters)
    if parameters and parameters[-1].repeat:
        parameters += [parameters[-1]] * draw(st.integers(0, 2))
    odd = draw(st.integers(0, 29))
    if odd == 0 and parameters:
        parameters.pop()
    elif odd == 1 and parameters:
        parameters.append(parameters[-1])
    arguments = [
        draw(_value(code if p.type.code in _GENERIC else p.type.code, collection=p.type.collection, depth=depth))
        for p in parameters
    ]
    if name not in BINARY and name not in UNARY:
        return draw(st.sampled_from(("{}({})", "{} ({})"))).format(
            name, draw(st.sampled_from((", ", ","))).join(arguments)
        )
    if len(arguments) == 2:
        return draw(st.sampled_from(("{} {} {}", "({} {} {})", "({}) {} ({})"))).format(
            arguments[0], name, arguments[1]
        )
    return draw(st.sampled_from(("{}{}", "{}({})"))).format(name, "".join(arguments))


_MEMBERS = st.sampled_from((".name", ".code", ".id", '."e164"', '["amount"]', "[0]", "[Flow.i]", "[NOT_SET]"))
_TYPED = st.tuples(st.sampled_from(_TYPES), st.integers(0, 5), st.integers(0, _DEPTH)).flatmap(
    lambda drawn: _value(drawn[0], collection=drawn[1] == 0, depth=drawn[2])
)
_NAMES = st.sampled_from(FLOW_TYPES).flatmap(lambda flow: st.sampled_from(sorted(builtin_names(flow).values())))
_ANY_NAME = st.sampled_from([entry.name for entry in FUNCTIONS.values()])


def _grow(inner: Text) -> Text:
    """Whatever can be written, whether it means something or not."""
    operators = st.sampled_from([f" {name} " for name in BINARY])
    calls = st.tuples(_ANY_NAME, st.lists(inner, max_size=4)).map(lambda call: f"{call[0]}({', '.join(call[1])})")
    return st.one_of(
        st.tuples(inner, operators, inner).map("".join),
        st.tuples(st.just("("), inner, operators, inner, st.just(")")).map("".join),
        st.tuples(st.sampled_from(["-", "!", "~", "- "]), inner).map("".join),
        st.tuples(inner, inner, inner).map(lambda three: "{} ? {} : {}".format(*three)),
        st.tuples(inner, _MEMBERS).map("".join),
        calls,
    )


_ANYTHING = st.recursive(st.one_of(_TYPED, _NAMES, st.sampled_from(_STRANGE)), _grow, max_leaves=4)
WHOLE = st.one_of(_TYPED, _TYPED, _TYPED, _ANYTHING)


def every_argument() -> Iterator[str]:
    """Every overload with well-typed arguments, but for one, which is each of the snippets in turn."""
    others = [texts[0] for table in (_LITERALS, _LISTS) for texts in table.values()]
    for name, overload in _OVERLOADS:
        plain = [_plain(parameter) for parameter in overload.parameters]
        if not plain:
            yield f"{name}()"
        for index, parameter in enumerate(overload.parameters):
            table = _LISTS if parameter.type.collection else _LITERALS
            for snippet in (*table.get(parameter.type.code, ()), *others):
                yield _call(name, [*plain[:index], snippet, *plain[index + 1 :]])


def _plain(parameter: Parameter) -> str:
    code = {"any": "int", "say": "int", "apa": "pmt"}.get(parameter.type.code, parameter.type.code)
    return (_LISTS if parameter.type.collection else _LITERALS).get(code, ("NOT_SET",))[-1]


def _call(name: str, arguments: Sequence[str]) -> str:
    if name not in BINARY and name not in UNARY:
        return f"{name}({', '.join(arguments)})"
    return f"({arguments[0]}) {name} ({arguments[1]})" if len(arguments) > 1 else f"{name}({arguments[0]})"


_PIECES = (
    "(", ")", "[", "]", ",", ".", '"', "'", "?", ":", "&&", "||", "=", "==", "!", "~", "-", "--", "+", "not ", " and ", " or ", "_", "#", "@", "\\",
    "\\q", "{{x}}", " ", "\n", "\t", "\u00a0", "//", "1", "1.5", "x", '"a"', ".x", ". x", '."y"', "$", "e5", ";", "%", "^", "<>", "é", "NOT_SET", "true",
)  # fmt: skip


@st.composite
def _damaged(draw: st.DrawFn) -> str:
    """An expression with characters cut out, doubled or put in."""
    text = draw(WHOLE)
    for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3)))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 4)))
        text = text[:start] + draw(st.sampled_from(("", *_PIECES))) + text[end:]
    return text


DAMAGED = st.one_of(_damaged(), _damaged(), _damaged(), st.lists(st.sampled_from(_PIECES), max_size=8).map("".join))


def declared(flow_type: str) -> tuple[tuple[str, str], ...]:
    """The variables of every question, as far as flows of this type may have them."""
    return tuple(
        (name, code)
        for name, code in VARIABLES.items()
        if flow_type in _CALLS or code.removesuffix("_coll") not in _CALL_ONLY
    )


@st.composite
def questions(draw: st.DrawFn, texts: Text) -> Question:
    """An expression in a flow, with the type that the setting needs."""
    flow_type = draw(st.sampled_from((*["inboundcall"] * 10, *FLOW_TYPES)))
    needed = draw(st.sampled_from((*_NEEDED, *_NEEDED_LISTS)))
    if needed == "aud" and flow_type not in _CALLS:
        needed = None
    return Question(draw(texts), flow_type, needed, declared(flow_type))
