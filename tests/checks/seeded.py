"""One flow with a seeded defect for every rule, and exactly what is said about it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from callflows.checks import Known
from callflows.model import Action, Actions, Audio, Flow, Group, Items, Literal, NoValue, RefKind, Task, Variable
from tests.checks.flows import (
    action,
    call_module,
    disconnect,
    exp,
    group,
    inbound,
    jump,
    keyed,
    menu,
    module,
    named,
    outputs,
    task,
    update,
    variable,
)

MAIN = "/inboundCall/tasks/task[Main]"
MENU = "/inboundCall/menus/menu[Menu]"


class Org(msgspec.Struct, frozen=True):
    """A `Known` for tests: what exists, and the published modules."""

    names: frozenset[tuple[RefKind, str]] = frozenset()
    modules: tuple[Flow, ...] = ()

    def has(self, kind: RefKind, name: str) -> bool:
        return (kind, name) in self.names

    def module(self, name: str) -> Flow | None:
        return next((m for m in self.modules if m.name == name), None)


class Seeded(msgspec.Struct, frozen=True):
    """`said` holds (code, address, message) of everything that is said about the flow."""

    code: str
    flow: Flow
    said: frozenset[tuple[str, str, str]]
    known: Known | None = None


def seeded(
    code: str, flow: Flow, *said: tuple[str, str], known: Known | None = None, more: Iterable[tuple[str, str, str]] = ()
) -> Seeded:
    return Seeded(code, flow, frozenset({*((code, address, message) for address, message in said), *more}), known)


def decision(condition: str) -> Action:
    return action("decision", condition=exp(condition))


def play(expression: str) -> Action:
    return action("playAudio", audio=Audio(exp=expression))


def collect(digits: Group) -> Action:
    return action("collectInput", digits=digits)


def switch(cases: int) -> Action:
    items = Items(tuple(keyed(("case", group(value=Literal(True)))) for _ in range(cases)))
    return action("switch", evaluate=group(firstTrue=group(cases=items)))


def with_menu(*choices: Action, default: str | None = None, settings=()) -> Flow:
    return inbound(menus=(menu("Menu", *choices, default=default, settings=settings),), start=MENU)


def choice(**entries) -> Action:
    return action("menuDisconnect", **entries)


CASES = (
    seeded(
        "flow-name", inbound(task("Main", disconnect()), name="  "), ("/inboundCall/name", "The flow's name is blank.")
    ),
    seeded(
        "flow-name",
        inbound(task("Main", disconnect()), name="A/B-Debug"),
        ("/inboundCall/name", 'The flow name "A/B-Debug" contains "/".'),
        ("/inboundCall/name", 'The flow name "A/B-Debug" ends in "-debug".'),
    ),
    seeded(
        "flow-name",
        inbound(task("Main", disconnect()), name="--"),
        ("/inboundCall/name", 'The flow name "--" has no letter and no digit.'),
    ),
    seeded(
        "flow-name",
        inbound(task("Main", disconnect()), name="x" * 201),
        ("/inboundCall/name", "The flow name is 201 characters long; 200 are allowed."),
    ),
    seeded(
        "start-object-missing",
        inbound(task("Main", disconnect()), start=""),
        ("/inboundCall", "The flow has no startUpRef."),
    ),
    seeded(
        "start-object-missing",
        inbound(task("Main", disconnect()), start="./tasks/task[Start]"),
        ("/inboundCall/startUpRef", 'The flow starts at "./tasks/task[Start]", but there is no such task or menu.'),
    ),
    seeded(
        "start-object-missing",
        Flow(type="commonModule", name="M", default_language="en-us"),
        ("/commonModule", "The flow has no startUpTaskActions."),
    ),
    seeded(
        "language-missing",
        inbound(task("Main", disconnect()), default_language=None),
        ("/inboundCall", "The flow has no defaultLanguage."),
    ),
    seeded(
        "language-missing",
        module(action("endTask"), supported_languages=None),
        ("/commonModule", "The common module has no supportedLanguages."),
    ),
    seeded(
        "default-language-unsupported",
        inbound(task("Main", disconnect()), supported_languages=keyed(("es-us", group()))),
        ("/inboundCall/defaultLanguage", 'The default language "en-us" is not among the supported languages.'),
    ),
    seeded(
        "states-in-call-flow",
        inbound(task("Main", disconnect()), extra=(("states", Items()),)),
        ("/inboundCall/states", 'A flow of type inboundCall has no "states".'),
    ),
    seeded(
        "unsubstituted-placeholder",
        inbound(task("Main", disconnect()), initial_greeting=Audio(tts="Welcome to {{brand}}, {{ city }}")),
        ("/inboundCall/initialGreeting", "The placeholder {{brand}} has no value."),
        ("/inboundCall/initialGreeting", "The placeholder {{ city }} has no value."),
    ),
    seeded(
        "dangling-reference",
        inbound(task("Main", jump("/inboundCall/tasks/task[Mian]"))),
        (
            f"{MAIN}/actions[0]/jumpToTask/targetTaskRef",
            'There is no task "/inboundCall/tasks/task[Mian]" in this flow.',
        ),
    ),
    seeded(
        "dangling-reference",
        inbound(task("Main", action("jumpToMenu", targetMenuRef="./menus/menu[Main]"))),
        (f"{MAIN}/actions[0]/jumpToMenu/targetMenuRef", 'There is no menu "./menus/menu[Main]" in this flow.'),
    ),
    seeded(
        "duplicate-ref-id",
        inbound(task("Main", action("playAudio", refId="Main"), disconnect())),
        (f"{MAIN}/actions/playAudio[Main]", 'The refId "Main" is used twice.'),
    ),
    seeded(
        "duplicate-name",
        inbound(
            task("Main", jump("./tasks/task[2]")),
            Task(name="Main", ref_id="2", actions=(disconnect(),)),
            Task(name="main", actions=(disconnect(),)),
        ),
        ("/inboundCall/tasks/task[2]/name", 'The task name "Main" is used twice.'),
        more=[("unused-task", "/inboundCall/tasks[2]/task", 'The task "main" is never reached.')],
    ),
    seeded(
        "duplicate-variable",
        inbound(
            task("Main", disconnect(), variables=(variable("Task.pin"),)),
            variables=(variable("Flow.Pin"), variable("Flow.other"), variable("Flow.pin", "integer")),
        ),
        ("/inboundCall/variables[2]/integerVariable/name", "The variable Flow.pin is declared twice."),
    ),
    seeded(
        "variable-name",
        inbound(
            task("Main", disconnect(), variables=(variable("Flow.a"), variable("task.ok"))),
            variables=(
                variable("Flow.customer-id"),
                variable("Common.b"),
                variable("Flow._c"),
                variable("Flow.Straße2"),
            ),
        ),
        (
            "/inboundCall/variables[0]/stringVariable/name",
            '"customer-id" is not a variable name: it needs a letter, then letters, digits and underscores.',
        ),
        (
            "/inboundCall/variables[1]/stringVariable/name",
            'The variable "Common.b" is declared where names start with "Flow.".',
        ),
        (
            "/inboundCall/variables[2]/stringVariable/name",
            '"_c" is not a variable name: it needs a letter, then letters, digits and underscores.',
        ),
        (
            f"{MAIN}/variables[0]/stringVariable/name",
            'The variable "Flow.a" is declared where names start with "Task.".',
        ),
    ),
    seeded(
        "variable-name",
        module(action("endTask"), variables=(variable("Flow.a"),), task_variables=(variable("Task.b"),)),
        (
            "/commonModule/variables[0]/stringVariable/name",
            'The variable "Flow.a" is declared where names start with "Common.".',
        ),
    ),
    seeded(
        "task-input-unknown",
        inbound(
            task(
                "Main",
                action(
                    "callTask",
                    targetTaskRef="./tasks/task[Pin]",
                    taskInputs=Items(
                        (
                            keyed(("string", group(name="Task.code", value=Literal("1")))),
                            keyed(("string", group(name="Task.PIN", value=Literal("1")))),
                        )
                    ),
                ),
                disconnect(),
            ),
            task("Pin", action("endTask"), variables=(Variable(type="string", name="Task.pin", is_input=True),)),
        ),
        (f"{MAIN}/actions[0]/callTask/taskInputs[0]/string/name", 'The task "Pin" has no input Task.code.'),
    ),
    seeded(
        "end-path-missing",
        inbound(task("Main", action("endTask", outputPath=group(name="NoAgents")), paths=("Busy",))),
        (f"{MAIN}/actions[0]/endTask/outputPath", 'The task has no end path "NoAgents".'),
    ),
    seeded(
        "task-without-end",
        inbound(task("Main", action("playAudio"))),
        (f"{MAIN}/actions[0]/playAudio", 'The task can run out of actions after "playAudio".'),
    ),
    seeded("task-without-end", inbound(task("Main")), (f"{MAIN}/actions", "The task has no actions.")),
    seeded(
        "task-without-end",
        inbound(task("Main", action("decision", outputs=outputs(yes=(disconnect(),))))),
        (f"{MAIN}/actions[0]/decision", 'The task can run out of actions after "decision".'),
    ),
    seeded(
        "unreachable-action",
        inbound(task("Main", disconnect(), action("playAudio"), action("playAudio"))),
        (f"{MAIN}/actions[1]/playAudio", '"playAudio" is never reached: "disconnect" before it ends the path.'),
    ),
    seeded(
        "unused-task",
        inbound(task("Main", disconnect()), task("Old", disconnect())),
        ("/inboundCall/tasks/task[Old]", 'The task "Old" is never reached.'),
    ),
    seeded("menu-without-choices", with_menu(), (MENU, 'The menu "Menu" has no choices.')),
    seeded(
        "duplicate-digit",
        with_menu(choice(dtmf="digit_9"), choice(dtmf="digit_9")),
        (f"{MENU}/choices[1]/menuDisconnect/dtmf", 'The menu "Menu" uses digit_9 for two choices.'),
    ),
    seeded(
        "choice-without-input",
        with_menu(choice()),
        (
            f"{MENU}/choices[0]/menuDisconnect",
            'The choice "menuDisconnect" of the menu "Menu" has neither a digit nor speech terms.',
        ),
    ),
    seeded(
        "default-choice-missing",
        with_menu(choice(dtmf="digit_1"), default="./choices/menuTask[None]"),
        (f"{MENU}/defaultChildMenuRef", 'The default choice "./choices/menuTask[None]" is not a choice of this menu.'),
    ),
    seeded(
        "undeclared-variable",
        inbound(task("Main", decision("Flow.Tries == 1 and Flow.tries == Common.x"), disconnect())),
        (f"{MAIN}/actions[0]/decision/condition", "Flow.Tries is not declared."),
        (
            f"{MAIN}/actions[0]/decision/condition",
            "Common.x is not declared: Common. variables exist only inside a common module.",
        ),
    ),
    seeded(
        "undeclared-variable",
        module(update("string", "Flow.x", Literal("1")), action("endTask")),
        (
            "/commonModule/startUpTaskActions[0]/updateData/statements[0]/string/variable",
            "Flow.x is not declared: a common module does not see the Flow. variables of its callers.",
        ),
    ),
    seeded(
        "undeclared-variable",
        inbound(task("Main", decision("tries"), disconnect())),
        (
            f"{MAIN}/actions[0]/decision/condition",
            '"tries" is not a variable: a variable\'s name starts with its scope, such as Flow. or Task.',
        ),
    ),
    seeded(
        "undeclared-task-variable",
        inbound(
            task("Main", decision("Task.a and Task.b"), jump("./tasks/task[Other]")),
            task("Other", disconnect(), variables=(variable("Task.b", "boolean"),)),
        ),
        (f"{MAIN}/actions[0]/decision/condition", "Task.a is not declared in this task."),
        (f"{MAIN}/actions[0]/decision/condition", "Task.b is declared in another task and not visible here."),
    ),
    seeded(
        "undeclared-task-variable",
        with_menu(
            *(
                action(
                    "menuTask",
                    dtmf=f"digit_{n}",
                    task=group(actions=Actions((decision("Task.a or Task.A"), disconnect()))),
                )
                for n in (1, 2)
            )
        ),
        (
            f"{MENU}/choices[0]/menuTask/task/actions[0]/decision/condition",
            "Task.a is not declared in this task.",
        ),
        (
            f"{MENU}/choices[1]/menuTask/task/actions[0]/decision/condition",
            "Task.a is not declared in this task.",
        ),
    ),
    seeded(
        "unknown-built-in-variable",
        inbound(task("Main", decision('Call.CallerId == ""'), disconnect())),
        (
            f"{MAIN}/actions[0]/decision/condition",
            "Call.CallerId is not a built-in variable known for inboundCall flows.",
        ),
    ),
    seeded(
        "read-only-variable",
        inbound(task("Main", update("string", "Call.ani", Literal("1")), disconnect())),
        (
            f"{MAIN}/actions[0]/updateData/statements[0]/string/variable",
            "Call.Ani is read-only and cannot receive a value.",
        ),
    ),
    seeded(
        "statement-type",
        inbound(
            task("Main", update("string", "Flow.n", Literal("1")), disconnect()),
            variables=(variable("Flow.n", "integer"),),
        ),
        (
            f"{MAIN}/actions[0]/updateData/statements[0]/string/variable",
            "The statement writes a value of type string, but Flow.n is of type integer.",
        ),
    ),
    seeded(
        "expression-invalid",
        inbound(task("Main", decision("1 +"), disconnect())),
        (f"{MAIN}/actions[0]/decision/condition", "In `1 +` at column 3: a value is missing after `+`."),
    ),
    seeded(
        "expression-doubtful",
        inbound(task("Main", decision('Foo("a")'), disconnect())),
        (
            f"{MAIN}/actions[0]/decision/condition",
            'In `Foo("a")` at column 1: `Foo` is a function that callflows does not know.',
        ),
    ),
    seeded(
        "expression-type",
        inbound(task("Main", decision("Flow.q"), disconnect()), variables=(variable("Flow.q", "queue"),)),
        (
            f"{MAIN}/actions[0]/decision/condition",
            "In `Flow.q` at column 1: Boolean is needed, the expression gives Queue.",
        ),
    ),
    seeded(
        "literal-reference",
        inbound(
            task("Main", update("string", "Flow.a", Literal("Flow.b")), disconnect()), variables=(variable("Flow.a"),)
        ),
        (
            f"{MAIN}/actions[0]/updateData/statements[0]/string/value",
            'The literal "Flow.b" is a text, not the value of the variable.',
        ),
    ),
    seeded(
        "literal-type",
        inbound(
            task(
                "Main",
                update("integer", "Flow.n", Literal("many")),
                update("stringCollection", "Flow.l", Literal(Items((Literal("a"), "b")))),
                disconnect(),
            ),
            variables=(
                variable("Flow.n", "integer", initial=Literal(True)),
                variable("Flow.l", "stringCollection", initial=Literal("a")),
            ),
        ),
        (
            "/inboundCall/variables[0]/integerVariable/initialValue/lit",
            "The literal is true; expected a whole number.",
        ),
        (
            "/inboundCall/variables[1]/stringCollectionVariable/initialValue/lit",
            'The literal is the text "a"; expected a list of values.',
        ),
        (
            f"{MAIN}/actions[0]/updateData/statements[0]/integer/value/lit",
            'The literal is the text "many"; expected a whole number.',
        ),
        (
            f"{MAIN}/actions[1]/updateData/statements[0]/stringCollection/value/lit[1]",
            'The literal is the text "b"; expected `lit`, `exp` or `noValue`.',
        ),
    ),
    seeded(
        "literal-type",
        with_menu(
            choice(dtmf="digit_1", globalDtmf=5),
            settings=(("settingsMenu", group(menuSelectionTimeout=Literal(group(second=5)))),),
        ),
        (
            f"{MENU}/settingsMenu/menuSelectionTimeout/lit",
            "The literal is a group of second; expected a duration such as `{seconds: 5}`.",
        ),
        (
            f"{MENU}/choices[0]/menuDisconnect/globalDtmf",
            "The literal is the number 5; expected true or false.",
        ),
    ),
    seeded(
        "invented-action",
        inbound(task("Main", action("setVariable"), action("gotoTask"), disconnect())),
        (f"{MAIN}/actions[0]/setVariable", 'Architect has no action "setVariable".'),
        (f"{MAIN}/actions[1]/gotoTask", 'Architect has no action "gotoTask".'),
    ),
    seeded(
        "collect-digits",
        inbound(task("Main", collect(group(exact=0)), collect(group(range=group(min=6, max=4))), disconnect())),
        (f"{MAIN}/actions[0]/collectInput/digits/exact", "Collect Input cannot take 0 digits (exact)."),
        (f"{MAIN}/actions[1]/collectInput/digits/range", "Collect Input asks for at least 6 and at most 4 digits."),
    ),
    seeded(
        "collect-digits",
        inbound(task("Main", collect(group(range=group(min=1, max=41))), disconnect())),
        (f"{MAIN}/actions[0]/collectInput/digits/range/max", "Collect Input cannot take 41 digits (max)."),
    ),
    seeded(
        "loop-exit-outside-loop",
        inbound(
            task("Main", action("loop", outputs=outputs(loop=(action("loopExit"),))), action("loopNext"), disconnect())
        ),
        (f"{MAIN}/actions[1]/loopNext", "Next Loop stands outside a loop."),
        more=[
            (
                "unreachable-action",
                f"{MAIN}/actions[2]/disconnect",
                '"disconnect" is never reached: "loopNext" before it ends the path.',
            )
        ],
    ),
    seeded(
        "switch-cases",
        inbound(task("Main", switch(0), switch(64), switch(65), disconnect())),
        (f"{MAIN}/actions[0]/switch", "The switch has no cases."),
        (f"{MAIN}/actions[2]/switch", "The switch has 65 cases; 64 are allowed."),
    ),
    seeded(
        "set-language-unsupported",
        inbound(task("Main", action("setLanguage", languageValue=Literal("fr-ca")), disconnect())),
        (f"{MAIN}/actions[0]/setLanguage/languageValue", 'The flow does not support the language "fr-ca".'),
    ),
    seeded(
        "value-out-of-range",
        with_menu(choice(dtmf="digit_1"), settings=(("settingsMenu", group(repeatCount=Literal(11))),)),
        (f"{MENU}/settingsMenu/repeatCount", "The value 11 is outside the allowed range."),
    ),
    seeded(
        "value-out-of-range",
        inbound(task("Main", action("loop", loopCount=Literal(100)), disconnect())),
        (f"{MAIN}/actions[0]/loop/loopCount", "The value 100 is outside the allowed range."),
    ),
    seeded(
        "value-not-set",
        inbound(task("Main", action("transferToAcd", targetQueue=NoValue()), disconnect())),
        (f"{MAIN}/actions[0]/transferToAcd/targetQueue", '"Queue" has no value, and cannot be left blank.'),
    ),
    seeded(
        "module-in-module",
        module(call_module("Inner", {}, {}), action("endTask")),
        (
            "/commonModule/startUpTaskActions[0]/callCommonModule",
            'A common module cannot call the common module "Inner".',
        ),
    ),
    seeded(
        "module-unpublished",
        inbound(task("Main", call_module("Pin", {}, {}), disconnect())),
        (f"{MAIN}/actions[0]/callCommonModule/commonModule/Pin", 'The common module "Pin" has no published version.'),
        known=Org(frozenset({(RefKind.COMMON_MODULE, "Pin")})),
    ),
    seeded(
        "module-interface-drift",
        inbound(
            task(
                "Main", call_module("Pin", {"Common.Old": Literal("x"), "common.PIN": Literal("y")}, {}), disconnect()
            ),
        ),
        (
            f"{MAIN}/actions[0]/callCommonModule/commonModule/Pin/ver_latestPublished/inputs/Common.Old",
            'The module "Pin" has no input Common.Old.',
        ),
        (
            f"{MAIN}/actions[0]/callCommonModule/commonModule/Pin",
            'The module "Pin" has the input Common.ani, which this call does not mention.',
        ),
        (
            f"{MAIN}/actions[0]/callCommonModule/commonModule/Pin",
            'The module "Pin" has the output Common.ok, which this call does not mention.',
        ),
        known=Org(
            frozenset({(RefKind.COMMON_MODULE, "Pin")}),
            (
                module(
                    action("endTask"),
                    name="Pin",
                    variables=(
                        Variable(type="string", name="Common.Pin", is_input=True),
                        Variable(type="string", name="Common.ani", is_input=True),
                        Variable(type="boolean", name="Common.ok", is_output=True),
                        Variable(type="string", name="Common.private"),
                    ),
                ),
            ),
        ),
    ),
    seeded(
        "object-missing",
        inbound(
            task(
                "Main",
                action("transferToAcd", targetQueue=named("Suport")),
                action("transferToAcd", targetQueue=named("Sales")),
                action("playAudio", audio=Audio(prompt="Prompt.hello")),
                play("ToAudio(Prompt.bye)"),
                call_module("Pin", {}, {}),
                disconnect(),
            )
        ),
        (f"{MAIN}/actions[0]/transferToAcd/targetQueue", 'There is no queue "Suport" in the org.'),
        (f"{MAIN}/actions[2]/playAudio/audio", 'There is no user prompt "hello" in the org.'),
        (f"{MAIN}/actions[3]/playAudio/audio", 'There is no user prompt "bye" in the org.'),
        (f"{MAIN}/actions[4]/callCommonModule/commonModule/Pin", 'There is no common module "Pin" in the org.'),
        known=Org(frozenset({(RefKind.QUEUE, "Sales")})),
    ),
    seeded(
        "lookup-missing",
        inbound(task("Main", action("transferToAcd", targetQueue=exp('FindQueue("Suport")')), disconnect())),
        (
            f"{MAIN}/actions[0]/transferToAcd/targetQueue",
            'The expression looks up the queue "Suport", which is not in the org.',
        ),
        known=Org(),
    ),
)
