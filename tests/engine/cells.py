"""One small call for every output path of every action and menu choice that a call can meet: the golden matrix.

`CELLS` holds them; what a kind's paths are the catalogue says (`paths_of`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from callflows.engine import (
    CallContext,
    DataAction,
    KnownOrg,
    Outcome,
    Program,
    Service,
    ServiceAnswer,
    Speech,
    compile_flow,
    run_script,
)
from callflows.engine.events import DataActionAnswer
from callflows.engine.nodes import BUILDS
from callflows.engine.nodes.finding import FINDS
from callflows.engine.nodes.services import ACTS, ASKS
from callflows.expressions import Entity
from callflows.model import CATALOGUE, ActionSpec, Kind
from tests.engine.by_hand import ACTIONS, CHOICES, MENUS, MODULE, MORE, TASKS, WITHOUT
from tests.engine.examples import Written, alternatives, answers, settings, variable_of
from tests.engine.flows import flow_of

FLOW_TYPES = ("inboundCall", "inqueueCall", "secureCall", "outboundCall")
ASKED = (*ASKS, "callData", "callDataSecure", "callBridge", "evaluateSchedule", "evaluateScheduleGroup")
SECURED = ("decryptData", "encryptData", "getSecuredData", "setSecuredData")
NOBODY = KnownOrg(names=dict.fromkeys(("queue", "user", "number", "group", "flow", "secureFlow", "voicemail"), ()))
DIALLED = {"12": Entity("user", "u-1", "Ann")}


@dataclass(frozen=True)
class Cell:
    """A call that takes one path of one kind of action."""

    kind: str
    path: str
    text: str
    keys: tuple[str | Speech, ...] = ()
    org: KnownOrg = field(default_factory=KnownOrg)
    module: str = ""

    @property
    def program(self) -> Program:
        modules = [flow_of(self.module)] if self.module else []
        return compile_flow(flow_of(self.text), {each.name: each for each in modules})

    @property
    def context(self) -> CallContext:
        return CallContext(directory=self.org, agent_after=1)

    def run(self) -> Outcome:
        return run_script(self.program, self.context, self.keys)


def paths_of(spec: ActionSpec) -> tuple[str, ...]:
    """Every path on which a call may go on from an action of this kind: its output paths, and where it has none of that
    name, what its success is; for what the world answers also that nobody does; for a menu choice speech too. Where one
    of several settings stands, each of them."""
    found = dict.fromkeys(spec.outputs)
    if spec.transfer or (spec.outputs and set(spec.outputs) <= {"failure", "noIntent", "knowledge"}):
        found = dict.fromkeys(("success", *found, "failure"))
    if spec.menu_choice and "DialByExtension" in spec.key:
        found["timeout"] = None
    if spec.named_outputs:
        found["named"] = None
    if spec.key in ASKED:
        found["unanswered"] = None
    if spec.menu_choice:
        found = dict.fromkeys((*(found or ("key",)), "speech", "default"))
    others = [] if spec.key in ACTIONS else [_other(*each) for each in alternatives(spec).items()]
    return (*((*found, *MORE.get(spec.key, ())) or ("done",)), *(each for other in others for each in other))


_IS = ": "


def _other(group: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The settings that may stand in a group in place of the first, as names of cells: `destination: user`."""
    return tuple(f"{group}{_IS}{key}" for key in keys[1:])


def _taken(path: str) -> dict[str, str]:
    group, _, key = path.partition(_IS)
    return {group: key} if key else {}


def cells() -> list[Cell]:
    return [
        cell(spec, path)
        for spec in CATALOGUE.values()
        if spec.key in BUILDS and set(FLOW_TYPES) & set(spec.flow_types)
        for path in paths_of(spec)
    ]


def cell(spec: ActionSpec, path: str) -> Cell:
    """Raises KeyError where nobody has said how to take this path."""
    if spec.menu_choice:
        return _choice(spec, path)
    flow_type = next(each for each in FLOW_TYPES if each in spec.flow_types)
    by_hand = ACTIONS.get(spec.key)
    action = yaml.safe_load(by_hand.text) if by_hand is not None else [{spec.key: _auto(spec, path)}]
    keys = by_hand.keys.get(path, ()) if by_hand is not None else _keys(spec.key, path)
    if by_hand is not None and path not in by_hand.keys and by_hand.keys:
        raise KeyError((spec.key, path))
    text = _flow(spec, flow_type, [*action, _says("after")], by_hand.variables.get(path) if by_hand else None)
    return Cell(spec.key, path, text, keys, org_of(spec, path), MODULE)


def _auto(spec: ActionSpec, path: str) -> Written:
    without = WITHOUT.get((spec.key, path), ())
    body: dict[str, Written] = {"name": "It", **settings(spec, without, _taken(path))}
    if spec.key == "decryptData" and path == "success":
        body["dataToDecrypt"] = {"lit": "secured:eyJhIjoxfQ=="}
    outputs = (*spec.outputs, *(("Thing",) if spec.named_outputs else ()))
    return {**body, "outputs": {each: {"actions": [_says(each)]} for each in outputs}} if outputs else body


