"""Commands in a workspace: paths or its own files, and the org of a target."""

import json

import pytest

from callflows.emulator import create_app, seed
from callflows.store import open_store
from tests.cli.conftest import ORG
from tests.serving import served

TARGETS = """\
paths = ["flows"]
{default}
[targets.dev]
environment = "local"

[targets.prod]
environment = "{url}"
client_id = "PROD_ID"
client_secret = "PROD_SECRET"
division = "EMEA"

[targets.prod.substitutions]
greeting = "Hello from prod."
"""


@pytest.fixture
def workspace(empty):
    """A workspace as `callflows init` makes it."""
    assert empty("init").code == 0
    return empty


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The address of an org on a server."""
    with open_store(tmp_path_factory.mktemp("server") / "org.db") as store:
        app = create_app(store)
        assert seed(store, ORG).good
        with served(app) as url:
            yield url


@pytest.fixture
def promoted(workspace, server, monkeypatch):
    """The workspace with the targets dev (the local org) and prod (the server)."""
    workspace.write("callflows.toml", TARGETS.format(url=server, default=""))
    monkeypatch.setenv("PROD_ID", "callflows")
    monkeypatch.setenv("PROD_SECRET", "callflows")
    return workspace


def rows(said):
    return [(row["flow"], row["result"]) for row in json.loads(said.out)["flows"]]


def test_publish_without_paths_is_the_workspace(workspace):
    said = workspace("publish", "--json")
    assert (said.code, rows(said)) == (0, [("Ask for the account", "created"), ("Main line", "created")])
    assert rows(workspace("publish", "flows/Main line.yaml", "--json")) == [("Main line", "updated")]


def test_from_a_folder_below_it_is_the_same_workspace_and_org(workspace, monkeypatch):
    monkeypatch.chdir(workspace.folder / "flows")
    said = workspace("publish", "--json")
    assert [row["source"] for row in json.loads(said.out)["flows"]] == ["Ask for the account.yaml", "Main line.yaml"]
    assert not (workspace.folder / "flows/.callflows").exists()
    assert [flow["name"] for flow in json.loads(workspace("flows", "--json").out)] == [
        "Ask for the account",
        "Main line",
    ]


def test_a_fault_in_one_file_publishes_nothing(workspace):
    workspace.write("flows/Broken.yaml", "inboundCall:\n  name: Broken\n")
    said = workspace("publish")
    assert said.code == 1
    assert said.err.splitlines()[-1] == "Nothing was published."
    assert json.loads(workspace("flows", "--json").out) == []


def test_without_workspace_or_paths_there_is_nothing_to_work_on(empty):
    said = empty("publish")
    assert said.code == 2
    assert "there is nothing to work on" in said.err
    assert "`callflows init`" in said.err


def test_a_path_that_does_not_exist(workspace):
    said = workspace("publish", "flows/none.yaml")
    assert (said.code, said.err.splitlines()[-1]) == (2, "Error: flows/none.yaml does not exist")


def test_paths_without_flows(workspace):
    (workspace.folder / "empty").mkdir()
    said = workspace("publish", "empty")
    assert (said.code, said.err.splitlines()[-1]) == (
        2,
        "Error: there is no flow file (.yaml, .yml or .tftpl) in empty",
    )


@pytest.mark.parametrize("command", [("publish",), ("flows",), ("call", "A"), ("create", "A"), ("seed", str(ORG))])
def test_an_unknown_target_gives_the_list(promoted, command):
    said = promoted(*command, "--target", "prd")
    assert said.code == 2
    assert said.err.splitlines()[-2:] == ['Error: there is no target "prd"', "    next: the targets are dev, prod"]


def test_a_target_without_a_workspace(empty):
    said = empty("flows", "--target", "prod")
    assert (said.code, said.err.splitlines()[-1]) == (
        2,
        "Error: --target needs a workspace: there is no callflows.toml here or above",
    )


def test_a_bad_callflows_toml_is_told_with_its_place(workspace):
    workspace.write("callflows.toml", "paths = 3\n")
    for command in (("publish",), ("flows",), ("call", "Main line")):
        said = workspace(*command)
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith("callflows.toml:1:1: error: paths is a number, not a list [workspace-wrong-type]")


def test_a_whole_workspace_goes_to_an_org_only_with_yes(promoted):
    said = promoted("publish", "--target", "prod", "--json")
    assert (said.code, rows(said)) == (2, [("Ask for the account", "planned"), ("Main line", "planned")])
    assert said.err.splitlines()[-1] == "    next: add --yes"
    listed = [flow["name"] for flow in json.loads(promoted("flows", "--target", "prod", "--json").out)]
    assert "Main line" not in listed
    said = promoted("publish", "--target", "prod", "--yes", "--json")
    assert (said.code, rows(said)) == (0, [("Ask for the account", "created"), ("Main line", "created")])
    assert json.loads(promoted("flows", "--target", "dev", "--json").out) == []


def test_a_target_has_its_own_substitutions_and_division(promoted):
    text = (promoted.folder / "flows/Main line.yaml").read_text(encoding="utf-8")
    text = text.replace("Main line", "Templated").replace("Please call again", "{{greeting}} Please call again")
    promoted.write("templated.yaml", text)
    promoted("publish", "flows", "--target", "prod")
    refused = promoted("publish", "templated.yaml", "--target", "dev")
    assert refused.code == 1
    assert "placeholder-left" in refused.err
    said = promoted("publish", "templated.yaml", "--target", "prod")
    assert said.code == 0
    assert said.err.splitlines()[0].startswith("target prod: http://127.0.0.1:")
    assert "Hello from prod. Please call again" in promoted("call", "Templated", "--target", "prod").out
    line = ("--shared", "Global Authentication Menu", "--target", "prod")
    assert promoted("create", "With division", *line).code == 0
    flows = json.loads(promoted("flows", "--target", "prod", "--name", "With division", "--json").out)
    assert [flow["division"] for flow in flows] == ["EMEA"]


def test_a_default_target_never_changes_a_remote_org_unnamed(promoted, server):
    promoted.write("callflows.toml", TARGETS.format(url=server, default='default_target = "prod"'))
    for command in (("publish", "flows"), ("create", "A", "--shared", "B"), ("seed", str(ORG))):
        said = promoted(*command)
        assert (said.code, said.err.splitlines()[-1]) == (2, "    next: name it: --target prod")
    assert "Global Authentication Menu" in promoted("flows").out  # looking is fine


def test_a_default_target_that_is_the_local_org(promoted, server, monkeypatch):
    promoted.write("callflows.toml", TARGETS.format(url=server, default='default_target = "dev"'))
    monkeypatch.setenv("GENESYS_CLIENT_ID", "callflows")
    monkeypatch.setenv("GENESYS_CLIENT_SECRET", "callflows")
    monkeypatch.setenv("GENESYS_ENVIRONMENT", server)
    said = promoted("publish", "flows/Ask for the account.yaml", "--json")
    assert (said.code, said.err.splitlines()[0]) == (0, "target dev: the local org")
    assert [flow["name"] for flow in json.loads(promoted("flows", "--json").out)] == ["Ask for the account"]


def test_a_target_whose_variables_are_not_set(promoted, monkeypatch):
    monkeypatch.delenv("PROD_SECRET")
    said = promoted("flows", "--target", "prod")
    assert (said.code, said.err.splitlines()[-1]) == (
        2,
        'Error: the target "prod" needs PROD_SECRET, which is not set',
    )


def test_a_flow_is_called_before_it_is_published(workspace):
    said = workspace("call", "main LINE", "--press", "123456")
    assert said.code == 0
    assert (
        said.err == 'The org has no flow "main LINE" to call: this is flows/Main line.yaml, which is not published.\n'
    )
    spoken = [line.partition("flow   ")[2] for line in said.out.splitlines() if "flow   " in line]
    assert spoken[0] == "Welcome to Acme."
    assert spoken[-1] == "Your account is 123456. Goodbye."
    assert json.loads(workspace("flows", "--json").out) == []


def test_a_published_flow_is_the_one_that_is_called(workspace):
    workspace("publish")
    path = workspace.folder / "flows/Main line.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Your account is", "You are"), encoding="utf-8")
    said = workspace("call", "Main line", "--press", "123456")
    assert (said.err, "Your account is 123456. Goodbye." in said.out) == ("", True)


def test_a_call_of_a_file_takes_the_orgs_shared_flow_where_no_file_has_it(workspace):
    workspace("publish", "flows/Ask for the account.yaml")
    (workspace.folder / "flows/Ask for the account.yaml").unlink()
    assert "Your account is 123456. Goodbye." in workspace("call", "Main line", "--press", "123456").out


def test_a_call_of_a_file_whose_shared_flow_nobody_has(workspace):
    (workspace.folder / "flows/Ask for the account.yaml").unlink()
    said = workspace("call", "Main line")
    assert said.code == 1
    assert said.err.splitlines()[-2:] == [
        'error: "Main line" calls the shared flow "Ask for the account", which neither the files nor the org have',
        "    next: add its file to the workspace, or publish it",
    ]


def test_a_call_of_a_file_with_faults_shows_them(workspace):
    workspace.write("flows/Bad.yaml", "inboundCall:\n  name: Bad\n  startUpRef: /inboundCall/tasks/task[None]\n")
    said = workspace("call", "Bad")
    assert (said.code, said.out) == (1, "")
    assert "flows/Bad.yaml:" in said.err


def test_a_name_that_neither_has(workspace):
    said = workspace("call", "Nobody")
    assert (said.code, said.err.splitlines()[0]) == (1, 'error: there is no inbound flow "Nobody"')


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Mian line", 'there is no inbound flow "Mian line"\n    next: did you mean "Main line"?'),
        (
            "ask for the account",
            "flows/Ask for the account.yaml is no inbound flow: it is of the type commonModule\n"
            '    next: callflows call "flows/Ask for the account.yaml"',
        ),
    ],
)
def test_a_name_that_is_nearly_one_of_the_workspace(workspace, name, said):
    found = workspace("call", name)
    assert (found.code, found.out, found.err) == (1, "", f"error: {said}\n")


def test_a_name_that_nobody_has_in_a_workspace_without_flows(empty):
    empty.write("callflows.toml", 'paths = ["*.yaml"]\n')
    said = empty("call", "Nobody")
    assert (said.code, said.err.splitlines()[0]) == (1, 'error: there is no inbound flow "Nobody"')
