"""`callflows check`: findings, fixes, and what they leave alone."""

import json

import pytest

from tests.cli.conftest import ORG, SHARED
from tests.cli.test_fmt import pipe  # noqa: F401 - a fixture

BAD = """\
# the support line
inboundCall:
  name: Support   # shown to agents
  startUpRef: '/inboundCall/tasks/task[Mian_10]'
  defaultLanguage: en-us
  variables:
    - stringVariable: {name: Flow.Customer, initialValue: {noValue: true}}
  tasks:
    - task:
        name: Main
        refId: Main_10
        actions:
          - decision:
              name: "Known?"
              condition: {exp: "Flow.Customr == \\"x\\" && Flow.Customer = 'y'"}   # compare
              outputs:
                yes:
                  actions:
                    - Play-Audio:
                        name: Hi
                        audio: {tts: "{{greeting}}"}
          - disconnect: {name: Bye}
"""
SAFE = BAD.replace("&&", "and").replace("Customer = 'y'", 'Customer == \\"y\\"').replace("Play-Audio", "playAudio")
ALL = SAFE.replace("Mian", "Main").replace("Customr", "Customer")
SET = ("--set", "greeting=Hello")


def test_findings_stand_at_their_places_and_are_summed_up(empty):
    empty.write("bad.yaml", BAD)
    empty.write("good.yaml", ALL.replace("name: Support", "name: Other"))
    said = empty("check", "bad.yaml", "good.yaml", *SET)
    assert (said.code, said.err) == (1, "")
    lines = [line for line in said.out.splitlines() if not line.startswith(" ")]
    assert [(line.split(" ")[0], line[line.rindex("[") :]) for line in lines[:-1]] == [
        ("bad.yaml:4:15:", "[start-object-missing]"),
        ("bad.yaml:15:55:", "[expression-invalid]"),
        ("bad.yaml:15:72:", "[expression-invalid]"),
        ("bad.yaml:15:74:", "[expression-invalid]"),
        ("bad.yaml:19:23:", "[unknown-action]"),
    ]
    assert lines[-1] == (
        "4 errors and 1 warning in 1 of 2 files; 4 can be fixed with --fix, 1 more with --unsafe-fixes"
    )


def test_safe_fixes_patch_the_text_and_nothing_else(empty):
    path = empty.folder / empty.write("bad.yaml", BAD)
    path.write_bytes(BAD.replace("\n", "\r\n").encode("utf-8-sig"))
    said = empty("check", "--fix", "bad.yaml", *SET)
    assert said.code == 1
    assert path.read_bytes() == SAFE.replace("\n", "\r\n").encode("utf-8-sig")
    assert said.out.splitlines()[:4] == [
        "bad.yaml: fixed: Write and [expression-invalid]",
        "bad.yaml: fixed: Write == [expression-invalid]",
        'bad.yaml: fixed: Write "y" [expression-invalid]',
        "bad.yaml: fixed: Write playAudio [unknown-action]",
    ]
    assert said.out.splitlines()[-1] == "2 errors in 1 of 1 file; 2 can be fixed with --unsafe-fixes"


def test_guesses_are_made_when_asked_for(empty):
    empty.write("bad.yaml", BAD)
    said = empty("check", "--unsafe-fixes", "bad.yaml", *SET)
    assert (said.code, said.out.splitlines()[-1]) == (0, "Nothing wrong in 1 file.")
    assert (empty.folder / "bad.yaml").read_text() == ALL


def test_diff_writes_nothing(empty):
    empty.write("bad.yaml", BAD)
    said = empty("check", "--diff", "bad.yaml", *SET)
    assert said.code == 1
    changed = [line for line in said.out.splitlines() if line.startswith(("+ ", "- "))]
    old, new = BAD.splitlines(), SAFE.splitlines()
    assert changed == [f"-{old[14]}", f"+{new[14]}", f"-{old[18]}", f"+{new[18]}"]
    assert (empty.folder / "bad.yaml").read_text() == BAD


def test_text_from_a_placeholder_is_never_edited(empty):
    text = BAD.replace("Play-Audio", "{{action}}")
    empty.write("bad.yaml", text)
    empty("check", "--unsafe-fixes", "bad.yaml", *SET, "--set", "action=Play-Audio")
    assert (empty.folder / "bad.yaml").read_text() == ALL.replace("playAudio", "{{action}}")


def test_json_is_for_machines(empty):
    empty.write("bad.yaml", BAD)
    data = json.loads(empty("check", "--json", "bad.yaml", *SET).out)
    assert (data["schemaVersion"], data["files"], data["fixed"]) == (1, 1, [])
    first = data["diagnostics"][0]
    assert (first["code"], first["span"]["line"], first["fixes"][0]["title"]) == (
        "start-object-missing",
        4,
        "Write /inboundCall/tasks/task[Main_10]",
    )
    fixed = json.loads(empty("check", "--json", "--fix", "bad.yaml", *SET).out)["fixed"]
    assert [one["file"] for one in fixed] == ["bad.yaml"]
    assert empty("check", "--json", "--diff", "bad.yaml").code == 2


def test_warnings_fail_only_when_strict(empty):
    empty.write("a.yaml", ALL.replace("playAudio", "playAudi0"))
    assert empty("check", "a.yaml", *SET).code == 0
    assert empty("check", "--strict", "a.yaml", *SET).code == 1


