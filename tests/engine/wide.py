"""Flows of everything that most calls do, and callers, drawn from dice: menus in menus, tasks and modules with inputs,
entries of any kind, loops in loops, questions to the org, run-time errors anywhere.
"""

from __future__ import annotations

import re
from random import Random
from typing import TypeAlias

from callflows.engine import CallContext, KnownOrg
from callflows.expressions import Value
from callflows.model import (
    Action,
    Actions,
    Audio,
    Expression,
    Flow,
    Group,
    Items,
    Literal,
    Menu,
    NoValue,
    Output,
    Task,
    Variable,
)
from callflows.model import Node as Setting

Plain: TypeAlias = "Setting | dict[str, Plain] | list[Plain] | list[Action]"

TYPES = {"s": "string", "i": "integer", "b": "boolean", "d": "decimal", "t": "dateTime", "l": "stringCollection"}
TEXTS: dict[str, tuple[str, ...]] = {
    "string": (
        *('"x"', "~.s", "Task.s", 'Append(~.s, "-", ToString(~.i))', 'If(~.b, "yes", ~.s)', "Call.Language"),
        *("Call.Ani", "ToString(RandomInt(9))", "ToString(GetCurrentDateTimeUtc())", "Interaction.Language"),
        *("Flow.Name", "ToString(~.d)", 'Append(~.s, Replace(ToString(~.i), "\\n", "1"))', "~.s"),
    ),
    "integer": (
        *("~.i + 1", "Length(ToString(~.i))", "~.i", "RandomInt(4)", "~.i - 1", "2", 'If(~.s == "12", 1, ~.i)'),
        "Count(MakeList(~.s, ~.s))",
    ),
    "boolean": (
        *('~.s == "12"', "~.i == 3", "!(~.b)", "IsNotSetOrEmpty(~.s)", "~.b and ~.i > 1", "~.b", "true"),
        *("RandomInt(2) == 1", "~.d > 0.5 or ~.b", 'Call.Language == "es-us"', "IsSet(~.t)"),
    ),
    "decimal": ("~.d / 3", "ToDecimal(~.i)", "0.5", "~.d + ~.i"),
    "dateTime": ("GetCurrentDateTimeUtc()", "~.t", "MakeDateTime(2026, 1, 1 + RandomInt(30), 0, 0, 0)"),
    "stringCollection": ("MakeList(~.s, ~.s)", "~.l", 'Split("a,b", ",")', "NOT_SET"),
}
FAULTY: dict[str, tuple[str, ...]] = {
    "string": ("~.l[~.i]", "Given(~.s)", "Left(Task.s, ~.i)", "Unheard(~.i)", "1 +", "Nobody.s", "NOT_SET"),
    "integer": ("ToInt(~.s)", "10 / ~.i", "Length(Task.s)", "Count(~.l)", "Hour(~.t)", "Given(1)", "Task.i", "NOT_SET"),
    "boolean": ("Task.b", "Task.b and ~.b", "NOT_SET"),
    "decimal": ("~.i / ~.d", "ToDecimal(~.s)"),
    "dateTime": ("MakeDateTime(2026, 1, 25 + RandomInt(40), 0, 0, 0)",),
    "stringCollection": ("~.l[9]",),
}
"""What may fail, or be NOT_SET."""
LITERALS: dict[str, tuple[Plain, ...]] = {
    "string": ("", "a", "12", "k"),
    "integer": (-2, 0, 1, 2, 3, 99, 120),
    "boolean": (True, False),
}
TASKS = ("Main", "Other", "Third")
MENUS = ("Top", "Side")
PATHS = ("default", "other")


def setting(value: Plain | Action) -> Setting:
    """Plain Python as a setting: `{"exp": …}`, `{"lit": …}`, `{"var": …}`, `{"tts": …}`, a list of actions."""
    if isinstance(value, list):
        actions = tuple(each for each in value if isinstance(each, Action))
        return Actions(actions) if actions or not value else Items(tuple(map(setting, value)))
    if not isinstance(value, dict):
        return value
    key, inside = next(iter(value.items()), ("", None))
    if len(value) == 1 and key in _FORMS:
        return _FORMS[key](setting(inside))
    return Group(tuple((name, setting(each)) for name, each in value.items()))


_FORMS = {
    "exp": Expression,
    "lit": Literal,
    "var": Output,
    "tts": lambda text: Audio(tts=text),
    "prompt": lambda name: Audio(prompt=name),
}


