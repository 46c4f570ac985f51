"""Making the fixes of findings, round by round, until nothing is left to make."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence

import msgspec

from callflows.architect.editing.patches import apply, together
from callflows.diagnostics import Diagnostic, Fix, Severity

ROUNDS = 25
"""A fix may bring another to light; more rounds than this one file never needs."""

Judge = Callable[[str], Sequence[Diagnostic]]


class Made(msgspec.Struct, frozen=True):
    """A fix that was made, and the finding that it mended, both as they were then."""

    finding: Diagnostic
    fix: Fix


class Mended(msgspec.Struct, frozen=True):
    """The text with its fixes made, in the order of making, and what is still found in it."""

    text: str
    made: tuple[Made, ...]
    diagnostics: tuple[Diagnostic, ...]


def mend(text: str, judge: Judge, *, file: str = "", unsafe: bool = False) -> Mended:
    """Make the safe fixes of `text`, with `unsafe` the others too, and judge anew until none is left.

    `judge` gives the findings of a text; of each the first fix that may be made is taken. Fixes that edit another file
    than `file` are not made, nor is one that makes new errors: the text never has more of them than before. A fix may
    bring to light what it hid in its own place, such as the names in an expression that could not be read.
    """
    before = tuple(judge(text))
    done = _Rounds(judge, file, unsafe=unsafe, uncovering=True).run(text, before)
    if _errors(done.diagnostics) <= _errors(before):
        return done
    return _Rounds(judge, file, unsafe=unsafe, uncovering=False).run(text, before)


class _Rounds:
    """One mending. `uncovering` says that errors in the place of a fix are not held against it."""

    def __init__(self, judge: Judge, file: str, *, unsafe: bool, uncovering: bool) -> None:
        self.judge = judge
        self.file = file
        self.unsafe = unsafe
        self.uncovering = uncovering

    def run(self, text: str, found: tuple[Diagnostic, ...]) -> Mended:
        made: list[Made] = []
        refused: set[tuple[str, str, str]] = set()
        for _ in range(ROUNDS):
            left = [m for m in _candidates(found, self.file, unsafe=self.unsafe) if _key(m) not in refused]
            if not left:
                break
            chosen = {id(fix) for fix in together(text, [m.fix for m in left])}
            batch = [m for m in left if id(m.fix) in chosen]
            done = self.attempt(text, batch, found)
            while done is None and len(batch) > 1:
                batch = batch[: len(batch) // 2]
                done = self.attempt(text, batch, found)
            if done is None:
                refused.add(_key(batch[0]))
                continue
            text, found = done
            made += batch
        return Mended(text, tuple(made), found)

    def attempt(
        self, text: str, batch: Sequence[Made], before: Sequence[Diagnostic]
    ) -> tuple[str, tuple[Diagnostic, ...]] | None:
        """The text with a batch of fixes and its findings; None where it changes nothing or makes the text worse. Of
        several fixes together each has to do its part: else a good one could hide a bad one."""
        changed = apply(text, [edit for made in batch for edit in made.fix.edits])
        if changed == text:
            return None
        after = tuple(self.judge(changed))
        places = {made.finding.address for made in batch if made.finding.address} if self.uncovering else set()
        gain = _errors([made.finding for made in batch if made.finding.address not in places]) if len(batch) > 1 else 0
        worse = _errors(after, but=places) > _errors(before, but=places) - gain
        return None if worse else (changed, after)


def _candidates(found: Sequence[Diagnostic], file: str, *, unsafe: bool) -> Iterator[Made]:
    for diagnostic in found:
        for fix in diagnostic.fixes:
            if (fix.safe or unsafe) and fix.edits and all(edit.span.file == file for edit in fix.edits):
                yield Made(diagnostic, fix)
                break


def _errors(found: Sequence[Diagnostic], *, but: Container[str] = ()) -> int:
    """How many errors there are, those at the addresses `but` left out."""
    return sum(d.severity is Severity.ERROR and d.address not in but for d in found)


def _key(made: Made) -> tuple[str, str, str]:
    return (made.finding.code, made.finding.address, made.fix.title)
