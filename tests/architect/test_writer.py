"""Flows as the exporter writes them, and back."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from callflows.architect import read, write
from callflows.model import (
    Action,
    Actions,
    Audio,
    Entries,
    Expression,
    Flow,
    Group,
    Items,
    Literal,
    Menu,
    Node,
    Nothing,
    NoValue,
    Output,
    Task,
    Variable,
)

FLOW = Flow(
    type="inboundCall",
    name="Support EMEA",
    description="",
    division="Home",
    start_up_ref="/inboundCall/tasks/task[Main_10]",
    default_language="en-us",
    supported_languages=Group((("en-us", Nothing()),)),
    initial_greeting=Audio(tts="Hello: welcome"),
    variables=(Variable(type="string", name="Flow.x", description="said"),),
    settings=(("settingsPrompts", Group((("ensureAudioInPrompts", False),))),),
    menus=(
        Menu(
            name="Main",
            ref_id="Main_20",
            audio=Audio(tts="Press 1", alternates=(("de-de", Audio(tts="Drücken Sie 1")),)),
            settings=(("settingsMenu", Group((("repeatCount", NoValue()),))),),
            choices=(Action("menuDisconnect", (("name", "Bye"), ("dtmf", "digit_*"))),),
            default_choice_ref="./choices/menuDisconnect[x]",
        ),
    ),
    tasks=(
        Task(
            name="Main",
            ref_id="Main_10",
            actions=(
                Action(
                    "decision",
                    (
                        ("name", "Known?"),
                        ("condition", Expression('Flow.x == "1"')),
                        ("outputs", Group((("yes", Group((("actions", Actions((Action("endTask"),))),))),))),
                    ),
                ),
                Action("ref", (("", "parts.yaml#/actions"),)),
                Action(
                    "callCommonModule",
                    (
                        (
                            "commonModule",
                            Group(
                                (
                                    (
                                        "2445093",
                                        Group(
                                            (
                                                (
                                                    "ver_latestPublished",
                                                    Group(
                                                        (
                                                            ("inputs", Group()),
                                                            ("outputs", Group((("Common.y", Output("Flow.x")),))),
                                                        )
                                                    ),
                                                ),
                                            )
                                        ),
                                    ),
                                )
                            ),
                        ),
                    ),
                ),
            ),
            output_paths=("Nobody",),
        ),
    ),
    extra=(("later", Items((Items((1, Decimal("1.50"))), None))), ("referencedObjects", Items())),
)
TEXT = """\
inboundCall:
  name: Support EMEA
  description: ""
  division: Home
  startUpRef: "/inboundCall/tasks/task[Main_10]"
  defaultLanguage: en-us
  supportedLanguages:
    en-us:
      none: true
  initialGreeting:
    tts: "Hello: welcome"
  variables:
    - stringVariable:
        name: Flow.x
        description: said
        initialValue:
          noValue: true
  settingsPrompts:
    ensureAudioInPrompts: false
  menus:
    - menu:
        name: Main
        refId: Main_20
        audio:
          tts: Press 1
          alternateSequences:
            de-de:
              tts: Drücken Sie 1
        settingsMenu:
          repeatCount:
            noValue: true
        choices:
          - menuDisconnect:
              name: Bye
              dtmf: digit_*
        defaultChildMenuRef: "./choices/menuDisconnect[x]"
  tasks:
    - task:
        name: Main
        refId: Main_10
        actions:
          - decision:
              name: Known?
              condition:
                exp: Flow.x == "1"
              outputs:
                "yes":
                  actions:
                    - endTask: {}
          - ref: "parts.yaml#/actions"
          - callCommonModule:
              commonModule:
                2445093:
                  ver_latestPublished:
                    inputs: {}
                    outputs:
                      Common.y:
                        var: Flow.x
        outputPaths:
          - outputPath:
              name: Nobody
  later:
    - - 1
      - 1.50
    - null
  referencedObjects: []
