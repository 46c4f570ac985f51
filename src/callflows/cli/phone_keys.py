"""A caller at the keys of a terminal: each character is a key of the telephone at once, silence is real time."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Final, Protocol

from callflows.engine.events import AgentAnswers, Digits, HangUp, Silence, Speech

if TYPE_CHECKING:
    from callflows.cli.phone import Doing, Question
    from callflows.cli.phone_view import View
    from callflows.cli.phone_voice import Voice
    from callflows.engine import Event, Part
    from callflows.engine.commands import Collect

HELP: Final = (
    "0-9 * # are the keys",
    "s: say something; type it, then Enter",
    "w or Enter: stay silent until the flow goes on",
    "h or Ctrl-D: hang up; so does Ctrl-C",
    "?: this help",
)
AGENT: Final = "a: an agent answers the call that waits in the queue"
_KEYS: Final = frozenset("0123456789*#")
_ENTER: Final = frozenset("\r\n")
_ERASE: Final = frozenset("\x7f\b")
_GONE: Final = frozenset({"", "\x04"})
"""Nobody is there any more; Ctrl-D."""
_POLL: Final = 0.05
"""Seconds between two looks at whether the voice still speaks."""


class Handset(Protocol):
    """A keyboard and a clock."""

    def read(self, seconds: float | None) -> str | None:
        """The next character; None after so many seconds without one (None waits for ever); "" where nobody is there
        any more."""

    def now(self) -> float:
        """Seconds on a clock that never goes back."""


class Hurry:
    """The caller does not want to wait."""


class AtKeys:
    """A caller who types. With `fast` silence takes no time of its own: it lasts until a key ends it, and `w` or Enter
    jump over it. `in_queue` says that the flow is one of callers who wait for an agent."""

    def __init__(
        self,
        handset: Handset,
        view: View,
        voice: Voice | None = None,
        *,
        fast: bool = False,
        in_queue: bool = False,
    ) -> None:
        self._handset = handset
        self._view = view
        self._voice = voice
        self._fast = fast
        self._in_queue = in_queue
        self._only_waits = False

    def hears(self, parts: tuple[Part, ...], ms: int, barge_in: bool) -> Generator[Doing]:
        """As `Caller`. Text is there at once, and only what was typed before counts; a voice speaks until it is done or
        a key ends it."""
        speaking = self._voice.say(parts) if self._voice is not None else None
        if ms:
            self._view.notes(f"({ms / 1000:g} s; w or Enter: no more of it)")
        timed = ms > 0 and not self._fast
        since = begun = self._handset.now()
        try:
            while True:
                left = max(0.0, begun + ms / 1000 - self._handset.now()) if timed else float(ms)
                over = not left and (speaking is None or speaking.done())
                patience = 0 if over else _POLL if speaking is not None else left if timed else None
                char = self._handset.read(patience)
                if char is None and over:
                    return
                doing = None if char is None else self._doing(char, _ms(self._handset.now() - since) if timed else 0)
                if isinstance(doing, Hurry):
                    return
                if doing is not None:
                    since = self._handset.now()
                    yield doing
                    if barge_in and isinstance(doing, Digits):
                        return
        finally:
            if speaking is not None:
                speaking.stop()

    def acts(self, wait: int, listening: Collect, first: bool) -> Doing:
        """As `Caller`."""
        self._only_waits = listening.purpose == "silence"
        if first:
            self._view.listens(wait, listening, fast=self._fast)
        begun = self._handset.now()
        while True:
            passed = min(wait, _ms(self._handset.now() - begun))
            char = self._handset.read(self._patience(wait - passed))
            if char is None:
                self._view.silence(wait)
                return Silence(wait)
            typed = self._handset.now()
            ms = 0 if self._fast else min(wait, _ms(typed - begun))
            doing = self._doing(char, ms)
            if isinstance(doing, Hurry):
                self._view.silence(wait)
                return Silence(wait)
            if doing is not None:
                return doing
            begun += self._handset.now() - typed  # the clock stood still while a term or the help took its time

    def language_is(self, tag: str) -> None:
        """As `Caller`."""
        if self._voice is not None:
            self._voice.language = tag

    def answers(self, question: Question) -> Event | None:
        """As `Caller`: asks the person."""
        from callflows.cli.phone_questions import ask

        return ask(question, self._view, self._char, self._line)

    def _patience(self, left: int) -> float | None:
        """Seconds to wait for a key."""
        if self._fast:
            return 0 if self._only_waits else None
        return left / 1000

    def _doing(self, char: str, ms: int) -> Doing | Hurry | None:
        """What a character does; None where it does nothing to the call."""
        if char in _KEYS:
            self._view.key(char, ms)
            return Digits(char, ms)
        if char in _ENTER or char == "w":
            return Hurry()
        if char in _GONE or char == "h":
            self._view.says("you", "hang up")
            return HangUp(ms)
        if char == "a" and self._in_queue:
            self._view.says("agent", "answers")
            return AgentAnswers(ms)
        if char == "s":
            said = self._line("say")
            return Speech(said, ms) if said else None
        self._view.notes(*HELP, *([AGENT] if self._in_queue else []))
        return None

    def _char(self) -> str:
        """The next character, however long it takes."""
        return self._handset.read(None) or ""

    def _line(self, prompt: str) -> str:
        """A line as it is typed; "" where it was left empty or broken off with Escape or Ctrl-D."""
        typed = ""
        self._view.asks(f"{prompt}: ")
        while (char := self._char()) not in _ENTER:
            if char in _GONE or char == "\x1b":
                self._view.typed("")
                return ""
            if char in _ERASE:
                self._view.rub_out(typed[-1:])
                typed = typed[:-1]
            elif char.isprintable():
                self._view.key(char)
                typed += char
        self._view.typed(typed)
        return typed.strip()


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
