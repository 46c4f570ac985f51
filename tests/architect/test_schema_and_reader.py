"""The JSON Schema and the reader say the same of a file, but for what is listed here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from callflows.architect.keys import MENU_SETTINGS
from callflows.model import CATALOGUE, SETTINGS, ActionSpec, Field, Kind, SettingsSpec
from callflows.model.data_types import type_key
from tests.architect.schema_checks import places, plain, reader_refuses
from tests.architect.schema_examples import Case, Place, case, menu_case, occurrences, settings_case

INSTEAD: dict[str, Any] = {
    "nothing": None,
    "a text": "Some text",
    "a number": 2,
    "a truth value": True,
    "a list": [{"lit": "x"}],
    "an empty mapping": {},
    "lit": {"lit": "Some text"},
    "exp": {"exp": "Flow.x"},
    "noValue": {"noValue": True},
    "noValue: false": {"noValue": False},
    "noValueWithNoFallback": {"noValueWithNoFallback": True},
    "var": {"var": "Flow.x"},
    "tts": {"tts": "Hello"},
    "prompt": {"prompt": "Prompt.x"},
    "name": {"name": "x"},
    "none": {"none": True},
    "lit and exp": {"lit": 1, "exp": "Flow.x"},
    "tts and exp": {"tts": "a", "exp": "Flow.x"},
    "exp and another key": {"exp": "Flow.x", "other": 1},
    "another key": {"other": 1},
    "two other keys": {"other": 1, "another": 2},
}
"""What may stand at a field by mistake."""


STRICTER: dict[tuple[Kind, str], str] = {
    **dict.fromkeys(
        [(kind, name) for kind in (Kind.VALUE, Kind.AUDIO) for name in ("noValue", "noValueWithNoFallback")],
        "the catalogue says that it must be set",
    ),
    **dict.fromkeys(
        [(Kind.VALUE, "lit"), (Kind.NAMED, "lit"), *((Kind.PLAIN, n) for n in ("a text", "a number", "a truth value"))],
        "a literal of another data type: the reader leaves it to the checks",
    ),
    (Kind.PLAIN, "lit"): "the same, inside `lit`",
    (Kind.PLAIN, "nothing"): "nothing is written yet, which an editor should say",
    **dict.fromkeys(
        [(Kind.GROUP, name) for name in INSTEAD],
        "a group of settings is a mapping, and of its alternatives one stands there: the reader looks at what it holds",
    ),
    **dict.fromkeys(
        [(Kind.KEYED, name) for name in ("another key", "name")],
        "what stands under the name is a mapping too",
    ),
}
"""Where the schema alone refuses, with the reason."""


def _signature(spec: ActionSpec | SettingsSpec, field: Field) -> tuple[Any, ...]:
    """What the verdicts on a field depend on: one field of each kind stands for all that are like it."""
    below = any(other.path.startswith((f"{field.path}/", f"{field.path}[]")) for other in spec.fields)
    kind = type_key(field.type) if field.kind in (Kind.VALUE, Kind.PLAIN) else ""
    deep = "/" in field.path
    choice = isinstance(spec, ActionSpec) and spec.menu_choice
    return (field.kind, kind, bool(field.one_of), field.required, field.not_set, field.bare, below, choice, deep)


def _one_of_each() -> Iterator[tuple[ActionSpec, Field, Case, Place]]:
    seen = set()
    for spec in CATALOGUE.values():
        whole = case(spec)
        for field in spec.fields:
            place = next(occurrences(whole.settings, field.path), None)
            if place is not None and _signature(spec, field) not in seen:
                seen.add(_signature(spec, field))
                yield spec, field, whole, place


def _verdicts(data: Any, flow_type: str) -> tuple[bool, bool]:
    """Whether the schema and whether the reader refuses a file."""
    return bool(places(data, flow_type)), reader_refuses(json.dumps(data))


def test_what_the_reader_refuses_at_a_field_the_schema_refuses_and_the_schema_more_only_where_it_is_listed() -> None:
    schema_alone: set[tuple[Kind, str, str]] = set()
    reader_alone: set[tuple[Kind, str, str]] = set()
    for spec, field, whole, place in _one_of_each():
        for name, value in INSTEAD.items():
            schema, reader = _verdicts(whole.changed(place, value).data, whole.flow_type)
            if schema != reader:
                where = f"{spec.key} {field.path}"
                (schema_alone if schema else reader_alone).add((field.kind, name, where))
    assert reader_alone == set()
    assert {found for found in schema_alone if found[:2] not in STRICTER} == set()


def test_of_a_missing_setting_both_say_the_same() -> None:
    differ = set()
    for spec, field, whole, place in _one_of_each():
        schema, reader = _verdicts(whole.without(place).data, whole.flow_type)
        if schema != reader:
            differ.add((spec.key, field.path, schema))
    assert differ == set()


SETTING_GROUPS = pytest.mark.parametrize("spec", SETTINGS.values(), ids=SETTINGS)
OF_MENUS = [spec for spec in SETTINGS.values() if spec.key in MENU_SETTINGS]


def _cases_of_settings(spec: SettingsSpec) -> Iterator[tuple[str, Case]]:
    yield spec.key, settings_case(spec)
    if spec in OF_MENUS:
        yield f"menu {spec.key}", menu_case(spec)


@SETTING_GROUPS
def test_of_a_setting_both_say_the_same_and_the_schema_more_only_where_it_is_listed(spec: SettingsSpec) -> None:
    schema_alone: set[tuple[Kind, str, str]] = set()
    reader_alone: set[tuple[Kind, str, str]] = set()
    for where, whole in _cases_of_settings(spec):
        for field in spec.fields:
            for place in [()] if spec.itself else occurrences(whole.settings, field.path):
                for name, value in INSTEAD.items():
                    schema, reader = _verdicts(whole.changed(place, value).data, whole.flow_type)
                    if schema != reader:
                        found = (field.kind, name, f"{where} {field.path}")
                        (schema_alone if schema else reader_alone).add(found)
    assert reader_alone == set()
    assert {found for found in schema_alone if found[:2] not in STRICTER} == set()


STRICTER_AT_A_GROUP = {
    "exp and another key": "no value stands there, not even as one key of several",
    **dict.fromkeys(("name", "another key", "two other keys"), "what stands under a name of a user is a mapping"),
}
"""Where the schema alone refuses a whole group of settings, with the reason."""


@SETTING_GROUPS
def test_of_a_whole_group_of_settings_both_say_the_same(spec: SettingsSpec) -> None:
    differ = set()
    for where, whole in _cases_of_settings(spec):
        assert _verdicts(whole.data, whole.flow_type) == (False, False), where
        for name, value in INSTEAD.items():
            schema, reader = _verdicts(whole.changed((), value).data, whole.flow_type)
            if schema != reader:
                differ.add((where, name, schema))
    assert {found for found in differ if found[1] not in STRICTER_AT_A_GROUP or not found[2]} == set()


@SETTING_GROUPS
def test_of_a_missing_setting_and_an_unknown_one_both_say_the_same(spec: SettingsSpec) -> None:
    if spec.itself:
        return
    differ = set()
    for where, whole in _cases_of_settings(spec):
        unknown = whole.changed(("notThere",), {"exp": "x"})
        wanted = spec.closed
        if "*" not in spec.keys:
            assert _verdicts(unknown.data, whole.flow_type) == (wanted, wanted), where
        for field in spec.fields:
            for place in occurrences(whole.settings, field.path):
                schema, reader = _verdicts(whole.without(place).data, whole.flow_type)
                if schema != reader:
                    differ.add((where, field.path, schema))
    assert differ == set()


HEADER = "inboundCall:\n  name: A\n  startUpRef: ./tasks/task[T]\n  defaultLanguage: en-us\n"


@pytest.mark.parametrize("spec", [spec for spec in CATALOGUE.values() if spec.seen], ids=lambda spec: spec.key)
def test_of_a_key_that_an_action_does_not_have_both_say_the_same(spec: ActionSpec) -> None:
    whole = case(spec)
    assert _verdicts(whole.changed(("notThere",), 1).data, whole.flow_type) == (True, True)
    assert _verdicts(whole.data, whole.flow_type) == (False, False)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        (HEADER, False),
        (HEADER + "  description: 5\n  division:\n", False),
        (HEADER + "  division: [Home]\n", True),
        (HEADER + "  startupRef: x\n", True),
        (HEADER.replace("name: A", "name: ''"), True),
        (HEADER.replace("  name: A\n", ""), True),
        (HEADER + "  variables:\n", False),
        (HEADER + "  variables: []\n", False),
        (HEADER + "  variables: {}\n", True),
        (HEADER + "  variables: [{string: {name: Flow.X}}]\n", True),
        (HEADER + "  variables: [{stringVariable: {}}]\n", True),
        (HEADER + "  variables: [{stringVariable: {name: Flow.X, isInput: 1}}]\n", True),
        (HEADER + "  variables: [{stringVariable: {name: Flow.X, isPut: true}}]\n", True),
        (HEADER + "  variables: [{stringVariable: {name: Flow.X}, integerVariable: {name: Flow.Y}}]\n", True),
        (HEADER + "  variables: [{strangeVariable: {name: Flow.X, initialValue: {noValue: true}}}]\n", False),
        (HEADER + "  tasks: [{task: {name: T, actions: }}]\n", False),
        (HEADER + "  tasks: [{task: {name: T, actions: {}}}]\n", True),
        (HEADER + "  tasks: [{task: {name: T, actions: [disconnect]}}]\n", True),
        (HEADER + "  tasks: [{task: {name: T, actions: [{disconnect: }]}}]\n", False),
        (HEADER + "  tasks: [{task: {name: T, actions: [{disconnect: []}]}}]\n", True),
        (HEADER + "  tasks: [{task: {name: T, actions: [{disconnect: {}, endTask: {}}]}}]\n", True),
        (HEADER + "  tasks: [{task: {name: T, actions: [{setVariable: {}}]}}]\n", True),
        (HEADER + "  tasks: [{task: {name: T, actions: [{transferToQueue: {}}]}}]\n", True),
        (HEADER + "  tasks: [{task: {name: T, steps: []}}]\n", True),
        (HEADER + "  tasks: [{menu: {name: T}}]\n", True),
        (HEADER + "  menus: [{menu: {name: M, choices: [{menuDisconnect: {name: No}}]}}]\n", False),
        (HEADER + "  menus: [{menu: {name: M, options: []}}]\n", True),
        (HEADER + "  menus: [{menu: {refId: M}}]\n", True),
        (HEADER + "  supportedLanguages: en-us\n", True),
        (HEADER + "  supportedLanguages:\n", False),
        (HEADER + "  supportedLanguages: {en-us: {defaultLanguageSkill: 5}}\n", True),
        (HEADER + "  initialGreeting:\n", True),
        (HEADER + "  menus: [{menu: {name: M, audio: }}]\n", True),
        (HEADER + "  menus: [{menu: {name: M, audio: Hello}}]\n", True),
        (HEADER + "  settingsMenu:\n", False),
        (HEADER + "  settingsInQueueCall: {holdMusic: {noValue: true}}\n", True),
        (HEADER + "  startUpTaskActions: []\n", True),
    ],
)
def test_of_a_header_both_say_the_same(text: str, refused: bool) -> None:
    assert _verdicts(plain(text), "inboundCall") == (refused, refused)
