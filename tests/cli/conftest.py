"""A working directory with a seeded local org, and the command line run in this process."""

import contextlib
import os
import shutil
from pathlib import Path

import msgspec
import pytest

from callflows.cli.main import main
from callflows.emulator import create_app, seed
from callflows.store import FlowFilter, open_store

ORG = Path(__file__).resolve().parents[2] / "examples" / "org"
SHARED = "Global Authentication Menu"


class Said(msgspec.Struct, frozen=True):
    """How a command ended."""

    code: int
    out: str
    err: str


class Shell:
    """A person's terminal in one directory."""

    def __init__(self, folder: Path, capfd) -> None:
        self.folder = folder
        self._capfd = capfd

    def __call__(self, *args: str) -> Said:
        self._capfd.readouterr()
        code = main(args)
        out, err = self._capfd.readouterr()
        return Said(code, out, err)

    def write(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    def flows(self) -> dict[str, int]:
        """Name -> latest version of the inbound flows."""
        with open_store(self.folder / ".callflows" / "org.db") as store:
            return {flow.name: flow.latest for flow in store.flows.list(FlowFilter(types=("inboundcall",)))[0]}


@pytest.fixture(scope="session")
def template(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("template") / "org.db"
    with open_store(path) as store:
        create_app(store)
        assert seed(store, ORG).good
    return path


@pytest.fixture
def empty(tmp_path, capfd, monkeypatch) -> Shell:
    """A directory without an org."""
    for name in [name for name in os.environ if name.startswith("GENESYS_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return Shell(tmp_path, capfd)


@pytest.fixture
def shell(empty, template) -> Shell:
    """A directory with a seeded org."""
    (empty.folder / ".callflows").mkdir()
    shutil.copy(template, empty.folder / ".callflows" / "org.db")
    return empty


@pytest.fixture(scope="session")
def template_with_flow(template, tmp_path_factory) -> Path:
    """The seeded org with the inbound flow "Support EMEA", which says "Welcome to Acme." """
    folder = tmp_path_factory.mktemp("with_flow")
    (folder / ".callflows").mkdir()
    shutil.copy(template, folder / ".callflows" / "org.db")
    with contextlib.chdir(folder):
        line = ("--shared", SHARED, "--queue", "Support", "--input", "brand=Acme")
        assert main(["create", "Support EMEA", *line]) == 0
    return folder / ".callflows" / "org.db"


@pytest.fixture
def support(empty, template_with_flow) -> Shell:
    """A directory with a seeded org that has the inbound flow "Support EMEA"."""
    (empty.folder / ".callflows").mkdir()
    shutil.copy(template_with_flow, empty.folder / ".callflows" / "org.db")
    return empty