"""


def test_a_whole_flow() -> None:
    assert write(FLOW) == TEXT
    assert read(TEXT).flow == FLOW
    assert [(d.code, d.address) for d in read(TEXT).diagnostics] == [
        ("include-unresolved", ""),
        ("unknown-key", "/inboundCall/later"),
    ]


def test_a_module_has_no_start_but_a_start_task() -> None:
    module = Flow(
        type="commonModule",
        name="M",
        settings=(("settingsCommonModule", Group((("compatibleFlowTypes", Items()),))),),
        actions=Actions((Action("endTask", (("name", "End"),)),)),
        task_variables=(Variable(type="integer", name="Task.n", is_input=False, is_output=False),),
    )
    assert write(module) == (
        "commonModule:\n"
        "  name: M\n"
        "  settingsCommonModule:\n"
        "    compatibleFlowTypes: []\n"
        "  startUpTaskActions:\n"
        "    - endTask:\n"
        "        name: End\n"
        "  startUpTaskVariables:\n"
        "    - integerVariable:\n"
        "        name: Task.n\n"
        "        initialValue:\n"
        "          noValue: true\n"
        "        isInput: false\n"
        "        isOutput: false\n"
    )
    assert read(write(module)).flow == module


def test_other_keys_keep_their_order_and_states_stand_before_tasks() -> None:
    text = """\
inboundChat:
  name: x
  settingsErrorHandling: {}
  odd: 1
  states: []
  tasks:
    - task:
        name: T
        actions: []
  settingsMenu: {}
  even: 2
"""
    flow = read(text).flow
    assert flow is not None
    assert [key for key, _ in flow.extra] == ["odd", "states", "even"]
    assert read(write(flow)).flow == flow
    assert [
        line.strip(" :1{}2[]") for line in write(flow).splitlines() if line.startswith("  ") and line[2] != " "
    ] == [
        "name: x",
        "settingsErrorHandling",
        "settingsMenu",
        "odd",
        "states",
        "tasks",
        "even",
    ]


def test_a_key_too_long_for_a_plain_line_is_written_so_that_it_reads_back() -> None:
    key = "\u2028" * 400
    flow = Flow(type="workflow", name="x", extra=((key, Group((("a", 1),))),))
    assert read(write(flow)).flow == flow


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
keys = st.one_of(st.sampled_from(["yes", "no", "1", "null", "a b", "x:y", "- z"]), texts.map(lambda text: text + "!"))
scalars = st.one_of(
    texts,
    st.integers(),
    st.booleans(),
    st.none(),
    st.decimals(allow_nan=False, allow_infinity=False),
)
values: st.SearchStrategy[Node] = st.one_of(
    st.builds(Expression, texts),
    st.builds(Output, texts),
    st.builds(NoValue, st.booleans()),
    st.just(Nothing()),
    st.builds(lambda text: Audio(tts=text), texts),
    st.builds(lambda text: Audio(prompt=text), texts),
    st.builds(Literal, scalars),
    scalars,
)


@st.composite
def pairs(draw: st.DrawFn, depth: int) -> Entries:
    """Settings whose keys make no value of the mapping by themselves."""
    found: dict[str, Node] = {}
    for _ in range(draw(st.integers(0, 3))):
        found[draw(keys)] = draw(nodes(depth))
    return tuple(found.items())


@st.composite
def nodes(draw: st.DrawFn, depth: int) -> Node:
    match draw(st.integers(0, 5)) if depth else 5:
        case 0:
            return Group(draw(pairs(depth - 1)))
        case 1:
            return Items(tuple(draw(nodes(depth - 1)) for _ in range(draw(st.integers(0, 3)))))
        case 2:
            return Literal(draw(nodes(depth - 1)), draw(pairs(0)))
        case 3:
            actions = [Action(draw(keys), draw(pairs(depth - 1))) for _ in range(draw(st.integers(0, 2)))]
            return Group((("actions", Actions(tuple(actions))),))
        case 4:
            return Audio(tts=draw(texts), alternates=draw(pairs(depth - 1)) or (("en-us", "x"),))
    return draw(values)


@settings(max_examples=80)
@given(pairs(3), pairs(3), st.text(alphabet="ab ", min_size=1))
def test_any_flow_comes_back_and_writing_it_again_changes_nothing(odd: Entries, menu: Entries, name: str) -> None:
    flow = Flow(
        type="inboundCall",
        name=name,
        settings=(("settingsMenu", Group(menu)),),
        tasks=(Task(name=name, ref_id="r", actions=(Action("playAudio", odd),)),),
    )
    text = write(flow)
    result = read(text)
    assert result.flow == flow
    assert write(result.flow) == text
