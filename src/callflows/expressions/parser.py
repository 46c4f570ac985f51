"""Tokens to tree, by operator precedence with an explicit stack: no input makes Python recurse.

Precedence, loosest first: `? :`, `or`, `and`, `|`, `&`, `== !=`, `< <= > >=`, `+ -`, `* / %`, `^` (right), `! ~`,
unary `-`. Architect's own corners: the branches of `? :` are and-level, so a bare `or` in one is a syntax error; `? :`
chains fold to the left; `-` takes a primary, so `--x` and `-~x` are errors; `-` before a number is part of the number;
`.x` and `[i]` follow only a variable or a call. Limits: 32,000 characters, 61 nested operators or functions; brackets
alone nest freely.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import msgspec

from callflows.diagnostics import Diagnostic
from callflows.expressions.ast import Ast, Binary, Call, Index, Literal, Member, Ternary, Unary, Variable
from callflows.expressions.lexer import Kind, Token, tokens
from callflows.expressions.syntax import SyntaxFault, at_token, diagnostic, operand_for, operator_for, unexpected

MAX_CHARACTERS = 32_000
MAX_DEPTH = 61
MAX_FAULTS = 10
MAX_INTEGER_DIGITS = 15
MAX_DECIMAL_DIGITS = 40

_BINARY = {"or": 2, "and": 3, "|": 4, "&": 5, "==": 6, "!=": 6, "<": 7, "<=": 7, ">": 7, ">=": 7}
_BINARY |= {"+": 8, "-": 8, "*": 9, "/": 9, "%": 9, "^": 10}
_TERNARY = 1
_PREFIX = 11
_BRACKET = 0
_KEYWORDS: dict[str, bool | None] = {"true": True, "false": False, "NOT_SET": None}


class Parsed(msgspec.Struct, frozen=True):
    """The tree of an expression, None where the text is not one; then the diagnostics say why.

    Spans count lines and columns inside the expression's own text, both from 1.
    """

    ast: Ast | None
    diagnostics: tuple[Diagnostic, ...] = ()


def parse(text: str) -> Parsed:
    """Reads an expression. Never raises; hostile text gives diagnostics: the faults in the order of the text, at most
    `MAX_FAULTS`. After each the text is read again with what may stand there instead (`SyntaxFault.instead`); what
    is then wrong at the same place is the same fault."""
    if len(text) > MAX_CHARACTERS:
        message = f"the expression has {len(text):,} characters; Architect takes at most {MAX_CHARACTERS:,}"
        fault = SyntaxFault("expression-too-long", message, MAX_CHARACTERS, len(text), "split it over variables")
        return Parsed(None, (diagnostic(text, fault),))
    stream = tokens(text)
    faults: list[SyntaxFault] = []
    repairs = 0
    while True:
        parser = _Parser(stream)
        ast: Ast | None = None
        try:
            ast = parser.run()
        except SyntaxFault as fault:
            if not faults or fault.offset > faults[-1].offset:
                faults.append(fault)
            repairs += 1
            if fault.instead is not None and repairs < MAX_FAULTS:
                stream[parser.at : parser.at + 1] = fault.instead
                continue
        return Parsed(None if faults else ast, tuple(diagnostic(text, each) for each in faults))


class _Operand(NamedTuple):
    node: Ast
    depth: int
    open: bool  # whether `.x` or `[i]` may follow


class _Pending(NamedTuple):
    """An operator or bracket that waits for its right side. `name` and `arguments` are a call's."""

    kind: str  # prefix, binary, group, call, index, question, colon
    precedence: int
    token: Token
    name: Token
    arguments: list[_Operand]


def _pending(kind: str, precedence: int, token: Token) -> _Pending:
    return _Pending(kind, precedence, token, token, [])


