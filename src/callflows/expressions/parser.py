"""Tokens to tree, by operator precedence with an explicit stack: no input makes Python recurse.

Precedence, loosest first: `? :`, `or`, `and`, `|`, `&`, `== !=`, `< <= > >=`, `+ -`, `* / %`, `^` (right), `! ~`,
unary `-`. Architect's own corners: the branches of `? :` are and-level, so a bare `or` in one is a syntax error; `? :`
chains fold to the left; `-` takes a primary, so `--x` and `-~x` are errors; `-` before a number is part of the number;
`.x` and `[i]` follow only a variable or a call. Limits: 32,000 characters, 61 nested operators or functions; brackets
alone nest freely.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import msgspec

from callflows.diagnostics import Diagnostic
from callflows.expressions.ast import Ast, Binary, Call, Index, Literal, Member, Ternary, Unary, Variable
from callflows.expressions.lexer import END, MEMBER, NAME, NUMBER, OPERATOR, STRING, Kind, Raw, Token, tokens
from callflows.expressions.syntax import (
    SyntaxFault,
    at_token,
    diagnostic,
    ends_branch,
    operand_for,
    operator_for,
    unanswered,
    unexpected,
)

MAX_CHARACTERS = 32_000
MAX_DEPTH = 61
MAX_FAULTS = 10
MAX_INTEGER_DIGITS = 15
MAX_DECIMAL_DIGITS = 40

_WORDS = {"".join(word): text for text in ("and", "or") for word in product(*((c, c.upper()) for c in text))}
_KEYWORDS: dict[str, bool | None] = {"true": True, "false": False, "NOT_SET": None}
_BINARY = {"or": 2, "and": 3, "|": 4, "&": 5, "==": 6, "!=": 6, "<": 7, "<=": 7, ">": 7, ">=": 7}
_BINARY |= {"+": 8, "-": 8, "*": 9, "/": 9, "%": 9, "^": 10}
_BINARY |= {word: _BINARY[text] for word, text in _WORDS.items()}
_OR = _BINARY["or"]
_TERNARY = 1
_PREFIX = 11
_BRACKET = 0
_CLOSERS = {"group": ")", "index": "]", "call": "),"}


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


class _Waiting(msgspec.Struct, frozen=True, gc=False):
    """An operator or bracket that waits for its right side. `token` is where it stands in the stream, `below` how many
    operands lie below those of a call."""

    kind: str  # prefix, binary, group, call, index, question, colon
    precedence: int
    token: int
    below: int = 0


class _Parser:
    """Operands wait on two stacks: the nodes, and how deep each is. `_open`: `.x` or `[i]` may follow the last one."""

    __slots__ = ("_depths", "_nodes", "_open", "_position", "_stream", "_waiting")

    def __init__(self, stream: list[Raw]) -> None:
        self._stream = stream
        self._position = 0
        self._nodes: list[Ast] = []
        self._depths: list[int] = []
        self._open = False
        self._waiting: list[_Waiting] = []

    @property
    def at(self) -> int:
        """Which token was read last."""
        return self._position - 1

    def run(self) -> Ast:
        while True:
            self._operand()
            if self._operators():
                return self._nodes[0]

    def _operand(self) -> None:
        """Reads prefixes and opening brackets up to and including one primary (without what follows it)."""
        stream, waiting = self._stream, self._waiting
        after_minus = False
        while True:
            at = self._position
            kind, text, start, end = stream[at]
            self._position = at + 1
            if kind == NAME and text not in _WORDS:
                if not self._name(at, text, start, end):
                    return
                after_minus = False
            elif kind == STRING:
                self._leaf(Literal(start, end, text, text))
                return
            elif kind == NUMBER:
                self._number(at, at)
                return
            elif kind == OPERATOR and text == "(":
                waiting.append(_Waiting("group", _BRACKET, at))
                after_minus = False
            elif kind == OPERATOR and text in "-!~" and not after_minus:
                if text == "-" and stream[at + 1][0] == NUMBER:
                    self._position = at + 2
                    self._number(at + 1, at)
                    return
                after_minus = text == "-"
                waiting.append(_Waiting("prefix", _PREFIX, at))
            else:
                raise self._unexpected(operand=True)

    def _name(self, at: int, text: str, start: int, end: int) -> bool:
        """Reads a keyword, a variable or a call's opening; True where an argument must follow."""
        if text in _KEYWORDS:
            self._leaf(Literal(start, end, _KEYWORDS[text], text))
            return False
        kind, following, _, after = self._stream[at + 1]
        if kind == MEMBER:
            self._position = at + 2
            self._leaf(Variable(start, after, text, following), open=True)
        elif kind == OPERATOR and following == "(":
            kind, following, _, after = self._stream[at + 2]
            if kind == OPERATOR and following == ")":
                self._position = at + 3
                self._leaf(Call(start, after, text, ()), 1, open=True)
                return False
            self._position = at + 2
            self._waiting.append(_Waiting("call", _BRACKET, at + 1, len(self._nodes)))
            return True
        else:
            self._leaf(Variable(start, end, "", text), open=True)
        return False

    def _operators(self) -> bool:
        """Reads what may follow an operand, up to an operator that wants another; True at the end of the text."""
        stream = self._stream
        while True:
            at = self._position
            kind, text, start, end = stream[at]
            self._position = at + 1
            if NAME <= kind <= OPERATOR:
                precedence = _BINARY.get(text)
                if precedence is not None:
                    self._binary(at, text, precedence)
                    return False
                if text == "[" and self._open:
                    self._waiting.append(_Waiting("index", _BRACKET, at))
                    return False
                if text in {"?", ":"}:
                    self._ternary(at, text)
                    return False
                if self._close(text, end):
                    return False
            elif kind == MEMBER and self._open:
                self._push(Member(start, end, self._nodes.pop(), text), self._depths.pop() + 1, open=True)
            elif kind == END:
                self._reduce(_TERNARY)
                if self._waiting:
                    raise self._unexpected(operand=False)
                return True
            else:
                raise self._unexpected(operand=False)

    def _binary(self, at: int, text: str, precedence: int) -> None:
        self._reduce(precedence + 1 if text == "^" else precedence)
        waiting = self._waiting
        if precedence == _OR and waiting and waiting[-1].kind in {"question", "colon"}:
            message, token = "`or` cannot stand in a branch of `? :` without brackets", self._token(at)
            raise at_token("expression-syntax", message, token, "write c ? (a or b) : d", (operator_for(token),))
        waiting.append(_Waiting("binary", precedence, at))

    def _ternary(self, at: int, text: str) -> None:
        self._reduce(_TERNARY + 1)
        waiting = self._waiting
        top = waiting[-1].kind if waiting else ""
        if text == "?" and top == "colon":
            self._apply(waiting.pop())
            top = waiting[-1].kind if waiting else ""
        if text == "?" and top != "question":
            waiting.append(_Waiting("question", _TERNARY, at))
        elif text == ":" and top == "question":
            waiting.append(_Waiting("colon", _TERNARY, waiting.pop().token))
        else:
            raise self._unexpected(operand=False)

    def _close(self, text: str, end: int) -> bool:
        """Handles `)`, `]` and `,`; True where another argument must follow."""
        if text not in {")", "]", ","}:
            raise self._unexpected(operand=False)
        self._reduce(_TERNARY)
        top = self._waiting[-1] if self._waiting else None
        if top is None or top.kind == "question" or text not in _CLOSERS[top.kind]:
            raise self._unexpected(operand=False)
        if text == ",":
            return True
        self._waiting.pop()
        nodes, depths = self._nodes, self._depths
        if top.kind == "group":
            self._open = False
        elif top.kind == "index":
            index, depth = nodes.pop(), depths.pop()
            depth = max(depth, depths.pop()) + 1
            self._push(Index(self._stream[top.token][2], end, nodes.pop(), index), depth, open=True)
        else:
            arguments, depth = tuple(nodes[top.below :]), max(depths[top.below :]) + 1
            del nodes[top.below :], depths[top.below :]
            _, name, start, _ = self._stream[top.token - 1]
            self._push(Call(start, end, name, arguments), depth, open=True)
        return False

    def _reduce(self, precedence: int) -> None:
        """Applies what binds at least as tightly as `precedence`; brackets and an open `?` stop it."""
        waiting = self._waiting
        while waiting and waiting[-1].precedence >= precedence and waiting[-1].kind != "question":
            self._apply(waiting.pop())

    def _apply(self, waiting: _Waiting) -> None:
        nodes, depths = self._nodes, self._depths
        _, text, start, _ = self._stream[waiting.token]
        right, depth = nodes.pop(), depths.pop()
        if waiting.kind == "prefix":
            self._push(Unary(start, right.end, text, right), depth + 1)
            return
        left, depth = nodes.pop(), max(depth, depths.pop())
        if waiting.kind == "binary":
            self._push(Binary(start, right.end, _WORDS.get(text, text), left, right), depth + 1)
            return
        self._push(Ternary(start, right.end, nodes.pop(), left, right), max(depth, depths.pop()) + 1)

    def _push(self, node: Ast, depth: int, *, open: bool = False) -> None:
        if depth > MAX_DEPTH:
            message = f"more than {MAX_DEPTH} operators or functions are nested; Architect refuses the expression"
            raise SyntaxFault("expression-too-deep", message, node.offset, node.end, "move a part into a variable")
        self._nodes.append(node)
        self._depths.append(depth)
        self._open = open

    def _leaf(self, node: Ast, depth: int = 0, *, open: bool = False) -> None:
        self._nodes.append(node)
        self._depths.append(depth)
        self._open = open

    def _number(self, at: int, first: int) -> None:
        """A number; `first` is its minus, where it has one."""
        _, text, offset, end = self._stream[at]
        sign = ""
        if first != at:
            sign, offset = "-", self._stream[first][2]
        value: int | Decimal
        if text.isdigit():
            if len(text) > MAX_INTEGER_DIGITS:
                message = f"an Integer has at most {MAX_INTEGER_DIGITS} digits; this one has {len(text)}"
                raise self._refused(at, offset, message, "use a Decimal: write .0 at the end")
            value = int(sign + text)
        else:
            if len(text.rstrip("0").replace(".", "").lstrip("0")) > MAX_DECIMAL_DIGITS:
                message = f"a Decimal has at most {MAX_DECIMAL_DIGITS} digits of precision"
                raise self._refused(at, offset, message, "round it")
            value = Decimal(text) if not sign else -Decimal(text)
        self._leaf(Literal(offset, end, value, sign + text))

    def _refused(self, at: int, offset: int, message: str, help: str) -> SyntaxFault:
        token = self._token(at)
        whole = token._replace(offset=offset)
        return at_token("expression-number", message, whole, help, (operand_for(token),))

    def _unexpected(self, *, operand: bool) -> SyntaxFault:
        """Why the token that was just read cannot stand there."""
        at = self._position - 1
        token, before = self._token(at), self._token(at - 1) if at else None
        bracket = next((each.token for each in reversed(self._waiting) if each.precedence == _BRACKET), None)
        opener = None if bracket is None else self._token(bracket)
        top = self._waiting[-1] if self._waiting else None
        if not operand and top is not None and top.kind == "question" and ends_branch(token, opener):
            return unanswered(self._token(top.token), token)
        return unexpected(token, before, opener, operand=operand)

    def _token(self, at: int) -> Token:
        kind, text, offset, end = self._stream[at]
        return Token(Kind(kind), text, offset, end)
