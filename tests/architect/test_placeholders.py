"""Placeholders are filled before the text is parsed; places are those of the file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from callflows.architect import Substitutions, read, write
from callflows.model import Items

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
    odd = read('inboundCall:\n  name: "{{- if x }}"\n', file="a.yaml").diagnostics
    assert [d.help for d in odd if d.code == "placeholder-left"] == [
        "Give it a value in an options file or callflows.toml."
    ]
    assert result.diagnostics[0].help == (
        'Give it a value: --set where=VALUE, or in an options file or callflows.toml. Did you mean "wher"?'
    )
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


TEMPLATE = """\
workflow:
  name: ${brand} and {{brand}}
  description: "$${brand}, 100%%{x}, ${ brand.name }"
  # ${nobody}
  other: ${queu}
"""


def test_a_terraform_template_by_its_name() -> None:
    values = {"brand": "Acme", "brand.name": "Acme Ltd", "queue": "Q"}
    result = read(TEMPLATE, file="f.yaml.tftpl", substitutions=values)
    assert result.flow is not None
    assert (result.flow.name, result.flow.description) == ("Acme and Acme", "${brand}, 100%{x}, Acme Ltd")
    assert [(d.code, str(d.span), d.help) for d in result.diagnostics if d.code != "unknown-key"] == [
        (
            "placeholder-left",
            "f.yaml.tftpl:5:10",
            'Give it a value: --set queu=VALUE, or in an options file or callflows.toml. Did you mean "queue"?',
        )
    ]
    assert result.placeholders == {"brand", "brand.name", "nobody", "queu"}
    assert str(result.source.span("/workflow/other")) == "f.yaml.tftpl:5:10"
    plain = read("workflow:\n  name: ${brand}\n", file="f.yaml", substitutions=values)
    assert plain.flow is not None
    assert plain.flow.name == "${brand}"


def test_what_only_terraform_can_render_ends_the_reading() -> None:
    text = "workflow:\n  name: X\n  # %{ for b in brands }\n  a: ${upper(b)}\n  # %{ endfor }\n  b: ${b\n"
    result = read(text, file="f.tftpl", substitutions={"b": "x"})
    assert result.flow is None
    assert [(d.code, str(d.span)) for d in result.diagnostics] == [
        ("template-directive", "f.tftpl:3:5"),
        ("template-directive", "f.tftpl:4:6"),
        ("template-directive", "f.tftpl:5:5"),
        ("template-directive", "f.tftpl:6:6"),
    ]


def test_values_that_do_not_stay_one_text() -> None:
    text = 'workflow:\n  name: {{a}} line\n  description: "{{a}}"\n  x: >\n    {{a}} b\n  y: {{b}}\n  {{c}}\n'
    values = {"a": "Acme #1", "b": "Acme#1", "c": "z: 5"}
    result = read(text, file="f", substitutions=values)
    assert [(d.code, str(d.span), d.message) for d in result.diagnostics if d.code != "unknown-key"] == [
        ("placeholder-quotes", "f:2:9", 'The value "Acme #1" of {{a}} does not stay one text here.')
    ]
    assert result.flow is not None
    assert result.flow.description == "Acme #1"


def test_a_value_that_breaks_the_yaml_is_named_with_its_source() -> None:
    values = Substitutions.of({"a": "Acme: Sales"}, "--set")
    result = read("workflow:\n  name: {{a}}\n", file="f", substitutions=values)
    assert [(d.code, str(d.span), [(r.address, r.message) for r in d.related]) for d in result.diagnostics] == [
        ("yaml-syntax", "f:2:9", [("{{a}}", 'is "Acme: Sales", from --set')])
    ]


def test_findings_elsewhere_name_no_value() -> None:
    result = read("workflow:\n  name: {{a}}\n  nme: x\n", file="f", substitutions={"a": "Acme"})
    assert [(d.code, str(d.span), d.related) for d in result.diagnostics] == [("unknown-key", "f:3:3", ())]


@given(st.dictionaries(st.sampled_from("abc"), st.text(alphabet="xyz ", max_size=6), max_size=3), st.data())
def test_a_filled_text_is_that_of_the_placeholders(values: dict[str, str], data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.sampled_from(["{{a}}", "${b}", "{{ c }}", "$${", "text"]), max_size=6))
    text = "workflow:\n  name: x\n  list:\n    - '" + "".join(parts) + "'\n    - MARK\n"
    result = read(text, file="f.tftpl", substitutions=values)
    assert result.flow is not None
    names = {"{{a}}": "a", "${b}": "b", "{{ c }}": "c"}
    expected = "".join("${" if part == "$${" else values.get(names.get(part, ""), part) for part in parts)
    assert dict(result.flow.extra)["list"] == Items((expected, "MARK"))
    assert str(result.source.span("/workflow/list[1]")) == "f.tftpl:5:7"
    assert result.placeholders == {names[part] for part in parts if part in names}