class Dice:
    """Draws flows. `scope` is that of the variables, `Flow` or `Common`; `depth` how deep actions may still stand."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def pick(self, *options: Plain) -> Plain:
        return self._random.choice(options)

    def may(self, one_in: int = 2) -> bool:
        return self._random.randrange(one_in) == 0

    def name(self, *options: str) -> str:
        return self._random.choice(options)

    def text(self, scope: str, kind: str) -> str:
        return self.name(*(FAULTY if self.may(12) else TEXTS)[kind]).replace("~", scope)

    def value(self, scope: str, kind: str) -> Plain:
        if kind in LITERALS and self.may():
            return {"lit": self.pick(*LITERALS[kind])}
        return {"noValue": True} if self.may(20) else {"exp": self.text(scope, kind)}

    def audio(self, scope: str) -> Plain:
        spoken = {"exp": self.text(scope, self.name("string", "string", "integer", "decimal"))}
        said = self.pick({"tts": "Hello"}, {"tts": ""}, {"prompt": "Prompt.p"}, spoken, spoken, NoValue())
        if self.may(6):
            alternates = (("es-us", setting(self.pick({"tts": "Hola"}, spoken))),)
            return Audio(tts="Hi", alternates=alternates)
        return said

    def target(self, scope: str, kind: str) -> Plain:
        return {"var": f"{self.name(scope, scope, scope, 'Task')}.{self.name(kind, kind, kind, *TYPES)[0]}"}

    def list(self, scope: str, depth: int, where: str, most: int = 3) -> list[Action]:
        return [self.action(scope, depth, where) for _ in range(self._random.randrange(most + 1))]

    def paths(self, names: tuple[str, ...], scope: str, depth: int, where: str) -> Plain:
        return {name: {"actions": self.list(scope, depth - 1, where)} for name in names if not self.may(4)}

    def statements(self, scope: str) -> Plain:
        kinds = [self.name(*TYPES) for _ in range(self._random.randrange(3))]
        return [
            {
                TYPES[each]: {
                    "variable": f"{self.name(scope, scope, 'Task')}.{each}",
                    "value": self.value(scope, TYPES[each]),
                }
            }
            for each in kinds
        ]

    def action(self, scope: str, depth: int, where: str) -> Action:
        kinds = [*_ANYWHERE, *_ANYWHERE, *_DEEP * (3 if depth > 0 else 0), "endTask"]
        if "loop" in where:
            kinds += ["loopNext", "loopExit"] * 2
        if "flow" in where:
            kinds += [
                "jumpToTask",
                "callTask",
                "callTask",
                "jumpToMenu",
                "previousMenu",
                "callCommonModule",
                "disconnect",
            ]
        elif "inner" not in where:
            kinds += ["callCommonModule"]
        kind = self.name(*kinds)
        return self.made(kind, scope, depth, where)

    def made(self, kind: str, scope: str, depth: int, where: str) -> Action:
        draw = getattr(self, "_" + re.sub("([A-Z])", r"_\1", kind).lower(), None)
        written = {} if draw is None else draw(scope, depth, where)
        return Action(kind, (("name", kind), *((key, setting(value)) for key, value in written.items())))

    # --- the settings of each kind of action

    def _play_audio(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        return {"audio": self.audio(scope)}

    def _update_data(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        return {"statements": self.statements(scope)}

    def _end_task(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        return {"outputPath": {"name": self.name(*PATHS)}}

    def _set_language(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        return {"language": self.pick({"lit": "es-us"}, {"lit": "en-us"}, self.value(scope, "string"))}

    def _set_participant_data(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        kinds = [self.name(*TYPES.values()) for _ in range(self._random.randrange(1, 3))]
        pairs: Plain = [{"attribute": {"name": self._key(scope), "value": self.value(scope, kind)}} for kind in kinds]
        return {"attributes": pairs}

    def _get_participant_data(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        return {"attributes": [{"attribute": {"name": self._key(scope), "variable": f"{scope}.s"}}]}

    def _key(self, scope: str) -> Plain:
        return self.pick({"lit": "k"}, {"lit": "j"}, self.value(scope, "string"))

    def _decision(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        return {"condition": self.value(scope, "boolean"), "outputs": self.paths(("yes", "no"), scope, depth, where)}

    def _switch(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        kind = self.name("boolean", "string", "integer")
        cases: Plain = [
            {"case": {"value": self.value(scope, kind), "actions": self.list(scope, depth - 1, where)}}
            for _ in range(self._random.randrange(4))
        ]
        body: dict[str, Plain] = {"cases": cases, "default": {"actions": self.list(scope, depth - 1, where)}}
        if kind == "boolean":
            return {"evaluate": {"firstTrue": body}}
        return {"evaluate": {"firstMatch": {kind: {"value": self.value(scope, kind), **body}}}}

    def _loop(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        body = self.paths(("loop",), scope, depth, f"{where} loop")
        return {"loopCount": self.value(scope, "integer"), "currentIndex": self._index(scope), "outputs": body}

    def _loop_until(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        names = PATHS[: self._random.randrange(3)]
        inside = self.paths(("loop",), scope, depth, f"{where} loop")
        assert isinstance(inside, dict)
        after = self.paths(("loopsMax", *names), scope, depth, where)
        assert isinstance(after, dict)
        return {
            "maxLoopCount": self.value(scope, "integer"),
            "currentIndex": self._index(scope),
            "untilCases": [{"untilCase": {"name": each, "value": self.value(scope, "boolean")}} for each in names],
            "outputs": {**inside, **after},
        }

    def _index(self, scope: str) -> Plain:
        return self.pick(NoValue(), {"var": f"{scope}.i"})

    def _collect_input(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        low, high = self._random.randrange(1, 4), self._random.randrange(1, 5)
        bounds: dict[str, Plain] = {"min": low, "max": {"lit": high} if self.may(8) else high}
        if self.may():
            bounds["terminatingDtmf"] = self.name("digit_#", "digit_*", "digit_5")
        found: dict[str, Plain] = {
            "inputData": self.target(scope, "string"),
            "digits": self.pick({"exact": low}, {"range": bounds}, {"exact": self.value(scope, "integer")}),
            "inputAudio": self.audio(scope),
            "outputs": self.paths(("success", "failure"), scope, depth, where),
        }
        found |= {key: self.pick(True, False) for key in ("acceptJustStar", "acceptJustPound") if self.may(4)}
        if self.may(8):
            found["includeTerminatingDtmfInResultData"] = True
        if self.may(8):
            found["verificationType"] = "numeric"
        for key in ("noEntryTimeout", "interDigitTimeout"):
            if self.may(5):
                seconds: Plain = {"exp": f"MakeDuration(0, 0, 0, {self.text(scope, 'integer')})"}
                found[key] = self.pick({"lit": {"seconds": 2}}, seconds)
        return found

    def _call_task(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        given: Plain = [{"string": {"name": "Task.s", "value": self.value(scope, "string")}}] if self.may() else []
        taken: Plain = [{"integer": {"name": "Task.i", "variable": f"{scope}.i"}}] if self.may() else []
        return {
            "targetTaskRef": self._task(),
            "taskInputs": given,
            "taskOutputs": taken,
            "outputs": self.paths((*PATHS, "Other"), scope, min(depth, 1), where),
        }

    def _jump_to_task(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        given: Plain = [{"string": {"name": "Task.s", "value": self.value(scope, "string")}}] if self.may() else []
        return {"targetTaskRef": self._task(), "taskInputs": given}

    _menu_jump_to_task = _jump_to_task

    def _task(self) -> str:
        return f"./tasks/task[{self.name(*TASKS)}]"

    def _jump_to_menu(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        return {"targetMenuRef": f"./menus/menu[{self.name(*MENUS)}]"}

    _menu_jump_to_menu = _jump_to_menu

    def _call_common_module(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        module = "Inner" if scope == "Common" else self.name("Shared", "Shared", "Inner")
        given: Plain = {f"Common.{each}": self.value(scope, TYPES[each]) for each in TYPES if self.may()}
        taken: Plain = {f"Common.{each}": {"var": f"{scope}.{each}"} for each in TYPES if self.may()}
        return {"commonModule": {module: {"ver_latestPublished": {"inputs": given, "outputs": taken}}}}

    def _transfer_to_acd(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        found: dict[str, Plain] = {
            "targetQueue": self.pick({"lit": {"name": "Support"}}, {"exp": f"FindQueue({scope}.s)"}),
            "preTransferAudio": self.audio(scope),
            "failureTransferAudio": self.audio(scope),
            "failureOutputs": self._failed(scope),
            "outputs": self.paths(("failure",), scope, depth, where),
        }
        if self.may(4):
            found["priority"] = self.value(scope, "integer")
        return found

    _menu_transfer_to_acd = _transfer_to_acd

    def _transfer_to_number(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        number = self.pick({"lit": "tel:+13175550100"}, self.value(scope, "string"))
        outputs = self.paths(("failure",), scope, depth, where)
        return {"targetNumber": number, "failureOutputs": self._failed(scope), "outputs": outputs}

    def _failed(self, scope: str) -> Plain:
        return {"errorType": {"var": f"{scope}.s"}, "errorMessage": {"var": f"{self.name(scope, 'Task')}.s"}}

    def _data_table_lookup(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        found: Plain = {"Name": self.target(scope, "string"), "a": self.target(scope, "integer")}
        return {
            "lookupValue": self.value(scope, "string"),
            "dataTable": {"Rows": {"foundOutputs": found, "failureOutputs": self._failed(scope)}},
            "outputs": self.paths(("found", "notFound", "failure"), scope, depth, where),
        }

    def _call_data(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        inputs: Plain = {"s": self.value(scope, "string"), "i": self.value(scope, "integer")}
        given: Plain = {"a": self.target(scope, "integer"), "Name": self.target(scope, "string")}
        body: Plain = {
            "inputs": inputs,
            "successOutputs": given,
            "failureOutputs": {"errorCode": {"var": f"{scope}.s"}},
        }
        return {
            "category": {"CRM": {"dataAction": {"Get": body}}},
            "timeout": self.pick(NoValue(), {"lit": {"seconds": 3}}),
            "processingPrompt": self.audio(scope),
            "outputs": self.paths(("success", "failure", "timeout"), scope, depth, where),
        }

    def _evaluate_schedule_group(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        found: dict[str, Plain] = {
            "scheduleGroup": {"lit": {"name": "Hours"}},
            "inServiceSchedules": {"var": f"{scope}.l"},
            "outputs": self.paths(("open", "closed", "holiday"), scope, depth, where),
        }
        if self.may():
            found["evaluate"] = {"dateTime": self.value(scope, "dateTime")}
        return found

    def _evaluate_schedule(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        body: Plain = {
            "selectedSchedule": self.pick({"lit": {"name": "Day"}}, self.value(scope, "string")),
            "scheduleTimeZone": self.value(scope, "string"),
            "evaluate": {"dateTime": self.value(scope, "dateTime")},
        }
        paths = self.paths(("active", "inactive"), scope, depth, where)
        return {"evaluationType": {"schedule": body}, "outputs": paths}

    def _set_screen_pop(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        return {"screenPopScript": {"Script": {"inputs": {"x": self.value(scope, "string")}}}}

    def _call_bot_flow(self, scope: str, depth: int, where: str) -> dict[str, Plain]:
        return {"botFlow": {"Bot": {}}, "outputs": self.paths(("failure", "sales"), scope, depth, where)}

    # --- menus

    def menu(self, name: str, depth: int) -> dict[str, Setting]:
        choices = [self._choice(depth, name, at) for at in range(self._random.randrange(1, 5))]
        settings: dict[str, Plain] = {}
        if self.may(3):
            settings["repeatCount"] = self.pick(
                {"lit": 0}, {"lit": 1}, {"lit": 2}, {"lit": 99}, self.value("Flow", "integer")
            )
        if self.may(4):
            settings["menuSelectionTimeout"] = {"lit": {"seconds": 1}}
        default = f"./choices/menuTask[{name}{self._random.randrange(5)}]" if self.may() else None
        return {
            "audio": setting(self.audio("Flow")),
            "settings": setting(settings),
            "choices": Actions(tuple(choices)),
            "default": default,
        }

    def top(self, name: str) -> Menu:
        made = self.menu(name, 2)
        settings, choices, default = made["settings"], made["choices"], made["default"]
        assert isinstance(choices, Actions)
        return Menu(
            name=name,
            ref_id=name,
            audio=made["audio"],
            settings=(("settingsMenu", settings),),
            choices=choices.items,
            default_choice_ref=default if isinstance(default, str) else None,
        )

    def _choice(self, depth: int, menu: str, at: int) -> Action:
        kinds = ["menuTask", "menuTask", "menuTransferToAcd", "menuJumpToTask", "menuJumpToMenu", "menuDisconnect"]
        kinds += ["menuRepeatMenu", "menuPreviousMenu", *(["menuSubMenu"] * 2 if depth else [])]
        kind = self.name(*kinds)
        dtmf = self.name("digit_1", "digit_2", "digit_3", "digit_#", "digit_*", "digit_12", "digit_x")
        head = [("dtmf", dtmf), ("refId", f"{menu}{at}"), ("globalDtmf", self.may(8))]
        if kind == "menuTask":
            actions = self.list("Flow", 1, "flow menu") + (
                [Action("repeatMenu", (("name", "R"),))] if self.may(4) else []
            )
            return Action(kind, (("name", kind), *head, ("task", Group((("actions", Actions(tuple(actions))),)))))
        if kind == "menuSubMenu":
            made = self.menu(f"{menu}{at}", depth - 1)
            inside = (("audio", made["audio"]), ("settingsMenu", made["settings"]), ("choices", made["choices"]))
            return Action(kind, (("name", kind), *head, *inside, ("defaultChildMenuRef", made["default"])))
        action = self.made(kind, "Flow", 0, "flow")
        return Action(kind, (*action.entries, *head))

    # --- flows

    def flow(self) -> Flow:
        handling: Plain = self.pick(
            {"disconnect": {}},
            {"queue": {"targetQueue": {"lit": {"name": "Errors"}}}},
            {"task": {"targetTaskRef": self._task()}},
            {"menu": {"targetMenuRef": "./menus/menu[Top]"}},
        )
        tasks = tuple(
            Task(
                name=each,
                ref_id=each,
                actions=tuple(self.list("Flow", 3 if each == "Main" else 1, "flow", 6)),
                variables=_variables("Task", ("s", "i")) if self.may() else (),
            )
            for each in TASKS
        )
        return Flow(
            type="inboundCall",
            name="Any",
            start_up_ref=self.name("./tasks/task[Main]", "./tasks/task[Main]", "./menus/menu[Top]"),
            default_language="en-us",
            supported_languages=self._languages(),
            initial_greeting=setting(self.audio("Flow")),
            variables=_variables("Flow", tuple(TYPES)),
            settings=(("settingsErrorHandling", setting({"errorHandling": handling})),),
            menus=tuple(map(self.top, MENUS)),
            tasks=tasks,
        )

    def _languages(self) -> Group | None:
        if self.may():
            return None
        skill: Plain = {"defaultLanguageSkill": {"lit": {"name": "Spanish"}}}
        found = setting({"en-us": {"none": True}, "es-us": skill})
        return found if isinstance(found, Group) else None

    def module(self, name: str) -> Flow:
        actions = Actions(tuple(self.list("Common", 2, "inner" if name == "Inner" else "outer", 5)))
        return Flow(type="commonModule", name=name, variables=_variables("Common", tuple(TYPES)), actions=actions)

    # --- callers

    def entries(self) -> tuple[str, ...]:
        return tuple(self.name(*ENTRIES) for _ in range(self._random.randrange(9)))

    def context(self) -> CallContext:
        functions: tuple[tuple[str, Value], ...] = (("Given", self.name("g", "12")),) if self.may() else ()
        return CallContext(
            seed=self._random.randrange(5),
            language=self.name("es-us", "de-de") if self.may(3) else None,
            attributes=(("k", "v"),) if self.may() else (),
            functions=functions,
            variables=(("Call.Language", "x"),) if self.may(5) else (),
            directory=KnownOrg(names={"queue": ("Support",)}, prompts={("p", "en-us"): "Prompt"}),
        )


ENTRIES = (
    *(
        "1",
        "1",
        "2",
        "3",
        "7",
        "0",
        "5",
        "*",
        "#",
        "12",
        "123",
        "1234",
        "12#",
        "12*",
        "125",
        "1#",
        "",
        "1212",
        "333333333",
    ),
    *("x",),
)
_ANYWHERE = (
    *("playAudio", "playAudio", "updateData", "updateData", "setLanguage", "setParticipantData"),
    *("getParticipantData", "setScreenPop", "transferToNumber", "transferToAcd", "addFlowMilestone"),
)
_DEEP = (
    *("decision", "switch", "loop", "loop", "loopUntil", "collectInput", "collectInput", "dataTableLookup", "callData"),
    *("evaluateScheduleGroup", "evaluateSchedule", "callBotFlow"),
)


def _variables(scope: str, names: tuple[str, ...]) -> tuple[Variable, ...]:
    initial: dict[str, Setting] = {"i": Literal(1), "b": Literal(False), "s": Literal("1"), "d": Literal(2)}
    return tuple(
        Variable(
            type=TYPES[each],
            name=f"{scope}.{each}",
            initial=initial.get(each, NoValue()),
            is_input=True,
            is_output=True,
        )
        for each in names
    )
