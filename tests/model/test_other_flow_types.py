"""The catalogue's entries of flows that are no calls: against published flows, and each against a snippet of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from callflows.architect import read
from callflows.model import CATALOGUE, FLOW_TYPES, SETTINGS, Audio, Field, Flow, Kind, Literal, RefKind, actions_of
from callflows.model.catalogue import MODULES
from callflows.model.nodes import Entries, Expression, Group, Items, Node, NoValue, Output
from tests.architect.corpus import corpus, substitutions

SEEN = {
    "askForBoolean": ("yes", "no", "maxNoInputs", "maxNoMatches"),
    "askForIntent": ("noIntent", "knowledge", "maxNoInputs"),
    "askForSlot": ("maxNoInputs", "maxNoMatches"),
    "callDigitalBotFlow": ("failure",),
    "changeState": (),
    "clearSlot": (),
    "communicate": (),
    "digitalMenu": ("maxNoInputs", "maxNoMatches"),
    "endWorkflow": (),
    "exitBotFlow": (),
    "getConversationData": ("found", "notFound"),
    "getExternalContact": ("found", "notFound"),
    "sendAutoReply": ("success", "failure"),
    "sendResponse": ("success", "failure"),
    "setConversationData": ("success", "failure"),
}
"""The actions of these flow types whose spelling exports show, with their output paths."""

OTHER = {
    "bot_calls",
    "bots",
    "contacts",
    "knowledge",
    "messages",
    "states",
    "survey",
    "voicemail",
    "work",
}


def mine() -> Iterator[str]:
    for module in MODULES:
        if module.__name__.rpartition(".")[2] in OTHER:
            yield from (spec.key for spec in module.ACTIONS)


def flows() -> Iterator[tuple[str, Flow]]:
    for name, path in corpus().items():
        flow = read(path.read_bytes(), substitutions=substitutions(path.read_text())).flow
        assert flow is not None
        yield name, flow


def test_an_action_is_described_once() -> None:
    keys = [spec.key for module in MODULES for spec in module.ACTIONS]
    assert sorted(keys) == sorted(set(keys))
    assert set(keys) == set(CATALOGUE)


def test_the_actions_whose_spelling_is_known() -> None:
    assert {key: CATALOGUE[key].outputs for key in SEEN if CATALOGUE[key].seen} == SEEN


def test_every_entry_says_where_it_may_stand_and_what_it_does() -> None:
    assert {key for key in mine() if not CATALOGUE[key].flow_types} == set()
    assert {key for key in mine() if not set(CATALOGUE[key].flow_types) <= set(FLOW_TYPES)} == set()
    assert {key for key in mine() if not CATALOGUE[key].help.endswith(".")} == set()


def test_what_these_actions_refer_to() -> None:
    found = {(key, f.path, f.refers_to) for key in mine() for f in CATALOGUE[key].fields if f.refers_to}
    assert found >= {
        ("callAudioConnector", "audioConnector", RefKind.AUDIO_CONNECTOR_BOT),
        ("callBotConnector", "botConnectorBot", RefKind.BOT_CONNECTOR_BOT),
        ("callDialogEngineBot", "dialogEngineBot", RefKind.DIALOG_ENGINE_BOT),
        ("callDialogflowBot", "dialogflowAgent", RefKind.DIALOGFLOW_AGENT),
        ("callDialogflowCxBot", "dialogflowAgent", RefKind.DIALOGFLOW_CX_AGENT),
        ("callDigitalBotFlow", "digitalBotFlow", RefKind.DIGITAL_BOT_FLOW),
        ("callGuide", "guide", RefKind.GUIDE),
        ("callLexBot", "lexBotAlias", RefKind.LEX_BOT),
        ("callLexV2Bot", "lexBotAlias", RefKind.LEX_V2_BOT),
        ("callNuanceMixBot", "nuanceMixBot", RefKind.NUANCE_MIX_BOT),
        ("playUserGreeting", "user", RefKind.USER),
        ("playUserName", "user", RefKind.USER),
        ("showKnowledgeArticle", "knowledgeArticle", RefKind.KNOWLEDGE_ARTICLE),
    }


def test_every_action_of_published_flows_is_known_and_may_stand_there() -> None:
    met = {(site.action.kind, flow.type) for _, flow in flows() for site in actions_of(flow)}
    assert {(kind, place) for kind, place in met if place not in CATALOGUE[kind].flow_types} == set()


def test_published_flows_have_nothing_that_the_reader_does_not_know() -> None:
    """Of any type: placeholders of files that are templates, and one older spelling aside."""
    found = {
        (d.code, d.message)
        for path in corpus().values()
        for d in read(path.read_bytes(), substitutions=substitutions(path.read_text())).diagnostics
        if d.code in ("unknown-action", "unknown-key", "flow-type-unchecked", "flow-type-unknown")
    }
    assert found == set()


def test_every_key_of_published_actions_has_a_field() -> None:
    without = set()
    for _, flow in flows():
        for site in actions_of(flow) if not FLOW_TYPES[flow.type].voice else ():
            known = [pattern(field) for field in CATALOGUE[site.action.kind].fields]
            for path in paths(site.action.entries):
                own = path.partition("/")[0] in ("name", "refId", "outputs")
                if not own and not any(k.match(path) for k in known):
                    without.add((site.action.kind, path))
    assert without == set()


def test_every_key_of_published_settings_has_a_field() -> None:
    without = set()
    for _, flow in flows():
        for key, node in flow.settings if not FLOW_TYPES[flow.type].voice else ():
            known = [pattern(field) for field in SETTINGS[key].fields]
            for path in paths(node.entries if isinstance(node, Group) else ()):
                if not any(k.match(path) for k in known):
                    without.add((key, path))
    assert without == set()


def test_every_output_path_of_published_flows_is_known() -> None:
    without = set()
    for _, flow in flows():
        for site in actions_of(flow):
            outputs, spec = site.action.get("outputs"), CATALOGUE[site.action.kind]
            known = {*spec.outputs, *(spec.path_list or ())[:1]}
            found = {key for key, _ in outputs.entries} if isinstance(outputs, Group) else set()
            if not spec.named_outputs or spec.path_list:
                without |= {(spec.key, key) for key in found - known}
    assert without == set()


def pattern(field: Field) -> re.Pattern[str]:
    """What a field covers: its own path; the `name` of what it names."""
    steps = [re.escape(step).replace(r"\*", "[^/]+") for step in field.path.split("/")]
    return re.compile("/".join(steps) + ("(/name)?" if field.kind is Kind.NAMED else r"(\[\])?") + "$")


def paths(entries: Entries, above: str = "") -> Iterator[str]:
    """The path of every value and bare scalar, `[]` for the items of a list."""
    for key, node in entries:
        yield from _below(node, f"{above}/{key}" if above else key)


def _below(node: Node, path: str) -> Iterator[str]:
    if isinstance(node, Group):
        yield from paths(node.entries, path)
    elif isinstance(node, Items):
        for item in node.items:
            yield from _below(item, f"{path}[]")
    elif isinstance(node, Literal | Expression | NoValue | Output | Audio | str | int) or node is None:
        yield path


WORKFLOW = """\
workflow:
  name: Orders
  startUpRef: "/workflow/states/state[Initial State_10]"
  states:
    - state:
        name: Initial State
        refId: Initial State_10
        actions:
