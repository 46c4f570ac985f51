"""`callflows.toml`: what it means, and everything that can be wrong with it, with its place."""

import pytest

from callflows.workspace import Target, open_workspace
from callflows.workspace.toml_places import key_places

GOOD = """\
paths = ["flows", "more/**/*.yaml"]
exclude = ["drafts"]
default_target = "dev"

[substitutions]
brand = "Acme"
tries = 3
loud = true
rate = 1.50

[targets.dev]
environment = "local"

[targets.prod]
environment = "mypurecloud.de"
client_id = "PROD_ID"
client_secret = "PROD_SECRET"
division = "EMEA"

[targets.prod.substitutions]
brand = "Acme Ltd"
"""


def found(folder, text):
    folder.write("callflows.toml", text)
    opened = open_workspace(folder.root)
    shown = [(d.code, str(d.severity), str(d.span), d.message, d.help) for d in opened.diagnostics]
    return opened.workspace, shown


def test_what_a_workspace_says(folder):
    workspace, wrong = found(folder, GOOD)
    assert wrong == []
    assert (workspace.root, workspace.include, workspace.exclude) == (
        folder.root,
        ("flows", "more/**/*.yaml"),
        ("drafts",),
    )
    assert workspace.substitutions == {"brand": "Acme", "tries": "3", "loud": "true", "rate": "1.50"}
    dev = Target(name="dev", environment="local")
    prod = Target(
        name="prod",
        environment="mypurecloud.de",
        client_id="PROD_ID",
        client_secret="PROD_SECRET",
        division="EMEA",
        substitutions={"brand": "Acme Ltd"},
    )
    assert workspace.targets == (dev, prod)
    assert workspace.target(workspace.default_target) == dev
    assert (dev.local, prod.local) == (True, False)
    assert workspace.filled(prod, {"tries": "1"}) == {"brand": "Acme Ltd", "tries": "1", "loud": "true", "rate": "1.50"}


def test_it_is_found_from_below_and_names_are_shown_from_there(folder):
    folder.write("callflows.toml", "paths = 3\n")
    opened = open_workspace(folder.root / "flows")
    assert [str(d.span) for d in opened.diagnostics] == ["../callflows.toml:1:1"]
    assert opened.workspace is None


