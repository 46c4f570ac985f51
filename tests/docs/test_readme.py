"""Every snippet of the README, run in its order in one empty folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
VARIES = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+\.\d+")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder with the example org in it, as after a clone."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    return tmp_path


def run(command: list[str] | str, folder: Path) -> str:
    """What a command prints on standard output."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GENESYS_")}
    environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environ['PATH']}"
    done = subprocess.run(
        command, shell=isinstance(command, str), cwd=folder, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def blocks(kind: str) -> list[str]:
    return [text for found, text in BLOCK.findall(README) if found == kind]


def fixed(text: str) -> str:
    """The text with what varies from run to run (ids, times) taken out."""
    return VARIES.sub("*", text)


def commands(block: str) -> list[tuple[str, str]]:
    """(command, what it prints) of a console block."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [(head, body) for head, _, body in (part.partition("\n") for part in parts)]


def test_the_commands_print_what_the_readme_shows_and_the_program_works(folder: Path) -> None:
    for block in blocks("console"):
        for command, shown in commands(block):
            assert fixed(run(command, folder)) == fixed(shown)
    (program,) = (block for block in blocks("python") if "def test_" not in block)
    (shown,) = blocks("text")
    assert run([sys.executable, "-c", program], folder) == shown


def test_the_csv_rows_are_those_of_the_example() -> None:
    (rows,) = blocks("csv")
    example = (ROOT / "examples" / "lines.csv").read_text(encoding="utf-8")
    assert example.startswith(rows)


def test_the_shell_lines_name_what_is_there() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = [target for block in blocks("sh") for target in re.findall(r"^make (\w+)", block, re.MULTILINE)]
    assert named == ["demo", "test"]
    assert set(named) <= targets


def test_every_link_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    dead = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in pages
        for link in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]
    assert dead == []
