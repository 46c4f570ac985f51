"""Functions and operators whose work is a line of Python: the line stands in the generated code instead of a call.

A template is Python text of ours, found by the function and the types of its arguments: `right str int`. `a`, `b`, `c`
are the arguments (none of them NOT_SET where the parameter refuses it), `r` is a name for what is in between, `call`
is the call of the implementation: what is not the usual case is left to it, so a template has no errors of its own.
What a template gives is what the implementation gives; a test compares them on every edge value.
"""

from __future__ import annotations

from collections.abc import Mapping

from callflows.expressions.limits import BLANKS, MAX_TEXT, bounded_text
from callflows.expressions.numbers import CONTEXT, MAX_INTEGER, bounded, tidy
from callflows.expressions.values import Currency, Duration, Entity, PhoneNumber

HELPERS: Mapping[str, object] = {
    "LOW": -MAX_INTEGER,
    "HIGH": MAX_INTEGER,
    "BLANKS": BLANKS,
    "CONTEXT": CONTEXT,
    "MAX_TEXT": MAX_TEXT,
    "Currency": Currency,
    "Duration": Duration,
    "Entity": Entity,
    "PhoneNumber": PhoneNumber,
    "add": CONTEXT.add,
    "subtract": CONTEXT.subtract,
    "multiply": CONTEXT.multiply,
    "divide": CONTEXT.divide,
    "bounded": bounded,
    "bounded_text": bounded_text,
    "int": int,
    "len": len,
    "str": str,
    "tidy": tidy,
    "tuple": tuple,
}
_NUMBERS = ("int int", "int dec", "dec int", "dec dec")
_DECIMALS = _NUMBERS[1:]
_PLAIN = ("str", "int", "dec", "bln", "dtm", "dur", "cur")
_ENTITIES = ("usr", "que", "grp", "skl", "lac", "wrc", "scg", "emg", "pmt")
_SCALARS = (*_PLAIN, *_ENTITIES, "phn", "jsn")
_TIDY = "r.normalize(CONTEXT) if (r := {0}(a, b)).adjusted() <= 39 else tidy(r)"
_INTEGER = "r if LOW <= (r := {0}) <= HIGH else bounded(r)"
_AMOUNTS = "a.code == b.code and a.amount is not None and b.amount is not None"


def _arithmetic() -> dict[str, str]:
    found = {f"{sign} int int": _INTEGER.format(f"a {sign} b") for sign in ("+", "-", "*", "&", "|")}
    for sign, compute in (("+", "add"), ("-", "subtract"), ("*", "multiply")):
        found |= {f"{sign} {pair}": _TIDY.format(compute) for pair in _DECIMALS}
    found |= {f"/ {pair}": f"({_TIDY.format('divide')}) if b else call" for pair in _NUMBERS}
    for sign, compute in (("+", "add"), ("-", "subtract")):
        found[f"{sign} cur cur"] = (
            f"Currency(r.normalize(CONTEXT), a.code) "
            f"if {_AMOUNTS} and (r := {compute}(a.amount, b.amount)).adjusted() <= 39 else call"
        )
    for code in ("int", "dec"):
        found[f"* cur {code}"] = (
            "Currency(r.normalize(CONTEXT), a.code) "
            "if a.amount is not None and (r := multiply(a.amount, b)).adjusted() <= 39 else call"
        )
    return found | {
        "% int int": "a % b if a >= 0 and b > 0 else call",
        "+ dur dur": "Duration(r) if LOW <= (r := a.ms + b.ms) <= HIGH else call",
        "- dur dur": "Duration(r) if LOW <= (r := a.ms - b.ms) <= HIGH else call",
        "+ str str": "r if len(r := a + b) <= MAX_TEXT else bounded_text(r)",
        "- int": "-a",
        "~ int": _INTEGER.format("~a"),
        "! bln": "not a",
    }


def _comparisons() -> dict[str, str]:
    found: dict[str, str] = {}
    for sign in ("<", "<=", ">", ">="):
        found |= {f"{sign} {pair}": f"a {sign} b" for pair in (*_NUMBERS, "dtm dtm")}
        found[f"{sign} dur dur"] = f"a.ms {sign} b.ms"
        found[f"{sign} cur cur"] = f"a.amount {sign} b.amount if {_AMOUNTS} else call"
    for pair in (*(f"{code} {code}" for code in _PLAIN), "int dec", "dec int"):
        found |= {f"== {pair}": "a == b", f"!= {pair}": "a != b"}
    found |= {f"areequal {code} {code}": "a == b" for code in _PLAIN}
    for code in _SCALARS:
        found |= {f"== {code} nts": "a is None", f"!= {code} nts": "a is not None"}
        found |= {f"== nts {code}": "b is None", f"!= nts {code}": "b is not None"}
        found[f"isset {code}"] = "a is not None"
    return found


