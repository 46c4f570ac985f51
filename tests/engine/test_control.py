"""Decisions, switches, loops, tasks: which action comes next."""

from __future__ import annotations

import pytest

from callflows.engine import CallContext, KnownOrg, compile_flow, run_script
from tests.engine.flows import MAIN, call, inbound, short, story, variable

SAY = "- playAudio: {{audio: {{tts: {0}}}}}\n"


def test_a_branch_that_is_not_written_falls_through_to_the_next_sibling() -> None:
    flow = inbound(
        """
        - decision:
            name: Known
            condition: {exp: 'Call.Ani == "tel:+1"'}
            outputs:
              "yes": {actions: [{playAudio: {name: Hi, audio: {tts: Known}}}]}
        - disconnect: {name: Bye}
        """
    )
    assert story(call(flow, caller="tel:+1")) == [
        "EnteredTask Main task=Main",
        "Action [0]/decision kind=decision name=Known",
        "Given [0]/decision condition=True",
        "Took [0]/decision output=yes",
        "Action [0]/decision/yes[0]/playAudio kind=playAudio name=Hi",
        "Heard [0]/decision/yes[0]/playAudio Known",
        "Action [1]/disconnect kind=disconnect name=Bye",
        "LeftTask Main task=Main by=over",
        "Ended by=disconnect flow=Line [1]/disconnect",
    ]
    assert story(call(flow, caller="tel:+2")) == [
        "EnteredTask Main task=Main",
        "Action [0]/decision kind=decision name=Known",
        "Given [0]/decision condition=False",
        "Took [0]/decision output=no",
        "Action [1]/disconnect kind=disconnect name=Bye",
        "LeftTask Main task=Main by=over",
        "Ended by=disconnect flow=Line [1]/disconnect",
    ]


def test_a_condition_that_is_not_set_goes_to_no() -> None:
    flow = inbound(
        """
        - decision:
            condition: {exp: Flow.known}
            outputs:
              "yes": {actions: [{playAudio: {audio: {tts: "true"}}}]}
              "no": {actions: [{playAudio: {audio: {tts: "false"}}}]}
        """,
        variables=variable("boolean", "Flow.known"),
    )
    assert call(flow).heard == ("false",)


@pytest.mark.parametrize(
    ("caller", "heard"), [("a", ("first",)), ("b", ("second",)), ("ab", ("first",)), ("c", ("none",))]
)
def test_a_switch_takes_the_first_true_case_or_the_default(caller: str, heard: tuple[str, ...]) -> None:
    flow = inbound(
        """
        - switch:
            name: Which
            evaluate:
              firstTrue:
                default: {actions: [{playAudio: {audio: {tts: none}}}]}
                cases:
                  - case: {value: {exp: 'Contains(Call.Ani, "a")'}, actions: [{playAudio: {audio: {tts: first}}}]}
                  - case: {value: {exp: 'Contains(Call.Ani, "b")'}, actions: [{playAudio: {audio: {tts: second}}}]}
        """
    )
    assert call(flow, caller=caller).heard == heard


@pytest.mark.parametrize(("initial", "heard"), [("{lit: b}", ("second",)), ("{lit: z}", ()), ("{noValue: true}", ())])
def test_a_switch_matches_values_and_never_a_value_that_is_not_set(initial: str, heard: tuple[str, ...]) -> None:
    flow = inbound(
        """
        - switch:
            evaluate:
              firstMatch:
                string:
                  value: {exp: Flow.x}
                  cases:
                    - case: {value: {lit: a}, actions: [{playAudio: {audio: {tts: first}}}]}
                    - case: {value: {lit: b}, actions: [{playAudio: {audio: {tts: second}}}]}
                    - case: {value: {noValue: true}, actions: [{playAudio: {audio: {tts: nothing}}}]}
        """,
        variables=variable("string", "Flow.x", initial),
    )
    assert call(flow).heard == heard


def test_a_loop_counts_from_zero_and_next_and_exit_leave_its_body() -> None:
    flow = inbound(
        """
        - loop:
            name: Passes
            currentIndex: {var: Flow.i}
            loopCount: {lit: 5}
            outputs:
              loop:
                actions:
                  - decision:
                      condition: {exp: Flow.i == 1}
                      outputs: {"yes": {actions: [{loopNext: {name: Next}}]}}
                  - decision:
                      condition: {exp: Flow.i == 3}
                      outputs: {"yes": {actions: [{loopExit: {name: Exit}}]}}
                  - playAudio: {audio: {exp: ToString(Flow.i)}}
        - playAudio: {audio: {tts: after}}
        """,
        variables=variable("integer", "Flow.i"),
    )
    outcome = call(flow)
    assert outcome.heard == ("0", "2", "after")
    assert outcome.variables["Flow.i"] == 3


