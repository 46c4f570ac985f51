"""Placeholders are filled before the text is parsed; places are those of the file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from callflows.architect import read, write

TEXT = """\
inboundCall:
  name: {{ brand }}
  description: "For {{brand}}, in {{where}}."
  defaultLanguage: en-us
  startUpRef: /inboundCall/tasks/task[{{brand}}_1] # {{note}}
  tasks:
    - task:
        name: Main
        refId: {{brand}}_1
        actions:
          - transferToAcd:
              targetQueue:
                lit:
                  name: {{queue}}
              prioritee: {{queue}}
          # {{comment}}
          - {{unknown}}: {}
"""


def test_values_are_filled_in_everywhere() -> None:
    values = {"brand": "Acme", "where": "Rome", "queue": "Sales", "unknown": "disconnect", "note": ""}
    result = read(TEXT, substitutions=values)
    flow = result.flow
    assert flow is not None
    assert (flow.name, flow.description, flow.start_up_ref) == (
        "Acme",
        "For Acme, in Rome.",
        "/inboundCall/tasks/task[Acme_1]",
    )
    assert flow.tasks[0].ref_id == "Acme_1"
    assert [a.kind for a in flow.tasks[0].actions] == ["transferToAcd", "disconnect"]


def test_places_behind_filled_placeholders_are_those_of_the_file() -> None:
    values = {"brand": "A rather long brand", "queue": "Q", "where": "", "unknown": "foo", "note": "x"}
    result = read(TEXT, file="f", substitutions=values)
    top = "/inboundCall"
    places = {
        f"{top}/name": "f:2:9",
        f"{top}/description": "f:3:16",
        f"{top}/tasks[0]/task/name": "f:8:15",
        f"{top}/tasks/task[A rather long brand_1]/refId": "f:9:16",
        f"{top}/tasks[0]/task/actions[0]/transferToAcd/targetQueue/lit/name": "f:14:25",
    }
    assert {address: str(result.source.span(address)) for address in places} == places
    assert [(d.code, str(d.span)) for d in result.diagnostics] == [
        ("unknown-key", "f:15:15"),
        ("unknown-action", "f:17:13"),
    ]


def test_a_value_of_several_lines_moves_no_place() -> None:
    text = "workflow:\n  name: {{brand}}\n  startUpRef: x\n"
    result = read(text, file="f", substitutions={"brand": "Acme\n  division: Home"})
    assert result.flow is not None
    assert (result.flow.name, result.flow.division, result.flow.start_up_ref) == ("Acme", "Home", "x")
    assert str(result.source.span("/workflow/division")) == "f:2:9"
    assert str(result.source.span("/workflow/startUpRef")) == "f:3:15"


def test_what_has_no_value_is_an_error_in_its_place_and_the_rest_is_read() -> None:
    result = read(TEXT, file="f", substitutions={"brand": "Acme", "wher": "x"})
    assert {(d.code, str(d.span), d.message) for d in result.diagnostics if d.code == "placeholder-left"} == {
        ("placeholder-left", "f:3:35", "The placeholder {{where}} has no value."),
        ("placeholder-left", "f:5:54", "The placeholder {{note}} has no value."),
        ("placeholder-left", "f:14:25", "The placeholder {{queue}} has no value."),
        ("placeholder-left", "f:15:26", "The placeholder {{queue}} has no value."),
        ("placeholder-left", "f:17:13", "The placeholder {{unknown}} has no value."),
    }
    assert result.diagnostics[0].help == ('Give a value for "where" in the substitutions. Did you mean "wher"?')
    assert not result.ok
    assert result.flow is not None
    assert result.flow.description == "For Acme, in {{where}}."
    assert result.flow.tasks[0].actions[1].kind == "{{unknown}}"


def test_values_that_would_do_harm() -> None:
    bad = read("workflow:\n  name: {{a}}\n  x: {{b}}\n", file="f", substitutions={"a": "x\ud800", "b": "\x07"})
    assert [(d.code, str(d.span), d.message) for d in bad.diagnostics if d.code != "unknown-key"] == [
        ("placeholder-value", "f:2:9", "The value of {{a}} holds the character U+D800."),
        ("placeholder-value", "f:3:6", "The value of {{b}} holds the character U+0007."),
    ]
    large = read("workflow:\n  name: " + "{{a}}" * 1000, file="f", substitutions={"a": "x" * 1_000_000})
    assert [(d.code, str(d.span), d.message) for d in large.diagnostics] == [
        (
            "file-too-large",
            "f:2:89",
            "With its placeholders filled in, the file has more than 16,777,216 characters.",
        )
    ]


def test_a_template_that_is_written_is_a_template_still() -> None:
    flow = read(TEXT).flow
    assert flow is not None
    assert read(write(flow)).flow == flow


@given(st.dictionaries(st.sampled_from("abc"), st.text(alphabet="xy \n", max_size=6), max_size=3), st.data())
def test_spans_of_untouched_text_stay_true(values: dict[str, str], data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.sampled_from(["{{a}}", "{{b}}", "text", ", "]), max_size=5))
    text = "workflow:\n  name: x\n  list: ['" + "".join(parts) + "', MARK]\n"
    result = read(text, substitutions=values)
    span = result.source.span("/workflow/list[1]")
    assert span is not None
    assert (span.line, span.column) == (3, text.splitlines()[2].index("MARK") + 1)
