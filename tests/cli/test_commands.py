"""The other commands."""

import json
import socket
from pathlib import Path

import click
import pytest

from callflows.cli.main import COMMANDS, cli
from callflows.cli.trace_view import lines
from callflows.engine import from_json_lines
from tests.cli.conftest import ORG, SHARED

ONE = ("--shared", SHARED, "--queue", "Support", "--input", "brand=Acme")
MODULE = ORG / "flows" / f"{SHARED}.yaml"


def test_seed_says_what_it_made_and_is_repeatable(empty):
    first = empty("seed", str(ORG))
    assert first.code == 0
    assert first.out.splitlines()[-1] == f"published  commonmodule: {SHARED} 1.0"
    assert "made       queue: Support" in first.out.splitlines()
    again = empty("seed", str(ORG))
    assert (again.code, again.out) == (0, f"unchanged  commonmodule: {SHARED} 1.0\n")


@pytest.mark.parametrize("command", [("seed",), ("serve", "--port", "0", "--seed")])
def test_a_folder_that_fills_no_org_is_refused(empty, command):
    (empty.folder / "notes").mkdir()
    said = empty(*command, "notes")
    assert (said.code, said.out) == (2, "")
    assert "notes has neither an org.yaml nor a folder flows with *.yaml in it" in said.err


def test_flows_lists_by_type_and_name(support):
    shell = support
    shell("create", "Sales EMEA", *ONE)
    every = json.loads(shell("flows", "--json").out)
    assert [(flow["name"], flow["type"], flow["version"], flow["division"]) for flow in every] == [
        (SHARED, "commonmodule", "1.0", "Home"),
        ("Sales EMEA", "inboundcall", "1.0", "Home"),
        ("Support EMEA", "inboundcall", "1.0", "Home"),
    ]
    assert [f["name"] for f in json.loads(shell("flows", "--type", "shared", "--json").out)] == [SHARED]
    assert [f["name"] for f in json.loads(shell("flows", "--name", "Su*", "--json").out)] == ["Support EMEA"]
    assert shell("flows", "--name", "nothing").err == "0 flows\n"
    wrong = shell("flows", "--type", "inbuond")
    assert (wrong.code, wrong.out) == (2, "")
    assert "Invalid value for --type: " in wrong.err
    assert "inboundcall, " in wrong.err


def test_a_call_that_fails_to_authenticate(support):
    said = support("call", "Support EMEA", "--from", "+13175550999", "--press", "0000 1111 2222")
    assert said.code == 0
    assert [line.partition("flow   ")[2] for line in said.out.splitlines() if "flow   " in line] == [
        "Welcome to Acme.",
        *["Please enter your four-digit PIN.", "That PIN is not right."] * 3,
        "Sorry, we could not verify you.",
    ]
    assert "the flow ends the call" in said.out


def test_a_call_as_events_and_as_a_trace(support, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    said = support("call", "Support EMEA", "--press", "1234", "--json")
    events = from_json_lines(said.out)
    assert type(events[-1]).__name__ == "Ended"
    traced = support("call", "Support EMEA", "--press", "1234", "--trace")
    shown = [line for line in traced.out.splitlines() if line[:8].strip().replace(".", "").isdigit()]
    assert [line.partition("  at ")[0] for line in shown] == [line.partition("  at ")[0] for line in lines(events)]


def test_a_call_runs_the_module_that_was_copied_in(support):
    changed = MODULE.read_text(encoding="utf-8").replace("four-digit PIN", "secret code")
    path = support.write("module.yaml", changed)
    assert support("publish", path).code == 0
    assert "four-digit PIN" in support("call", "Support EMEA").out
    support("create", "Support EMEA", *ONE, "--on-conflict", "replace")
    assert "secret code" in support("call", "Support EMEA").out


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("Suport EMEA", 'error: there is no inbound flow "Suport EMEA"\n    next: did you mean "Support EMEA"?\n'),
        ("+4930123456", "error: no call route has the number +4930123456\n"),
    ],
)
def test_nobody_answers(support, target, message):
    said = support("call", target)
    assert said.code == 1
    assert said.err.startswith(message)


def test_a_script_that_is_none(shell):
    said = shell("call", "A", "--press", "12x")
    assert said.code == 2
    assert "'x' is no key" in said.err


def test_publish_fills_placeholders_and_publishes_modules_first(shell):
    shell("create", "Template", *ONE)
    yaml = shell("create", "Template", *ONE, "--dry-run").out
    shell.write("z_module.yaml", MODULE.read_text(encoding="utf-8").replace(SHARED, "Second module"))
    shell.write("a_flow.yaml", yaml.replace(SHARED, "Second module").replace("name: Template", 'name: "{{brand}}"'))
    said = shell("publish", "a_flow.yaml", "z_module.yaml", "--set", "brand=Acme line", "--json")
    rows = json.loads(said.out)["flows"]
    assert (said.code, [(r["flow"], r["result"], r["version"]) for r in rows]) == (
        0,
        [("Acme line", "created", "1.0"), ("Second module", "created", "1.0")],
    )


def test_publish_stops_before_the_first_request_when_a_file_is_wrong(shell):
    shell.write("bad.yaml", "inboundCall:\n  name: A\n  name: B\n  startUpRef: /x\n  defaultLanguage: en-us\n")
    said = shell("publish", "bad.yaml", str(MODULE))
    assert said.code == 1
    assert said.err.splitlines()[0].startswith("bad.yaml:")
    assert said.err.splitlines()[-1] == "Nothing was published."


def test_publish_says_why_the_org_refuses(shell):
    yaml = shell("create", "A", *ONE, "--dry-run").out
    shell.write("a.yaml", yaml.replace("name: Support", "name: Nowhere"))
    said = shell("publish", "a.yaml", "--json")
    row = json.loads(said.out)["flows"][0]
    assert (said.code, row["flow"], row["result"]) == (1, "A", "failed")
    assert "Nowhere" in row["message"]
    assert shell("publish", "a.yaml", "--create-stubs").code == 0


def test_help_of_the_group_is_that_of_the_commands():
    for name, (_, short) in COMMANDS.items():
        command = cli.get_command(None, name)
        assert command is not None
        assert command.get_short_help_str(100) == short
        assert [p.name for p in command.params if isinstance(p, click.Option) and not p.help] == [], name


def test_version(empty):
    from importlib.metadata import version

    assert empty("--version").out == f"callflows {version('callflows')}\n"
    assert Path.cwd() == empty.folder


def test_a_call_to_a_shared_flow_says_what_can_be_called(support):
    said = support("call", SHARED)
    assert (said.code, said.err) == (
        1,
        f'error: "{SHARED}" is a shared flow\n    next: call an inbound flow that calls it\n',
    )


def test_serve_does_not_serve_with_a_faulty_clients_file(empty):
    clients = empty.write("clients.yaml", "- id: reader\n  secret: x\n")
    said = empty("serve", "--port", "0", "--clients", clients)
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "error: clients.yaml: Expected `object`, got `array` [org-file-invalid]\n"
        "    next: The file is a mapping of lists (`queues:`, `oauthClients:` …): mend it.\n"
        "Nothing is served.\n"
    )


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("127.0.0.1", "error: 127.0.0.1:{port} is in use\n    next: end the other program, or give another --port\n"),
        ("192.0.2.1", "error: cannot listen on 192.0.2.1:{port}: "),
        ("a" * 64, "error: cannot listen on " + "a" * 64 + ":{port}: "),
    ],
)
def test_serve_says_why_it_cannot_listen(empty, host, said):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        refused = empty("serve", "--host", host, "--port", port)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith(said.format(port=port))