class _Parser:
    def __init__(self, stream: list[Token]) -> None:
        self._tokens = stream
        self._position = 0
        self._operands: list[_Operand] = []
        self._pending: list[_Pending] = []

    @property
    def at(self) -> int:
        """Which token was read last."""
        return self._position - 1

    def run(self) -> Ast:
        while True:
            self._operand()
            if self._operators():
                return self._operands[0].node

    def _next(self) -> Token:
        token = self._tokens[self._position]
        self._position += 1
        return token

    def _peek(self) -> Token:
        return self._tokens[self._position]

    def _operand(self) -> None:
        """Reads prefixes and opening brackets up to and including one primary (without what follows it)."""
        after_minus = False
        while True:
            token = self._next()
            text = token.text
            if token.kind is Kind.OPERATOR and text in "(-!~" and not (after_minus and text != "("):
                if text == "-" and self._peek().kind is Kind.NUMBER:
                    self._push_number(self._next(), token)
                    return
                after_minus = text == "-"
                kind = "group" if text == "(" else "prefix"
                self._pending.append(_pending(kind, _BRACKET if text == "(" else _PREFIX, token))
            elif token.kind is Kind.NUMBER:
                self._push_number(token)
                return
            elif token.kind is Kind.STRING:
                self._push(Literal(token.offset, token.end, token.text, token.text))
                return
            elif token.kind is Kind.NAME and text.lower() not in {"and", "or"}:
                if not self._name(token):
                    return
                after_minus = False
            else:
                raise unexpected(token, self._before(2), self._opener(), operand=True)

    def _name(self, token: Token) -> bool:
        """Reads a keyword, a variable or a call's opening; True where an argument must follow."""
        following = self._peek()
        if token.text in _KEYWORDS:
            self._push(Literal(token.offset, token.end, _KEYWORDS[token.text], token.text))
        elif following.kind is Kind.MEMBER:
            self._next()
            self._push(Variable(token.offset, following.end, token.text, following.text), open=True)
        elif following.kind is Kind.OPERATOR and following.text == "(":
            opener = self._next()
            if self._peek().text == ")" and self._peek().kind is Kind.OPERATOR:
                self._push(Call(token.offset, self._next().end, token.text, ()), 1, open=True)
                return False
            self._pending.append(_Pending("call", _BRACKET, opener, token, []))
            return True
        else:
            self._push(Variable(token.offset, token.end, "", token.text), open=True)
        return False

    def _operators(self) -> bool:
        """Reads what may follow an operand, up to an operator that wants another; True at the end of the text."""
        while True:
            token = self._next()
            text = token.text.lower() if token.kind is Kind.NAME else token.text
            if token.kind is Kind.END:
                self._finish(token)
                return True
            if token.kind is Kind.MEMBER and self._operands[-1].open:
                target = self._operands.pop()
                node = Member(token.offset, token.end, target.node, token.text)
                self._push(node, target.depth + 1, open=True)
            elif token.kind not in {Kind.OPERATOR, Kind.NAME}:
                raise unexpected(token, self._before(2), self._opener(), operand=False)
            elif text in _BINARY:
                self._binary(token, text)
                return False
            elif text == "[" and self._operands[-1].open:
                self._pending.append(_pending("index", _BRACKET, token))
                return False
            elif text in {"?", ":"}:
                self._ternary(token, text)
                return False
            elif self._close(token, text):
                return False

    def _binary(self, token: Token, operator: str) -> None:
        precedence = _BINARY[operator]
        self._reduce(precedence + 1 if operator == "^" else precedence)
        if operator == "or" and self._pending and self._pending[-1].kind in {"question", "colon"}:
            message = "`or` cannot stand in a branch of `? :` without brackets"
            raise at_token("expression-syntax", message, token, "write c ? (a or b) : d", (operator_for(token),))
        self._pending.append(_pending("binary", precedence, token._replace(text=operator)))

    def _ternary(self, token: Token, text: str) -> None:
        self._reduce(_TERNARY + 1)
        top = self._pending[-1].kind if self._pending else ""
        if text == "?" and top == "colon":
            self._apply(self._pending.pop())
            top = self._pending[-1].kind if self._pending else ""
        if text == "?" and top != "question":
            self._pending.append(_pending("question", _TERNARY, token))
        elif text == ":" and top == "question":
            question = self._pending.pop()
            self._pending.append(_pending("colon", _TERNARY, question.token))
        else:
            raise unexpected(token, self._before(2), self._opener(), operand=False)

    def _close(self, token: Token, text: str) -> bool:
        """Handles `)`, `]` and `,`; True where another argument must follow."""
        if text not in {")", "]", ","}:
            raise unexpected(token, self._before(2), self._opener(), operand=False)
        self._reduce(_TERNARY)
        top = self._pending[-1] if self._pending else None
        if top is None or top.kind == "question" or text not in _CLOSERS[top.kind]:
            raise unexpected(token, self._before(2), self._opener(), operand=False)
        operand = self._operands.pop()
        if top.kind == "group":
            self._operands.append(operand._replace(open=False))
        elif top.kind == "index":
            target = self._operands.pop()
            node = Index(top.token.offset, token.end, target.node, operand.node)
            self._push(node, max(target.depth, operand.depth) + 1, open=True)
        else:
            top.arguments.append(operand)
            if text == ",":
                return True
            arguments = tuple(argument.node for argument in top.arguments)
            depth = max(argument.depth for argument in top.arguments) + 1
            self._push(Call(top.name.offset, token.end, top.name.text, arguments), depth, open=True)
        self._pending.pop()
        return False

    def _finish(self, token: Token) -> None:
        self._reduce(_TERNARY)
        if self._pending:
            raise unexpected(token, self._before(2), self._opener(), operand=False)

    def _reduce(self, precedence: int) -> None:
        """Applies what binds at least as tightly as `precedence`; brackets and an open `?` stop it."""
        pending = self._pending
        while pending and pending[-1].precedence >= precedence and pending[-1].kind != "question":
            self._apply(pending.pop())

    def _apply(self, waiting: _Pending) -> None:
        right = self._operands.pop()
        token, end = waiting.token, right.node.end
        if waiting.kind == "prefix":
            self._push(Unary(token.offset, end, token.text, right.node), right.depth + 1)
            return
        left = self._operands.pop()
        depth = max(left.depth, right.depth) + 1
        if waiting.kind == "binary":
            self._push(Binary(token.offset, end, token.text, left.node, right.node), depth)
            return
        condition = self._operands.pop()
        node = Ternary(token.offset, end, condition.node, left.node, right.node)
        self._push(node, max(depth, condition.depth + 1))

    def _push(self, node: Ast, depth: int = 0, *, open: bool = False) -> None:
        if depth > MAX_DEPTH:
            message = f"more than {MAX_DEPTH} operators or functions are nested; Architect refuses the expression"
            raise SyntaxFault("expression-too-deep", message, node.offset, node.end, "move a part into a variable")
        self._operands.append(_Operand(node, depth, open))

    def _push_number(self, token: Token, minus: Token | None = None) -> None:
        sign = "-" if minus else ""
        offset = minus.offset if minus else token.offset
        value: int | Decimal
        if token.text.isdigit():
            if len(token.text) > MAX_INTEGER_DIGITS:
                message = f"an Integer has at most {MAX_INTEGER_DIGITS} digits; this one has {len(token.text)}"
                raise at_token(
                    "expression-number", message, token, "use a Decimal: write .0 at the end", (operand_for(token),)
                )
            value = int(sign + token.text)
        else:
            if len(token.text.rstrip("0").replace(".", "").lstrip("0")) > MAX_DECIMAL_DIGITS:
                message = f"a Decimal has at most {MAX_DECIMAL_DIGITS} digits of precision"
                raise at_token("expression-number", message, token, "round it", (operand_for(token),))
            value = Decimal(token.text) if not minus else -Decimal(token.text)
        self._push(Literal(offset, token.end, value, sign + token.text))

    def _opener(self) -> Token | None:
        """The innermost bracket that is still open."""
        return next((p.token for p in reversed(self._pending) if p.precedence == _BRACKET), None)

    def _before(self, back: int) -> Token | None:
        """The token before the one just read."""
        return self._tokens[self._position - back] if self._position >= back else None


_CLOSERS = {"group": ")", "index": "]", "call": "),"}