def _untyped() -> dict[str, str]:
    """Operands whose type only their values tell, in the usual cases: both are of one class. What is not is left to
    the call, which finds the overload."""
    found = {
        "== unk nts": "a is None if a is None or a.__class__ is str else call",
        "!= unk nts": "a is not None if a is None or a.__class__ is str else call",
        "tostring unk": "a if a.__class__ is str else call",
    }
    for code in _PLAIN:
        for pair in (f"unk {code}", f"{code} unk"):
            found[f"== {pair}"] = "a == b if a.__class__ is b.__class__ else call"
            found[f"!= {pair}"] = "a != b if a.__class__ is b.__class__ else call"
    for pair in ("unk int", "int unk", "unk unk"):
        whole = "a.__class__ is int and b.__class__ is int"
        found |= {f"{sign} {pair}": f"a {sign} b if {whole} else call" for sign in ("<", "<=", ">", ">=")}
        for sign in ("+", "-", "*"):
            found[f"{sign} {pair}"] = f"r if {whole} and LOW <= (r := a {sign} b) <= HIGH else call"
    return found


def _casts() -> dict[str, str]:
    own = ("ToBool bln", "ToInt int", "ToDecimal dec", "ToString str", "ToCurrency cur", "ToDateTime dtm")
    more = ("ToDuration dur", "ToPhoneNumber phn", "ToQueue que", "ToUser usr", "ToSkill skl", "ToGroup grp")
    return {
        **{key.lower(): "a" for key in (*own, *more)},
        "tostring int": "None if a is None else str(a)",
        "tostring bln": 'None if a is None else "true" if a else "false"',
        "toint bln": "None if a is None else 1 if a else 0",
        "toint dur": "None if a is None else a.ms",
    }


TEMPLATES: Mapping[str, str] = {
    **_arithmetic(),
    **_comparisons(),
    **_untyped(),
    **_casts(),
    "joined": "r if len(r := a) <= MAX_TEXT else bounded_text(r)",
    "left str int": 'a[:b] if b > 0 else ""',
    "right str int": 'a[-b:] if b > 0 else ""',
    "substring str int int": "a[b : b + c] if b >= 0 and c >= 0 else call",
    "length str": "len(a)",
    "lower str": "a.lower()",
    "upper str": "a.upper()",
    "trim str": "a.strip(BLANKS)",
    "ltrim str": "a.lstrip(BLANKS)",
    "rtrim str": "a.rstrip(BLANKS)",
    "reverse str": "a[::-1]",
    "contains str str": "b in a",
    "findstring str str": "a.find(b)",
    "isnotsetorempty str": "not a",
    **{f"isnotsetorempty {code}": "a is None" for code in ("int", "dec", "bln", "dtm", "dur", "que", "usr")},
    **{f"count {code}_coll": "len(a)" for code in _SCALARS},
    **{f"isnotsetorempty {code}_coll": "not a" for code in _SCALARS},
    **{f"findfirst {code}_coll {code}": "a.index(b) if b in a else -1" for code in _PLAIN},
    "datetimediff dtm dtm": (
        "Duration((r.days * 86400 + r.seconds) * 1000) if not (r := a - b).microseconds else call"
    ),
    "year dtm": "a.year",
    "month dtm": "a.month",
    "day dtm": "a.day",
    "hour dtm": "a.hour",
    "minute dtm": "a.minute",
    "second dtm": "a.second",
    "dayofweek dtm": "a.isoweekday() % 7 + 1",
    "getat any_coll int": "a[b] if b >= 0 and b < len(a) else call",
    "[] any_coll int": "a[b] if a.__class__ is tuple and b.__class__ is int and b >= 0 and b < len(a) else call",
    **{
        f".{name} {code}": f"a.{name} if a.__class__ is Entity else call"
        for code in _ENTITIES
        for name in ("id", "name")
    },
    ".username usr": 'a.username or a.name if a.__class__ is Entity and a.kind == "user" else call',
    ".amount cur": "a.amount if a.__class__ is Currency else call",
    ".code cur": "a.code if a.__class__ is Currency else call",
    ".e164 phn": "a.e164 or None if a.__class__ is PhoneNumber else call",
}
"""By the function's name in lower case and the codes of the arguments' types; `.name` is a property, `[]` an index."""

MAY_GIVE_NOT_SET = frozenset(key for key in TEMPLATES if key[0] in ".[" or key.startswith("getat ")) | {"tostring unk"}
"""Templates whose value may be NOT_SET although no branch of them says so."""