def test_calls_must_fit_the_shared_flows_beside_them(shell):
    flow = shell("create", "Line", "--shared", SHARED, "--queue", "Support", "--input", "brand=Acme", "--dry-run").out
    shell.write("line.yaml", flow)
    module = (ORG / "flows" / f"{SHARED}.yaml").read_text(encoding="utf-8")
    shell.write("module.yaml", module.replace("Common.brand", "Common.company"))
    alone = json.loads(shell("check", "--json", "line.yaml").out)["diagnostics"]
    together = json.loads(shell("check", "--json", "line.yaml", "module.yaml").out)["diagnostics"]
    assert [d["code"] for d in alone] == []
    assert [(d["code"], d["span"]["file"], d["message"]) for d in together] == [
        (
            "module-interface-drift",
            "line.yaml",
            f'The module "{SHARED}" has the input Common.company, which this call does not mention.',
        ),
        ("module-interface-drift", "line.yaml", f'The module "{SHARED}" has no input Common.brand.'),
    ]


def test_rules_say_nothing_of_a_text_without_its_value(empty):
    text = ALL.replace("en-us", "'{{language}}'").replace("Flow.Customer == ", "Flow.{{what}} + ")
    empty.write("a.yaml", text.replace("  variables:", "  supportedLanguages: {en-us: {none: true}}\n  variables:"))
    said = json.loads(empty("check", "--json", "a.yaml", *SET).out)["diagnostics"]
    assert [(d["code"], d["message"]) for d in said] == [
        ("placeholder-left", "The placeholder {{language}} has no value."),
        ("placeholder-left", "The placeholder {{what}} has no value."),
        ("placeholder-left", "The placeholder {{what}} has no value."),
    ]
    filled = empty("check", "--json", "a.yaml", *SET, "--set", "language=fr", "--set", "what=")
    assert {d["code"] for d in json.loads(filled.out)["diagnostics"]} == {
        "default-language-unsupported",
        "expression-invalid",
    }


def test_a_flow_that_two_files_hold(empty):
    empty.write("a.yaml", ALL)
    empty.write("b.yaml", ALL.replace("name: Support ", "name: SUPPORT "))
    empty.write("c.yaml", ALL.replace("inboundCall", "outboundCall"))
    empty.write("d.yaml", ALL.replace("name: Support ", "name: '{{x}}' "))
    empty.write("e.yaml", ALL.replace("name: Support ", "name: '{{x}}' "))
    data = json.loads(empty("check", "--json", ".", *SET).out)
    (same,) = [d for d in data["diagnostics"] if d["code"] == "duplicate-flow"]
    assert (same["severity"], same["message"]) == ("warning", 'Another file holds the inboundCall "SUPPORT" too.')
    assert [(one["file"], one["line"], one["column"]) for one in (same["span"], same["related"][0]["span"])] == [
        ("b.yaml", 3, 9),
        ("a.yaml", 3, 9),
    ]


def test_rows_that_give_one_flow(empty):
    empty.write("a.yaml", ALL.replace("name: Support ", "name: '{{x}}' "))
    empty.write("rows.csv", "x,y\nAcme,1\nBeta,2\nAcme,3\n")
    data = json.loads(empty("check", "--json", "a.yaml", "--table", "rows.csv", *SET).out)
    (same,) = [d for d in data["diagnostics"] if d["code"] == "duplicate-flow"]
    assert same["message"] == 'Another row gives the inboundCall "Acme" too.'
    assert [one["message"] for one in same["related"]] == [
        "the first one",
        '{{x}} is "Acme"',
        "with the row rows.csv:4",
    ]


def test_the_summary_counts_placeholders_without_a_value(empty):
    empty.write("a.yaml", ALL.replace("name: Support ", "name: '{{x}}' "))
    assert empty("check", "a.yaml").out.splitlines()[-1] == ("2 errors in 1 of 1 file; 2 placeholders without a value")


def test_what_is_wrong_with_values_alone_is_in_no_file(empty):
    empty.write("a.yaml", ALL)
    assert empty("check", "a.yaml", *SET, "--set", "gone=1").out.splitlines()[-1] == "1 warning"


@pytest.mark.parametrize("args", [("--fix",), ("--fix", "--diff")])
def test_standard_input(empty, pipe, args):  # noqa: F811
    pipe(BAD)
    said = empty("check", "-", *SET, *args)
    assert said.code == 1
    assert said.out == SAFE if args == ("--fix",) else said.out.startswith("--- <stdin>\n+++ <stdin>\n")
    assert said.err.splitlines()[-1] == "2 errors in 1 of 1 file; 2 can be fixed with --unsafe-fixes"


def test_a_file_that_is_no_text_is_reported(empty):
    (empty.folder / "a.yaml").write_bytes(b"\xff\xfea\x00")
    said = empty("check", "--fix", "a.yaml")
    assert (said.code, said.out.splitlines()[0]) == (
        1,
        "a.yaml:1:1: error: The file is UTF-16, not UTF-8. [file-encoding]",
    )


def test_a_template_is_checked_once_for_each_row_and_not_fixed(empty):
    empty.write("bad.yaml", BAD)
    empty.write("brands.csv", "brand,greeting\nAcme,Hello\nZenith,Welcome\n")
    said = empty("check", "--fix", "bad.yaml", "--table", "brands.csv", "--json")
    data = json.loads(said.out)
    assert (data["files"], data["fixed"]) == (2, [])
    first = next(d for d in data["diagnostics"] if d["code"] == "unknown-action")
    assert [one["message"] for one in first["related"]] == ["with the row brands.csv:2", "with the row brands.csv:3"]
    assert (empty.folder / "bad.yaml").read_text() == BAD