"""
BOT = """\
digitalBot:
  name: Orders
  startUpRef: "/digitalBot/bots/bot[Greeting_10]"
  bots:
    - bot:
        name: Greeting
        refId: Greeting_10
        actions:
"""
EMAIL = WORKFLOW.replace("workflow", "inboundEmail")
MESSAGE = WORKFLOW.replace("workflow", "inboundShortMessage")

SNIPPETS = {
    "changeState": (WORKFLOW, 'targetStateRef: "/workflow/states/state[Initial State_10]"'),
    "endWorkflow": (WORKFLOW, "exitReason:\n  lit: Done"),
    "getConversationData": (
        WORKFLOW,
        "conversationId:\n  exp: Flow.Id\nparticipantId:\n  noValue: true\nattributes:\n"
        "  - attribute:\n      name:\n        lit: order\n      variable: Flow.Order\n"
        "outputs:\n  found:\n    actions:\n      - endWorkflow:\n          name: End",
    ),
    "setConversationData": (
        WORKFLOW,
        "conversationId:\n  exp: Flow.Id\nattributes:\n"
        "  - attribute:\n      name:\n        lit: order\n      value:\n        exp: Flow.Order\n"
        "outputs:\n  failure:\n    actions:\n      - endWorkflow:\n          name: End",
    ),
    "getExternalContact": (WORKFLOW, "externalResult:\n  var: Flow.Contact\nexternalId:\n  exp: Flow.Id"),
    "sendAutoReply": (
        EMAIL,
        "from:\n  noValue: true\nmessageBody:\n  lit: We have your mail.\nreplyMode: replyToAll",
    ),
    "sendResponse": (MESSAGE, "messageBody:\n  lit: Hello\nmessageBodyStyle:\n  lit: notice"),
    "callDigitalBotFlow": (
        MESSAGE,
        "inputText:\n  exp: Message.Message.body\nexitReason:\n  noValue: true\nintent:\n  var: Flow.Intent\n"
        "digitalBotFlow:\n  Orders:\n    ver_latestPublished:\n      none: true",
    ),
    "communicate": (BOT, 'communication:\n  exp: ToCommunication("Hello")'),
    "clearSlot": (BOT, "slots:\n  - slot:\n      name: Order"),
    "exitBotFlow": (BOT, ""),
    "askForBoolean": (
        BOT,
        'question:\n  exp: ToCommunication("Sure?")\noutputs:\n  "yes":\n    actions:\n      - exitBotFlow:\n'
        "          name: Exit\n  maxNoInputs:\n    enabled: false",
    ),
    "askForIntent": (
        BOT,
        'question:\n  exp: ToCommunication("What is it?")\noutputs:\n  intents:\n    - intent:\n        name: Order\n'
        "        enabled: true\n        actions:\n          - exitBotFlow:\n              name: Exit\n"
        "  noIntent:\n    enabled: false",
    ),
    "askForSlot": (
        BOT,
        'slot:\n  name: Order\nquestion:\n  exp: ToCommunication("Which?")\nconfirmationMode:\n  lit: never',
    ),
    "digitalMenu": (
        BOT,
        'question:\n  exp: ToCommunication("Which?")\nchooser:\n  lit:\n    presentation:\n      lit: quickReplies\n'
        "outputs:\n  paths:\n    - path:\n        name: Buy\n        actions:\n          - exitBotFlow:\n"
        "              name: Exit",
    ),
}


def with_action(head: str, key: str, settings: str) -> str:
    lines = [f"- {key}:", "    name: It", *(f"    {line}" for line in settings.splitlines())]
    return head + "".join(f"{' ' * 10}{line}\n" for line in lines)


def found(text: str) -> set[tuple[str, str]]:
    return {(d.code, d.message) for d in read(text).diagnostics}


def test_there_is_a_snippet_of_every_action_whose_spelling_is_known() -> None:
    assert set(SNIPPETS) == set(SEEN)


@pytest.mark.parametrize("key", sorted(SNIPPETS))
def test_an_action_as_exports_write_it_is_read_without_a_finding(key: str) -> None:
    assert found(with_action(SNIPPETS[key][0], key, SNIPPETS[key][1])) == set()


WRONG = [
    (WORKFLOW, "changeState", "", ("missing-key", '"targetStateRef" is missing; changeState needs it.')),
    (
        WORKFLOW,
        "changeState",
        "targetStateRef:\n  lit: Other",
        (
            "wrong-shape",
            '"targetStateRef" is a literal; expected the address of a state, '
            "such as /workflow/states/state[Initial State_10].",
        ),
    ),
    (
        EMAIL,
        "sendAutoReply",
        "messageBody:\n  lit: x\nreplyMode: replyToNobody",
        ("wrong-shape", '"replyMode" is "replyToNobody"; it can be replyToSender or replyToAll.'),
    ),
    (
        BOT,
        "askForIntent",
        "question:\n  exp: x\noutputs:\n  intents:\n    Order:\n      enabled: true",
        ("wrong-shape", '"intents" is a group of settings; expected a list of `intent:`.'),
    ),
    (
        BOT,
        "askForIntent",
        "question:\n  exp: x\noutputs:\n  intents:\n    - intent:\n        enabled: true",
        ("wrong-shape", '"intents[0]" is a group of settings; expected `intent:` with a `name`.'),
    ),
    (
        BOT,
        "askForBoolean",
        'question:\n  exp: x\noutputs:\n  "yes":\n    enabled: false',
        ("wrong-shape", '"yes" is a group of settings; expected `actions:` with a list below it.'),
    ),
    (
        BOT,
        "askForSlot",
        "slot:\n  name: Order\nquestion:\n  exp: x\noutputs:\n  success:\n    actions:\n      - exitBotFlow:",
        ("unknown-key", 'The key "success" is not known in the outputs of askForSlot; it is kept as it is.'),
    ),
    (
        WORKFLOW,
        "playHologram",
        "",
        ("unknown-action", 'callflows does not know the action "playHologram"; it is kept as it is.'),
    ),
]


@pytest.mark.parametrize(("head", "key", "settings", "finding"), WRONG)
def test_what_is_wrong_with_an_action_is_said(head: str, key: str, settings: str, finding: tuple[str, str]) -> None:
    assert found(with_action(head, key, settings)) == {finding}


def test_the_paths_of_a_bot_are_walked() -> None:
    flow = read(with_action(BOT, "askForIntent", SNIPPETS["askForIntent"][1])).flow
    assert flow is not None
    assert [site.address for site in actions_of(flow)] == [
        "/digitalBot/bots[0]/bot/actions[0]/askForIntent",
        "/digitalBot/bots[0]/bot/actions[0]/askForIntent/outputs/intents[0]/intent/actions[0]/exitBotFlow",
    ]


def test_a_field_of_an_output_path_is_no_setting() -> None:
    """Output paths are described by `outputs`, `path_list` and `switched` alone."""
    assert {(s.key, f.path) for s in CATALOGUE.values() for f in s.fields if f.path.startswith("outputs")} == set()
    assert {s.key for s in CATALOGUE.values() if not set(s.switched) <= set(s.outputs)} == set()
    assert {s.key for s in CATALOGUE.values() if s.path_list and not s.named_outputs} == set()


def test_ways_to_a_state_are_addresses() -> None:
    assert {(s.key, f.path) for s in CATALOGUE.values() for f in s.fields if f.kind is Kind.STATE_REF} == {
        ("changeState", "targetStateRef")
    }
