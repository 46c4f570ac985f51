"""A trace says the value of every setting that an action evaluates: shown with the golden matrix and the catalogue."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from types import FrameType
from typing import NamedTuple

from callflows.engine import Call, Program, Silence, Speech, codec, compile_flow, recording, run_script, to_json_lines
from callflows.engine import trace as t
from callflows.engine.nodes import BUILDS, inputs
from callflows.expressions import Value
from callflows.model import CATALOGUE, SETTINGS, Audio, Field, Group, Kind, Literal, Node, Site, actions_of, nodes_at
from tests.engine.cells import Cell, cells
from tests.engine.flows import call as called
from tests.engine.flows import inbound, story, variable

EVALUATED = (Kind.VALUE, Kind.AUDIO, Kind.PLAIN)
NAMES = (Kind.NAMED, Kind.KEYED)
INTO_VARIABLES: Mapping[str, type] = {
    "commonModule/*/*/inputs/*": t.EnteredModule,
    "statements[]/*/value": t.Assigned,
    "taskInputs[]/*/value": t.Assigned,
}
"""What goes straight into a variable is said where the variable gets it."""
SAID_OTHERWISE: Mapping[str, str] = {
    "attributes[]/attribute/variable": "a variable's name, which Assigned says",
    "dtmf": "the key of a menu's choice, which Collected says",
    "evaluate/now": "it says that there is no value",
    "evaluationType/schedule/evaluate/now": "it says that there is no value",
    "name": "Action says it",
    "outputPath/name": "LeftTask says it",
    "playStyle/entirePrompt": "it says that there is no value",
    "speechRecTerms/*/terms[]": "the words of a menu's choice, which Spoke says",
    "statements[]/*/variable": "a variable's name, which Assigned says",
    "taskInputs[]/*/name": "a variable's name, which Assigned says",
    "untilCases[]/untilCase/name": "an output path's name, which Took says",
}
NOT_SAID: Mapping[tuple[str, str], str] = {
    ("encryptData", "dataToEncrypt"): "secret",
    (
        "evaluateSchedule",
        "evaluationType/schedule/evaluationTimeZone",
    ): "scheduleTimeZone stands beside it",
    ("getSecuredData", "conversationId"): "for flow types that have no conversation",
    ("menuTransferToAcd", "failureTransferCommunication"): "read by customers who write",
    ("menuTransferToAcd", "preTransferCommunication"): "read by customers who write",
    ("menuTransferToUser", "alertOnTransfer"): "for workitems",
    ("playAudioOnSilence", "allowedRepeatCount"): "evaluated when somebody speaks into the audio: the test below",
    ("setLanguage", "language"): "languageValue stands beside it",
    ("setSecuredData", "attributes[]/attribute/value"): "secret",
    ("setSecuredData", "conversationId"): "for flow types that have no conversation",
    ("transferToAcd", "failureTransferCommunication"): "read by customers who write",
    ("transferToAcd", "preTransferCommunication"): "read by customers who write",
    ("transferToUser", "alertOnTransfer"): "for workitems",
}


class Told(NamedTuple):
    """A call of the matrix: its program, the actions of its flow, and its trace."""

    cell: Cell
    program: Program
    sites: tuple[Site, ...]
    events: t.Trace

    def written(self) -> Iterator[tuple[Site, Field, str, Node]]:
        """(action, field, path, what stands there) of all settings."""
        for site in self.sites:
            for field in CATALOGUE[site.action.kind].fields:
                if field.kind in EVALUATED and field.path not in SAID_OTHERWISE:
                    for path, node in nodes_at(site.action, field.path):
                        yield site, field, path.removeprefix("/"), node


@cache
def calls() -> tuple[Told, ...]:
    return tuple(told(cell) for cell in cells())


def told(cell: Cell) -> Told:
    program = cell.program
    return Told(
        cell, program, tuple(actions_of(program.written[0])), run_script(program, cell.context, cell.keys).events
    )


def is_said(events: t.Trace, address: str, field: Field, path: str, node: Node) -> bool:
    here = [event for event in events if getattr(event, "address", "") == address]
    if field.path in INTO_VARIABLES:
        return any(isinstance(event, INTO_VARIABLES[field.path]) for event in here)
    given = {name: value for event in here if isinstance(event, t.Given) for name, value in event.inputs}
    heard = {
        text for event in here if isinstance(event, t.Heard) for part in event.parts for text in (part.text, part.name)
    }
    return path in given or text_of(node) in heard


def is_named(events: t.Trace, address: str, path: str, node: Node) -> bool:
    """Whether the trace says what the action names."""
    here = [event for event in events if getattr(event, "address", "") == address]
    name = node.get("name") if isinstance(node, Group) else None
    name = name if isinstance(name, str) else node.entries[0][0] if isinstance(node, Group) else node
    given = {pair for event in here if isinstance(event, t.Given) for pair in event.inputs}
    asked = [event for event in here if isinstance(event, t.Asked)]
    said = {each for event in asked for each in (*event.target.split("/"), *(value for _, value in event.details))}
    said |= {event.module for event in here if isinstance(event, t.EnteredModule)}
    return bool({(path, name), (f"{path}/name", name)} & given) or name in said


def text_of(node: Node) -> object:
    """The words of an audio, the name of a prompt."""
    return node.tts if isinstance(node, Audio) else node.name if isinstance(node, Literal) else None


def test_every_setting_that_is_evaluated_is_said_with_its_value() -> None:
    written: set[tuple[str, str]] = set()
    said: set[tuple[str, str]] = set()
    for call in calls():
        for site, field, path, node in call.written():
            written.add((site.action.kind, field.path))
            if is_said(call.events, site.address, field, path, node):
                said.add((site.action.kind, field.path))
    assert written - said == set(NOT_SAID)


def test_what_an_action_names_is_said() -> None:
    named: dict[tuple[str, str], bool] = {}
    for call in calls():
        for site in call.sites:
            for field in (each for each in CATALOGUE[site.action.kind].fields if each.kind in NAMES):
                for path, node in nodes_at(site.action, field.path):
                    key = site.action.kind, field.path
                    said = is_named(call.events, site.address, path.removeprefix("/"), node)
                    named[key] = named.get(key, False) or said
    unsaid = {key for key, said in named.items() if not said}
    assert unsaid == {("callCommonModule", "commonModule/*")}  # the version: a call has the one that it was made with


def test_the_matrix_writes_every_setting() -> None:
    fields = {
        (kind, field.path)
        for kind in BUILDS
        for field in CATALOGUE[kind].fields
        if field.kind in EVALUATED and field.path not in SAID_OTHERWISE
    }
    written = {(site.action.kind, field.path) for call in calls() for site, field, _, _ in call.written()}
    choices = [kind for kind in BUILDS if CATALOGUE[kind].menu_choice]
    assert fields - written == {(kind, name) for kind in choices for name in ("globalDtmf", "globalSpeechRecTerms")}


def test_a_literal_is_said_as_it_is_written() -> None:
    for call in calls():
        given = {(each.address, *pair) for each in call.events if isinstance(each, t.Given) for pair in each.inputs}
        paths = {(address, path) for address, path, _ in given}
        for site, field, path, node in call.written():
            plain = isinstance(node, Literal) and field.type in ("String", "Integer", "Boolean")
            if plain and (site.address, path) in paths:
                assert (site.address, path, node.value) in given


def test_what_is_said_goes_by_the_paths_of_the_catalogue() -> None:
    menu = [f"settingsMenu/{field.path}" for field in SETTINGS["settingsMenu"].fields]
    for call in calls():
        kinds = {site.address: site.action.kind for site in call.sites}
        for event in call.events:
            if isinstance(event, t.Given):
                kind = kinds.get(event.address)
                known = [field.path for field in CATALOGUE[kind].fields] if kind else []
                for path, _ in event.inputs:
                    assert any(fits(path, each) for each in (*known, *menu)), (kind, path)


def fits(path: str, known: str) -> bool:
    pattern = re.escape(known).replace(r"\[\]", r"\[\d+\]").replace(r"\*", "[^/]+")
    return re.fullmatch(rf"{pattern}(/name)?", path) is not None


def test_what_is_evaluated_while_somebody_speaks_is_said_then() -> None:
    action = "- playAudioOnSilence: {audio: {tts: Hello?}, timeout: {lit: {seconds: 9}}, allowedRepeatCount: {lit: 1}}"
    call = Call(compile_flow(inbound(action), {}), trace=True)
    call.start()
    call.receive(Silence(2_000))
    seen = len(call.trace)
    call.receive(Speech("hm"))
    found = [event.inputs for event in call.trace_from(seen) if isinstance(event, t.Given)]
    assert found == [(("allowedRepeatCount", 1),)]


def test_an_error_comes_after_what_was_evaluated_before_it() -> None:
    action = "- transferToAcd: {targetQueue: {exp: Flow.queue}, priority: {exp: 2 + 3}}"
    outcome = called(inbound(action, variables=variable("queue", "Flow.queue")))
    assert story(outcome)[2:5] == [
        "Given [0]/transferToAcd priority=5 targetQueue=None",
        "Failed flow=Line [0]/transferToAcd code=not-set message=the queue is NOT_SET expression=Flow.queue offset=-1",
        "LeftTask Main task=Main by=error",
    ]


def test_what_a_condition_is_worked_out_from_comes_before_its_value() -> None:
    """A function that is stood for, and an expression that is evaluated once only: the trace asks nobody again."""
    asked: list[Value] = []

    def next_number(*_: Value) -> Value:
        asked.append(None)
        return len(asked)

    action = """
        - switch:
            evaluate:
              firstMatch:
                integer: {value: {exp: Next()}, cases: [{case: {value: {lit: 2}}}, {case: {value: {exp: 0 + 1}}}]}
    """
    outcome = called(inbound(action), functions=(("Next", next_number),))
    assert story(outcome)[2:5] == [
        "Mocked [0]/switch function=Next value=1",
        "Given [0]/switch evaluate/firstMatch/integer/value=1 evaluate/firstMatch/integer/cases[0]/case/value=2 "
        "evaluate/firstMatch/integer/cases[1]/case/value=1",
        "Took [0]/switch output=cases[1]",
    ]
    assert len(asked) == 1


def test_secrets_are_in_no_trace() -> None:
    actions = """
        - setSecuredData: {attributes: [{attribute: {name: {lit: card}, value: {lit: hush 4111}}}]}
        - encryptData: {dataToEncrypt: {exp: 'JsonParse("[4111]")'}}
    """
    text = to_json_lines(called(inbound(actions)).events)
    assert ("card" in text, "4111" in text) == (True, False)


def test_without_a_trace_nothing_is_said() -> None:
    """Not one function that writes or reads a trace is called, whatever the action."""
    written = {module.__file__ for module in (t, codec, recording)}
    found: set[str] = set()

    def note(frame: FrameType, event: str, argument: object) -> None:
        code = frame.f_code
        says = code.co_filename == inputs.__file__ and code.co_name != "evaluated"
        if event == "call" and (code.co_filename in written or says):
            found.add(code.co_qualname)

    ready = calls()
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        for call in ready:
            run_script(call.program, call.cell.context, call.cell.keys, trace=False)
    finally:
        sys.setprofile(before)
    assert found == set()
