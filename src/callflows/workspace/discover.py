"""Which files belong to a workspace."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Final

from callflows.workspace.settings import Workspace

SUFFIXES: Final = (".yaml", ".yml", ".tftpl")
SCENARIOS: Final = (".calls.yaml", ".calls.yml")
"""Files with this ending describe calls, not flows."""
_SKIPPED: Final = frozenset({"node_modules", "__pycache__"})
_MAGIC: Final = "*?["


def flow_paths(workspace: Workspace) -> list[Path]:
    """The flow files of the workspace, in the order of their paths; each once. Without `paths` the whole folder."""
    found: set[str] = set()
    for pattern in workspace.include or (".",):
        found.update(_matching(workspace.root, str(PurePosixPath(pattern))))
    excluded = [_excluder(pattern) for pattern in workspace.exclude]
    kept = (name for name in found if not any(pattern.match(name) for pattern in excluded))
    return [Path(os.path.normpath(workspace.root / name)) for name in sorted(kept, key=_order)]


def is_excluded(workspace: Workspace, path: Path) -> bool:
    """Whether `exclude` takes an absolute path out; it leaves what is outside the workspace alone."""
    try:
        name = path.relative_to(workspace.root).as_posix()
    except ValueError:
        return False
    return any(_excluder(pattern).match(name) for pattern in workspace.exclude)


def below(folder: Path) -> list[Path]:
    """The flow files of a folder and its folders, in the order of their paths; hidden folders are left out."""
    return [folder / name for name in sorted(_walk(folder, ""), key=_order)]


def _order(name: str) -> tuple[str, ...]:
    return tuple(name.split("/"))


def _matching(root: Path, pattern: str) -> Iterable[str]:
    if not any(sign in pattern for sign in _MAGIC):
        path = root / pattern
        if path.is_dir():
            return _walk(path, "" if pattern == "." else pattern + "/")
        return [pattern] if path.is_file() else []
    fixed: list[str] = []
    for part in PurePosixPath(pattern).parts[:-1]:
        if any(sign in part for sign in _MAGIC):
            break
        fixed.append(part)
    wanted = _regex(pattern)
    prefix = "".join(part + "/" for part in fixed)
    return (name for name in _walk(root / prefix, prefix) if wanted.match(name))


def _walk(folder: Path, prefix: str) -> Iterator[str]:
    """The names of flow files below `folder`, with `/`. A folder that cannot be looked into stands there itself: who
    opens it finds out why."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        if prefix:
            yield prefix.removesuffix("/")
        return
    for entry in entries:
        name = entry.name
        if entry.is_dir(follow_symlinks=False):
            if name[0] != "." and name not in _SKIPPED:
                yield from _walk(Path(entry.path), f"{prefix}{name}/")
        elif is_flow_name(name) and entry.is_file():
            yield prefix + name


def is_flow_name(name: str) -> bool:
    """Whether a file of this name is taken for a flow file."""
    lowered = name.lower()
    return name[0] != "." and lowered.endswith(SUFFIXES) and not lowered.endswith(SCENARIOS)


def is_scenario_name(name: str) -> bool:
    """Whether a file of this name describes calls."""
    return name[:1] != "." and name.lower().endswith(SCENARIOS)


@lru_cache(maxsize=256)
def _regex(pattern: str) -> re.Pattern[str]:
    """`*` and `?` stay inside a folder, `**` crosses folders."""
    made = ""
    at = 0
    while at < len(pattern):
        if pattern.startswith("**/", at):
            made, at = made + "(?:[^/]+/)*", at + 3
        elif pattern.startswith("**", at):
            made, at = made + ".*", at + 2
        elif pattern[at] == "[" and (end := pattern.find("]", at + 2)) > 0:
            inside = pattern[at + 1 : end].replace("\\", r"\\")
            made, at = made + f"[{'^' + inside[1:] if inside[0] == '!' else inside}]", end + 1
        else:
            made += {"*": "[^/]*", "?": "[^/]"}.get(pattern[at]) or re.escape(pattern[at])
            at += 1
    return re.compile(made + r"\Z")


@lru_cache(maxsize=256)
def _excluder(pattern: str) -> re.Pattern[str]:
    """What `pattern` takes out: the files that it matches, and all below a folder that it matches. A pattern without
    `/` matches a name in any folder."""
    plain = pattern.rstrip("/").removeprefix("./")
    anywhere = "" if "/" in plain else "(?:[^/]+/)*"
    inner = _regex(plain).pattern.removesuffix(r"\Z")
    return re.compile(rf"{anywhere}{inner}(?:/.*)?\Z")
