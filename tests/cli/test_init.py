"""`callflows init`: a workspace from nothing, or around what is there."""

import json
from pathlib import Path

from callflows.workspace import open_workspace, read_all
from tests.workspace.conftest import FLOW

STARTER = Path(__file__).resolve().parents[2] / "src/callflows/workspace/starter"


def files(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_an_empty_folder(empty):
    said = empty("init")
    assert said.code == 0
    assert said.out.splitlines() == [
        "found  no flow files: two to start from are written, and calls that test them",
        "wrote  callflows.toml",
        "wrote  flows/Ask for the account.yaml",
        "wrote  flows/Main line.yaml",
        "wrote  tests/main line.calls.yaml",
        "wrote  .gitignore",
    ]
    assert said.err == '    next: callflows test && callflows publish && callflows call "Main line" --press 123456\n'
    assert (empty.folder / ".gitignore").read_text() == ".callflows/\n"
    opened = open_workspace(empty.folder)
    assert opened.diagnostics == ()
    assert [(f.head.name, f.head.calls, f.diagnostics) for f in read_all(opened.workspace)] == [
        ("Ask for the account", (), ()),
        ("Main line", ("Ask for the account",), ()),
    ]


def test_what_the_next_step_says_works(empty):
    empty("init")
    tested = empty("test")
    assert (tested.code, tested.err) == (0, "")
    assert tested.out.startswith("tests/main line.calls.yaml ....\n\n4 passed in ")
    assert empty("publish").code == 0
    assert "Your account is 123456. Goodbye." in empty("call", "Main line", "--press", "123456").out


def test_another_folder(empty):
    said = empty("init", "new/one")
    run = 'callflows test && callflows publish && callflows call "Main line" --press 123456'
    assert said.err == f"    next: cd new/one && {run}\n"
    assert files(empty.folder / "new/one") == [
        ".gitignore",
        "callflows.toml",
        "flows/Ask for the account.yaml",
        "flows/Main line.yaml",
        "tests/main line.calls.yaml",
    ]


def test_nothing_is_overwritten(empty):
    empty.write("callflows.toml", "# mine\n")
    said = empty("init")
    assert (said.code, said.err) == (1, "error: callflows.toml exists already; nothing was written\n")
    assert files(empty.folder) == ["callflows.toml"]
    assert (empty.folder / "callflows.toml").read_text() == "# mine\n"


def test_around_flows_that_are_there(empty):
    for name in ("a/in", "a/old", "b"):
        (empty.folder / name).mkdir(parents=True)
    starter = {p.stem: p.read_text(encoding="utf-8") for p in STARTER.glob("*.yaml")}
    empty.write("a/in/main.yaml", starter["Main line"])
    empty.write("a/old/main copy.yaml", starter["Main line"].replace("Main line", "MAIN LINE") + "# a comment\n")
    empty.write("a/account.yml", starter["Ask for the account"])
    empty.write("b/brand.yaml", FLOW.format(name="{{brand}} line", says='"{{greeting}}"'))
    empty.write("b/terraform.tftpl", FLOW.format(name="T", says='"${voice}"'))
    empty.write(
        "b/module.yaml", starter["Ask for the account"].replace(": Ask for the account\n", ': "{{brand}} account"\n')
    )
    caller = (
        starter["Main line"].replace("Main line", "Brand line").replace("Ask for the account:", '"{{brand}} account":')
    )
    empty.write("b/caller.yaml", caller)
    empty.write("b/compose.yaml", "services:\n  web:\n    image: x\n")
    empty.write("b/broken.yaml", "inboundCall:\n  name: [\n")
    empty.write(".gitignore", "node_modules")
    before = files(empty.folder)

    said = empty("init", "--json")
    assert said.code == 0
    answer = json.loads(said.out)
    assert answer["written"] == ["callflows.toml", ".gitignore"]
    found = answer["found"]
    assert found["types"] == {"inboundCall": 5, "commonModule": 2}
    assert found["exported"] == ["a/account.yml", "a/in/main.yaml"]
    assert found["hand_written"] == [
        "a/old/main copy.yaml",
        "b/brand.yaml",
        "b/caller.yaml",
        "b/module.yaml",
        "b/terraform.tftpl",
    ]
    assert found["templates"] == [
        {"file": "b/brand.yaml", "names": ["brand", "greeting"]},
        {"file": "b/caller.yaml", "names": ["brand"]},
        {"file": "b/module.yaml", "names": ["brand"]},
        {"file": "b/terraform.tftpl", "names": ["voice"]},
    ]
    assert found["shared"] == [
        {
            "name": "Ask for the account",
            "files": ["a/account.yml"],
            "callers": ["a/in/main.yaml", "a/old/main copy.yaml"],
        }
    ]
    assert found["duplicates"] == [
        {"type": "inboundCall", "name": "Main line", "files": ["a/in/main.yaml", "a/old/main copy.yaml"]}
    ]
    assert found["faulty"] == ["b/broken.yaml"]
    assert found["others"] == ["b/compose.yaml"]
    assert files(empty.folder) == sorted([*before, "callflows.toml"])
    assert (empty.folder / ".gitignore").read_text() == "node_modules\n.callflows/\n"

    workspace = open_workspace(empty.folder).workspace
    assert (workspace.include, workspace.exclude) == (("a", "b"), ("b/compose.yaml",))
    assert [file.source for file in read_all(workspace)] == sorted(found["flows"], key=lambda name: name.split("/"))
    text = (empty.folder / "callflows.toml").read_text()
    assert '[substitutions]\n# brand = ""    # b/brand.yaml and 2 more\n# greeting = ""    # b/brand.yaml\n' in text


def test_it_says_what_it_found(empty):
    empty.write("one.yaml", FLOW.format(name="One", says="x"))
    empty.write("two.yaml", FLOW.format(name="{{name}}", says="x"))
    said = empty("init")
    assert said.out.splitlines() == [
        "found  2 flow files: 2 inboundCall",
        "       1 as the org exports them, 1 written by hand",
        "       template two.yaml needs name",
        "wrote  callflows.toml",
        "wrote  .gitignore",
    ]
    assert said.err == "    next: give the placeholders values under [substitutions] in callflows.toml\n"
    assert open_workspace(empty.folder).workspace.include == (".",)


def test_many_files_are_told_within_the_width_of_the_terminal(empty, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    for name in ("a", "b"):
        (empty.folder / name).mkdir()
        empty.write(f"{name}/line of all our brands.yaml", FLOW.format(name="Line", says="x"))
    names = [f"name_of_the_value_{number}" for number in range(4)]
    empty.write("c.yaml", FLOW.format(name="Many", says='"' + "".join(f"{{{{{name}}}}}" for name in names) + '"'))
    assert empty("init").out.splitlines() == [
        "found  3 flow files: 3 inboundCall",
        "       2 as the org exports them, 1 written by hand",
        "       template c.yaml needs",
        "           name_of_the_value_0, name_of_the_value_1,",
        "           name_of_the_value_2, name_of_the_value_3",
        "       inboundCall Line is in 2 files:",
        "           a/line of all our brands.yaml",
        "           b/line of all our brands.yaml",
        "wrote  callflows.toml",
        "wrote  .gitignore",
    ]


def test_many_templates_are_summed_up(empty, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    for number in range(9):
        empty.write(f"{number}.yaml", FLOW.format(name=f"Line {number}", says=f'"{{{{all}}}}{{{{own_{number}}}}}"'))
    assert empty("init").out.splitlines()[2:-2] == [
        "       9 are templates; together they need 10 names, which",
        "           callflows.toml lists",
    ]


def test_a_gitignore_that_has_the_line_stays(empty):
    empty.write(".gitignore", "/.callflows\n")
    assert "wrote  .gitignore" not in empty("init").out
    assert (empty.folder / ".gitignore").read_text() == "/.callflows\n"
