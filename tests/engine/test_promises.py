"""What the engine says of itself: every kind of action is executed or reported, every reading is listed."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

from callflows.engine import semantics
from callflows.engine.nodes import BUILDS
from callflows.model.catalogue import CATALOGUE

CALLS = {"inboundCall", "commonModule", "inqueueCall", "outboundCall", "secureCall"}
"""The flow types that the engine runs: an action that only other types have cannot occur in a call."""
REPORTED = {
    "callDigitalBotFlow",
    "getJourneyOutcome",
    "getJourneyOutcomeScoresBySession",
    "getJourneySegment",
    "getJourneySession",
    "getJourneySessionsByExternalContact",
    "sendAutoReply",
    "sendResponse",
}
"""What only a module has that serves messages, emails, chats or workflows."""
FIDELITY = Path(__file__).resolve().parents[2] / "docs" / "fidelity.md"


def rows() -> list[str]:
    text = FIDELITY.read_text(encoding="utf-8").partition("## engine\n")[2].partition("\n## ")[0]
    return [line for line in text.splitlines() if line.startswith("| ")][1:]


def test_the_kinds_that_are_reported_as_not_executed_are_these() -> None:
    kinds = {key for key, spec in CATALOGUE.items() if CALLS & set(spec.flow_types)}
    assert kinds - set(BUILDS) == REPORTED
    assert set(BUILDS) - set(CATALOGUE) == set()


def test_every_reading_has_its_row() -> None:
    functions = {name for name, found in inspect.getmembers(semantics, inspect.isroutine)}
    listed = set(re.findall(r"`engine\.semantics\.(\w+)`", "\n".join(rows())))
    assert functions == listed


def test_every_row_names_something_that_exists() -> None:
    missing = []
    for row in rows():
        for name in re.findall(r"`(engine\.[\w.]+)`", row.rpartition(" | ")[2]):
            module, _, inside = name.rpartition(".")
            if not exists(f"callflows.{module}", [inside]):
                missing.append(name)
    assert missing == []


def exists(module: str, path: list[str]) -> bool:
    """Whether `module` imports and holds the names of `path`, one inside the other."""
    try:
        found: object = importlib.import_module(module)
    except ModuleNotFoundError:
        above, _, last = module.rpartition(".")
        return bool(above) and exists(above, [last, *path])
    for name in path:
        if name in getattr(found, "__dataclass_fields__", ()):
            return True
        if not hasattr(found, name):
            return False
        found = getattr(found, name)
    return True
