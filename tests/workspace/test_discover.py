"""Which files belong to a workspace."""

import os

import msgspec
import pytest

from callflows.workspace import loose, read_all
from callflows.workspace.discover import flow_paths

NAMES = (
    "a.yaml",
    "flows/b.YML",
    "flows/c.yaml.tftpl",
    "flows/old/d.yaml",
    "flows/old/deep/e.yaml",
    "flows/[x].yaml",
    "flows/cases.calls.yaml",
    "flows/read.me",
    "flows/.hidden.yaml",
    ".git/f.yaml",
    "node_modules/g.yaml",
    "flows-2/h.yaml",
)


@pytest.fixture
def found(folder):
    (folder.root / "flows").rmdir()
    for name in NAMES:
        folder.write(name, "x")

    def names(include=(), exclude=()):
        workspace = msgspec.structs.replace(loose(folder.root), include=include, exclude=exclude)
        return [path.relative_to(folder.root).as_posix() for path in flow_paths(workspace)]

    return names


ALL = ["flows/[x].yaml", "flows/b.YML", "flows/c.yaml.tftpl", "flows/old/d.yaml", "flows/old/deep/e.yaml"]


@pytest.mark.parametrize(
    ("include", "expected"),
    [
        ((), ["a.yaml", *ALL, "flows-2/h.yaml"]),
        (("flows",), ALL),
        (("flows/", "./flows", "flows/b.YML"), ALL),
        (("flows/*.yaml",), ["flows/[x].yaml"]),
        (("flows/**/*.yaml",), ["flows/[x].yaml", "flows/old/d.yaml", "flows/old/deep/e.yaml"]),
        (("**/d.yaml",), ["flows/old/d.yaml"]),
        (("flows/*",), ["flows/[x].yaml", "flows/b.YML", "flows/c.yaml.tftpl"]),
        (("flows/old/?.yaml", "[!b].yaml"), ["a.yaml", "flows/old/d.yaml"]),
        (("flows*/**",), [*ALL, "flows-2/h.yaml"]),
        (("missing", "missing/*"), []),
    ],
)
def test_paths(found, include, expected):
    assert found(include) == sorted(expected, key=lambda name: name.split("/"))


def test_a_folder_beside_the_workspace(folder):
    folder.write("flows/a.yaml", "x")
    folder.write("other/b.yaml", "x")
    workspace = msgspec.structs.replace(loose(folder.root / "flows"), include=(".", "../other"))
    assert flow_paths(workspace) == [folder.root / "other/b.yaml", folder.root / "flows/a.yaml"]


@pytest.mark.parametrize(
    ("exclude", "left"),
    [
        (("old",), ALL[:3]),
        (("flows/old/",), ALL[:3]),
        (("flows/old/*.yaml",), [*ALL[:3], ALL[4]]),
        (("d.yaml", "*.tftpl", "*.YML"), [ALL[0], ALL[4]]),
        (("flows",), []),
        (("flow",), ALL),
    ],
)
def test_exclude(found, exclude, left):
    assert found(("flows",), exclude) == left


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may look into every folder")
def test_a_folder_that_cannot_be_looked_into_is_reported(folder):
    folder.flow("a")
    shut = folder.flow("shut/b").parent
    shut.chmod(0)
    files = read_all(folder.open())
    shut.chmod(0o755)
    assert [(file.source, [d.message for d in file.diagnostics]) for file in files] == [
        ("flows/a.yaml", []),
        ("flows/shut", ["flows/shut cannot be read: Permission denied"]),
    ]
