"""Architect's expression language: parse, type, evaluate, print. Knows nothing of flows.

    parsed = parse('If(Flow.tries > 2, "bye", "again")')
    compiled = compile(parsed.ast, {"flow.tries": types.INTEGER})
    compiled.evaluate(scope, environment)

Evaluation never runs user text as Python: it runs functions that are built from our own tree.
"""

from callflows.expressions import types
from callflows.expressions.ast import Ast, Binary, Call, Index, Literal, Member, Ternary, Unary, Variable
from callflows.expressions.branches import Branching, Way, branchings
from callflows.expressions.builtins import DECLARABLE, builtin_names, builtin_variables
from callflows.expressions.compiler import Compiled, as_type, compile  # noqa: A004 - the room's verb, as in `re.compile`
from callflows.expressions.environment import Environment, FunctionSource, Scope, Slots
from callflows.expressions.errors import ExpressionError
from callflows.expressions.infer import Inferred, infer
from callflows.expressions.jsonvalues import from_json, to_json
from callflows.expressions.literals import from_literal
from callflows.expressions.parser import Parsed, parse
from callflows.expressions.phone import parse_phone
from callflows.expressions.printer import to_source
from callflows.expressions.references import CallRef, VariableRef, calls_of, references_of
from callflows.expressions.remembered import parsed
from callflows.expressions.text import display, quote, to_text
from callflows.expressions.types import Type, type_named
from callflows.expressions.values import (
    Audio,
    AudioPart,
    Choice,
    Communication,
    Currency,
    Duration,
    Entity,
    Json,
    PhoneNumber,
    Record,
    Value,
    same,
    type_of,
)

__all__ = [
    "parse",
    "Parsed",
    "parsed",
    "references_of",
    "calls_of",
    "VariableRef",
    "CallRef",
    "branchings",
    "Branching",
    "Way",
    "infer",
    "Inferred",
    "builtin_variables",
    "builtin_names",
    "DECLARABLE",
    "compile",
    "Compiled",
    "as_type",
    "Scope",
    "Slots",
    "Environment",
    "FunctionSource",
    "ExpressionError",
    "to_source",
    "to_text",
    "display",
    "quote",
    "from_literal",
    "from_json",
    "to_json",
    "parse_phone",
    "type_of",
    "type_named",
    "types",
    "same",
    "Type",
    "Value",
    "Audio",
    "AudioPart",
    "Choice",
    "Communication",
    "Currency",
    "Duration",
    "Entity",
    "Json",
    "PhoneNumber",
    "Record",
    "Ast",
    "Binary",
    "Call",
    "Index",
    "Literal",
    "Member",
    "Ternary",
    "Unary",
    "Variable",
]
