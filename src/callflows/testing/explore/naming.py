"""The path of a call in words."""

from __future__ import annotations

from itertools import groupby

from callflows.testing.explore.run import Way

LONGEST = 110
"""Characters of a name; of a longer one the middle is left out."""
_ENDS = {"disconnect": "the flow hangs up", "error": "dropped after an error", "hangUp": "the caller hangs up"}


def named(way: Way) -> str:
    """`press 1, Get VIP fails → queue Support`."""
    labels = [pick.option.label for pick in way.picks if pick.option.label and pick.point.kind != "transfer"]
    labels += [
        each.option.label for each in way.picks if each.point.kind == "transfer" and each.option.key == "failure"
    ]
    end = _end(way)
    return f"{_fitted(_counted(labels), LONGEST - len(end) - 3)} → {end}"


def _fitted(labels: list[str], room: int) -> str:
    """The labels; where they are too many, the first and the last ones."""
    if not labels:
        return "nothing is asked"
    whole = ", ".join(labels)
    if len(whole) <= room:
        return whole
    head: list[str] = []
    tail: list[str] = []
    for index in range(len(labels)):
        end = head if index % 2 else tail
        label = labels[len(head)] if index % 2 else labels[-1 - len(tail)]
        if len(", ".join((*head, "…", *tail, label))) > room:
            break
        end.append(label)
    return ", ".join((*head, "…", *reversed(tail))) if head or tail else f"{whole[: room - 1]}…"


def _counted(labels: list[str]) -> list[str]:
    """`no entry` three times in a row is `no entry 3×`."""
    runs = [(label, len(list(same))) for label, same in groupby(labels)]
    return [label if count == 1 else f"{label} {count}×" for label, count in runs]


def _end(way: Way) -> str:
    if way.circle is not None:
        return "round again"
    if way.cut:
        return "no end"
    if way.transfer is not None:
        return " ".join(way.transfer)
    if way.ended.reason == "end of task":
        return "the call is given back"
    if way.failures:
        return f"error {way.failures[-1].code}"
    return _ENDS.get(way.ended.by, "an agent answers")
