"""The catalogue against a design-time description of Architect's actions, where that stands beside the checkout."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from callflows.model import CATALOGUE, SETTINGS, ActionSpec, Field, Kind
from tests.model.reference import ABSENT, ABSENT_ACTIONS, DIFFERENT, KEYS, PLACES
from tests.shared import needs_shared

_OF_VALUES = {Kind.VALUE, Kind.PLAIN, Kind.OUTPUT, Kind.AUDIO}


def described() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((needs_shared() / "reference" / "actions.json").read_text(encoding="utf-8"))
    return found


def actions() -> Iterator[tuple[str, dict[str, Any], ActionSpec]]:
    for action in described()["actions"]:
        key = action["yaml_key_candidate"] or KEYS.get(action["type"])
        if action["type"] not in ABSENT_ACTIONS:
            yield key, action, CATALOGUE[key]


def properties(action: dict[str, Any]) -> list[dict[str, Any]]:
    return [*action["inputs"], *action["output_variables"]]


def field_of(spec: ActionSpec, given: dict[str, Any]) -> Field | None:
    path = PLACES.get(spec.key, {}).get(given["name"])
    for field in spec.fields:
        if field.path == path if path else given.get("label") and field.label == given["label"]:
            return field
    return None


def test_every_action_is_in_the_catalogue_or_named_with_a_reason() -> None:
    missing = {
        action["type"]
        for action in described()["actions"]
        if (action["yaml_key_candidate"] or KEYS.get(action["type"])) not in CATALOGUE
    }
    assert missing == set(ABSENT_ACTIONS)


def test_every_property_has_a_field_or_a_reason() -> None:
    missing = {
        (key, given["name"])
        for key, action, spec in actions()
        for given in properties(action)
        if field_of(spec, given) is None
    }
    assert missing == set(ABSENT)


def test_types_defaults_limits_and_what_is_required_agree() -> None:
    found = {
        (key, given["name"], what)
        for key, action, spec in actions()
        for given in properties(action)
        for field in [field_of(spec, given)]
        if field is not None
        for what in differences(field, given)
    }
    found |= {(key, "paths", "paths") for key, action, spec in actions() if paths(action) != set(spec.outputs)}
    assert found == set(DIFFERENT)


def differences(field: Field, given: dict[str, Any]) -> Iterator[str]:
    """What of a property's type, limits, choices, default and need differs from the field; references and lists have
    none but a type."""
    limits = given.get("limits", {})
    if given.get("data_type") and field.kind in _OF_VALUES and field.type != given["data_type"].replace(" ", ""):
        yield "data_type"
    if given.get("kind", "expression") not in {"expression", "audio"}:
        return
    if (limits.get("min", limits.get("min_ms")), limits.get("max", limits.get("max_ms"))) != (
        field.minimum,
        field.maximum,
    ):
        yield "limits"
    if set(limits.get("one_of", ())) - set(field.one_of):
        yield "one_of"
    default = given.get("default_ms", given.get("default"))
    if default is not None and str(default).lower() != str(field.default).lower():
        yield "default"
    given_a_value = given.get("required") and given.get("direction") != "output variable"
    if given_a_value and field.not_set and not field.required:
        yield "required"


def paths(action: dict[str, Any]) -> set[str]:
    """The output paths that are written; the success of a transfer is none."""
    return {each["path"] for each in action["paths"] if not each["path"].startswith("success (label only")}


def test_flow_types_are_at_least_those() -> None:
    missing = {
        (key, flow_type)
        for key, action, spec in actions()
        if isinstance(action["flow_types"], list)
        for flow_type in set(action["flow_types"]) - {each.lower() for each in spec.flow_types}
    }
    assert missing == set()


def test_every_menu_choice_is_there_with_the_flow_types_and_settings_of_its_action() -> None:
    for choice in described()["menu_choices"]:
        spec = CATALOGUE[choice["yaml_key_candidate"]]
        assert spec.menu_choice
        assert {each.lower() for each in spec.flow_types} == set(choice["flow_types"]), spec.key
        same = CATALOGUE.get(spec.key.removeprefix("menu")[0].lower() + spec.key.removeprefix("menu")[1:])
        if same is not None:
            assert {f.path for f in same.fields} - {"none", "reasonCode"} <= {f.path for f in spec.fields}, spec.key


SETTING_PLACES = {
    "extensionDialingDelay": ("settingsMenu", "extensionDialingMaxDelay"),
    "promptRepeatCount": ("settingsMenu", "repeatCount"),
    "promptRepeatDelay": ("settingsMenu", "menuSelectionTimeout"),
    "useExtensionDialing": ("settingsMenu", "listenForExtensionDialing"),
    "speechRecMinConfidence": ("settingsSpeechRec", "minConfidenceLevel"),
    "speechRecTimeoutComplete": ("settingsSpeechRec", "completeMatchTimeout"),
    "speechRecTimeoutIncomplete": ("settingsSpeechRec", "incompleteMatchTimeout"),
    "speechRecTimeoutTotal": ("settingsSpeechRec", "maxSpeechLengthTimeout"),
    "audio": ("settingsErrorHandling", "preHandlingAudio"),
    "queue": ("settingsErrorHandling", "errorHandling/queue/targetQueue"),
    "holdMusic": ("settingsInQueueCall", "holdMusic"),
    "contactList": ("settingsOutboundCall", "contactList"),
    "defaultWrapupCode": ("settingsOutboundCall", "wrapupCode"),
    "initialPrompts": ("initialGreeting", ""),
    ("CollectInputAction", "interDigitTimeout"): ("settingsActionDefaults", "collectInput/interDigitTimeout"),
    ("CollectInputAction", "noEntryTimeout"): ("settingsActionDefaults", "collectInput/noEntryTimeout"),
    ("DialExtensionAction", "digitTimeout"): ("settingsActionDefaults", "dialByExtension/interDigitTimeout"),
    ("TransferUserAction", "connTimeout"): ("settingsActionDefaults", "transferToUser/connectTimeout"),
    ("TransferExternalAction", "connTimeout"): ("settingsActionDefaults", "transferToNumber/connectTimeout"),
    ("TransferGroupAction", "connTimeout"): ("settingsActionDefaults", "transferToGroup/connectTimeout"),
    ("TransferFlowSecureAction", "connTimeout"): ("settingsActionDefaults", "transferToFlowSecure/connectTimeout"),
}
OTHER_SHAPE = {"disableAsr", "disableAsrCompanyDirectory", "speechRecCompanyDirectory", "speechRecEngine"}
"""Archy turns these switches into asrEnabledOnFlow and asrCompanyDir, and writes no engine."""


def settings() -> Iterator[tuple[object, dict[str, Any]]]:
    found = described()["settings"]
    for group in found.values():
        for given in group.get("settings", ()) if isinstance(group, dict) else group:
            if isinstance(given, dict):
                yield (given["action_type"], given["property"]) if "property" in given else given["name"], given


def test_every_setting_of_a_flow_is_there_with_its_type_limits_and_default() -> None:
    names = {name for name, _ in settings()}
    assert names == set(SETTING_PLACES) | OTHER_SHAPE
    found = set()
    for name, given in settings():
        if name not in OTHER_SHAPE:
            key, path = SETTING_PLACES[name]
            (field,) = [each for each in SETTINGS[key].fields if each.path == path]
            found |= {(name, what) for what in differences(field, given)} - {(name, "required")}
    assert found == set()
