"""The settings of a flow and of its menus against the catalogue: unknown keys, missing ones, values of wrong shapes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from callflows.architect.document.source_map import SourceMap
from callflows.architect.faults import Findings
from callflows.architect.reading.acceptors import TAKES, accepts_settings, settings_entries
from callflows.architect.reading.catalogue_check import check_field, check_fields, wrong_shape
from callflows.architect.reading.flow_reader import unknown_key
from callflows.diagnostics import Diagnostic
from callflows.model import FLOW_TYPES, SETTINGS, Action, Field, Flow, Kind, Node, SettingsSpec
from callflows.model.walk import child, menu_address

_MENU_AUDIO: Final = Field(path="audio", kind=Kind.AUDIO)


def check_settings(flow: Flow, source: SourceMap, findings: Findings) -> None:
    """What the catalogue says against the settings of a flow and of its menus, in a header that has them: a key that
    the flow type does not have is reported as such, and nothing below it. What a menu plays is looked at, too."""
    for owner, key, node in _settings_of(flow):
        if not accepts_settings(key, node):
            address = child(_address(flow, owner), key)
            for found in check_group(SETTINGS[key], node, address, source, findings):
                findings.add(found)
    for index, menu in enumerate(flow.menus):
        if not isinstance(menu.audio, (*TAKES[Kind.AUDIO], type(None))):  # where it is empty the reader has said so
            for found in check_field(_MENU_AUDIO, child(_address(flow, index), "audio"), menu.audio, source):
                findings.add(found)


def check_group(
    spec: SettingsSpec, node: Node, address: str, source: SourceMap, findings: Findings
) -> Iterator[Diagnostic]:
    """What is wrong with one group of settings; nothing exactly where `accepts_settings` is true."""
    if spec.itself is not None:
        yield from check_field(spec.itself, address, node, source)
        return
    entries = settings_entries(node)
    if entries is None:
        yield wrong_shape(address, node, "its settings, each a key", source)
        return
    if spec.closed and findings.room("unknown-key"):
        present = dict(entries)
        for key in present:
            if key not in spec.keys:
                yield unknown_key(key, child(address, key), spec.keys, spec.key, source, present=present)
    if findings.room("wrong-shape"):
        yield from check_fields(Action(spec.key, entries), address, spec.fields, source)


def _settings_of(flow: Flow) -> Iterator[tuple[int | None, str, Node]]:
    """(index of the menu, None for the header; key; what stands there) of every group that the catalogue describes."""
    spec = FLOW_TYPES.get(flow.type)
    header = spec.header if spec else ()
    groups: list[tuple[str, Node]] = [*flow.settings]
    if flow.supported_languages is not None:
        groups.append(("supportedLanguages", flow.supported_languages))
    if flow.initial_greeting is not None:
        groups.append(("initialGreeting", flow.initial_greeting))
    for key, node in groups:
        if key in header and key in SETTINGS and flow.type in SETTINGS[key].flow_types:
            yield None, key, node
    if "menus" in header:
        for index, menu in enumerate(flow.menus):
            for key, node in menu.settings:
                yield index, key, node


def _address(flow: Flow, menu: int | None) -> str:
    return f"/{flow.type}" if menu is None else menu_address(flow, menu)
