"""`${Variable}` in text: finding the places, and nothing else.

`$${` is a literal `${`. A name is a letter followed by letters, digits, underscores and dots (a dot
separates a scope: `${Call.Ani}`).
"""

from __future__ import annotations

import re
from typing import TypeAlias

import msgspec

_PLACE = re.compile(r"\$\$\{|\$\{([^{}]*)(\}|)")
_NAME = re.compile(r"[^\W\d_]\w*(?:\.[^\W\d_]\w*)*\Z")


class Ref(msgspec.Struct, frozen=True):
    """A place that stands for a variable. `name` is as written, blanks around it removed."""

    name: str


Part: TypeAlias = str | Ref


class Template(msgspec.Struct, frozen=True):
    """Text in parts: pieces of plain text (never empty) and variables. `faults` say what is wrong with it."""

    parts: tuple[Part, ...]
    faults: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(part.name for part in self.parts if isinstance(part, Ref))

    @property
    def text(self) -> str | None:
        """The plain text where there is no variable in it, else None."""
        return None if self.names else "".join(part for part in self.parts if isinstance(part, str))


def parse_template(text: str) -> Template:
    """The parts of `text`. A place that is not well written is reported and kept as plain text."""
    parts: list[Part] = []
    faults: list[str] = []
    plain = ""
    end = 0
    for match in _PLACE.finditer(text):
        plain += text[end : match.start()]
        end = match.end()
        if match.group(0) == "$${":
            plain += "${"
            continue
        name = match.group(1).strip()
        if match.group(2) and _NAME.match(name):
            if plain:
                parts.append(plain)
            plain = ""
            parts.append(Ref(name))
        else:
            faults.append(_fault(match.group(0), closed=bool(match.group(2))))
            plain += match.group(0)
    plain += text[end:]
    if plain:
        parts.append(plain)
    return Template(tuple(parts), tuple(faults))


def _fault(written: str, *, closed: bool) -> str:
    shown = written if len(written) <= 40 else f"{written[:37]}..."
    return f"{shown!r} is no variable" if closed else f"{shown!r} is not closed by '}}'"
