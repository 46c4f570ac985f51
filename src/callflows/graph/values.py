"""A value as the graph writes it, as Architect has it: `lit`, `exp`, `noValue`, or audio.

`${X}` alone becomes `exp: Flow.X`, text with `${X}` in it an `Append`, plain text a `lit` of the type needed.
Where the types differ the cast is written out (Architect: the editor wraps the whole expression so).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

import msgspec

from callflows.expressions import quote, type_named
from callflows.expressions.conversion import conversion
from callflows.expressions.lexer import Kind, tokens
from callflows.graph.names import Known, Names
from callflows.graph.templates import Ref, Template, parse_template
from callflows.graph.types import Plain
from callflows.model import Audio, Expression, Group, Literal, Node, NoValue

_WHOLE = re.compile(r"[+-]?\d{1,15}\Z")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)\Z")
_NAMED = frozenset({"queue", "skill", "languageSkill", "prompt", "group", "schedule", "scheduleGroup",
                    "emergencyGroup", "wrapupCode"})  # fmt: skip
_MADE = MappingProxyType({"duration": "ToDuration", "dateTime": "ToDateTime", "currency": "ToCurrency",
                          "phoneNumber": "ToPhoneNumber", "json": "JsonParse"})  # fmt: skip
_SPOKEN: Mapping[str, str] = MappingProxyType(
    {"string": "ToAudioTTS", "": "ToAudioTTS", "integer": "ToAudioNumber", "decimal": "ToAudioNumber",
     "boolean": "ToAudioBool", "currency": "ToAudioCurrency", "dateTime": "ToAudioDateTime",
     "duration": "ToAudioDuration", "phoneNumber": "ToAudioPhoneNumber", "prompt": "ToAudio"}
)  # fmt: skip


class Made(msgspec.Struct, frozen=True):
    """A value for Architect. `unknown` are names that the flow does not have, `faults` what else is wrong;
    with either, `node` is of no use."""

    node: Node = NoValue()
    unknown: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    wrong_type: str = ""

    @property
    def good(self) -> bool:
        return not (self.unknown or self.faults or self.wrong_type)


def make_value(value: Plain, needed: str, names: Names) -> Made:
    """`value` where Architect needs the type `needed` ("" = nobody knows the type: text stays text)."""
    if value is None:
        return Made()
    if not isinstance(value, str):
        return _constant(value, needed)
    template = parse_template(value)
    if (bad := _faults(template, names)) is not None:
        return bad
    if template.text is not None:
        return _constant(template.text, needed)
    text, found = _joined(template, names)
    cast = cast_to(text, found, needed)
    if cast is None:
        return Made(wrong_type=f"{value!r} is of type {found}, and {needed} is needed")
    return Made(Expression(cast))


def make_audio(text: str, names: Names) -> Made:
    """What is said: plain text as `tts`, text with variables as an audio expression."""
    template = parse_template(text)
    if (bad := _faults(template, names)) is not None:
        return bad
    if template.text is not None:
        return Made(Audio(tts=template.text))
    spoken = [_spoken(part, names) for part in template.parts]
    return Made(Expression(spoken[0] if len(spoken) == 1 else f"Append({', '.join(spoken)})"))


def make_condition(text: str, names: Names) -> Made:
    """An expression in which each `${X}` stands for the variable."""
    template = parse_template(text)
    if (bad := _faults(template, names)) is not None:
        return bad
    out = ""
    for part in template.parts:
        if isinstance(part, str):
            out += part
        elif _inside_quotes(out):
            return Made(faults=(f"${{{part.name}}} stands inside quotes, where it is only text",))
        else:
            out += _known(part, names).expression
    return Made(Expression(out))


def cast_to(text: str, found: str, needed: str) -> str | None:
    """The expression `text` of type `found` made into `needed`, None where Architect has no way."""
    if not needed or not found or found == needed:
        return text
    before, after = type_named(found), type_named(needed)
    if before is None or after is None:
        return f"ToString({text})" if needed == "string" else None
    function, refusal = conversion(before, after)
    if refusal:
        return None
    return f"{function}({text})" if function else text


def _constant(value: str | int | float | bool, needed: str) -> Made:
    scalar = _scalar(value, needed)
    if scalar is not None:
        return Made(Literal(scalar))
    text = str(value)
    if needed in _MADE and text.strip():
        return Made(Expression(f"{_MADE[needed]}({quote(text)})"))
    if needed in _NAMED and text.strip():
        return Made(Literal(Group((("name", text),))))
    return Made(wrong_type=f"{value!r} is no {needed or 'constant'}")


def _scalar(value: str | int | float | bool, needed: str) -> str | int | Decimal | bool | None:  # noqa: PLR0911
    """The constant as a scalar of the type needed, None where it is not one."""
    text = _plain(value)
    if needed == "":
        return Decimal(text) if isinstance(value, float) and _NUMBER.match(text) else _unless_float(value)
    if needed == "string":
        return value if isinstance(value, str) else text.lower()
    if needed == "boolean" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if isinstance(value, bool):
        return None
    if needed == "integer" and _WHOLE.match(text):
        return int(text)
    if needed == "decimal" and _NUMBER.match(text):
        return Decimal(text)
    return None


def _plain(value: str | int | float | bool) -> str:
    """The constant as text, numbers without an exponent."""
    if isinstance(value, float) and math.isfinite(value):
        return format(Decimal(str(value)), "f")
    return str(value).strip()


def _unless_float(value: str | int | float | bool) -> str | int | bool | None:
    return None if isinstance(value, float) else value


def _faults(template: Template, names: Names) -> Made | None:
    unknown = tuple(dict.fromkeys(n for n in template.names if names.find(n) is None))
    return Made(unknown=unknown, faults=template.faults) if unknown or template.faults else None


def _joined(template: Template, names: Names) -> tuple[str, str]:
    """(expression, its type) of text with variables: the variable itself, or an Append of strings."""
    if len(template.parts) == 1 and isinstance(only := template.parts[0], Ref):
        known = _known(only, names)
        return known.expression, known.type
    return f"Append({', '.join(_as_text(part, names) for part in template.parts)})", "string"


def _as_text(part: str | Ref, names: Names) -> str:
    if isinstance(part, str):
        return quote(part)
    known = _known(part, names)
    return known.expression if known.type == "string" else f"ToString({known.expression})"


def _spoken(part: str | Ref, names: Names) -> str:
    if isinstance(part, str):
        return f"ToAudioTTS({quote(part)})"
    known = _known(part, names)
    function = _SPOKEN.get(known.type)
    return f"{function}({known.expression})" if function else f"ToAudioTTS(ToString({known.expression}))"


def _known(ref: Ref, names: Names) -> Known:
    found = names.find(ref.name)
    if found is None:
        raise LookupError(ref.name)
    return found


def _inside_quotes(text: str) -> bool:
    """Whether a text of the language ends inside a string."""
    return any(kind == Kind.OPEN_STRING for kind, *_ in tokens(text))
