"""The shared flows that a flow calls, from the catalogue."""

from __future__ import annotations

from typing import Final

from callflows.model import CATALOGUE, Flow, Group, Kind, RefKind, actions_of, nodes_at

_FIELDS: Final = {
    key: tuple(f.path for f in spec.fields if f.refers_to is RefKind.COMMON_MODULE and f.kind is Kind.KEYED)
    for key, spec in CATALOGUE.items()
}
_SIGNS: Final = tuple(key.encode() for key, paths in _FIELDS.items() if paths)


def may_call(data: bytes) -> bool:
    """Whether a file can hold a call of a shared flow at all; cheaper than looking at each action."""
    return any(sign in data for sign in _SIGNS)


def called(flow: Flow) -> tuple[str, ...]:
    """The names of the common modules that a flow calls, each once, in the order of the file."""
    names: dict[str, None] = {}
    for site in actions_of(flow):
        for path in _FIELDS.get(site.action.kind, ()):
            for _, node in nodes_at(site.action, path):
                if isinstance(node, Group) and node.entries:
                    names.setdefault(node.entries[0][0])
    return tuple(names)
