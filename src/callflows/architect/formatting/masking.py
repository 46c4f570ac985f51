"""A template made readable as it is: what is filled in later becomes words that come back when the flow is written.

Placeholders (`{{name}}`, in a Terraform template also `${name}`), includes (`ref:`, `refArray:`) and references to
objects of other files stay what they are. A word that stands in double quotes has a colon, so that the exporter's rules
quote the text again; text with a placeholder that the exporter would quote otherwise than it is keeps its own quotes:
a value that is filled in could mean something else in others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec
import yaml

from callflows.architect.document.scalars import needs_quotes, quoted
from callflows.architect.formatting.outline import ScalarText, scalars_of
from callflows.architect.placeholders.syntax import is_terraform, tokens

_INCLUDES = frozenset({"ref", "refArray"})
_TARGETS = frozenset({"startUpRef", "targetTaskRef", "targetMenuRef"})


class Word(msgspec.Struct, frozen=True):
    """What a word stands for, and the line (from 1) where that is written. `include` says that it is an include's
    key."""

    meant: str
    line: int
    include: bool = False


class Masked(msgspec.Struct, frozen=True):
    """`text` is YAML where the template is; lines stay what they are, columns do not. `unfit` are the placeholders in
    texts of several lines, which the exporter's format has not."""

    text: str
    words: Mapping[str, Word]
    unfit: tuple[Word, ...]
    pattern: re.Pattern[str]

    def restore(self, text: str) -> str:
        """The text with what the words stand for."""
        return self.pattern.sub(lambda found: self._meant(found[0]), text)

    def missing_in(self, text: str) -> tuple[Word, ...]:
        """The words that are not in `text`."""
        there = set(self.pattern.findall(text))
        return tuple(meant for word, meant in self.words.items() if word not in there)

    def _meant(self, word: str) -> str:
        return self.words[word].meant if word in self.words else word


def mask(text: str, file: str = "") -> Masked:
    """The text with its placeholders and includes masked; the lines of `text` end with LF."""
    return _Masker(text, file).masked()


class _Masker:
    def __init__(self, text: str, file: str) -> None:
        self.stem = _unused(text)
        self.pattern = re.compile(rf"{self.stem}[0-9]+:?x")
        self.words: dict[str, Word] = {}
        self.made = 0
        self.unfit: list[Word] = []
        self.text = _edited(text, self._placeholders(text, file))

    def masked(self) -> Masked:
        try:
            text = _edited(self.text, list(self._scalars()))
        except yaml.YAMLError:  # reading says what is wrong, at its place
            text = self.text
        return Masked(text, self.words, tuple(self.unfit), self.pattern)

    def new(self, word: Word, *, colon: bool = False) -> str:
        name = f"{self.stem}{self.made}{':' if colon else ''}x"
        self.made += 1
        self.words[name] = word
        return name

    def _placeholders(self, text: str, file: str) -> Iterator[tuple[int, int, str]]:
        line, done = 1, 0
        for token in tokens(text, terraform=is_terraform(file)):
            line += text.count("\n", done, token.start)
            done = token.start
            yield token.start, token.end, self.new(Word(text[token.start : token.end], line))

    def _scalars(self) -> Iterator[tuple[int, int, str]]:
        key = ""
        line, done = 1, 0
        for scalar in scalars_of(self.text):
            line += self.text.count("\n", done, scalar.start)
            done = scalar.start
            if scalar.key:
                key = scalar.written.strip("\"'")
            new = self._masked_scalar(scalar, key, line)
            if new is not None:
                yield scalar.start, scalar.end, new

    def _masked_scalar(self, scalar: ScalarText, key: str, line: int) -> str | None:
        """What is written for a scalar, None where it stays."""
        if scalar.key and key in _INCLUDES:
            return self.new(Word(key, line, include=True))
        there = self.pattern.findall(scalar.written)
        if not there:
            outside = not scalar.key and key in _TARGETS and "#" in scalar.written and scalar.style == '"'
            return quoted(self.new(Word(scalar.written[1:-1], line), colon=True)) if outside else None
        if "\n" in scalar.written:
            self.unfit += [self.words[name] for name in there]
            return None
        if scalar.style == '"':
            new = {name: self.new(self.words.pop(name), colon=True) for name in there}
            return self.pattern.sub(lambda found: new[found[0]], scalar.written)
        if scalar.style or needs_quotes(scalar.written):
            whole = self.pattern.sub(lambda found: self.words[found[0]].meant, scalar.written)
            for name in there:
                del self.words[name]
            return self.new(Word(whole, line))
        return None


def _edited(text: str, edits: Iterator[tuple[int, int, str]] | list[tuple[int, int, str]]) -> str:
    """The text with stretches replaced, which are given in their order."""
    parts: list[str] = []
    done = 0
    for start, end, new in edits:
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


def _unused(text: str) -> str:
    """The start of a word that the text does not hold; letters, so that YAML and the exporter take it for a text."""
    stem = "zq"
    while stem in text:
        stem += "q"
    return stem
