"""The project's own flows: one of each type that uses the whole catalogue, and those under tests/flows."""

from __future__ import annotations

from pathlib import Path

import pytest

from callflows.architect import read, write
from callflows.diagnostics import Severity
from callflows.model import CATALOGUE, FLOW_TYPES, SETTINGS, actions_of, nodes_at
from tests.corpus_builder import all_actions_flow

FLOWS = Path(__file__).parents[1] / "flows"
EXPORTED = sorted(FLOWS.glob("exported/*.yaml"))
BY_HAND = sorted(FLOWS.glob("by_hand/*.yaml"))


@pytest.mark.parametrize("kind", FLOW_TYPES)
def test_a_flow_that_uses_everything_is_written_and_read_without_loss(kind: str) -> None:
    flow = all_actions_flow(kind)
    text = write(flow)
    result = read(text, file=f"{kind}.yaml")
    assert [(d.code, str(d.span), d.message) for d in result.diagnostics] == []
    assert result.flow == flow
    assert write(result.flow) == text


def test_the_flows_use_every_action_with_every_field_and_path() -> None:
    unused: set[tuple[str, str]] = set()
    sites = {kind: list(actions_of(all_actions_flow(kind))) for kind in FLOW_TYPES}
    for spec in CATALOGUE.values():
        for flow_type in spec.flow_types:
            found = [site.action for site in sites[flow_type] if site.action.kind == spec.key]
            paths = [field.path for field in spec.fields] + [f"outputs/{name}" for name in spec.outputs]
            unused |= {
                (f"{flow_type}: {spec.key}", path)
                for path in paths
                if not any(list(nodes_at(action, path)) for action in found)
            }
    assert unused == set()


def test_the_flows_have_every_settings_group_of_their_header() -> None:
    for kind, spec in FLOW_TYPES.items():
        wanted = [key for key in spec.header if key.startswith("settings")]
        assert [key for key, _ in all_actions_flow(kind).settings] == wanted
        assert [key for key in wanted if key not in SETTINGS] == []


@pytest.mark.parametrize("path", EXPORTED, ids=lambda path: path.stem)
def test_a_flow_as_it_is_exported_comes_back_byte_for_byte(path: Path) -> None:
    data = path.read_bytes()
    result = read(data, file=path.name)
    assert result.diagnostics == ()
    assert result.flow is not None
    assert write(result.flow).encode() == data


@pytest.mark.parametrize("path", BY_HAND, ids=lambda path: path.stem)
def test_a_flow_written_by_hand_means_the_same_after_writing(path: Path) -> None:
    result = read(path.read_bytes(), file=path.name)
    assert result.diagnostics == ()
    assert result.flow is not None
    text = write(result.flow)
    again = read(text)
    assert [d for d in again.diagnostics if d.severity is Severity.ERROR] == []
    assert again.flow == result.flow
    assert write(again.flow) == text


def test_there_is_a_realistic_flow_of_each_common_type() -> None:
    found = {flow.type for path in EXPORTED + BY_HAND if (flow := read(path.read_bytes()).flow) is not None}
    wanted = {"inboundCall", "commonModule", "inqueueCall", "workflow", "inboundShortMessage", "inboundEmail"}
    assert (wanted | {"botFlow", "digitalBot"}) - found == set()
