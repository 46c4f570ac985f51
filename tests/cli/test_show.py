"""`callflows show`: a flow as a person reads it, and as JSON."""

import json

import pytest

from callflows.analysis.describe import describe, plain_data
from callflows.architect import read
from callflows.cli.portrait_view import colours, laid_out
from tests.architect.corpus import corpus
from tests.cli.test_fmt import pipe  # noqa: F401 - a fixture
from tests.shared import shared_dir

FLOW = """\
inboundCall:
  name: Support
  description: The line of all brands.
  division: Home
  startUpRef: "/inboundCall/menus/menu[Main Menu_10]"
  defaultLanguage: en-us
  supportedLanguages:
    en-us:
      none: true
    es-us:
      none: true
  initialGreeting:
    tts: Welcome
  variables:
    - stringVariable:
        name: Flow.Pin
        description: What the caller typed.
        initialValue:
          lit: ""
    - integerCollectionVariable:
        name: Flow.Tries
        initialValue:
          noValue: true
        isInput: true
        isOutput: true
  settingsErrorHandling:
    errorHandling:
      disconnect:
        none: true
  settingsMenu:
    menuSelectionTimeout:
      lit:
        seconds: 20
    repeatCount:
      lit: 3
  menus:
    - menu:
        name: Main Menu
        refId: Main Menu_10
        audio:
          tts: Press 1
        choices:
          - menuTask:
              name: Go
              refId: Go_11
              dtmf: digit_1
              task:
                actions:
                  - transferToAcd:
                      name: Transfer to ACD
                      targetQueue:
                        lit:
                          name: Support
                      preTransferAudio:
                        noValue: true
                      failureTransferAudio:
                        noValue: true
                      priority:
                        lit: 5
                      outputs:
                        failure:
                          actions:
                            - jumpToTask:
                                name: Jump
                                targetTaskRef: "/inboundCall/tasks/task[Bye_12]"
        defaultChildMenuRef: "./choices/menuTask[Go_11]"
  tasks:
    - task:
        name: Bye
        refId: Bye_12
        variables:
          - booleanVariable:
              name: Task.Late
              initialValue:
                lit: false
        actions:
          - switch:
              name: Which?
              evaluate:
                firstTrue:
                  default:
                    actions: []
                  cases:
                    - case:
                        value:
                          exp: Flow.Pin == "1"
                        actions:
                          - updateData:
                              name: Update Data
                              statements:
                                - string:
                                    variable: Flow.Pin
                                    value:
                                      exp: ToString(2)
          - decision:
              name: Late?
              condition:
                exp: Task.Late
              outputs:
                "yes":
                  actions:
                    - gotoMars:
                        name: Fly
                        speed:
                          lit: 3
                        targetTaskRef: "/inboundCall/tasks/task[Nowhere]"
          - disconnect:
              name: Disconnect
"""
SHOWN = """\
Inbound Call  Support
  description  The line of all brands.
  division     Home
  starts at    menu Main Menu
  language     en-us (also es-us)
  greeting     "Welcome"

Variables
  name        type                initial value
  Flow.Pin    String              ""
      What the caller typed.
  Flow.Tries  Integer Collection                 in, out

Settings
  Error handling:  error handling Disconnect
  Menus:  menu selection timeout 20 s

Menu  Main Menu
  plays "Press 1"
  without a choice → choice Go
  Task "Go"  DTMF digit_1
    Transfer to ACD  queue Support, priority 5
      failure:
        Jump to Reusable Task "Jump"  → task Bye

Task  Bye
  name       type     initial value
  Task.Late  Boolean  false
  Switch "Which?"
    default:
      (goes on)
    case  Flow.Pin == "1"
      Update Data  Flow.Pin = ToString(2)
  Decision "Late?"  expression Task.Late
    yes:
      goto mars "Fly"  speed 3, → /inboundCall/tasks/task[Nowhere] (not there)
  Disconnect
"""


