"""Flow types and the settings of their headers, against published flows and against each other."""

from __future__ import annotations

from callflows.architect import read
from callflows.model import CALL_FLOWS, CATALOGUE, FLOW_TYPES, MENU_FLOWS, SETTINGS, Group, actions_of, nodes_at
from callflows.model.flow_types import ALL, BOT_FLOWS, CALL_ACTIONS, DIGITAL_FLOWS, SURVEY_FLOWS, VOICE, WORK_FLOWS
from callflows.model.nodes import Action
from tests.architect.corpus import corpus, substitutions
from tests.model.test_other_flow_types import paths, pattern


def test_the_flow_types_of_archy_with_their_names_in_the_api() -> None:
    assert {key: spec.api_name for key, spec in FLOW_TYPES.items()} == {
        "inboundCall": "inboundcall",
        "commonModule": "commonmodule",
        "inqueueCall": "inqueuecall",
        "outboundCall": "outboundcall",
        "secureCall": "securecall",
        "voicemail": "voicemail",
        "voiceSurvey": "voicesurvey",
        "inboundEmail": "inboundemail",
        "inboundChat": "inboundchat",
        "inboundShortMessage": "inboundshortmessage",
        "inqueueEmail": "inqueueemail",
        "inqueueShortMessage": "inqueueshortmessage",
        "workflow": "workflow",
        "workitem": "workitem",
        "botFlow": "bot",
        "digitalBot": "digitalbot",
        "surveyInvite": "surveyinvite",
    }


def test_every_flow_type_is_in_one_group() -> None:
    groups = (VOICE, DIGITAL_FLOWS, BOT_FLOWS, WORK_FLOWS, ("surveyInvite",))
    assert sorted(key for group in groups for key in group) == sorted(ALL)
    assert set(CALL_FLOWS) < set(VOICE)
    assert set(MENU_FLOWS) < set(CALL_ACTIONS) < set(CALL_FLOWS)
    assert set(SURVEY_FLOWS) == {"voiceSurvey", "surveyInvite"}
    assert {key for key in MENU_FLOWS if "menus" in FLOW_TYPES[key].header} == set(MENU_FLOWS)


def test_a_header_needs_keys_that_it_has() -> None:
    for spec in FLOW_TYPES.values():
        assert set(spec.required) <= set(spec.header), spec.key
        assert len(set(spec.header)) == len(spec.header), spec.key


def test_published_headers_of_calls_are_in_the_order_of_their_flow_type() -> None:
    for name, path in corpus().items():
        text = path.read_text(encoding="utf-8")
        flow = read(text, substitutions=substitutions(text)).flow
        assert flow is not None
        header = FLOW_TYPES[flow.type].header
        places = [header.index(key) for key, _ in flow.settings]
        if FLOW_TYPES[flow.type].voice:
            assert places == sorted(places), name


def test_every_settings_group_of_a_header_is_described_and_the_other_way_round() -> None:
    used = {key for spec in FLOW_TYPES.values() for key in spec.header if key.startswith("settings")}
    assert used | {"initialGreeting", "supportedLanguages"} == set(SETTINGS)
    for spec in SETTINGS.values():
        assert {key for key in spec.flow_types if spec.key not in FLOW_TYPES[key].header} == set(), spec.key
        assert spec.help.endswith("."), spec.key


def test_published_settings_of_calls_have_nothing_undescribed() -> None:
    without = set()
    for path in corpus().values():
        text = path.read_text(encoding="utf-8")
        flow = read(text, substitutions=substitutions(text)).flow
        assert flow is not None
        if FLOW_TYPES[flow.type].voice:
            groups = [*flow.settings, *(entry for menu in flow.menus for entry in menu.settings)]
            for key, node in groups:
                known = [pattern(field) for field in SETTINGS[key].fields]
                for place in paths(node.entries if isinstance(node, Group) else ()):
                    if not place.endswith(("/none", "disconnect")) and not any(k.match(place) for k in known):
                        without.add((key, place))
    assert without == set()


def test_published_actions_of_calls_have_nothing_undescribed_and_stand_in_their_flow_types() -> None:
    without, elsewhere = set(), set()
    for path in corpus().values():
        text = path.read_text(encoding="utf-8")
        flow = read(text, substitutions=substitutions(text)).flow
        assert flow is not None
        for site in actions_of(flow):
            spec = CATALOGUE[site.action.kind]
            if flow.type not in spec.flow_types:
                elsewhere.add((spec.key, flow.type))
            if FLOW_TYPES[flow.type].voice:
                without |= {(spec.key, place) for place in undescribed(site.action)}
    assert without == set()
    assert elsewhere == set()


def undescribed(action: Action) -> set[str]:
    """The values of an action for which there is no field, its output paths, branches and a choice's task aside."""
    known = [pattern(field) for field in CATALOGUE[action.kind].fields]
    return {
        place
        for place in paths(action.entries)
        if place.partition("/")[0] not in ("name", "refId", "outputs", "task")
        and not any(k.match(place) for k in known)
    }


def test_bounds_and_defaults_of_the_settings_of_calls() -> None:
    found = {
        (key, f.path): (f.minimum, f.maximum, f.default)
        for key in ("settingsMenu", "settingsSpeechRec", "settingsActionDefaults")
        for f in SETTINGS[key].fields
        if f.default is not None
    }
    assert found == {
        ("settingsMenu", "extensionDialingMaxDelay"): (0, None, 1000),
        ("settingsMenu", "listenForExtensionDialing"): (None, None, True),
        ("settingsMenu", "menuSelectionTimeout"): (0, 60_000, 10_000),
        ("settingsMenu", "repeatCount"): (0, 10, 3),
        ("settingsSpeechRec", "completeMatchTimeout"): (100, 20_000, 100),
        ("settingsSpeechRec", "incompleteMatchTimeout"): (100, 20_000, 1500),
        ("settingsSpeechRec", "maxSpeechLengthTimeout"): (100, 40_000, 20_000),
        ("settingsSpeechRec", "minConfidenceLevel"): (0, 100, 50),
        ("settingsSpeechRec", "asrCompanyDir"): (None, None, "none"),
        ("settingsSpeechRec", "asrEnabledOnFlow"): (None, None, True),
        ("settingsActionDefaults", "playAudioOnSilence/timeout"): (0, None, 40_000),
        ("settingsActionDefaults", "detectSilence/timeout"): (0, None, 40_000),
        ("settingsActionDefaults", "collectInput/noEntryTimeout"): (1000, 99_000, 5000),
        ("settingsActionDefaults", "collectInput/interDigitTimeout"): (1000, 99_000, 3000),
        ("settingsActionDefaults", "dialByExtension/interDigitTimeout"): (1000, None, 6000),
        ("settingsActionDefaults", "transferToFlowSecure/connectTimeout"): (10_000, 60_000, 15_000),
    }


def test_a_language_says_what_a_transfer_asks_for() -> None:
    flow = read(
        "inboundCall:\n  name: x\n  startUpRef: ./tasks/task[a]\n  defaultLanguage: en-us\n  supportedLanguages:\n"
        "    en-us:\n      defaultLanguageSkill:\n        lit:\n          name: English\n"
    ).flow
    assert flow is not None
    assert flow.supported_languages is not None
    (field,) = [each for each in SETTINGS["supportedLanguages"].fields if each.refers_to]
    found = nodes_at(Action("", flow.supported_languages.entries), field.path, "")
    assert [address for address, _ in found] == ["/en-us/defaultLanguageSkill"]
