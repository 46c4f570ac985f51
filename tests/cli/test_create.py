"""`callflows create` as a person uses it."""

import io
import json
from pathlib import Path

import pytest

from callflows.architect import read
from tests.cli.conftest import SHARED

ONE = ("--shared", SHARED, "--queue", "Support")


def columns(out):
    """The table's first two columns."""
    return [tuple(part for part in line.split("  ") if part)[:2] for line in out.splitlines()[1:]]


def test_one_flow(shell):
    said = shell("create", "Support EMEA", *ONE, "--number", "+442079460100", "--input", "brand=Acme")
    assert (said.code, [(a.strip(), b.strip()) for a, b in columns(said.out)]) == (0, [("Support EMEA", "created")])
    assert shell.flows() == {"Support EMEA": 1}
    call = shell("call", "+442079460100", "--press", "1234")
    assert call.code == 0
    assert "Welcome to Acme." in call.out
    assert "transfers to queue Support" in call.out


def test_what_is_kept_stays_out_of_version_control(shell):
    shell("create", "A", *ONE)
    assert (shell.folder / ".callflows" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_many_from_a_file_and_one_bad_row(shell):
    source = shell.write("lines.csv", f"name,shared,queue\nA,{SHARED},Support\nB,{SHARED},Nowhere\nC,{SHARED},\n")
    said = shell("create", "--from", source, "--json")
    answer = json.loads(said.out)
    assert said.code == 1
    assert [(r["flow"], r["result"], r["version"], r["message"], r["source"]) for r in answer["flows"]] == [
        ("A", "created", "1.0", "", "lines.csv:2"),
        ("B", "failed", "", 'there is no queue "Nowhere" in the org', "lines.csv:3"),
        ("C", "created", "1.0", "", "lines.csv:4"),
    ]
    assert [(d["code"], d["span"]["line"]) for d in answer["diagnostics"]] == [("org-no-queue", 3)]
    assert (answer["complete"], answer["resumed"]) == (False, 0)
    assert shell.flows() == {"A": 1, "C": 1}


def test_the_bad_row_is_told_with_its_place_and_the_next_step(shell):
    source = shell.write("lines.yaml", "- name: A\n- name: B\n  queue: Nowhere\n")
    said = shell("create", "--from", source, *ONE)
    assert said.code == 1
    assert said.err == (
        'lines.yaml:2:1: error: there is no queue "Nowhere" in the org [org-no-queue]\n'
        "    next: create the queue or correct its name\n"
        "2 flows: 1 created, 1 failed\n"
        "    next: correct what failed and run again with --on-conflict skip, which leaves what is there\n"
    )


def test_an_existing_flow_is_never_overwritten_without_being_asked(shell):
    shell("create", "A", *ONE)
    said = shell("create", "A", *ONE)
    assert said.code == 1
    assert "a flow of this name exists" in said.out
    assert "next: choose --on-conflict skip (leave what is there) or replace (publish over it)" in said.err
    assert shell("create", "A", *ONE, "--on-conflict", "skip").code == 0
    assert shell.flows() == {"A": 1}
    assert shell("create", "A", *ONE, "--on-conflict", "replace").code == 0
    assert shell.flows() == {"A": 2}


def test_dry_run_prints_the_yaml_and_changes_nothing(shell):
    said = shell("create", "A", *ONE, "--greeting", "Hello.", "--language", "de-DE", "--dry-run")
    flow = read(said.out).flow
    assert (said.code, said.err) == (0, "")
    assert flow is not None
    assert (flow.name, flow.type, flow.default_language) == ("A", "inboundCall", "de-de")
    assert shell.flows() == {}


def test_out_writes_files_and_changes_nothing_else(shell):
    source = shell.write("lines.csv", "name\nSupport: EMEA/UK?\nsupport_ EMEA_UK_\nB\n")
    said = shell("create", "--from", source, *ONE, "--out", "flows")
    assert said.code == 1
    assert sorted(path.name for path in Path("flows").iterdir()) == ["B.yaml", "support_ EMEA_UK.yaml"]
    assert said.out.split() == ["flows/support_", "EMEA_UK.yaml", "flows/B.yaml"]
    assert read(Path("flows/B.yaml").read_bytes()).flow.name == "B"
    assert shell.flows() == {}


def test_a_file_from_standard_input(shell, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"name\nA\n")))
    said = shell("create", "--from", "-", *ONE, "--json")
    assert (said.code, [row["source"] for row in json.loads(said.out)["flows"]]) == (0, ["<stdin>:2"])


def test_dry_run_as_json(shell):
    said = shell("create", "A", *ONE, "--dry-run", "--json")
    answer = json.loads(said.out)
    assert (said.code, answer["diagnostics"], [flow["flow"] for flow in answer["flows"]]) == (0, [], ["A"])
    assert read(answer["flows"][0]["yaml"]).flow.name == "A"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("create",), "give the NAME of the flow, or --from FILE for many"),
        (("create", "A"), "--shared is missing: the name of the shared flow that the flow calls"),
        (
            ("create", "A", "--from", "x.csv"),
            "a NAME and --from contradict each other: in a file every row has its own",
        ),
        (
            ("create", "--from", "x.csv", "--number", "+13175550101"),
            "--number and --from contradict each other: in a file every row has its own",
        ),
        (("create", "A", "--shared", "S", "--input", "x"), "'x' is not of the form NAME=VALUE"),
        (("creat", "A"), "no such command 'creat'. Did you mean 'create'?"),
    ],
)
def test_wrong_usage(shell, args, message):
    said = shell(*args)
    assert said.code == 2
    assert message in said.err
    assert said.out == ""


def test_a_file_that_is_not_there(shell):
    said = shell("create", "--from", "none.csv", *ONE)
    assert (said.code, said.err) == (
        1,
        "error: none.csv cannot be read: No such file or directory [lines-unreadable]\n"
        "    next: check the path and its permissions\n",
    )


def test_a_bad_number_on_the_command_line(shell):
    said = shell("create", "A", *ONE, "--number", "0207 946 0100")
    assert said.code == 1
    assert "'0207 946 0100' is not a phone number in E.164 form" in said.err


def test_credentials_in_part(shell, monkeypatch):
    monkeypatch.setenv("GENESYS_CLIENT_ID", "abc")
    said = shell("create", "A", *ONE)
    assert said.code == 2
    assert said.err == (
        "error: GENESYS_CLIENT_SECRET is not set, but GENESYS_CLIENT_ID is\n"
        "    next: set GENESYS_CLIENT_SECRET for Genesys Cloud, or unset GENESYS_CLIENT_ID for the local org\n"
    )


def test_an_environment_that_is_none(shell, monkeypatch):
    monkeypatch.setenv("GENESYS_CLIENT_ID", "abc")
    monkeypatch.setenv("GENESYS_CLIENT_SECRET", "s3cret")
    monkeypatch.setenv("GENESYS_ENVIRONMENT", "us-west-9")
    said = shell("flows")
    assert said.code == 2
    assert said.err.startswith("error: 'us-west-9' is not a Genesys Cloud environment")
    assert "s3cret" not in said.err
