"""What a caller has heard, and how far a test has looked at it."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from callflows.engine.audio import Part, text_of
from callflows.engine.trace import Heard

_BLANKS: Final = re.compile(r"\s+")
_WORD: Final = re.compile(r"\w")


class Playing(msgspec.Struct, frozen=True):
    """One thing that was played: its event in the trace, its text on one line, the names of the prompts in it."""

    index: int
    text: str
    prompts: tuple[str, ...]


class Hearing:
    """Everything that was played, in order. A look begins at the last doing of the caller and goes on behind what was
    found."""

    def __init__(self) -> None:
        self.playings: list[Playing] = []
        self._from = (0, 0)
        self._doing = 0

    def note(self, index: int, event: Heard) -> None:
        """Something is heard: the event of the trace with this index."""
        text = _one_line(event.parts)
        if text:
            prompts = tuple(part.name for part in event.parts if part.kind == "prompt")
            self.playings.append(Playing(index, text, prompts))

    def look_from_here(self) -> None:
        """The caller does something: what was heard before is looked at no more."""
        self._doing = len(self.playings)
        self._from = (self._doing, 0)

    @property
    def unseen(self) -> int | None:
        """The event of the trace from which on nobody has looked, None where everything was looked at."""
        playing, _ = self._from
        return self.playings[playing].index if playing < len(self.playings) else None

    def find(self, expected: str | re.Pattern[str]) -> bool:
        """Whether this was heard since the last doing, behind what was found already; then it counts as found.
        A text ignores case and how blanks are set, and may go over several playings; a pattern sees a line a playing.
        """
        playing, offset = self._from
        rest = "\n".join(each.text for each in self.playings[playing:])
        found = _pattern(expected).search(rest, offset)
        if found is None:
            return False
        end = found.end()
        while playing < len(self.playings) and end > len(self.playings[playing].text):
            end -= len(self.playings[playing].text) + 1
            playing += 1
        self._from = (playing, max(end, 0))
        return True

    def prompt(self, name: str) -> bool:
        """As `find`, for a prompt by its name, whatever it says."""
        start = self._from[0]
        for index, playing in enumerate(self.playings[start:], start):
            if name in playing.prompts:
                self._from = (index + 1, 0)
                return True
        return False

    def news(self) -> bool:
        """Whether a word was heard since the last doing that nobody has looked at; the full stop behind it is none."""
        playing, offset = self._from
        return any(_WORD.search(text) for text in self._unheard(playing, offset))

    def since_doing(self, unwanted: str | re.Pattern[str]) -> Playing | None:
        """The first playing since the last doing in which this is heard."""
        sought = _pattern(unwanted)
        return next((each for each in self.playings[self._doing :] if sought.search(each.text)), None)

    def before(self, expected: str | re.Pattern[str]) -> bool:
        """Whether this was heard at any time."""
        return _pattern(expected).search("\n".join(each.text for each in self.playings)) is not None

    def _unheard(self, playing: int, offset: int) -> list[str]:
        texts = [each.text for each in self.playings[playing:]]
        return [texts[0][offset:], *texts[1:]] if texts else []


def _one_line(parts: tuple[Part, ...]) -> str:
    return _BLANKS.sub(" ", text_of(parts)).strip()


def _pattern(expected: str | re.Pattern[str]) -> re.Pattern[str]:
    """A text as the pattern of itself, in any case and with any blanks between its words. Raises ValueError for what is
    neither."""
    __tracebackhide__ = True
    if isinstance(expected, re.Pattern):
        return expected
    if not isinstance(expected, str):
        raise ValueError(f"{expected!r} is neither a text nor a pattern that can be heard")
    words = map(re.escape, expected.split())
    return re.compile(r"\s+".join(words), re.IGNORECASE)
