"""`callflows schema`."""

import json
import re
import subprocess
import sys
from pathlib import Path

from callflows.architect import flow_schema
from callflows.model import FLOW_TYPES


def test_it_prints_the_schema_of_a_flow_type_or_of_all(empty):
    said = empty("schema", "inboundCall")
    assert (said.code, json.loads(said.out), said.err) == (0, flow_schema("inboundCall"), "")
    assert json.loads(empty("schema").out) == flow_schema()


def test_the_api_spelling_of_a_flow_type_is_understood(empty):
    for spec in FLOW_TYPES.values():
        assert json.loads(empty("schema", spec.api_name).out) == flow_schema(spec.key)


def test_it_writes_a_file(empty):
    said = empty("schema", "commonModule", "--output", ".callflows/module.schema.json", "--compact")
    assert (said.code, said.out, said.err) == (0, "", "")
    text = (empty.folder / ".callflows" / "module.schema.json").read_text(encoding="utf-8")
    assert json.loads(text) == flow_schema("commonModule")
    assert text.count("\n") == 1


def test_an_unknown_flow_type_is_wrong_usage(empty):
    said = empty("schema", "inbondCall")
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines()[-1] == "Error: no such flow type 'inbondCall'. Did you mean 'inboundCall'?"
    said = empty("schema", "xyz")
    assert said.code == 2
    known = ", ".join(sorted((*FLOW_TYPES, "calls", "trace")))
    assert said.err.splitlines()[-1] == f"Error: no such flow type 'xyz'. Known: {known}."


def test_the_commands_of_the_guide_work(empty):
    guide = (Path(__file__).resolve().parents[2] / "docs" / "editors.md").read_text(encoding="utf-8")
    commands = re.findall(r"^callflows (schema.*)$", guide, re.MULTILINE)
    for line in commands:
        said = empty(*line.split())
        assert (said.code, said.err) == (0, ""), line
    written = {path.relative_to(empty.folder).as_posix() for path in empty.folder.rglob("*.json")}
    assert set(re.findall(r'^ +"(\S+\.json)"', guide, re.MULTILINE)) == written


def test_it_needs_neither_the_network_nor_an_org():
    heavy = ("httpx2", "starlette", "sqlalchemy", "rich")
    program = (
        "import sys; from callflows.cli.main import main; main(['schema', 'inboundCall']); "
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"
