"""Where the keys and values of a TOML text stand. `tomllib` reads the values and keeps no places.

The text must be one that `tomllib` accepts: then a scanner that knows strings, brackets and comments suffices.
"""

from __future__ import annotations

import re
import tomllib
from typing import Final, TypeAlias

KeyPath: TypeAlias = tuple[str, ...]

_KEY: Final = re.compile(r"""[ \t]*("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)[ \t]*""")
_STRING: Final = re.compile(
    r'"""(?:[^\\]|\\[\s\S])*?"""+|' + r"'''[\s\S]*?'''+|" + r'"(?:[^"\\\n]|\\.)*"|' + r"'[^'\n]*'"
)
_BLANK: Final = re.compile(r"(?:[ \t\r\n,]|#[^\n]*)*")
_BARE: Final = re.compile(r"[^,\]}#\r\n]+")


def key_places(text: str) -> dict[KeyPath, tuple[int, int]]:
    """The offsets of each key by its path; the items of a list stand under their index (`("paths", "0")`)."""
    return _Scanner(text).run()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.found: dict[KeyPath, tuple[int, int]] = {}

    def run(self) -> dict[KeyPath, tuple[int, int]]:
        table: KeyPath = ()
        at = self._skip(0)
        while at < len(self.text):
            if self.text[at] == "[":
                opened = 2 if self.text.startswith("[[", at) else 1
                table, at = self._keys((), at + opened)
                at += opened
            else:
                at = self._entry(table, at)
            at = self._skip(at)
        return self.found

    def _skip(self, at: int) -> int:
        found = _BLANK.match(self.text, at)
        return found.end() if found else at

    def _keys(self, above: KeyPath, at: int) -> tuple[KeyPath, int]:
        """The path of a dotted key, and the offset after it."""
        path = above
        while found := _KEY.match(self.text, at):
            path = (*path, _plain(found[1]))
            self.found.setdefault(path, found.span(1))
            at = found.end()
            if self.text[at : at + 1] != ".":
                break
            at += 1
        return path, at

    def _entry(self, table: KeyPath, at: int) -> int:
        path, at = self._keys(table, at)
        if self.text[at : at + 1] != "=":
            return len(self.text)
        return self._value(path, self._skip(at + 1))

    def _value(self, path: KeyPath, at: int) -> int:
        """The offset after the value at `at`."""
        first = self.text[at : at + 1]
        if first == "[":
            at, index = self._skip(at + 1), 0
            while at < len(self.text) and self.text[at] != "]":
                end = self._value((*path, str(index)), at)
                self.found.setdefault((*path, str(index)), (at, end))
                at, index = self._skip(end), index + 1
            return at + 1
        if first == "{":
            at = self._skip(at + 1)
            while at < len(self.text) and self.text[at] != "}":
                at = self._skip(self._entry(path, at))
            return at + 1
        found = _STRING.match(self.text, at) or _BARE.match(self.text, at)
        return found.end() if found else len(self.text)


def _plain(key: str) -> str:
    """A key without its quotes and escapes."""
    return next(iter(tomllib.loads(f"{key} = 0"))) if key[0] in "\"'" else key
