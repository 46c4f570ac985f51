"""What is entered is left, the innermost first."""

from __future__ import annotations

from collections.abc import Iterable

from callflows.engine import trace as t

ENTERED = {t.LeftModule: t.EnteredModule, t.LeftTask: t.EnteredTask, t.LeftMenu: t.EnteredMenu}


def faults_of(events: Iterable[t.TraceEvent]) -> list[str]:
    """What breaks the rule in the trace of a call that is over, and what is said to be left in another way."""
    found: list[str] = []
    inside: list[t.Entered] = []
    for event in events:
        if isinstance(event, t.EnteredModule | t.EnteredTask | t.EnteredMenu):
            inside.append(event)
        elif isinstance(event, t.LeftModule | t.LeftTask | t.LeftMenu):
            entered = inside.pop() if inside else None
            if type(entered) is not ENTERED[type(event)] or entered.address != event.address:
                found.append(f"{event} after {entered}")
            if event.by not in t.LEAVES:
                found.append(f"{event.by} is no way to leave")
        elif isinstance(event, t.Ended) and inside:
            found.append(f"still in {inside}")
    return found
