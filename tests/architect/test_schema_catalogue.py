"""The JSON Schema over the catalogue: an action with what it needs passes, each fault is refused in its place."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from callflows.model import CATALOGUE, FLOW_TYPES, SETTINGS, ActionSpec, Field, Kind, SettingsSpec
from callflows.model.data_types import type_key
from tests.architect.schema_checks import places
from tests.architect.schema_examples import case, example, found, occurrences, settings, turns

EVERY = pytest.mark.parametrize("spec", CATALOGUE.values(), ids=CATALOGUE)


@EVERY
def test_an_action_with_what_it_needs_passes(spec: ActionSpec) -> None:
    assert case(spec, needed=True).refused() == set()


@EVERY
def test_an_action_with_everything_passes(spec: ActionSpec) -> None:
    for turn in turns(spec):
        assert case(spec, turn).refused() == set()


@EVERY
def test_what_an_action_needs_is_missed(spec: ActionSpec) -> None:
    given = case(spec, needed=True)
    for field in spec.fields:
        if not field.required or field.path.endswith("*"):
            continue
        for place in occurrences(given.settings, field.path):
            assert given.without(place).refused() == {place[:-1]}, field.path


@EVERY
def test_a_key_that_the_action_does_not_have_is_refused_where_its_spelling_is_known(spec: ActionSpec) -> None:
    assert case(spec, needed=True).changed(("notThere",), 1).refused() == ({()} if spec.seen else set())


WRONG: dict[Kind, Any] = {
    Kind.VALUE: "bare",
    Kind.AUDIO: "bare",
    Kind.OUTPUT: {"lit": "x"},
    Kind.TASK_REF: {"lit": "x"},
    Kind.MENU_REF: {"lit": "x"},
    Kind.STATE_REF: {"lit": "x"},
    Kind.NAMED: "bare",
    Kind.KEYED: {},
    Kind.PLAIN: ["bare"],
}


@EVERY
def test_a_value_of_another_shape_is_refused_in_its_place(spec: ActionSpec) -> None:
    for turn in turns(spec):
        given = case(spec, turn)
        for field in spec.fields:
            for place in occurrences(given.settings, field.path):
                if field.kind in WRONG and not field.bare:
                    assert given.changed(place, WRONG[field.kind]).refused() == {place}, field.path


def _beyond(field: Field) -> list[Any]:
    """Literals that a field does not take."""
    match type_key(field.type):
        case "integer":
            wrong: list[Any] = ["text", True, 1.5]
            wrong += [field.minimum - 1] if field.minimum is not None else []
            return [*wrong, field.maximum + 1] if field.maximum is not None else wrong
        case "boolean":
            return ["maybe", 1]
        case "duration":
            wrong = [5, {"ms": -1}, {"years": 1}]
            wrong += [{"ms": field.minimum - 1}] if field.minimum else []
            return [*wrong, {"ms": field.maximum + 1}] if field.maximum is not None else wrong
        case "queue" | "user" | "skill" | "prompt":
            return ["Support", {"id": "x"}]
        case "string":
            return [["text"], {"name": "x"}]
        case _:
            return []


@EVERY
def test_a_literal_of_another_type_or_out_of_range_is_refused_in_its_place(spec: ActionSpec) -> None:
    given = case(spec)
    for field in spec.fields:
        if field.kind is not Kind.VALUE:
            continue
        for place in occurrences(given.settings, field.path):
            for wrong in ["none of them"] if field.one_of else _beyond(field):
                refused = given.changed(place, {"lit": wrong}).refused()
                assert {at[: len(place) + 1] for at in refused} == {(*place, "lit")}, (field.path, wrong)


@EVERY
def test_a_placeholder_passes_where_a_number_or_a_choice_stands(spec: ActionSpec) -> None:
    given = case(spec)
    for field in spec.fields:
        if field.kind is Kind.VALUE and (field.one_of or type_key(field.type) in ("integer", "boolean", "string")):
            for place in occurrences(given.settings, field.path):
                assert given.changed(place, {"lit": "{{ x }}"}).refused() == set()
        if field.kind is Kind.PLAIN:
            for place in occurrences(given.settings, field.path):
                assert given.changed(place, "${x}").refused() == set()


@EVERY
def test_an_output_path_that_the_action_does_not_have_is_refused(spec: ActionSpec) -> None:
    if not spec.outputs:
        return
    given = case(spec, needed=True)
    path = given.changed(("outputs",), {"nowhere": {"actions": []}})
    accepted = not spec.seen or spec.named_outputs
    assert path.refused() == (set() if accepted else {("outputs",)})
    assert given.changed(("outputs",), {spec.outputs[0]: {"actions": None}}).refused() == set()
    assert given.changed(("outputs",), {spec.outputs[0]: []}).refused() == {("outputs", spec.outputs[0])}


@EVERY
def test_two_values_at_once_are_refused(spec: ActionSpec) -> None:
    given = case(spec)
    for field in spec.fields:
        if field.kind is Kind.VALUE:
            for place in occurrences(given.settings, field.path):
                both = {"lit": {"name": "x"}, "exp": "Flow.x"}
                assert place in {at[: len(place)] for at in given.changed(place, both).refused()}


SETTING_GROUPS = pytest.mark.parametrize("spec", SETTINGS.values(), ids=SETTINGS)


def _header(spec: SettingsSpec, made: Any) -> tuple[Any, tuple[str, ...]]:
    """A file with the settings in its header, and where they stand."""
    flow_type = next(key for key in FLOW_TYPES if key in spec.flow_types and spec.key in FLOW_TYPES[key].header)
    body = dict.fromkeys(FLOW_TYPES[flow_type].required, "x")
    if "startUpTaskActions" in body:
        body |= {"startUpTaskActions": []}
    return {flow_type: {**body, spec.key: made}}, (flow_type, spec.key)


@SETTING_GROUPS
def test_settings_with_everything_pass_and_a_value_of_another_shape_does_not(spec: SettingsSpec) -> None:
    for turn in range(max([3, *(len(field.one_of) for field in spec.fields)])):
        alone = [field.path for field in spec.fields] == [""]
        made = example(spec.fields[0], turn) if alone else settings(spec.fields, turn)
        data, above = _header(spec, made)
        assert places(data, above[0]) == set()
        for field in spec.fields:
            for place in () if alone else occurrences(made, field.path):
                if field.kind in WRONG and not field.bare:
                    wrong = 5 if field.bare else WRONG[field.kind]
                    changed, _ = _header(spec, _changed(made, place, wrong))
                    assert places(changed, above[0]) == {(*above, *place)}, field.path


def _changed(made: Any, place: tuple[str | int, ...], value: Any) -> Any:
    """The settings with something else at a place."""
    data = copy.deepcopy(made)
    *above, last = place
    found(data, tuple(above))[last] = value
    return data
