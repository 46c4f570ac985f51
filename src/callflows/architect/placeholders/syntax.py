"""How placeholders are written: `{{name}}` everywhere, and in a Terraform template `${name}` too.

Terraform: in a file that `templatefile` renders, `$${` stands for `${` and `%%{` for `%{`; `%{ … }` are directives
(`if`, `for`), and between `${` and `}` may stand any expression. Of these only a name is filled here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

TERRAFORM_SUFFIX = ".tftpl"

_PLAIN = re.compile(r"\{\{(?P<name>[^{}\n\r]*)\}\}")
_TERRAFORM = re.compile(
    r"\{\{(?P<name>[^{}\n\r]*)\}\}"
    r"|(?P<escape>\$\$\{|%%\{)"
    r"|\$\{(?P<expression>(?:[^{}\n\r]|\{[^{}\n\r]*\})*)\}"
    r"|(?P<open>[$%]\{[^\n\r}]*\}?)"
)
_NAME = re.compile(r"[^\W\d][\w.-]*\Z")


class Token(msgspec.Struct, frozen=True):
    """A stretch of the text that is not itself. `name` is what it stands for; `literal` is the text that an escape
    means; both are None for what only Terraform can render."""

    start: int
    end: int
    name: str | None = None
    literal: str | None = None


def is_terraform(file: str) -> bool:
    """Whether a file is a Terraform template, by its name (`flow.yaml.tftpl`)."""
    return file.lower().endswith(TERRAFORM_SUFFIX)


def tokens(text: str, *, terraform: bool) -> Iterator[Token]:
    """The placeholders of a text in order, and in a Terraform template its escapes and directives."""
    if not terraform:
        for found in _PLAIN.finditer(text):
            yield Token(found.start(), found.end(), name=found["name"].strip())
        return
    for found in _TERRAFORM.finditer(text):
        yield _token(found)


def placeholder_names(text: str, file: str) -> frozenset[str]:
    """The names of all placeholders of a file."""
    found = tokens(text, terraform=is_terraform(file))
    return frozenset(token.name for token in found if token.name is not None)


def _token(found: re.Match[str]) -> Token:
    start, end = found.span()
    if found["name"] is not None:
        return Token(start, end, name=found["name"].strip())
    if found["escape"]:
        return Token(start, end, literal=found["escape"][1:])
    expression = found["expression"]
    if expression is not None and _NAME.match(expression.strip()):
        return Token(start, end, name=expression.strip())
    return Token(start, end)