def test_loops_in_loops_begin_anew_each_time() -> None:
    flow = inbound(
        """
        - loop:
            currentIndex: {var: Flow.i}
            loopCount: {lit: 2}
            outputs:
              loop:
                actions:
                  - loop:
                      currentIndex: {var: Flow.j}
                      loopCount: {exp: Flow.i + 1}
                      outputs:
                        loop:
                          actions:
                            - playAudio: {audio: {exp: 'Append(ToString(Flow.i), "/", ToString(Flow.j))'}}
        """,
        variables=variable("integer", "Flow.i") + variable("integer", "Flow.j"),
    )
    assert call(flow).heard == ("0/0", "1/0", "1/1")


@pytest.mark.parametrize(("count", "passes"), [(0, 0), (-1, 0), (99, 99), (100, 99)])
def test_a_loop_runs_at_most_99_times(count: int, passes: int) -> None:
    flow = inbound(
        f"""
        - loop:
            currentIndex: {{noValue: true}}
            loopCount: {{lit: {count}}}
            outputs:
              loop:
                actions:
                  - updateData: {{statements: [{{integer: {{variable: Flow.n, value: {{exp: Flow.n + 1}}}}}}]}}
        """,
        variables=variable("integer", "Flow.n", "{lit: 0}"),
    )
    assert call(flow).variables["Flow.n"] == passes


CALLED = """
- task:
    name: Called
    refId: Called
    variables:
      - stringVariable: {name: Task.who, initialValue: {lit: nobody}, isInput: true, isOutput: false}
      - integerVariable: {name: Task.n, initialValue: {lit: 0}, isInput: false, isOutput: false}
    actions:
      - updateData: {statements: [{integer: {variable: Task.n, value: {exp: Task.n + 1}}}]}
      - playAudio: {audio: {exp: 'Append(Task.who, " ", ToString(Task.n))'}}
      - decision:
          condition: {exp: Task.who == "Ann"}
          outputs:
            "yes": {actions: [{endTask: {name: Out, outputPath: {name: Found}}}]}
    outputPaths:
      - outputPath: {name: Found}
"""


def test_a_called_task_gets_its_inputs_begins_fresh_and_comes_back_by_its_end_path() -> None:
    flow = inbound(
        """
        - callTask:
            name: One
            targetTaskRef: /inboundCall/tasks/task[Called]
            taskInputs: [{string: {name: Task.who, value: {lit: Ann}}}]
            outputs:
              default: {actions: [{playAudio: {audio: {tts: by default}}}]}
              Found: {actions: [{playAudio: {audio: {tts: found}}}]}
        - callTask:
            name: Two
            targetTaskRef: ./tasks/task[Called]
            outputs:
              default: {actions: [{playAudio: {audio: {tts: by default}}}]}
        """,
        more=CALLED,
    )
    outcome = call(flow)
    assert outcome.heard == ("Ann 1", "found", "nobody 1", "by default")
    assert [line for line in story(outcome) if "Task" in line.split()[0]] == [
        "EnteredTask Main task=Main",
        "EnteredTask /tasks/task[Called] task=Called",
        "LeftTask /tasks/task[Called] task=Called by=end path=Found",
        "EnteredTask /tasks/task[Called] task=Called",
        "LeftTask /tasks/task[Called] task=Called by=end path=default",
        "LeftTask Main task=Main by=end path=default",
    ]
    assert [line for line in story(outcome) if line.startswith("Took") and "callTask" in line] == [
        "Took [0]/callTask output=Found",
        "Took [1]/callTask output=default",
    ]


@pytest.mark.parametrize(("written", "heard"), [("FOUND", "found"), ("found", "found"), ("Lost", "after")])
def test_the_case_of_an_end_path_does_not_count(written: str, heard: str) -> None:
    flow = inbound(
        f"""
        - callTask:
            targetTaskRef: ./tasks/task[Called]
            taskInputs: [{{string: {{name: Task.who, value: {{lit: Ann}}}}}}]
            outputs: {{{written}: {{actions: [{{playAudio: {{audio: {{tts: found}}}}}}]}}}}
        - playAudio: {{audio: {{tts: after}}}}
        """,
        more=CALLED,
    )
    outcome = call(flow)
    assert outcome.heard[1] == heard
    (took,) = [line for line in story(outcome) if line.startswith("Took [0]/callTask")]
    assert took.partition("output=")[2] == (written if heard == "found" else "Found")


