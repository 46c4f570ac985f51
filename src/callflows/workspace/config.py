"""`callflows.toml` to a `Workspace`: every fault at once, each with its place."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from callflows.architect import Given, Substitutions
from callflows.diagnostics import Diagnostic, Severity, Span, worst
from callflows.workspace.faults import fault
from callflows.workspace.settings import CLIENT_ID, CLIENT_SECRET, CONFIG, Opened, Target, Workspace
from callflows.workspace.toml_places import KeyPath, key_places

_TOP: Final = ("paths", "exclude", "default_target", "substitutions", "targets")
_TARGET: Final = ("environment", "client_id", "client_secret", "division", "substitutions")
_VARIABLE: Final = re.compile(r"[A-Z_][A-Z0-9_]*")
_SYNTAX_PLACE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_TWICE: Final = "write each key and each [table] once"
_SYNTAX_ADVICE: Final = {"Invalid": 'write texts in quotes: brand = "Acme"', "Cannot": _TWICE}
"""By the first word of what tomllib says."""
_WORDS: Final = {str: "a text", list: "a list", dict: "a table", bool: "true or false", int: "a number"}


def open_workspace(start: Path) -> Opened:
    """The workspace of the nearest `callflows.toml`, in `start` or above it. Raises nothing for what the file holds."""
    start = start.resolve()
    for folder in (start, *start.parents):
        path = folder / CONFIG
        if path.is_file():
            return _read(path, start)
    return Opened(None)


def _read(path: Path, start: Path) -> Opened:
    shown = shown_name(path, start)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        wrong = fault("workspace-unreadable", f"{shown} cannot be read: {error.strerror or error}")
        return Opened(None, (wrong,))
    except UnicodeDecodeError as error:
        wrong = fault("workspace-unreadable", f"{shown} is not UTF-8 text: {error.reason}", help="save it as UTF-8")
        return Opened(None, (wrong,))
    text = text.replace("\r\n", "\n")
    try:
        data = tomllib.loads(text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        return Opened(None, (_syntax(str(error), text, shown),))
    except RecursionError:
        return Opened(None, (_syntax("lists or tables are nested too deeply", text, shown),))
    config = _Config(text, shown)
    workspace = config.workspace(data, path.parent, start)
    found = tuple(sorted(config.found, key=lambda d: (d.span.line, d.span.column) if d.span else (0, 0)))
    return Opened(None if worst(found) is Severity.ERROR else workspace, found)


def shown_name(path: Path, start: Path) -> str:
    """A path as a person who stands in `start` writes it."""
    try:
        return printable(os.path.relpath(path, start))
    except ValueError:  # another drive
        return printable(str(path))


def printable(name: str) -> str:
    """A file's name as text that can be written: bytes of it that are no UTF-8 as `\\xff`."""
    return os.fsencode(name).decode(errors="backslashreplace")


def _syntax(message: str, text: str, shown: str) -> Diagnostic:
    found = _SYNTAX_PLACE.search(message)
    if found and found[1]:
        line, column = int(found[1]), int(found[2])
    else:
        line, column = text.count("\n") + 1, len(text) - text.rfind("\n")
    span = Span(file=shown, line=line, column=column, end_line=line, end_column=column + 1)
    words = message[: found.start()] if found else message
    return fault("workspace-syntax", f"this is not TOML: {words}", span, _SYNTAX_ADVICE.get(words.split(" ")[0], ""))


