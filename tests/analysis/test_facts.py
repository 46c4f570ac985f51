"""What a flow names, declares, reads, writes and jumps to."""

from __future__ import annotations

from callflows.analysis import (
    Access,
    Reference,
    TargetKind,
    analyse,
    jump_graph,
    module_calls,
    reachable,
    ref_ids,
    references,
    symbols,
    variable_uses,
)
from callflows.model import Audio, Group, Items, Literal, NoValue, Output, RefKind, Variable
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


def test_references_come_from_settings_actions_and_expressions() -> None:
    flow = inbound(
        task(
            "Main",
            action(
                "transferToAcd",
                targetQueue=named("HR"),
                acdSkills=Items((group(acdSkill=named("Java")),)),
                overrideInQueueFlow=group(name="Hold"),
                outputs=outputs(failure=(action("playAudio", audio=Audio(exp="ToAudio(Prompt.Sorry)")),)),
            ),
            action("dataTableLookup", dataTable=keyed(("Customers", group()))),
            action("callData", category=keyed(("CRM", group(dataAction=keyed(("Get VIP", group())))))),
            action("transferToAcd", targetQueue=exp('FindQueue("Sales" )')),
            action("transferToAcd", targetQueue=exp("FindQueue(Flow.q)")),
            call_module("Pin", {"Common.q": named("not a reference")}, {}),
            action("evaluateSchedule", evaluationType=group(schedule=group(name="Week", evaluate=group(now=True)))),
            action(
                "playAudio",
                audio=Audio(tts="hi", alternates=(("es-us", Audio(prompt="PromptSystem.no_entry")),)),
            ),
        ),
        initial_greeting=Audio(prompt="Prompt.hello"),
        supported_languages=keyed(("en-us", group(defaultLanguageSkill=named("English")))),
        settings=(("settingsErrorHandling", group(errorHandling=group(queue=group(targetQueue=named("Help"))))),),
        variables=(Variable(type="queue", name="Flow.q", initial=named("Night")), variable("Flow.s")),
    )
    actions = f"{MAIN}/actions"
    assert set(references(flow)) == {
        Reference(RefKind.LANGUAGE_SKILL, "English", "/inboundCall/supportedLanguages/en-us/defaultLanguageSkill"),
        Reference(RefKind.PROMPT, "hello", "/inboundCall/initialGreeting"),
        Reference(RefKind.QUEUE, "Help", "/inboundCall/settingsErrorHandling/errorHandling/queue/targetQueue"),
        Reference(RefKind.QUEUE, "Night", "/inboundCall/variables[0]/queueVariable/initialValue"),
        Reference(RefKind.QUEUE, "HR", f"{actions}[0]/transferToAcd/targetQueue"),
        Reference(RefKind.SKILL, "Java", f"{actions}[0]/transferToAcd/acdSkills[0]/acdSkill"),
        Reference(RefKind.INQUEUE_CALL, "Hold", f"{actions}[0]/transferToAcd/overrideInQueueFlow"),
        Reference(RefKind.PROMPT, "Sorry", f"{actions}[0]/transferToAcd/outputs/failure/actions[0]/playAudio/audio"),
        Reference(RefKind.DATA_TABLE, "Customers", f"{actions}[1]/dataTableLookup/dataTable/Customers"),
        Reference(RefKind.DATA_ACTION, "Get VIP", f"{actions}[2]/callData/category/CRM/dataAction/Get VIP"),
        Reference(RefKind.QUEUE, "Sales", f"{actions}[3]/transferToAcd/targetQueue", lookup=True),
        Reference(RefKind.COMMON_MODULE, "Pin", f"{actions}[5]/callCommonModule/commonModule/Pin"),
        Reference(RefKind.SCHEDULE, "Week", f"{actions}[6]/evaluateSchedule/evaluationType/schedule"),
        Reference(RefKind.SYSTEM_PROMPT, "no_entry", f"{actions}[7]/playAudio/audio/alternateSequences/es-us"),
    }


