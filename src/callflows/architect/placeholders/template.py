"""The text of a file with its placeholders filled, as it is parsed.

CX as Code: `substitutions` replace text before it is parsed; Terraform: `.tftpl`. The text that is parsed differs
from the file, so a `Template` remembers which piece came from where and gives every span in the file as a person sees
it. What has no value stays, is an error, and is kept out of the parser's way so that the rest of the file is still
read: its braces are masked by private-use characters, and `unmask` brings them back in what was read.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import Protocol

import msgspec

from callflows.architect.decoding import MAX_BYTES, unprintable
from callflows.architect.faults import Findings, fault, nearest, shortened
from callflows.architect.placeholders.substitutions import Substitutions
from callflows.architect.placeholders.syntax import Token, is_terraform, tokens
from callflows.diagnostics import Diagnostic, Span

_EASY_NAME = re.compile(r"[\w.][\w.-]{0,59}")
_MASKED = re.compile(r"\{\{([^{}\n\r]*)\}\}")
_COMMENT = re.compile(r"[ \t]*#")
_LINE_END = re.compile(r"\r\n|\r|\n")
_PRIVATE_USE = range(0xE000, 0xF8FF)
# YAML 1.1 parsers end a line here, YAML 1.2 does not; masked like the braces.
_OLD_LINE_ENDS = "\x85\u2028\u2029"


class Piece(msgspec.Struct, frozen=True):
    """A replaced stretch: [start, end) of the parsed text stands for [origin, origin_end) of the file.
    `name` is the placeholder's, "" for an escape of a Terraform template."""

    start: int
    end: int
    origin: int
    origin_end: int
    name: str = ""


class Mark(Protocol):
    """A place in the parsed text; all count from 0, `index` and `column` in characters."""

    @property
    def index(self) -> int: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class PlacedMark(msgspec.Struct, frozen=True):
    """A place in the parsed text of a file that another one includes."""

    index: int
    line: int
    column: int
    template: Template


