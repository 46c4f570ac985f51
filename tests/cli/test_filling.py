"""`publish` with an options file and a table: one flow for each row, and findings that name the row."""

from __future__ import annotations

import json

FLOW = """\
inboundCall:
  name: "{{brand}} line"
  defaultLanguage: en-us
  startUpRef: ./tasks/task[Main]
  tasks:
    - task:
        name: Main
        refId: Main
        actions:
          - ref: ./parts/audio.yaml#/actions/playAudio[hello]
          - disconnect:
              name: Bye
"""
PARTS = """\
actions:
  - playAudio:
      name: Hello
      refId: hello
      audio:
        tts: "{{greeting}}, {{brand}}"
"""
INCLUDE = "          - ref: ./parts/audio.yaml#/actions/playAudio[hello]\n"
PLAIN = FLOW.replace("{{brand}} line", "Plain").replace(INCLUDE, "")


def prepared(shell, table: str = "brand,greeting\r\nAcme,Hi\r\nBeta,Hello\r\n") -> None:
    (shell.folder / "parts").mkdir()
    shell.write("parts/audio.yaml", PARTS)
    shell.write("line.yaml", FLOW)
    shell.write("plain.yaml", PLAIN)
    shell.write("brands.csv", table)


def test_one_flow_for_each_row_and_others_once(shell):
    prepared(shell)
    said = shell("publish", "line.yaml", "plain.yaml", "--table", "brands.csv", "--json")
    assert said.code == 0
    result = json.loads(said.out)
    assert result["diagnostics"] == []
    assert [(row["flow"], row["result"], row["source"]) for row in result["flows"]] == [
        ("Plain", "created", "plain.yaml"),
        ("Acme line", "created", "line.yaml with brands.csv:2"),
        ("Beta line", "created", "line.yaml with brands.csv:3"),
    ]
    assert shell.flows() == {"Acme line": 1, "Beta line": 1, "Plain": 1}


def test_set_comes_before_a_row_and_a_row_before_an_options_file(shell):
    prepared(shell, "brand,name\nAcme,x\n")
    shell.write("options.yaml", "clientId: a\nsubstitutions:\n  brand: Nobody\n  greeting: Good day\n")
    given = ("--table", "brands.csv", "--options", "options.yaml", "--set", "greeting=Hey", "--set", "gone=1")
    said = shell("publish", "line.yaml", *given, "--json")
    assert said.code == 0
    found = json.loads(said.out)["diagnostics"]
    assert [(d["code"], d["message"], d.get("help", "")) for d in found] == [
        ("substitution-unused", 'No file has a placeholder for the value "gone" (--set).', ""),
        ("substitution-unused", 'No file has a placeholder for the value "name".', ""),
    ]
    assert shell.flows() == {"Acme line": 1}


def test_a_finding_that_every_row_has_is_told_once_with_the_rows(shell):
    prepared(shell, "brand,greetin\n" + "".join(f"B{n},x\n" for n in range(5)))
    said = shell("publish", "line.yaml", "--table", "brands.csv", "--json")
    assert said.code == 1
    found = json.loads(said.out)["diagnostics"]
    assert [
        (d["code"], d.get("span", {}).get("file"), [r["message"] for r in d.get("related", ())]) for d in found
    ] == [
        ("substitution-unused", "brands.csv", []),
        (
            "placeholder-left",
            "parts/audio.yaml",
            [
                "included here",
                "with the row brands.csv:2",
                "with the row brands.csv:3",
                "with the row brands.csv:4",
                "and with 2 more rows",
            ],
        ),
    ]
    assert found[0]["help"] == 'Did you mean "greeting"?'
    assert shell.flows() == {}


def test_two_rows_that_give_the_same_flow(shell):
    prepared(shell, "brand,greeting\nAcme,Hi\nAcme,Hello\n")
    said = shell("publish", "line.yaml", "--table", "brands.csv")
    assert said.code == 1
    message = 'line.yaml with brands.csv:3 and line.yaml with brands.csv:2 both hold the inboundCall "Acme line"'
    assert f"line.yaml:2:9: error: {message} [file-duplicate-flow]" in said.err.splitlines()
    assert shell.flows() == {}


def test_a_table_that_nothing_uses_and_one_that_is_wrong(shell):
    prepared(shell)
    unused = shell("publish", "plain.yaml", "--table", "brands.csv", "--json")
    assert (unused.code, {d["code"] for d in json.loads(unused.out)["diagnostics"]}) == (
        1,
        {"substitution-unused", "table-unused"},
    )
    shell.write("brands.csv", "brand,brand\na,b\n")
    wrong = shell("publish", "line.yaml", "--table", "brands.csv", "--json")
    assert (wrong.code, [d["code"] for d in json.loads(wrong.out)["diagnostics"]]) == (1, ["table-header"])
    assert shell.flows() == {}
