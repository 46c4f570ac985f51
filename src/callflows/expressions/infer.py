"""Static types: what an expression gives, which overload each call takes, and what is wrong with it.

Unknown variables and functions have the type UNKNOWN, which fits everywhere: what cannot be known is not refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from callflows.diagnostics import Diagnostic, Severity
from callflows.expressions import types
from callflows.expressions.ast import Ast, Binary, Call, Index, Literal, Member, Ternary, Unary, Variable, dotted
from callflows.expressions.availability import has_constant, has_overload
from callflows.expressions.builtins import Constant, builtin_names, builtin_variables, constant
from callflows.expressions.conversion import conversion
from callflows.expressions.explain import habit, hint, nearest, no_overload, restriction, unavailable
from callflows.expressions.functions import FUNCTIONS
from callflows.expressions.operators import BINARY, UNARY
from callflows.expressions.properties import PROPERTIES, property_type
from callflows.expressions.signatures import Function, Overload
from callflows.expressions.syntax import span
from callflows.expressions.types import Type

BUILT_IN: Mapping[str, Type] = builtin_variables("")
_CONSTANT_SCOPES = frozenset({"system", "format", "language"})
_TYPED_ITEM = frozenset({"Find", "FindFirst"})
"""Functions whose second argument may be NOT_SET at run time, but not the bare literal (Architect)."""
_OPEN_SCOPES = frozenset({"menu", "slot", "session", "bot", "chat"})
"""Scopes whose names are made by menus, bots and chats; no list of them is known, so none of them is refused."""
_PROMPT_SCOPES = frozenset({"prompt", "promptsystem"})


class Inferred(msgspec.Struct, frozen=True):
    """The type of an expression and what is wrong with it.

    `conversion` names the function that the whole result passes through to become the expected type, empty for none.
    """

    type: Type
    diagnostics: tuple[Diagnostic, ...] = ()
    conversion: str = ""


class Choice(msgspec.Struct, frozen=True):
    """How a call or operator runs: its function, the overload (None: chosen from the values), its argument types."""

    function: Function
    overload: Overload | None
    arguments: tuple[Type, ...]


def infer(
    ast: Ast,
    variables: Mapping[str, Type] | None = None,
    *,
    text: str = "",
    expected: Type | None = None,
    strict: bool = False,
    flow_type: str = "",
) -> Inferred:
    """Types an expression.

    `variables` gives types by lower-case name (`flow.amount`), beside the built-in ones of `flow_type` (of all flow
    types where it is empty); what that flow type does not have is an error. With `strict` these are all there are and
    any other name is an error. `text` is what was parsed, for lines and columns of the diagnostics. `expected` is the
    type a setting needs: the result may pass through a cast to it, as in Architect, or a diagnostic says why it cannot.
    """
    inference = Inference(variables or {}, text, strict=strict, flow_type=flow_type)
    found = inference.visit(ast)
    name = ""
    if expected is not None and not inference.faults:
        name, refusal = conversion(found, expected)
        if refusal:
            inference.report("expression-conversion", refusal, ast)
        else:
            found = expected if expected.code != "any" else found
    return Inferred(found, tuple(inference.diagnostics), name)


class Inference:
    """One pass over a tree. `choices` and `constants` are by `id` of the node, for the compiler."""

    def __init__(
        self, variables: Mapping[str, Type], text: str = "", *, strict: bool = False, flow_type: str = ""
    ) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.choices: dict[int, Choice] = {}
        self.constants: dict[int, Constant] = {}
        self.faults = False
        self._variables = variables
        self._text = text
        self._strict = strict
        self._flow_type = flow_type
        self._built_in = builtin_variables(flow_type)
        self._outermost = True

    def visit(self, node: Ast) -> Type:  # noqa: PLR0911 - one return a case
        """The type of a node; faults go to `diagnostics` and give UNKNOWN, so one fault is reported once."""
        outermost, self._outermost = self._outermost, False
        match node:
            case Literal():
                return _literal(node)
            case Variable():
                return self._variable(node)
            case Member():
                return self._member(node)
            case Index():
                return self._index(node)
            case Unary():
                return self._apply(UNARY[node.operator], node, (node.operand,))
            case Binary():
                return self._apply(BINARY[node.operator], node, (node.left, node.right))
            case Ternary():
                return self._apply(FUNCTIONS["if"], node, (node.condition, node.then, node.otherwise))
            case Call():
                return self._call(node, outermost=outermost)

    def report(self, code: str, message: str, node: Ast, help: str = "", severity: Severity = Severity.ERROR) -> Type:
        """Notes a finding at a node; its type is then UNKNOWN."""
        place = span(self._text, node.offset, node.end)
        self.diagnostics.append(Diagnostic(code=code, severity=severity, message=message, span=place, help=help))
        self.faults = self.faults or severity is Severity.ERROR
        return types.UNKNOWN

    def _variable(self, node: Variable) -> Type:
        key, scope = node.key, node.scope.lower()
        known = self._variables.get(key) or self._built_in.get(key)
        if known is not None:
            return known
        if scope in _PROMPT_SCOPES:
            return types.PROMPT
        if scope in _CONSTANT_SCOPES:
            return self._constant(node) or self.report(
                "expression-unknown-variable", f"there is no built-in `{dotted(node)}`", node
            )
        return types.UNKNOWN if not self._strict or scope in _OPEN_SCOPES else self._stranger(node)

    def _stranger(self, node: Variable) -> Type:
        """What is said of a name that nothing has."""
        key = node.key
        if not node.scope and key in FUNCTIONS:
            message = f"`{node.name}` is a function: its brackets are missing"
            return self.report("expression-unknown-variable", message, node, "add ( )")
        if key in BUILT_IN:
            message = f"`{dotted(node)}` does not exist in flows of type {self._flow_type}"
            return self.report("expression-unavailable", message, node)
        known = [*map(_cased, self._variables), *builtin_names(self._flow_type).values()]
        close = nearest(dotted(node), known) or _habit(node)
        return self.report("expression-unknown-variable", f"there is no variable `{dotted(node)}`", node, close)

    def _constant(self, node: Variable | Member) -> Type | None:
        found = constant(dotted(node))
        if found is None:
            return None
        if not has_constant(self._flow_type, dotted(node)):
            message = f"`{dotted(node)}` does not exist in flows of type {self._flow_type}"
            return self.report("expression-unavailable", message, node)
        self.constants[id(node)] = found
        return found.type

    def _member(self, node: Member) -> Type:
        name = dotted(node)
        if name and name.partition(".")[0].lower() in _CONSTANT_SCOPES:
            found = self._constant(node)
            return found or self.report("expression-unknown-variable", f"there is no built-in `{name}`", node)
        return self._property(self.visit(node.target), node.name, node)

    def _property(self, owner: Type, name: str, node: Ast) -> Type:
        if not owner.collection and (owner in {types.UNKNOWN, types.JSON} or owner.code not in PROPERTIES):
            if owner in {types.UNKNOWN, types.JSON} or owner.code.startswith("cpx_") or owner.code == "con":
                return types.UNKNOWN
            return self.report("expression-unknown-property", f'{owner.name} has no property "{name}"', node)
        found = property_type(owner, name)
        if found is not None:
            return found
        known = [] if owner.collection else [entry[0] for entry in PROPERTIES[owner.code].values()]
        advice = f"its properties are {', '.join(known)}" if known else "pick an item first: [0]"
        message = f'{owner.name} has no property "{name}"'
        return self.report("expression-unknown-property", message, node, nearest(name, known) or advice)

    def _index(self, node: Index) -> Type:
        owner, index = self.visit(node.target), self.visit(node.index)
        if index == types.STRING and not owner.collection:
            if not isinstance(node.index, Literal):
                return self.report("expression-type", "a property name in [ ] must be a text literal", node.index)
            place = node if owner.code in types.ENUMS else node.index
            return self._property(owner, str(node.index.value), place)
        if owner in {types.UNKNOWN, types.JSON} and index in {types.UNKNOWN, types.INTEGER}:
            return types.UNKNOWN
        if owner.collection and index in {types.INTEGER, types.UNKNOWN}:
            return owner.one
        message = f"[ ] takes an Integer on a collection or a text on an object; here {index.name} on {owner.name}"
        return self.report("expression-type", message, node)

    def _call(self, node: Call, *, outermost: bool) -> Type:
        function = FUNCTIONS.get(node.name.lower())
        if function is None:
            for argument in node.arguments:
                self.visit(argument)
            message = f"`{node.name}` is a function that callflows does not know"
            close = habit(node.name) or nearest(node.name, [known.name for known in FUNCTIONS.values()])
            close = close or "a call fails here unless Genesys Cloud knows it"
            return self.report("expression-unknown-function", message, node, close, Severity.WARNING)
        if function.outermost and not outermost:
            self.report("expression-placement", f"{function.name} must be the outermost call of the expression", node)
        return self._apply(function, node, node.arguments)

    def _apply(self, function: Function, node: Ast, operands: Sequence[Ast]) -> Type:
        arguments = tuple(self.visit(operand) for operand in operands)
        candidates = function.candidates(arguments)
        certain = all(argument.code != "unk" for argument in arguments)
        chosen = candidates[0] if candidates and certain else None
        self.choices[id(node)] = Choice(function, chosen, arguments)
        if not candidates:
            return self.report("expression-type", no_overload(function, arguments), node, hint(function, arguments))
        available = [overload for overload in candidates if has_overload(self._flow_type, function, overload)]
        if not available or (chosen is not None and chosen is not available[0]):
            self._restrictions(function, candidates[:1], operands)
            return self.report("expression-unavailable", unavailable(function, arguments, self._flow_type), node)
        if chosen is None:
            self._restrictions(function, candidates, operands)
            return _common(candidates, arguments)
        return self._chosen(function, chosen, node, operands, arguments)

    def _chosen(
        self, function: Function, chosen: Overload, node: Ast, operands: Sequence[Ast], arguments: tuple[Type, ...]
    ) -> Type:
        """The type that the one overload that runs gives."""
        if chosen.retired:
            name = f"Find{function.name.removeprefix('To')}"
            return self.report("expression-type", f"{function.name} does not look up a name", node, f"use {name}")
        before = self.faults
        self._restrictions(function, (chosen,), operands)
        result = chosen.result(arguments)
        if result is not None:
            return self._settled(function, arguments, result, node)
        self.choices[id(node)] = Choice(function, None, arguments)
        if self.faults and not before:
            return types.UNKNOWN
        message = no_overload(function, arguments, together=True)
        return self.report("expression-type", message, node, hint(function, arguments))

    def _settled(self, function: Function, arguments: Sequence[Type], result: Type, node: Ast) -> Type:
        """The result's type, unless Architect refuses it for what the overload does not say."""
        if function.name in _TYPED_ITEM and arguments[1] == types.NOT_SET:
            message = f"{function.name} needs an item of type {arguments[0].one.name}, not a bare NOT_SET"
            return self.report("expression-type", message, node, "give the NOT_SET a type: ToString(NOT_SET)")
        if result.collection and result.code in types.WITHOUT_COLLECTION:
            return self.report("expression-type", f"there are no collections of {result.one.name}", node)
        return result

    def _restrictions(self, function: Function, candidates: Sequence[Overload], operands: Sequence[Ast]) -> None:
        """What every overload that may run has against a literal argument."""
        groups: set[str] = set()
        for index, operand in enumerate(operands):
            written = self._written(operand)
            faults = [restriction(candidate.parameter(index), written) for candidate in candidates]
            if all(faults):
                self.report("expression-argument", f"{function.name}: {faults[0]}", written)
            if candidates[0].parameter(index).type.code == "lne":
                group = dotted(operand).rpartition(".")[0].lower()
                if group in groups:
                    self.report("expression-argument", f"{function.name}: one value of each group at most", operand)
                groups.add(group)

    def _written(self, operand: Ast) -> Ast:
        """The operand, as a literal where it is a member of an enumeration (Architect: it stands for its value)."""
        found = self.constants.get(id(operand))
        start = operand
        while isinstance(start, Member):
            start = start.target
        if found is None or start is operand or not isinstance(found.value, (str, int)):
            return operand
        return Literal(start.offset, operand.end, found.value, str(found.value))


def _literal(node: Literal) -> Type:
    if isinstance(node.value, bool):
        return types.BOOLEAN
    if isinstance(node.value, int):
        return types.INTEGER
    if isinstance(node.value, str):
        return types.STRING
    return types.NOT_SET if node.value is None else types.DECIMAL


def _common(candidates: Sequence[Overload], arguments: Sequence[Type]) -> Type:
    """The type that all candidates give, UNKNOWN where they differ."""
    found = {candidate.result(arguments) for candidate in candidates} - {None}
    return found.pop() or types.UNKNOWN if len(found) == 1 else types.UNKNOWN


def _cased(key: str) -> str:
    """A variable's lower-case name with its scope as people write it."""
    return key[:1].upper() + key[1:]


def _habit(node: Variable) -> str:
    if node.scope:
        return ""
    words = {"true": "true", "false": "false", "null": "NOT_SET", "none": "NOT_SET", "not_set": "NOT_SET"}
    words |= dict.fromkeys(("nil", "undefined"), "NOT_SET")
    word = words.get(node.name.lower())
    return f"write {word}" if word else f"write its scope: Flow.{node.name} or Task.{node.name}"