def test_a_task_that_calls_itself_keeps_its_own_variables_and_loops() -> None:
    flow = inbound(
        "- callTask: {targetTaskRef: '/inboundCall/tasks/task[Down]', "
        "taskInputs: [{integer: {name: Task.n, value: {lit: 2}}}]}",
        more="""
        - task:
            name: Down
            refId: Down
            variables:
              - integerVariable: {name: Task.n, initialValue: {lit: 0}, isInput: true, isOutput: false}
              - integerVariable: {name: Task.i, initialValue: {lit: 0}, isInput: false, isOutput: false}
            actions:
              - loop:
                  currentIndex: {var: Task.i}
                  loopCount: {exp: Task.n}
                  outputs:
                    loop:
                      actions:
                        - callTask:
                            targetTaskRef: /inboundCall/tasks/task[Down]
                            taskInputs: [{integer: {name: Task.n, value: {exp: Task.n - 1}}}]
                        - playAudio: {audio: {exp: 'Append(ToString(Task.n), "/", ToString(Task.i))'}}
        """,
    )
    assert call(flow).heard == ("1/0", "2/0", "1/0", "2/1")


def test_a_jump_gives_up_the_tasks_that_wait_and_the_end_of_its_task_disconnects() -> None:
    flow = inbound(
        "- callTask: {name: Sub, targetTaskRef: '/inboundCall/tasks/task[Sub]'}\n" + SAY.format("never"),
        more="""
        - task:
            name: Sub
            refId: Sub
            actions:
              - jumpToTask: {name: Away, targetTaskRef: '/inboundCall/tasks/task[Last]'}
        - task:
            name: Last
            refId: Last
            actions:
              - endTask: {name: End}
        """,
    )
    assert story(call(flow)) == [
        "EnteredTask Main task=Main",
        "Action [0]/callTask kind=callTask name=Sub",
        "EnteredTask /tasks/task[Sub] task=Sub",
        "Action /tasks/task[Sub][0]/jumpToTask kind=jumpToTask name=Away",
        "LeftTask /tasks/task[Sub] task=Sub by=jump",
        "LeftTask Main task=Main by=jump",
        "EnteredTask /tasks/task[Last] task=Last",
        "Action /tasks/task[Last][0]/endTask kind=endTask name=End",
        "LeftTask /tasks/task[Last] task=Last by=end path=default",
        "Ended by=disconnect flow=Line /tasks/task[Last][0]/endTask reason=end of task",
    ]


def test_what_is_not_executed_is_reported_with_its_address_and_the_call_goes_on() -> None:
    flow = inbound(
        """
        - callBotFlow: {name: Bot, botFlow: {Bob: {ver_latestPublished: {none: true}}}}
        - jumpToTask: {name: Lost, targetTaskRef: '/inboundCall/tasks/task[Nowhere]'}
        - playAudio: {audio: {tts: after}}
        """
    )
    outcome = call(flow)
    assert [(each.address, each.kind, each.reason) for each in outcome.not_executed] == [
        (f"{MAIN}/actions[0]/callBotFlow", "callBotFlow", "nobody said how it comes out"),
        (f"{MAIN}/actions[1]/jumpToTask", "jumpToTask", "there is no task /inboundCall/tasks/task[Nowhere]"),
    ]
    assert outcome.heard == ("after",)


def test_a_deep_nest_of_branches_costs_no_python_stack() -> None:
    depth = 2_000
    from callflows.model import Action, Actions, Audio, Flow, Group, Literal, Task

    inner = Actions((Action("playAudio", (("audio", Audio(tts="bottom")),)),))
    for _ in range(depth):
        outputs = Group((("yes", Group((("actions", inner),))),))
        inner = Actions((Action("decision", (("condition", Literal(True)), ("outputs", outputs))),))
    flow = Flow(
        type="inboundCall",
        name="Deep",
        start_up_ref="./tasks/task[Main]",
        default_language="en-us",
        tasks=(Task(name="Main", ref_id="Main", actions=inner.items),),
    )
    outcome = run_script(compile_flow(flow, {}), CallContext(directory=KnownOrg()))
    assert outcome.heard == ("bottom",)
    assert sum(type(event).__name__ == "Took" for event in outcome.events) == depth
    assert short(outcome.ended.address) == "Main"