def test_names_resolve_by_scope_ignoring_case() -> None:
    choice = action(
        "menuTask",
        task=group(variables=Items((keyed(("integerVariable", group(name="Task.n", initialValue=NoValue()))),))),
    )
    flow = inbound(
        task("Main", variables=(variable("Task.a"),)),
        task("Other", variables=(variable("Task.A", "integer"),)),
        menus=(menu("Menu", choice),),
        variables=(variable("Flow.Name"),),
    )
    found = symbols(flow)
    inside = "/inboundCall/menus/menu[Menu]/choices[0]/menuTask/task"

    def resolved(name: str, at: str = "") -> tuple[str, str] | None:
        symbol = found.resolve(name, at)
        return (symbol.name, symbol.type) if symbol else None

    assert resolved("flow.NAME", f"{MAIN}/actions[0]") == ("Flow.Name", "string")
    assert resolved("task.a", f"{MAIN}/actions[0]/x") == ("Task.a", "string")
    assert resolved("task.a", "/inboundCall/tasks/task[Other]/actions[0]") == ("Task.A", "integer")
    assert resolved("task.a", "/inboundCall/initialGreeting") is None
    assert resolved("task.a", "/inboundCall/tasks/task[Main]x") is None
    assert resolved("Task.n", f"{inside}/actions[0]/playAudio/audio") == ("Task.n", "integer")
    assert resolved("Task.n", MAIN) is None
    assert resolved("call.ani") == ("Call.Ani", "string")
    assert resolved("Call.PositionInQueue") is None
    assert resolved("Flow.Nothing") is None
    assert resolved("flow.id") == ("Flow.Id", "string")
    assert resolved("FLOW.startDateTimeUtc") == ("Flow.StartDateTimeUtc", "dateTime")
    name = found.resolve("Flow.Name")
    assert name is not None
    assert (name.scope, name.address, name.read_only) == ("Flow", "/inboundCall/variables[0]/stringVariable", False)


def test_a_module_sees_its_own_variables_and_those_of_its_start_task() -> None:
    flow = module(
        action("endTask"),
        variables=(Variable(type="string", name="Common.pin", is_input=True),),
        task_variables=(variable("Task.n", "integer"),),
    )
    found = symbols(flow)
    at = "/commonModule/startUpTaskActions[0]/endTask"
    assert [(s.name, s.is_input, s.is_output, s.address) for s in found.declared] == [
        ("Common.pin", True, False, "/commonModule/variables[0]/stringVariable"),
        ("Task.n", False, False, "/commonModule/startUpTaskVariables[0]/integerVariable"),
    ]
    assert found.resolve("common.PIN", at) is found.declared[0]
    assert found.resolve("task.N", at) is found.declared[1]


def test_uses_are_reads_in_expressions_and_writes_by_var_and_variable() -> None:
    flow = inbound(
        task(
            "Main",
            update("string", "Flow.a", exp("Append(Flow.b.name, Format.Number.playDigits, Task.c)")),
            action("collectInput", inputData=Output("Flow.d")),
            call_module("Pin", {"Common.x": exp("Call.Ani")}, {"Common.y": "Flow.e"}),
        )
    )
    value = f"{MAIN}/actions[0]/updateData/statements[0]/string"
    module_body = f"{MAIN}/actions[2]/callCommonModule/commonModule/Pin/ver_latestPublished"
    assert {(u.name, u.access, u.address, u.owner, u.offset) for u in variable_uses(flow)} == {
        ("Flow.b", Access.READ, f"{value}/value", MAIN, 7),
        ("Task.c", Access.READ, f"{value}/value", MAIN, 46),
        ("Call.Ani", Access.READ, f"{module_body}/inputs/Common.x", MAIN, 0),
        ("Flow.a", Access.WRITE, f"{value}/variable", MAIN, None),
        ("Flow.d", Access.WRITE, f"{MAIN}/actions[1]/collectInput/inputData", MAIN, None),
        ("Flow.e", Access.WRITE, f"{module_body}/outputs/Common.y", MAIN, None),
    }


def test_expressions_that_do_not_parse_name_nothing() -> None:
    flow = inbound(task("Main", action("decision", condition=exp("Flow.a +"))))
    (text,) = analyse(flow).texts
    assert (text.text, text.address, text.names, text.calls, text.parsed.ast) == (
        "Flow.a +",
        f"{MAIN}/actions[0]/decision/condition",
        (),
        (),
        None,
    )


