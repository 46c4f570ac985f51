"""The quick answer of the catalogue's check is the full one's."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from callflows.architect.document.source_map import SourceMap
from callflows.architect.faults import Findings
from callflows.architect.reading.acceptors import accepts, accepts_settings
from callflows.architect.reading.catalogue_check import check_action
from callflows.architect.reading.settings_check import check_group
from callflows.model import (
    CATALOGUE,
    SETTINGS,
    Action,
    Actions,
    Audio,
    Entries,
    Expression,
    Group,
    Items,
    Literal,
    Node,
    Nothing,
    NoValue,
    Output,
)
from tests.corpus_builder import ROUNDS, action, settings_group

OTHER: tuple[Node, ...] = (
    *("text", 5, True, Decimal("1.5"), None, Literal("x"), Expression("x"), NoValue(), Output("Flow.x"), Nothing()),
    *(Audio(tts="x"), Group(), Group((("odd", 1),)), Group((("a", 1), ("b", Group()))), Items(), Items(("x",))),
    *(Actions(), Group((("actions", Actions()),)), Group((("enabled", False),)), Items((Group((("odd", 1),)),))),
)


def changed(entries: Entries) -> Iterator[Entries]:
    """The settings with one of them gone, under another key, something else, or changed in turn further below."""
    for index, (key, node) in enumerate(entries):
        before, after = entries[:index], entries[index + 1 :]
        yield before + after
        yield (*before, ("unheardOf", node), *after)
        yield from ((*before, (key, other), *after) for other in OTHER)
        if isinstance(node, Group):
            yield from ((*before, (key, Group(below)), *after) for below in changed(node.entries))
        elif isinstance(node, Items) and node.items and isinstance(node.items[0], Group):
            for below in changed(node.items[0].entries):
                yield (*before, (key, Items((Group(below), *node.items[1:]))), *after)
    yield (*entries, ("", "bare"))
    yield (*entries, ("unheardOf", 1))


@pytest.mark.parametrize("kind", CATALOGUE)
def test_an_action_is_accepted_exactly_where_nothing_is_found(kind: str) -> None:
    spec = CATALOGUE[kind]
    nowhere = SourceMap(None, None)
    wrong = []
    for turn in range(ROUNDS):
        whole = action(spec, turn, spec.flow_types[0], 1)
        for entries in (whole.entries, *changed(whole.entries)):
            each = Action(kind, entries)
            if accepts(each) is any(True for _ in check_action(each, "/x", spec, nowhere, Findings())):
                wrong.append(each)
    assert wrong == []


@pytest.mark.parametrize("key", SETTINGS)
def test_settings_are_accepted_exactly_where_nothing_is_found(key: str) -> None:
    spec = SETTINGS[key]
    nowhere = SourceMap(None, None)
    wrong = []
    for turn in range(ROUNDS):
        whole = settings_group(key, turn, spec.flow_types[0])
        below = changed(whole.entries) if isinstance(whole, Group) else ()
        for node in (whole, *OTHER, *map(Group, below)):
            if accepts_settings(key, node) is any(True for _ in check_group(spec, node, "/x", nowhere, Findings())):
                wrong.append(node)
    assert wrong == []


def test_an_unknown_action_is_not_accepted() -> None:
    assert not accepts(Action("playHologram"))
    assert accepts(Action("disconnect"))
