"""A caller in lines: of standard input, or of a script. Time is virtual: silence takes none."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from typing import TYPE_CHECKING, Final

from callflows.engine import script_of
from callflows.engine.events import Digits, HangUp, Silence, Speech

if TYPE_CHECKING:
    from callflows.cli.phone import Doing, Question
    from callflows.cli.phone_view import View
    from callflows.cli.phone_voice import Voice
    from callflows.engine import Event, Part
    from callflows.engine.commands import Collect

SAY: Final = "say "
"""What a line begins with that is spoken."""


class AtLines:
    """A caller who takes a step each time the flow listens, and is silent when there is none left. `read` gives the
    next line, "" at the end; `wrong` is told of a line that is none."""

    def __init__(
        self,
        read: Callable[[], str],
        view: View,
        wrong: Callable[[str], None],
        voice: Voice | None = None,
        steps: Iterable[str | Speech] = (),
    ) -> None:
        self._read = read
        self._view = view
        self._wrong = wrong
        self._voice = voice
        self._steps = deque(steps)
        self._over = False

    def hears(self, parts: tuple[Part, ...], ms: int, barge_in: bool) -> Generator[Doing]:
        """As `Caller`: listens to the end."""
        if self._voice is not None:
            self._voice.say(parts).wait()
        yield from ()

    def acts(self, wait: int, listening: Collect, first: bool) -> Doing:
        """As `Caller`."""
        while not self._steps and not self._over:
            self._fetch()
        step = self._steps.popleft() if self._steps else "w"
        if isinstance(step, Speech):
            self._view.says("you", f"say {step.text}")
            return step
        if step == "h":
            self._view.says("you", "hang up")
            return HangUp()
        if step == "w":
            self._view.silence(wait)
            return Silence(wait)
        self._view.says("you", f"press {step}")
        return Digits(step)

    def language_is(self, tag: str) -> None:
        """As `Caller`."""
        if self._voice is not None:
            self._voice.language = tag

    def answers(self, question: Question) -> Event | None:
        """As `Caller`: a script does not know."""
        return None

    def _fetch(self) -> None:
        line = self._read()
        self._over = not line
        text = line.strip()
        if text.startswith(SAY) and text[len(SAY) :].strip():
            self._steps.append(Speech(text[len(SAY) :].strip()))
            return
        try:
            self._steps.extend(script_of(text))
        except ValueError as error:
            self._wrong(f"{error}; or say WORDS")
