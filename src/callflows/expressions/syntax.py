"""What is wrong with a text that is no expression, in words that lead to one."""

from __future__ import annotations

from callflows.diagnostics import Diagnostic, Severity, Span
from callflows.expressions.lexer import Kind, Token


class SyntaxFault(Exception):  # noqa: N818 - ends the parse; it never leaves the room
    """A place where a text stops being an expression.

    `instead` are the tokens that may stand there for the one at which the parser stopped, so that it can read on and
    find the next fault; None where what follows would only be this fault again.
    """

    def __init__(
        self,
        code: str,
        message: str,
        offset: int,
        end: int,
        help: str = "",
        *,
        instead: tuple[Token, ...] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.offset = offset
        self.end = end
        self.help = help
        self.instead = instead


def diagnostic(text: str, fault: SyntaxFault) -> Diagnostic:
    """The fault as a value, placed by line and column of the expression's own text."""
    return Diagnostic(
        code=fault.code,
        severity=Severity.ERROR,
        message=fault.message,
        span=span(text, fault.offset, fault.end),
        help=fault.help,
    )


def span(text: str, offset: int, end: int) -> Span:
    """Offsets of `text` (from 0, end exclusive) as lines and columns (from 1)."""
    line, column = _place(text, offset)
    end_line, end_column = _place(text, max(end, offset))
    return Span(line=line, column=column, end_line=end_line, end_column=end_column)


def _place(text: str, offset: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


def at_token(
    code: str, message: str, token: Token, help: str = "", instead: tuple[Token, ...] | None = None
) -> SyntaxFault:
    """A fault that covers one token."""
    return SyntaxFault(code, message, token.offset, token.end, help, instead=instead)


def operand_for(token: Token) -> Token:
    """A value at the place of a token."""
    return token._replace(kind=Kind.NUMBER, text="0")


def operator_for(token: Token) -> Token:
    """An operator at the place of a token."""
    return token._replace(kind=Kind.OPERATOR, text="|")


_LONGEST = 40
_CLOSER = {"(": ")", "[": "]"}
_HABITS = {
    ("&", "&"): ("`&&` is not an operator", "write and"),
    ("|", "|"): ("`||` is not an operator", "write or"),
    ("<", ">"): ("`<>` is not an operator", "write !="),
    ("+", "+"): ("`++` is not an operator", "write + 1; store values with an Update Data action"),
    ("*", "*"): ("`**` is not an operator", "write ^ for a power"),
    ("/", "/"): ("`//` is not an operator", "there are no comments; Floor(a / b) gives whole numbers"),
    ("?", "?"): ("`??` is not an operator", "write If(IsSet(a), a, b)"),
    ("==", "="): ("`===` is not an operator", "write =="),
    ("!=", "="): ("`!==` is not an operator", "write !="),
    **{(sign, "="): (f"`{sign}=` does not assign", "store values with an Update Data action") for sign in "+-*/%"},
}
_WORDS = {
    "xor": "write a != b",
    "in": "write Contains(text, part), or Find(list, item) for lists",
    "is": "write ==",
    "not": "write !",
    "if": "write If(condition, value, other)",
    "then": "write If(condition, value, other)",
    "else": "write If(condition, value, other)",
    "mod": "write %",
    "div": "write Floor(a / b)",
    "return": "the expression itself is the value",
}
_STRANGERS = {
    "=": ("`=` does not compare", "write == to compare; assign values in an Update Data action"),
    "'": ("text stands in double quotes", 'write "text"'),
    "\u201c": ("a typographic quote does not start text", 'write a plain "'),
    "\u201d": ("a typographic quote does not start text", 'write a plain "'),
    "\u00a0": ("a no-break space is not white space here", "replace it by a plain space"),
    ";": ("`;` is not part of the language", "arguments stand between commas, and nothing ends an expression"),
    "`": ("text stands in double quotes", 'write "text"'),
    "#": ("`#` is not part of the language", "there are no comments"),
    "{": ("a placeholder or brace is not part of the language", "fill the placeholder in before"),
    ".": ("a dot must be followed directly by a name or a quoted name", ""),
}


def unexpected(token: Token, before: Token | None, opener: Token | None, *, operand: bool) -> SyntaxFault:  # noqa: PLR0911 - one return a case
    """Why `token` cannot stand here. `operand`: a value was wanted; else an operator or the end was."""
    fault = _habit(token, before, operand=operand) or _lexical(token, operand=operand)
    if fault is not None:
        return fault
    if token.kind is Kind.END:
        return _too_early(token, before, opener, operand=operand)
    shown = _shown(token)
    if operand:
        message = f"a value is missing before `{shown}`"
        return at_token("expression-syntax", message, token, _before_help(token), _valued(token, opener))
    if token.kind is Kind.MEMBER or token.text == "[":
        message = f"`{shown}` may follow only a variable or a function call"
        return at_token("expression-syntax", message, token, instead=None if token.text == "[" else ())
    if token.text in {")", "]"}:
        message = f"`{shown}` closes nothing" if opener is None else f"`{shown}` does not close `{opener.text}`"
        closer = () if opener is None else (token._replace(text=_CLOSER[opener.text]),)
        return at_token("expression-unclosed", message, token, instead=None if closer == (token,) else closer)
    starts = token.kind is not Kind.OPERATOR or token.text in "(!~"
    instead = (operator_for(token), token) if starts else (operator_for(token),)
    if token.text == "," and opener is None:
        message = "`,` separates arguments, and no bracket is open here"
        return at_token("expression-syntax", message, token, "a Decimal has a point: 1.5", instead)
    return at_token("expression-syntax", f"an operator is missing before `{shown}`", token, instead=instead)


def _habit(token: Token, before: Token | None, *, operand: bool) -> SyntaxFault | None:
    """What people write who are used to another language."""
    if before is None:
        return None
    if operand and before.end == token.offset and (before.text, token.text) in _HABITS:
        message, hint = _HABITS[before.text, token.text]
        return SyntaxFault("expression-syntax", message, before.offset, token.end, hint, instead=())
    if operand or token.kind is Kind.OPERATOR:
        return None
    for word, instead in ((before, (operator_for(token), token)), (token, (operator_for(token),))):
        hint = _WORDS.get(word.text.lower(), "") if word.kind is Kind.NAME else ""
        if hint and token.kind is not Kind.END:
            return at_token("expression-syntax", f"`{word.text}` is not an operator", word, hint, instead)
    return None


def _before_help(token: Token) -> str:
    """What helps where a token stands in the place of a value."""
    if token.text == "[":
        return "write MakeList(…) for a collection"
    if token.kind is Kind.NAME:
        return f"`{token.text.lower()}` stands between two values: a {token.text.lower()} b"
    return ""


def _valued(token: Token, opener: Token | None) -> tuple[Token, ...]:
    """The token with the value that is missing before it; a closer that closes nothing is left out."""
    if opener is None and token.text in {")", "]", ","}:
        return (operand_for(token),)
    if token.kind is Kind.MEMBER:
        return (token._replace(kind=Kind.NAME),)
    return () if token.text in {"!", "~"} else (operand_for(token), token)


def _shown(token: Token) -> str:
    """The token as it stands in the text, not more of it than fits a message."""
    text = token.text if len(token.text) <= _LONGEST else f"{token.text[:_LONGEST]}…"
    return f'"{text}"' if token.kind is Kind.STRING else f'."{text}"' if token.kind is Kind.MEMBER else text


def _lexical(token: Token, *, operand: bool) -> SyntaxFault | None:
    if token.kind is Kind.OPEN_STRING:
        return at_token("expression-unclosed", "the text that begins here has no closing quote", token, 'add a "')
    if token.kind is Kind.BAD_ESCAPE:
        message = f"`{token.text}` is not an escape"
        return at_token(
            "expression-syntax",
            message,
            token,
            r"the escapes are \" \\ \n \r \t; write \\ for a backslash",
            (operand_for(token),),
        )
    if token.kind is Kind.BAD:
        message, hint = _STRANGERS.get(token.text, (f"`{token.text}` is not part of the language", ""))
        return at_token("expression-syntax", message, token, hint, _without(token, operand=operand))
    return None


def _without(token: Token, *, operand: bool) -> tuple[Token, ...]:
    """What may stand for a token that is not of the language: a value for what is quoted, an operator for what stands
    between two values."""
    if operand:
        return (operand_for(token),) if token.end > token.offset + 1 else ()
    return (operator_for(token),) if token.text in {"=", ";"} else ()


def ends_branch(token: Token, opener: Token | None) -> bool:
    """Whether a `? :` must be complete before a token: the end, a closing bracket, a comma between arguments."""
    if token.kind is Kind.END:
        return True
    return token.kind is Kind.OPERATOR and (token.text in {")", "]"} or (token.text == "," and opener is not None))


def unanswered(question: Token, token: Token) -> SyntaxFault:
    """A `?` whose `:` is missing before `token`."""
    instead = (token._replace(kind=Kind.OPERATOR, text=":"), operand_for(token), token)
    hint = "write condition ? value : other value"
    return at_token("expression-syntax", "`?` has no `:` branch", question, hint, instead)


def _too_early(token: Token, before: Token | None, opener: Token | None, *, operand: bool) -> SyntaxFault:
    """The text ended where a value was still wanted, or in an open bracket."""
    if before is None:
        return at_token("expression-empty", "the expression is empty", token, "write a value, or NOT_SET")
    if operand or opener is None:
        return at_token("expression-syntax", f"a value is missing after `{_shown(before)}`", before)
    return at_token("expression-unclosed", f"`{opener.text}` is never closed", opener, f"add {_CLOSER[opener.text]}")
