"""Making the fixes of findings, round by round, until nothing is left to make."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from callflows.architect.patches import apply, together
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
    than `file` are not made, nor is one that leaves more errors than there were: the text never becomes worse.
    """
    found = tuple(judge(text))
    made: list[Made] = []
    refused: set[tuple[str, str, str]] = set()
    for _ in range(ROUNDS):
        open_ones = [m for m in _candidates(found, file, unsafe=unsafe) if _key(m) not in refused]
        if not open_ones:
            break
        chosen = {id(fix) for fix in together(text, [m.fix for m in open_ones])}
        batch = [m for m in open_ones if id(m.fix) in chosen]
        done = _try(text, batch, judge, found)
        while done is None and len(batch) > 1:
            batch = batch[: len(batch) // 2]
            done = _try(text, batch, judge, found)
        if done is None:
            refused.add(_key(batch[0]))
            continue
        text, found = done
        made += batch
    return Mended(text, tuple(made), found)


def _candidates(found: Sequence[Diagnostic], file: str, *, unsafe: bool) -> Iterator[Made]:
    for diagnostic in found:
        for fix in diagnostic.fixes:
            if (fix.safe or unsafe) and fix.edits and all(edit.span.file == file for edit in fix.edits):
                yield Made(diagnostic, fix)
                break


def _try(
    text: str, batch: Sequence[Made], judge: Judge, before: Sequence[Diagnostic]
) -> tuple[str, tuple[Diagnostic, ...]] | None:
    """The text with a batch of fixes and its findings; None where it changes nothing or makes the text worse. Of
    several fixes together each has to do its part: else a good one could hide a bad one."""
    changed = apply(text, [edit for made in batch for edit in made.fix.edits])
    if changed == text:
        return None
    found = tuple(judge(changed))
    gain = _errors([made.finding for made in batch]) if len(batch) > 1 else 0
    return None if _errors(found) > _errors(before) - gain else (changed, found)


def _errors(found: Sequence[Diagnostic]) -> int:
    return sum(d.severity is Severity.ERROR for d in found)


def _key(made: Made) -> tuple[str, str, str]:
    return (made.finding.code, made.finding.address, made.fix.title)