class Template:
    """A text made ready for the parser, with the way back."""

    def __init__(self, original: str, *, file: str, substitutions: Mapping[str, str], findings: Findings) -> None:
        self.file = file
        self.original = original
        self.findings = findings
        self.substitutions = Substitutions.of(substitutions)
        self.names: set[str] = set()
        """The names of all placeholders of the text, filled or not."""
        self.unfilled: set[str] = set()
        """Those of them that stay in the text, as they have no value."""
        self._pieces: list[Piece] = []
        self._starts: list[int] = []
        self._line_starts: list[int] | None = None
        self._masks: dict[str, str] = {}
        self.text = self._masked(*self._filled(self.substitutions))
        self._unmask = {ord(mask): plain for plain, mask in self._masks.items()}

    def span(self, start: Mark, end: Mark) -> Span:
        """Where a stretch of the parsed text stands in the file; in the included one, where it comes from there."""
        if isinstance(start, PlacedMark) and start.template is not self:
            return start.template.span(start, end)
        if not self._pieces:
            return Span(
                file=self.file,
                line=start.line + 1,
                column=start.column + 1,
                end_line=end.line + 1,
                end_column=end.column + 1,
            )
        return self._span(self._origin(start.index, at_end=False), self._origin(end.index, at_end=True))

    def unmask(self, text: str) -> str:
        """A scalar's text with the masked characters brought back."""
        return text.translate(self._unmask) if self._unmask else text

    def _filled(self, values: Mapping[str, str]) -> tuple[str, bool]:
        """The text with its values, and whether placeholders are left in it."""
        parts: list[str] = []
        left: list[Token] = []
        done = size = 0
        usable = {name: value for name, value in values.items() if not unprintable(value)}
        for token in tokens(self.original, terraform=is_terraform(self.file)):
            value = token.literal
            if token.name is not None:
                self.names.add(token.name)
                value = usable.get(token.name)
            if value is None:
                self.unfilled |= {token.name} if token.name is not None else set()
                if len(left) < Findings.LIMIT and not (token.name is not None and self._in_comment(token.start)):
                    left.append(token)
                continue
            kept = self.original[done : token.start]
            size += len(kept)
            self._pieces.append(Piece(size, size + len(value), token.start, token.end, token.name or ""))
            parts += [kept, value]
            size += len(value)
            done = token.end
            if size > MAX_BYTES:
                message = f"With its placeholders filled in, the file has more than {MAX_BYTES:,} characters."
                self.findings.add(fault("file-too-large", message, span=self._span(token.start, token.end)))
                return "", False
        parts.append(self.original[done:])
        self._starts = [piece.start for piece in self._pieces]
        for token in left:
            if self.findings.room("placeholder-left"):
                self.findings.add(self._left_over(token, values))
        if any(token.name is None for token in left):
            return "", False  # nobody knows what Terraform would make of the rest
        return "".join(parts), bool(left)

    def _left_over(self, token: Token, values: Mapping[str, str]) -> Diagnostic:
        name, written = token.name, self.original[token.start : token.end]
        span = self._span(token.start, token.end)
        if name is None:
            message = f"Only Terraform can render {shortened(written)}; callflows fills `${{name}}` alone."
            return fault("template-directive", message, span=span, help="Render the file with terraform first.")
        wrong = unprintable(values.get(name, ""))
        if wrong:
            message = f"The value of {shortened(written)} holds the character U+{ord(wrong[0]):04X}."
            return fault("placeholder-value", message, span=span, help="No YAML file may hold this character.")
        near = nearest(name, values)
        hint = f' Did you mean "{near}"?' if near else ""
        return fault(
            "placeholder-left",
            f"The placeholder {shortened(written)} has no value.",
            span=span,
            help=f"Give it a value{_setting(name)} in an options file or callflows.toml.{hint}",
        )

    def filled_in(self, span: Span) -> tuple[tuple[str, str], ...]:
        """(placeholder as written, name) of the filled placeholders that a span of this file touches, each once."""
        if not self._pieces:
            return ()
        start = self._offset(span.line, span.column)
        end = max(self._offset(span.end_line, span.end_column), start + 1)
        found: dict[str, str] = {}
        for piece in self._pieces[max(0, self._first_from(start) - 1) :]:
            if piece.origin >= end:
                break
            if piece.origin_end > start and piece.name:
                found.setdefault(self.original[piece.origin : piece.origin_end], piece.name)
        return tuple(found.items())

    def doubtful(self) -> list[Piece]:
        """The filled placeholders, not alone on their line, whose value can end a text that stands without quotes."""
        return [piece for piece in self._pieces if piece.name and self._may_break_out(piece)]

    def piece_span(self, piece: Piece) -> Span:
        """The placeholder in the file."""
        return self._span(piece.origin, piece.origin_end)

    def _may_break_out(self, piece: Piece) -> bool:
        value = self.substitutions.get(piece.name, "")
        if "\n" in value or not (": " in value or "#" in value or value.endswith(":")):
            return False
        start = self.original.rfind("\n", 0, piece.origin) + 1
        after = _LINE_END.search(self.original, piece.origin_end)
        rest = self.original[piece.origin_end : after.start() if after else len(self.original)]
        return bool(self.original[start : piece.origin].strip() or rest.strip())

    def _first_from(self, offset: int) -> int:
        return bisect_left(self._pieces, offset, key=lambda piece: piece.origin)

    def _offset(self, line: int, column: int) -> int:
        starts = self._lines()
        return starts[min(line, len(starts)) - 1] + column - 1

    def _in_comment(self, offset: int) -> bool:
        return _COMMENT.match(self.original, self.original.rfind("\n", 0, offset) + 1) is not None

    def _masked(self, text: str, braces: bool) -> str:
        wanted = [c for c in _OLD_LINE_ENDS if c in text]
        if not wanted and not braces:
            return text
        spare = (chr(code) for code in _PRIVATE_USE if chr(code) not in text)
        self._masks = dict(zip(wanted + (["{", "}"] if braces else []), spare, strict=False))
        for plain in wanted:
            text = text.replace(plain, self._masks.get(plain, plain))
        if braces and "}" in self._masks:
            text = _MASKED.sub(lambda found: self._mask_braces(found[0]), text)
        return text

    def _mask_braces(self, placeholder: str) -> str:
        opened, closed = self._masks["{"], self._masks["}"]
        return opened * 2 + placeholder[2:-2] + closed * 2

    def _origin(self, index: int, *, at_end: bool) -> int:
        """The place in the file of an offset of the parsed text; inside a value it is the placeholder's edge."""
        found = bisect_right(self._starts, index) - 1
        if found < 0:
            return index
        piece = self._pieces[found]
        if index == piece.start and not at_end:
            return piece.origin
        if index == piece.start:
            before = self._pieces[found - 1] if found else None
            return index if before is None else before.origin_end + index - before.end
        if index < piece.end:
            return piece.origin_end if at_end else piece.origin
        return piece.origin_end + index - piece.end

    def _span(self, start: int, end: int) -> Span:
        line, column = self._place(start)
        end_line, end_column = self._place(max(start, end))
        return Span(file=self.file, line=line, column=column, end_line=end_line, end_column=end_column)

    def _place(self, offset: int) -> tuple[int, int]:
        starts = self._lines()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def _lines(self) -> list[int]:
        """Where each line of the file starts."""
        if self._line_starts is None:
            self._line_starts = [0, *(found.end() for found in _LINE_END.finditer(self.original))]
        return self._line_starts


def _setting(name: str) -> str:
    """How a value is given on the command line, where that needs no quotes."""
    return f": --set {name}=VALUE, or" if _EASY_NAME.fullmatch(name) else ""
