"""The settings of an action as sources of values, by their paths, for actions that hand all of them on."""

from __future__ import annotations

from collections.abc import Iterator

from callflows.engine.builder import Place, Target
from callflows.engine.nodes.inputs import Said
from callflows.engine.sources import Constant, Described, Source
from callflows.model import Actions, Audio, Group, Items, Kind, Nothing, Output, spec_of
from callflows.model import Node as Setting

_OWN = ("name", "refId", "outputs", "dtmf", "globalDtmf", "globalSpeechRecTerms", "speechRecTerms")


def settings_of(place: Place, *without: str) -> tuple[tuple[str, Source], ...]:
    """Every setting but the action's name, branches and output variables, in the order written. What stands in a list
    has its place in it: `attributes[0]/attribute/name`."""
    skipped = (*_OWN, *without)
    return tuple(
        (path, Described(place.sound_of(node)) if isinstance(node, Audio) else place.source(node))
        for path, node in _leaves(place)
        if path.partition("/")[0] not in skipped and not isinstance(node, Actions | Output | Nothing)
    )


def keyed_names(place: Place) -> tuple[tuple[str, Source], ...]:
    """(path, name) of what the action names by a key with more below it: `screenPopScript: {Agent View: {…}}`."""
    spec = spec_of(place.action.kind)
    fields = [each.path for each in spec.fields if each.kind is Kind.KEYED] if spec is not None else []
    found = [(path, place.groups(path)) for path in fields if "*" not in path]
    return tuple((path, Constant(entries[0][0])) for path, entries in found if entries)


def plain_settings(place: Place, *paths: str) -> Said:
    """What a trace says of settings that are bare texts, of those that are written."""
    found = ((path, place.setting(path)) for path in paths)
    return tuple((path, written) for path, written in found if isinstance(written, str))


def targets_of(place: Place) -> tuple[tuple[str, Target], ...]:
    """(path, variable) of every output variable of the action."""
    found = [(path, place.target_of(node)) for path, node in _leaves(place) if isinstance(node, Output)]
    return tuple((path, target) for path, target in found if target is not None)


def _leaves(place: Place) -> Iterator[tuple[str, Setting]]:
    pending: list[tuple[str, Setting]] = list(reversed(place.action.entries))
    while pending:
        path, node = pending.pop()
        if path == "outputs":
            continue
        if isinstance(node, Group):
            pending.extend((f"{path}/{key}", below) for key, below in reversed(node.entries))
        elif isinstance(node, Items):
            last = len(node.items) - 1
            pending.extend((f"{path}[{last - back}]", below) for back, below in enumerate(reversed(node.items)))
        else:
            yield path, node
