"""Settings of the model to sources of values and sounds."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from callflows import expressions
from callflows.engine.audio import speech
from callflows.engine.names import Names, new_slot
from callflows.engine.sources import (
    NOT_SET,
    SILENT,
    Broken,
    ByLanguage,
    Constant,
    Evaluated,
    Fixed,
    Listed,
    Named,
    PromptSound,
    Read,
    Sound,
    Source,
    Spoken,
)
from callflows.engine.units import Declared, Unit
from callflows.expressions import (
    Currency,
    Duration,
    Entity,
    Type,
    Value,
    from_literal,
    parsed,
    references_of,
    type_named,
    types,
)
from callflows.expressions import Variable as VariableAst
from callflows.model import Audio, Expression, Group, Items, Literal, Node, Output, Variable
from callflows.model.data_types import UNITS

_KINDS = {
    "que": "queue",
    "usr": "user",
    "skl": "skill",
    "lac": "languageSkill",
    "grp": "group",
    "pmt": "userPrompt",
    "sch": "schedule",
    "scg": "scheduleGroup",
    "emg": "emergencyGroup",
    "wrc": "wrapupCode",
}


def source_of(node: Node, wanted: Type | None, names: Names) -> Source:
    """The source of a setting's value; `wanted` is the type that the setting needs."""
    if isinstance(node, Expression):
        return expression(node.text, wanted, names, node)
    if isinstance(node, Literal):
        return _literal(node.value, wanted, names)
    if isinstance(node, str | int | Decimal | Group):
        return _literal(node, wanted, names)
    return NOT_SET


def expression(text: str, wanted: Type | None, names: Names, setting: Node) -> Source:
    """The source of the expression of a setting. One that does not parse is an error only when it is reached."""
    tree = parsed(text)
    if tree.ast is None:
        return Broken("expression-syntax", text, "; ".join(each.message for each in tree.diagnostics))
    for reference in references_of(tree.ast):
        names.mention(reference.name)
    if isinstance(tree.ast, VariableAst) and tree.ast.key in names.slots:
        known = names.types[tree.ast.key]
        if wanted is None or (wanted == known and known != types.UNKNOWN):
            return Read(names.slots[tree.ast.key], text)
    marks = names.marks(setting, tree.ast)
    return Evaluated(text, expressions.compile(tree.ast, names.types, names.slots, expected=wanted, branches=marks))


def sound_of(node: Node, names: Names) -> Sound:
    """What an audio setting plays."""
    if isinstance(node, Audio):
        default = _one_sound(node, names)
        if not node.alternates:
            return default
        return ByLanguage(default, {language.lower(): sound_of(each, names) for language, each in node.alternates})
    if isinstance(node, Expression):
        return Spoken(expression(node.text, None, names, node))
    if isinstance(node, Literal):
        if node.name is not None:
            return PromptSound(node.name if "." in node.name else f"Prompt.{node.name}")
        return Fixed((speech(str(node.value)),)) if isinstance(node.value, str) else SILENT
    return SILENT


def _one_sound(node: Audio, names: Names) -> Sound:
    if node.tts is not None:
        return Fixed((speech(node.tts),))
    if node.exp is not None:
        return Spoken(expression(node.exp, None, names, node))
    return SILENT if node.prompt is None else PromptSound(node.prompt)


def output_name(node: Node | None) -> str | None:
    """The variable's name in `{var: X}` or a bare name, None for noValue."""
    if isinstance(node, Output):
        return node.name
    return node if isinstance(node, str) else None


def _literal(value: Node, wanted: Type | None, names: Names | None = None) -> Source:
    if isinstance(value, Items):
        one = wanted.one if wanted is not None else None
        return Listed(tuple(_item(item, one, names) for item in value.items))
    if isinstance(value, Group):
        return _group(value, wanted)
    if not isinstance(value, str | int | Decimal):
        return NOT_SET
    return Constant(value) if wanted is None or wanted in (types.UNKNOWN, types.ANY) else _scalar(value, wanted)


def _scalar(value: str | int | Decimal, wanted: Type) -> Source:
    if isinstance(value, str) and wanted.code in _KINDS and not wanted.collection:
        return Named(_KINDS[wanted.code], value)
    try:
        return Constant(from_literal(wanted, value))
    except ValueError as error:
        return Broken("literal", str(value), str(error))


def _item(node: Node, wanted: Type | None, names: Names | None) -> Source:
    if isinstance(node, Literal):
        return _literal(node.value, wanted, names)
    return NOT_SET if names is None else source_of(node, wanted, names)


def _group(value: Group, wanted: Type | None) -> Source:
    """`{name: X}`, `{seconds: 5}`, `{year: …, month: …}`, `{amount: 5, code: USD}`."""
    name = value.get("name")
    if isinstance(name, str):
        kind = _KINDS.get(wanted.code) if wanted else None
        return Constant(name) if kind is None else Named(kind, name)
    if value.get("year") is not None:
        return _moment(value)
    if value.entries and all(key in UNITS and isinstance(n, int) for key, n in value.entries):
        return Constant(Duration(sum(n * UNITS[key] for key, n in value.entries if isinstance(n, int))))
    amount, code = value.get("amount"), value.get("code")
    if isinstance(amount, int | Decimal) and isinstance(code, str):
        return Constant(Currency(Decimal(amount), code))
    keys = ", ".join(key for key, _ in value.entries)
    return Broken("literal", keys, f"callflows reads no literal of {keys or 'nothing'}")


def _moment(value: Group) -> Source:
    found = [value.get(key) for key in ("year", "month", "day", "hour", "minute", "second")]
    parts = [part if isinstance(part, int) else 0 for part in found]
    try:
        return Constant(datetime(*parts, tzinfo=UTC))  # type: ignore[misc, arg-type]
    except ValueError as error:
        return Broken("literal", "-".join(map(str, parts)), f"this is not a date-time: {error}")


def declare(unit: Unit, variable: Variable) -> Declared:
    """Give a declared variable its slot, with its initial value; NOT_SET where that is none of its type."""
    known = type_named(variable.type) or types.UNKNOWN
    try:
        initial, fault = initial_value(variable.initial, known), ""
    except ValueError as error:
        initial, fault = None, str(error)
    return Declared(
        name=variable.name,
        slot=new_slot(unit, initial),
        fault=fault,
        type=known,
        is_input=bool(variable.is_input),
        is_output=bool(variable.is_output),
    )


def initial_value(node: Node, type: Type) -> Value:
    """The value with which a variable begins: a literal, else NOT_SET. Raises ValueError for a literal that does not
    fit the type, and for an expression (no published flow has one here)."""
    if isinstance(node, Expression):
        raise ValueError("callflows evaluates no expression as an initial value")
    if not isinstance(node, Literal):
        return None
    source = _literal(node.value, type)
    if isinstance(source, Broken):
        raise ValueError(source.message)
    return _known(source)


def _known(source: Source) -> Value:
    if isinstance(source, Constant):
        return source.constant
    if isinstance(source, Named):
        return Entity(source.kind, "", source.name)
    return tuple(_known(item) for item in source.items) if isinstance(source, Listed) else None