def _choice(spec: ActionSpec, path: str) -> Cell:
    body: dict[str, Written] = {
        "name": "It",
        "refId": "It",
        **settings(spec, _MENU, _taken(path)),
        **CHOICES.get(spec.key, {}),
    }
    said: Written = {"en-us": {"terms": ["Yes please"]}}
    choice: Written = {**body, "dtmf": "digit_1", "speechRecTerms": said}
    other: Written = {"menuTask": {"name": "Other", "dtmf": "digit_2", "task": {"actions": [_says("other")]}}}
    menu: Written = {
        "name": "Top",
        "refId": "Top",
        "audio": {"tts": "Choose."},
        "choices": [{spec.key: choice}, other],
        "defaultChildMenuRef": f"./choices/{spec.key}[It]",
    }
    flow_type = next(each for each in FLOW_TYPES if each in spec.flow_types)
    head = {"name": "Line", "startUpRef": "./menus/menu[Top]", "defaultLanguage": "en-us"}
    head["settingsMenu"] = {"repeatCount": {"lit": 1}, "listenForExtensionDialing": {"lit": False}}
    flow = {flow_type: {**head, "variables": _variables(spec), "menus": [{"menu": menu}, *MENUS], "tasks": TASKS}}
    begins: Mapping[str, tuple[str | Speech, ...]] = {"speech": (Speech("YES  please"),), "default": ("w",)}
    keys = (*begins.get(path, ("1",)), *_dialled(spec.key, path), "2")
    return Cell(spec.key, path, yaml.safe_dump(flow, sort_keys=False), keys, org_of(spec, path))


_MENU = ("name", "dtmf", "globalDtmf", "globalSpeechRecTerms", "speechRecTerms")


def _dialled(kind: str, path: str) -> tuple[str, ...]:
    if not kind.endswith("ialByExtension"):
        return ()
    return {"failure": ("99", "99"), "timeout": ("w", "w")}.get(path, ("12",))


def _keys(kind: str, path: str) -> tuple[str | Speech, ...]:
    if kind in ("detectSilence", "playAudioOnSilence") and path == "timeout":
        return (Speech("hello", 1_000),)
    return _dialled(kind, path)


def org_of(spec: ActionSpec, path: str) -> KnownOrg:  # noqa: PLR0911 - one return a family of kinds
    """An org whose answers make the action take the path."""
    kind = spec.key
    if _taken(path) and spec.outputs:
        path = "success" if spec.transfer else spec.outputs[0]
    if kind in (*ASKS, *ACTS, *SECURED) and path != "unanswered":
        outcome = "Thing" if path == "named" else path
        return KnownOrg(services=(Service(kind, ServiceAnswer(outcome, answers(spec))),))
    if kind in ("callData", "callDataSecure", "callBridge") and path != "unanswered":
        return KnownOrg(data_actions=(DataAction("Thing", "Thing", DataActionAnswer(path, (("Thing", "out"),))),))
    if kind == "dataTableLookup" and path != "failure":
        return KnownOrg(tables={"Thing": {"given" if path == "found" else "other": {"Thing": "cell"}}})
    if kind in ("evaluateSchedule", "evaluateScheduleGroup") and path != "unanswered":
        return KnownOrg(schedules={"Thing": path})
    if kind in FINDS and path == "notFound":
        return KnownOrg(names={FINDS[kind][0]: ()})
    if kind == "findUsersById":
        return KnownOrg(names={"user": {"notFound": (), "found": ("one", "two"), "partiallyFound": ("two",)}[path]})
    if kind.endswith("ialByExtension"):
        return KnownOrg(extensions=DIALLED)
    return NOBODY if spec.transfer and path == "failure" else KnownOrg()


def _flow(spec: ActionSpec, flow_type: str, actions: list[Written], start: Written | None) -> str:
    head: dict[str, Written] = {"name": "Line", "variables": _variables(spec, start)}
    if flow_type == "inqueueCall":
        return yaml.safe_dump({flow_type: {**head, "startUpTaskActions": actions}}, sort_keys=False)
    main: Written = {"task": {"name": "Main", "refId": "Main", "actions": actions}}
    head |= {"startUpRef": "./tasks/task[Main]", "defaultLanguage": "en-us", "menus": MENUS, "tasks": [main, *TASKS]}
    return yaml.safe_dump({flow_type: head}, sort_keys=False)


def _variables(spec: ActionSpec, start: Written | None = None) -> Written:
    outputs = {variable_of(each.type) for each in spec.fields if each.kind is Kind.OUTPUT}
    names = sorted({"Flow.json", "Flow.string", "Flow.integer", *outputs})
    initial = {"Flow.string": start or {"lit": "before"}}
    return [
        {f"{name.removeprefix('Flow.')}Variable": {"name": name, "initialValue": initial.get(name, {"noValue": True})}}
        for name in names
    ]


def _says(text: str) -> Written:
    return {"playAudio": {"name": "Say", "audio": {"tts": text}}}