class _Config:
    """One file while it is read."""

    def __init__(self, text: str, shown: str) -> None:
        self.found: list[Diagnostic] = []
        self._text = text
        self._shown = shown
        self._places = key_places(text)

    def workspace(self, data: Mapping[str, Any], root: Path, start: Path) -> Workspace:
        self._known((), data, _TOP)
        targets = tuple(self._target(name, body) for name, body in self._table((), data, "targets").items())
        default = self._string((), data, "default_target")
        names = [target.name for target in targets]
        if default and default not in names:
            message = f'there is no target "{default}" to be the default'
            self._add("workspace-unknown-target", message, ("default_target",), _near(default, names, "targets"))
        include = self._strings((), data, "paths")
        self._exist(root, include)
        return Workspace(
            root=root,
            start=start,
            include=include,
            exclude=self._strings((), data, "exclude"),
            substitutions=self._substitutions((), data),
            targets=targets,
            default_target=default,
        )

    def _target(self, name: str, body: object) -> Target:
        at = ("targets", name)
        if not isinstance(body, dict):
            self._add("workspace-wrong-type", f"the target {name} is {_what(body)}, not a table", at, "")
            return Target(name=name, environment="")
        self._known(at, body, _TARGET)
        environment = self._string(at, body, "environment").strip()
        if not environment and "environment" not in body:
            advice = 'write environment = "mypurecloud.de" (your region), the URL of a server, or "local"'
            self._add("workspace-missing-key", f"the target {name} has no environment", at, advice)
        return Target(
            name=name,
            environment=environment,
            client_id=self._variable(at, body, "client_id") or CLIENT_ID,
            client_secret=self._variable(at, body, "client_secret") or CLIENT_SECRET,
            division=self._string(at, body, "division"),
            substitutions=self._substitutions(at, body),
        )

    def _variable(self, at: KeyPath, body: Mapping[str, Any], key: str) -> str:
        """The name of an environment variable. What stands there instead may be a secret, so it is never shown."""
        name = self._string(at, body, key)
        if name and not _VARIABLE.fullmatch(name):
            message = f"{key} is not the name of an environment variable (capital letters, digits and _)"
            advice = f'keep secrets out of this file: {key} = "{at[-1].upper().replace("-", "_")}_{key.upper()}"'
            self._add("workspace-credential", message, (*at, key), advice)
            return ""
        return name

    def _substitutions(self, at: KeyPath, body: Mapping[str, Any]) -> Substitutions:
        """The values, each with its line; the file is named alone, so that they are the same from every folder."""
        values: dict[str, Given] = {}
        for name, value in self._table(at, body, "substitutions").items():
            path = (*at, "substitutions", name)
            source = f"{CONFIG}:{self._place(self._places.get(path, (0, 0))[0])[0]}"
            if isinstance(value, bool):
                values[name] = Given("true" if value else "false", source)
            elif isinstance(value, str | int):
                values[name] = Given(str(value), source)
            else:
                message = f"the substitution {name} is {_what(value)}, not a text"
                self._add("workspace-wrong-type", message, path, "")
        return Substitutions(values)

    def _exist(self, root: Path, include: Iterable[str]) -> None:
        for index, pattern in enumerate(include):
            if not any(sign in pattern for sign in "*?[") and not (root / pattern).exists():
                message = f'the path "{pattern}" leads to nothing'
                self._add("workspace-missing-path", message, ("paths", str(index)), "make it, or take it out")

    def _known(self, at: KeyPath, body: Mapping[str, Any], known: tuple[str, ...]) -> None:
        for key in body:
            if key not in known:
                inside = f"the target {at[-1]}" if at else CONFIG
                message = f'"{key}" is no setting of {inside}; it has no effect'
                self._add("workspace-unknown-key", message, (*at, key), _near(key, known, "settings"))

    def _string(self, at: KeyPath, body: Mapping[str, Any], key: str) -> str:
        value = body.get(key, "")
        if isinstance(value, str):
            return value
        self._add("workspace-wrong-type", f"{key} is {_what(value)}, not a text", (*at, key), "")
        return ""

    def _strings(self, at: KeyPath, body: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = body.get(key, [])
        if not isinstance(value, list):
            self._add("workspace-wrong-type", f"{key} is {_what(value)}, not a list", (*at, key), f'{key} = ["flows"]')
            return ()
        for index, item in enumerate(value):
            if not isinstance(item, str) or not item:
                message = f"{key} holds {_what(item)}, not a path"
                self._add("workspace-wrong-type", message, (*at, key, str(index)), "")
        return tuple(item.replace("\\", "/") for item in value if isinstance(item, str) and item)

    def _table(self, at: KeyPath, body: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        value = body.get(key, {})
        if isinstance(value, dict):
            return value
        self._add("workspace-wrong-type", f"{key} is {_what(value)}, not a table", (*at, key), f"write [{key}]")
        return {}

    def _add(self, code: str, message: str, path: KeyPath, help: str) -> None:
        start, end = self._places.get(path, (0, 0))
        line, column = self._place(start)
        end_line, end_column = self._place(end)
        span = Span(file=self._shown, line=line, column=column, end_line=end_line, end_column=end_column)
        self.found.append(fault(code, message, span, help))

    def _place(self, offset: int) -> tuple[int, int]:
        return self._text.count("\n", 0, offset) + 1, offset - self._text.rfind("\n", 0, offset)


def _near(word: str, known: Iterable[str], what: str) -> str:
    names = list(known)
    found = get_close_matches(word, names, n=1, cutoff=0.6)
    if found:
        return f'did you mean "{found[0]}"?'
    return f"the {what} are {', '.join(names)}" if names else "write its table: [targets.NAME]"


def _what(value: object) -> str:
    return "an empty text" if value == "" else _WORDS.get(type(value), "a date or time")