def test_jumps_resolve_absolute_relative_and_by_kind() -> None:
    flow = inbound(
        task(
            "Main",
            jump("/inboundCall/tasks/task[Other]"),
            jump("../../../tasks/task[Other]"),
            jump("/inboundCall/menus/menu[Menu]"),
            jump("task[Other]"),
            jump("./menus/task[Other]"),
            jump("/inboundCall/menus/task[Other]"),
            action("jumpToMenu", targetMenuRef="./menus/menu[Menu]"),
        ),
        task("Other", action("endTask")),
        menus=(
            menu("Menu", action("menuDisconnect", refId="Bye"), default="./choices/menuDisconnect[Bye]"),
            menu("Second", action("menuDisconnect"), default="./choices/menuDisconnect[Bye]"),
        ),
        start="./tasks/task[Main]",
    )
    other = "/inboundCall/tasks/task[Other]"
    assert [(t.kind, t.found, t.owner) for t in analyse(flow).targets] == [
        (TargetKind.START, MAIN, "/inboundCall"),
        (TargetKind.TASK, other, MAIN),
        (TargetKind.TASK, other, MAIN),
        (TargetKind.TASK, None, MAIN),
        (TargetKind.TASK, None, MAIN),
        (TargetKind.TASK, None, MAIN),
        (TargetKind.TASK, None, MAIN),
        (TargetKind.MENU, "/inboundCall/menus/menu[Menu]", MAIN),
        (
            TargetKind.CHOICE,
            "/inboundCall/menus/menu[Menu]/choices/menuDisconnect[Bye]",
            "/inboundCall/menus/menu[Menu]",
        ),
        (TargetKind.CHOICE, None, "/inboundCall/menus/menu[Second]"),
    ]
    assert ref_ids(flow, analyse(flow).sites) == (
        ("Menu", "/inboundCall/menus/menu[Menu]"),
        ("Second", "/inboundCall/menus/menu[Second]"),
        ("Main", MAIN),
        ("Other", other),
        ("Bye", "/inboundCall/menus/menu[Menu]/choices/menuDisconnect[Bye]"),
    )


def test_reachable_follows_jumps_and_survives_circles() -> None:
    flow = inbound(
        task("Main", jump("./tasks/task[A]")),
        task("A", jump("./tasks/task[Main]"), action("jumpToMenu", targetMenuRef="./menus/menu[M]")),
        task("B", jump("./tasks/task[A]")),
        menus=(menu("M", action("menuJumpToTask", targetTaskRef="./tasks/task[C]")),),
    )
    flow = inbound(*flow.tasks, task("C", disconnect()), menus=flow.menus)
    assert reachable(jump_graph(flow, analyse(flow).targets), "/inboundCall") == {
        "/inboundCall",
        MAIN,
        "/inboundCall/tasks/task[A]",
        "/inboundCall/tasks/task[C]",
        "/inboundCall/menus/menu[M]",
    }


def test_module_calls_tell_name_version_and_bindings() -> None:
    flow = inbound(
        task(
            "Main",
            call_module("Pin", {"Common.pin": exp("Flow.pin")}, {"Common.ok": "Flow.ok"}),
            action("callCommonModule"),
        )
    )
    call, empty = module_calls(flow)
    base = f"{MAIN}/actions[0]/callCommonModule"
    assert (call.name, call.version, call.address, call.module_address) == (
        "Pin",
        "ver_latestPublished",
        base,
        f"{base}/commonModule/Pin",
    )
    inside = f"{base}/commonModule/Pin/ver_latestPublished"
    assert [(b.name, b.node, b.address) for b in (*call.inputs, *call.outputs)] == [
        ("Common.pin", exp("Flow.pin"), f"{inside}/inputs/Common.pin"),
        ("Common.ok", Output("Flow.ok"), f"{inside}/outputs/Common.ok"),
    ]
    assert call.input("COMMON.PIN") is call.inputs[0]
    assert call.output("Common.other") is None
    assert (empty.name, empty.version, empty.inputs, empty.outputs) == ("", "", (), ())


def test_every_setting_has_its_place_and_path() -> None:
    flow = inbound(
        task("Main", action("setParticipantData", attributes=Items((group(attribute=group(name=Literal("a"))),)))),
    )
    assert [(p.address, p.path, p.node) for p in analyse(flow).places if p.site] == [
        (f"{MAIN}/actions[0]/setParticipantData/name", ("name",), "setParticipantData"),
        (
            f"{MAIN}/actions[0]/setParticipantData/attributes",
            ("attributes",),
            Items((Group((("attribute", Group((("name", Literal("a")),))),)),)),
        ),
        (
            f"{MAIN}/actions[0]/setParticipantData/attributes[0]",
            ("attributes",),
            Group((("attribute", Group((("name", Literal("a")),))),)),
        ),
        (
            f"{MAIN}/actions[0]/setParticipantData/attributes[0]/attribute",
            ("attributes", "attribute"),
            Group((("name", Literal("a")),)),
        ),
        (
            f"{MAIN}/actions[0]/setParticipantData/attributes[0]/attribute/name",
            ("attributes", "attribute", "name"),
            Literal("a"),
        ),
    ]
