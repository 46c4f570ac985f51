"""Speaks through espeak-ng. The text goes to its standard input, never into a command line."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from callflows.engine.audio import text_of

if TYPE_CHECKING:
    from callflows.engine import Part

PROGRAM: Final = "espeak-ng"
MISSING: Final = f"{PROGRAM} is not installed, so nothing is spoken; the call goes on as text."
_DIALECTS: Final = frozenset({"en-us", "en-gb", "pt-br", "fr-be", "fr-ch", "fr-fr"})
"""Languages of calls that espeak-ng speaks under the same name."""
_NAMES: Final = {
    "es-us": "es-419",
    "es-mx": "es-419",
    "zh-cn": "cmn",
    "zh-tw": "cmn",
    "zh-hk": "yue",
    "no": "nb",
    "no-no": "nb",
    "en-au": "en-gb",
    "en-nz": "en-gb",
}
"""Languages of calls that go by another name there."""


def voice_of(language: str) -> str:
    """espeak-ng's name of a language such as `en-US`: its dialect where it has one, else the language."""
    tag = language.lower().replace("_", "-")
    return _NAMES.get(tag) or (tag if tag in _DIALECTS else tag.partition("-")[0] or "en")


class Speaking:
    """Speech under way: one process after the other, for each language one."""

    def __init__(self, program: str, texts: Iterable[tuple[str, str]]) -> None:
        self._program = program
        self._left = list(texts)
        self._process: subprocess.Popen[bytes] | None = None

    def done(self) -> bool:
        """Whether all is said; begins the next text where one is over."""
        while self._process is None or self._process.poll() is not None:
            if not self._left:
                return True
            self._begin(*self._left.pop(0))
        return False

    def wait(self) -> None:
        """Until all is said."""
        try:
            while not self.done():
                if self._process is not None:
                    self._process.wait()
        finally:
            self.stop()

    def stop(self) -> None:
        """Be quiet now."""
        self._left.clear()
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.wait()

    def _begin(self, voice: str, text: str) -> None:
        process = subprocess.Popen(  # noqa: S603 - the program is found by its own name, the text is not in the arguments
            [self._program, "-v", voice, "--stdin"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is the call's
        )
        self._process = process
        with contextlib.suppress(OSError):  # it may end without having read
            if process.stdin is not None:
                process.stdin.write(text.encode())
                process.stdin.close()


class Voice:
    """Who reads to the caller. `language` is that of parts that name none."""

    def __init__(self, program: str, language: str) -> None:
        self._program = program
        self.language = language

    def say(self, parts: Iterable[Part]) -> Speaking:
        """Begin to speak."""
        texts: list[tuple[str, str]] = []
        for part in parts:
            text, voice = text_of((part,)), voice_of(part.language or self.language)
            if text and texts and texts[-1][0] == voice:
                texts[-1] = (voice, f"{texts[-1][1]} {text}")
            elif text:
                texts.append((voice, text))
        speaking = Speaking(self._program, texts)
        speaking.done()
        return speaking


def find_voice(language: str) -> Voice | None:
    """The voice of this machine, None where it has none."""
    program = shutil.which(PROGRAM)
    return None if program is None else Voice(program, language)