@pytest.fixture
def at_80(empty, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    empty.write("flow.yaml", FLOW)
    return empty


def test_a_flow_is_printed_as_a_person_reads_it(at_80):
    said = at_80("show", "flow.yaml")
    assert (said.code, said.out) == (0, SHOWN)
    assert [line.rpartition("[")[2] for line in said.err.splitlines() if line.startswith("flow.yaml")] == [
        "unknown-action]"
    ]


def test_only_what_stands_at_an_address(at_80):
    task = at_80("show", "flow.yaml", "--address", "/inboundCall/tasks/task[Bye_12]").out
    assert task == "Inbound Call  Support\n\n" + SHOWN[SHOWN.index("Task  Bye") :]
    action = "/inboundCall/menus/menu[Main Menu_10]/choices/menuTask[Go_11]/task/actions[0]/transferToAcd"
    assert at_80("show", "flow.yaml", "--address", action).out.splitlines() == [
        "Inbound Call  Support",
        "",
        "Menu  Main Menu",
        "  Transfer to ACD  queue Support, priority 5",
        "    failure:",
        '      Jump to Reusable Task "Jump"  → task Bye',
    ]
    wrong = at_80("show", "flow.yaml", "--address", "/inboundCall/tasks/task[None]")
    assert wrong.code == 2
    assert "nothing stands at /inboundCall/tasks/task[None]" in wrong.err


def test_a_flow_of_the_workspace_by_its_name(at_80):
    at_80.write("callflows.toml", 'paths = ["."]\n')
    assert at_80("show", "support").out == SHOWN
    wrong = at_80("show", "Suport")
    assert (wrong.code, "Did you mean 'Support'?" in wrong.err) == (2, True)
    at_80.write("twin.yaml", FLOW)
    assert "flow.yaml, twin.yaml" in at_80("show", "Support").err


def test_a_file_of_the_workspace_that_cannot_be_read_may_hold_what_is_looked_for(at_80):
    at_80.write("callflows.toml", 'paths = ["."]\n')
    at_80.write("broken.yaml", "a: [\n")
    said = at_80("show", "Sales")
    assert said.code == 2
    assert said.err.startswith("broken.yaml:2:1: error: ")
    assert 'there is no file and no flow of the workspace "Sales".' in said.err


def test_standard_input_and_what_holds_no_flow(at_80, pipe):  # noqa: F811
    pipe(FLOW)
    assert at_80("show", "-").out == SHOWN
    pipe("")
    said = at_80("show", "-")
    assert (said.code, said.out, said.err.splitlines()[0]) == (
        1,
        "",
        "<stdin>:1:1: error: The file is empty. [file-empty]",
    )
    assert at_80("show", "nothing.yaml").code == 2
    assert at_80("show", ".").code == 2


def test_placeholders_are_filled(at_80):
    at_80.write("template.yaml", FLOW.replace("name: Support\n  desc", "name: '{{brand}}'\n  desc"))
    assert at_80("show", "template.yaml", "--set", "brand=Acme").out.startswith("Inbound Call  Acme\n")


def test_json_is_the_typed_model(at_80):
    data = json.loads(at_80("show", "flow.yaml", "--json").out)
    assert (data["schemaVersion"], data["type"], data["name"], data["startUpRef"]) == (
        1,
        "inboundCall",
        "Support",
        "/inboundCall/menus/menu[Main Menu_10]",
    )
    assert data["variables"][1] == {
        "type": "integerCollection",
        "name": "Flow.Tries",
        "description": None,
        "initialValue": {"is": "noValue", "fallback": True},
        "isInput": True,
        "isOutput": True,
        "extra": [],
    }
    assert data["tasks"][0]["actions"][2] == {
        "is": "action",
        "kind": "disconnect",
        "entries": [{"key": "name", "value": "Disconnect"}],
    }
    assert data["initialGreeting"] == {
        "is": "audio",
        "tts": "Welcome",
        "exp": None,
        "prompt": None,
        "alternates": [],
    }


def test_numbers_keep_their_digits_in_json():
    flow = read(FLOW.replace("lit: 3\n  menus", "lit: 1.50\n  menus")).flow
    ((_, menu),) = [entry for entry in flow.settings if entry[0] == "settingsMenu"]
    assert menu is not None
    settings = next(one for one in plain_data(flow)["settings"] if one["key"] == "settingsMenu")
    repeat = settings["value"]["entries"][1]
    assert repeat == {
        "key": "repeatCount",
        "value": {"is": "literal", "value": {"is": "decimal", "text": "1.50"}, "extra": []},
    }


@pytest.mark.parametrize("width", [60, 80, 140])
def test_lines_are_as_wide_as_the_terminal_and_lose_nothing(width):
    portrait = describe(read(FLOW).flow)
    lines = list(laid_out(portrait, width))
    assert [line for line in lines if len(line) > width] == []
    headings = {"description"}
    assert sorted(set(" ".join(lines).split()) - headings) == sorted(
        set(" ".join(laid_out(portrait, 400)).split()) - headings
    )


def test_colour_changes_nothing_but_colour():
    import click

    portrait = describe(read(FLOW).flow)
    coloured = "\n".join(laid_out(portrait, 80, colours))
    assert coloured != click.unstyle(coloured) == "\n".join(laid_out(portrait, 80))


@pytest.mark.parametrize("name", sorted(corpus()) if shared_dir() else [])
def test_every_corpus_flow_can_be_shown(name):
    flow = read(corpus()[name].read_bytes(), file=name).flow
    portrait = describe(flow)
    titles = {title for section in portrait.sections for title in (section.name,)}
    assert {menu.name for menu in flow.menus} | {task.name for task in flow.tasks} <= titles
    for width in (80, 140):
        assert [line for line in laid_out(portrait, width) if "\n" in line or line != line.rstrip()] == []
    json.dumps(plain_data(flow))


def test_an_action_without_settings_says_nothing_more():
    text = """\
workflow:
  name: W
  startUpTaskActions:
    - endWorkflow: {none: true}
"""
    assert list(laid_out(describe(read(text).flow), 80))[-1] == "  End Workflow"


def test_values_from_an_options_file(empty):
    empty.write("line.yaml", FLOW.replace("Welcome", "Welcome to {{brand}}, {{city}}"))
    empty.write("acme.yaml", "substitutions:\n  brand: Acme\n  city: Rome\n")
    said = empty("show", "line.yaml", "--options", "acme.yaml", "--set", "city=Oslo")
    assert said.code == 0
    assert '  greeting     "Welcome to Acme, Oslo"' in said.out.splitlines()
    empty.write("acme.yaml", "substitutions: Acme\n")
    wrong = empty("show", "line.yaml", "--options", "acme.yaml")
    assert (wrong.code, wrong.out) == (1, "")
    assert wrong.err.startswith("acme.yaml:1:16: error: `substitutions` is the text")
