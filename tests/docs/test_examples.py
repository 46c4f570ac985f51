"""The examples do what they say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from callflows import architect
from callflows.checks import check_flow

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
SHARED = EXAMPLES / "org" / "flows" / "Global Authentication Menu.yaml"


def run(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GENESYS_")}
    environ["CALLFLOWS"] = str(Path(sys.executable).with_name("callflows"))
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)


def test_the_shared_flow_is_in_the_exporters_format_and_has_no_finding() -> None:
    text = SHARED.read_text(encoding="utf-8")
    result = architect.read(text, file=SHARED.name)
    assert result.diagnostics == ()
    assert result.flow is not None
    assert architect.write(result.flow) == text
    assert check_flow(result.flow, result.source) == ()


def test_the_program_creates_its_flow_once(tmp_path: Path) -> None:
    run(str(Path(sys.executable).with_name("callflows")), "seed", str(EXAMPLES / "org"), folder=tmp_path)
    program = [sys.executable, str(EXAMPLES / "one_flow.py"), "From the example"]
    first = run(*program, folder=tmp_path)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.splitlines()[1].startswith("Created flow: From the example (")
    again = run(*program, folder=tmp_path)
    assert again.returncode == 1
    assert again.stdout.splitlines()[1] == (
        "Not created: an inbound flow named 'From the example' is there already. Choose another name."
    )


@pytest.mark.skipif(sys.platform == "win32", reason="the demo is a shell script")
def test_the_demo_authenticates_one_caller_and_not_the_other(tmp_path: Path) -> None:
    demo = run("bash", str(EXAMPLES / "demo.sh"), str(tmp_path / "demo"), folder=tmp_path)
    assert demo.returncode == 0, demo.stderr
    said = [line.partition("  flow   ")[2] for line in demo.stdout.splitlines() if "  flow   " in line]
    assert said == [
        "Welcome to Acme Support.",
        "Please enter your four-digit PIN.",
        "Thank you. You are verified.",
        "transfers to queue Support",
        "Welcome to Acme Sales.",
        *["Please enter your four-digit PIN.", "That PIN is not right."] * 3,
        "Sorry, we could not verify you.",
    ]