def test_without_a_file_there_is_no_workspace(tmp_path):
    opened = open_workspace(tmp_path)
    assert (opened.workspace, opened.diagnostics) == (None, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            'paths = ["flows"]\nbrand = Acme\n',
            ("workspace-syntax", "error", "callflows.toml:2:9", "this is not TOML: Invalid value"),
            id="syntax",
        ),
        pytest.param(
            'paths = ["flows"',
            ("workspace-syntax", "error", "callflows.toml:1:17", "this is not TOML: Unclosed array"),
            id="at_the_end",
        ),
        pytest.param(
            'path = ["flows"]\n',
            ("workspace-unknown-key", "warning", "callflows.toml:1:1", '"path" is no setting of callflows.toml; '
             "it has no effect", 'did you mean "paths"?'),
            id="unknown_key",
        ),
        pytest.param(
            '[rules]\nflow-unused = "off"\n',
            ("workspace-unknown-key", "warning", "callflows.toml:1:2", '"rules" is no setting of callflows.toml; '
             "it has no effect", "the settings are paths, exclude, default_target, substitutions, targets"),
            id="unknown_table",
        ),
        pytest.param(
            '[targets.dev]\nenvironment = "local"\nclient_idd = "X"\n',
            ("workspace-unknown-key", "warning", "callflows.toml:3:1", '"client_idd" is no setting of the target dev; '
             "it has no effect", 'did you mean "client_id"?'),
            id="unknown_key_of_a_target",
        ),
        pytest.param(
            'paths = "flows"\n',
            ("workspace-wrong-type", "error", "callflows.toml:1:1", "paths is a text, not a list", 'paths = ["flows"]'),
            id="not_a_list",
        ),
        pytest.param(
            'exclude = [\n  "a",  # one\n  7,\n]\n',
            ("workspace-wrong-type", "error", "callflows.toml:3:3", "exclude holds a number, not a path", ""),
            id="an_item",
        ),
        pytest.param(
            "[substitutions]\nwhen = 2026-11-23\n",
            ("workspace-wrong-type", "error", "callflows.toml:2:1", "the substitution when is a date or time, "
             "not a text", ""),
            id="a_date",
        ),
        pytest.param(
            'targets = "prod"\n',
            ("workspace-wrong-type", "error", "callflows.toml:1:1", "targets is a text, not a table",
             "write [targets]"),
            id="not_a_table",
        ),
        pytest.param(
            "targets = { prod = 1 }\n",
            ("workspace-wrong-type", "error", "callflows.toml:1:13", "the target prod is a number, not a table", ""),
            id="a_target_that_is_none",
        ),
        pytest.param(
            "[targets.prod]\n",
            ("workspace-missing-key", "error", "callflows.toml:1:10", "the target prod has no environment",
             'write environment = "mypurecloud.de" (your region), the URL of a server, or "local"'),
            id="no_environment",
        ),
        pytest.param(
            'default_target = "prdo"\n[targets.prod]\nenvironment = "local"\n',
            ("workspace-unknown-target", "error", "callflows.toml:1:1", 'there is no target "prdo" to be the default',
             'did you mean "prod"?'),
            id="unknown_default",
        ),
        pytest.param(
            'paths = [\n  "flows",\n  "missing",\n]\n',
            ("workspace-missing-path", "warning", "callflows.toml:3:3", 'the path "missing" leads to nothing',
             "make it, or take it out"),
            id="missing_path",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong(folder, text, expected):
    workspace, wrong = found(folder, text)
    assert [one[: len(expected)] for one in wrong] == [expected]
    assert (workspace is None) == (expected[1] == "error")


def test_a_secret_in_the_file_is_refused_and_never_shown(folder):
    text = '[targets.prod-eu]\nenvironment = "mypurecloud.de"\nclient_secret = "s3cr3t-value"\n'
    workspace, wrong = found(folder, text)
    assert workspace is None
    assert [(code, place) for code, _, place, _, _ in wrong] == [("workspace-credential", "callflows.toml:3:1")]
    assert "s3cr3t" not in repr(wrong)
    assert wrong[0][4] == 'keep secrets out of this file: client_secret = "PROD_EU_CLIENT_SECRET"'


def test_all_faults_at_once_in_the_order_of_the_file(folder):
    _, wrong = found(folder, "paths = 1\nexclude = 2\n[targets.a]\n[targets.b]\nenvironment = 3\n")
    assert [(code, place) for code, _, place, _, _ in wrong] == [
        ("workspace-wrong-type", "callflows.toml:1:1"),
        ("workspace-wrong-type", "callflows.toml:2:1"),
        ("workspace-missing-key", "callflows.toml:3:10"),
        ("workspace-wrong-type", "callflows.toml:5:1"),
    ]


def test_a_file_that_is_nested_without_end(folder):
    workspace, wrong = found(folder, "paths = " + "[" * 5000 + "]" * 5000)
    assert workspace is None
    assert [(code, message) for code, _, _, message, _ in wrong] == [
        ("workspace-syntax", "this is not TOML: lists or tables are nested too deeply")
    ]


@pytest.mark.parametrize(
    ("text", "place", "help"),
    [
        ("[substitutions]\na = x\n", "callflows.toml:2:5", 'write texts in quotes: brand = "Acme"'),
        ("[targets.a]\n[targets.a]\n", "callflows.toml:2:11", "write each key and each [table] once"),
        ("[a\n", "callflows.toml:1:3", ""),
    ],
)
def test_what_is_no_toml_and_what_to_do(folder, text, place, help):
    _, wrong = found(folder, text)
    assert [(code, at, advice) for code, _, at, _, advice in wrong] == [("workspace-syntax", place, help)]


def test_a_file_that_is_no_text(folder):
    (folder.root / "callflows.toml").write_bytes(b"\xff\xfe")
    opened = open_workspace(folder.root)
    assert [(d.code, d.span) for d in opened.diagnostics] == [("workspace-unreadable", None)]


def test_places_of_every_way_to_write_a_key():
    text = (
        '"a b".c = """x\n[no]\n"""  # [nor this]\nd = [[1, 2], {e = "]", \'f\' = 3}]\n[[g]]\nh = 1\n[i."j.k"]\nl = 2\n'
    )
    lines = text.splitlines(keepends=True)
    starts = [sum(map(len, lines[:n])) for n in range(len(lines) + 1)]
    places = {path: start for path, (start, _) in key_places(text).items()}
    assert places == {
        ("a b",): 0,
        ("a b", "c"): 6,
        ("d",): starts[3],
        ("d", "0"): starts[3] + 5,
        ("d", "0", "0"): starts[3] + 6,
        ("d", "0", "1"): starts[3] + 9,
        ("d", "1"): starts[3] + 13,
        ("d", "1", "e"): starts[3] + 14,
        ("d", "1", "f"): starts[3] + 23,
        ("g",): starts[4] + 2,
        ("g", "h"): starts[5],
        ("i",): starts[6] + 1,
        ("i", "j.k"): starts[6] + 3,
        ("i", "j.k", "l"): starts[7],
    }
