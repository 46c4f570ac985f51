"""Builds the hot modules as machine code with mypyc: one source, the same semantics, a copy beside the checkout.

    python support/native.py [DIRECTORY]        (default build/native)

The directory receives the package as it is, and beside the modules of `MODULES` their compiled form, which Python
prefers: `PYTHONPATH=build/native` runs it. The source tree is only read. Needs mypy, setuptools and a C compiler.

What mypyc has no native form for is written out in the copy before it is compiled, and means the same: a dataclass
as a class whose `__init__` sets its fields, `x in (*these, that)` as `x in tuple((*these, that))`, an abstract class as
one whose methods raise (the classes that mypyc makes of abstract ones answer each other's `isinstance`).
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULES = (
    "engine/audio.py",
    "engine/call.py",
    "engine/nodes/[a-z]*.py",
    "engine/semantics.py",
    "engine/sources.py",
    "engine/state.py",
    "engine/units.py",
)
_SETUP = """
from mypyc.build import mypycify
from setuptools import setup

setup(name="callflows-native", packages=[], ext_modules=mypycify({arguments!r}, opt_level="3", debug_level="0"))
"""


def main() -> int:
    return build(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "native")


def build(target: Path) -> int:
    """Build into `target`, which is emptied first. The compiler's exit code, with what it said where it failed."""
    shutil.rmtree(target, ignore_errors=True)
    package = target / "callflows"
    shutil.copytree(ROOT / "src" / "callflows", package, ignore=shutil.ignore_patterns("__pycache__"))
    paths = sorted({path for pattern in MODULES for path in package.glob(pattern)})
    written_out = WrittenOut()
    for path in paths:
        path.write_text(written_out.module(path.read_text(encoding="utf-8")), encoding="utf-8")
    options = ["--config-file=", "--ignore-missing-imports", "--follow-imports=silent", "--no-warn-no-return"]
    arguments = [*options, *(str(path.relative_to(target)) for path in paths)]
    setup = target / "setup.py"
    setup.write_text(_SETUP.format(arguments=arguments), encoding="utf-8")
    command = [sys.executable, setup.name, "--quiet", "build_ext", "--inplace", "--parallel", str(os.cpu_count() or 1)]
    done = subprocess.run(command, cwd=target, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
    shutil.rmtree(target / "build", ignore_errors=True)
    setup.unlink()
    return done.returncode


class WrittenOut:
    """Modules of a package with their dataclasses written out; every line keeps its number up to the first class."""

    def __init__(self) -> None:
        self._trees: dict[str, ast.Module] = {}

    def module(self, text: str) -> str:
        """The text of the module with each dataclass and abstract class as a plain class."""
        text = _concrete(text)
        tree = ast.parse(text)
        lines = text.split("\n")
        for start, end in sorted(_spread(tree), reverse=True):
            lines[end[0] - 1] = lines[end[0] - 1][: end[1]] + ")" + lines[end[0] - 1][end[1] :]
            lines[start[0] - 1] = lines[start[0] - 1][: start[1]] + "tuple(" + lines[start[0] - 1][start[1] :]
        for node in reversed(tree.body):
            if isinstance(node, ast.ClassDef) and _options(node) is not None:
                self._write_out(node, tree, lines)
        return "\n".join(lines)

    def _write_out(self, node: ast.ClassDef, tree: ast.Module, lines: list[str]) -> None:
        fields = self._fields(node, tree)
        end = node.end_lineno or 0
        lines[end:end] = [f"    {line}" for line in ("", *_init(node, fields))]
        for each in reversed(_own(node)):
            if each.value is not None:
                first, last = each.annotation, each.value
                rest = lines[(last.end_lineno or 0) - 1][last.end_col_offset or 0 :]
                start = lines[(first.end_lineno or 0) - 1][: first.end_col_offset]
                lines[(first.end_lineno or 0) - 1 : last.end_lineno] = [start + rest]
        for decorator in node.decorator_list:
            if _is_dataclass(decorator):
                lines[decorator.lineno - 1] = ""

    def _fields(self, node: ast.ClassDef, tree: ast.Module) -> list[ast.AnnAssign]:
        """The fields of a dataclass, those of its bases first. Their annotations must mean the same here as there."""
        found: dict[str, ast.AnnAssign] = {}
        for base in node.bases:
            if isinstance(base, ast.Name):
                where = self._class(base.id, tree)
                if where is not None and _options(where[0]) is not None:
                    found |= {_name(each): each for each in self._fields(*where)}
        for each in _own(node):
            found[_name(each)] = each
        return list(found.values())

    def _class(self, name: str, tree: ast.Module) -> tuple[ast.ClassDef, ast.Module] | None:
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and node.name == name:
                return node, tree
            if isinstance(node, ast.ImportFrom) and node.module and any(each.name == name for each in node.names):
                other = self._tree(node.module)
                return None if other is None else self._class(name, other)
        return None

    def _tree(self, module: str) -> ast.Module | None:
        """The module as the source tree has it."""
        if not module.startswith("callflows."):
            return None
        if module not in self._trees:
            path = (ROOT / "src" / module.replace(".", "/")).with_suffix(".py")
            self._trees[module] = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module([], [])
        return self._trees[module]


def _concrete(text: str) -> str:
    """The text without abstract classes: their abstract methods raise NotImplementedError."""
    lines = text.split("\n")
    classes = [node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]
    for node in reversed(classes):
        for method in reversed(node.body):
            if isinstance(method, ast.FunctionDef) and any(map(_is_abstract, method.decorator_list)):
                lines.insert(method.end_lineno or 0, "        raise NotImplementedError")
                for decorator in filter(_is_abstract, method.decorator_list):
                    lines[decorator.lineno - 1] = ""
        lines[node.lineno - 1] = lines[node.lineno - 1].replace("(ABC)", "")
    return "\n".join(lines)


def _is_abstract(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Name) and decorator.id == "abstractmethod"


def _spread(tree: ast.Module) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where tuples, lists and sets begin and end in which something is looked for and that hold a starred item. Lines
    are counted from 1; columns are those of lines without other letters than ASCII."""
    for node in ast.walk(tree):
        for each in node.comparators if isinstance(node, ast.Compare) else ():
            if isinstance(each, ast.Tuple | ast.List | ast.Set) and any(
                isinstance(one, ast.Starred) for one in each.elts
            ):
                yield (each.lineno, each.col_offset), (each.end_lineno or 0, each.end_col_offset or 0)


def _options(node: ast.ClassDef) -> list[str] | None:
    """The options of a dataclass that are given, None where the class is none."""
    for each in node.decorator_list:
        if _is_dataclass(each):
            return [str(one.arg) for one in each.keywords] if isinstance(each, ast.Call) else []
    return None


def _is_dataclass(node: ast.expr) -> bool:
    called = node.func if isinstance(node, ast.Call) else node
    return isinstance(called, ast.Name) and called.id == "dataclass"


def _own(node: ast.ClassDef) -> list[ast.AnnAssign]:
    return [
        each for each in node.body if isinstance(each, ast.AnnAssign) and "ClassVar" not in ast.unparse(each.annotation)
    ]


def _name(field: ast.AnnAssign) -> str:
    assert isinstance(field.target, ast.Name)
    return field.target.id


def _init(node: ast.ClassDef, fields: list[ast.AnnAssign]) -> Iterator[str]:
    """The lines of `__init__`."""
    keyword_only = "kw_only" in (_options(node) or ())
    yield f"def __init__(self, {'*, ' if keyword_only else ''}{', '.join(map(_parameter, fields))}) -> None:"
    for each in fields:
        name, factory = _name(each), _factory(each)
        yield f"    self.{name} = " + (name if factory is None else f"{factory}() if {name} is None else {name}")
    if any(isinstance(each, ast.FunctionDef) and each.name == "__post_init__" for each in node.body):
        yield "    self.__post_init__()"


def _parameter(field: ast.AnnAssign) -> str:
    written = f"{_name(field)}: {ast.unparse(field.annotation)}"
    if _factory(field) is not None:
        return f"{written} | None = None"
    return written if field.value is None else f"{written} = {ast.unparse(field.value)}"


def _factory(field: ast.AnnAssign) -> str | None:
    """What makes the default of a field, None where its default is a plain value."""
    value = field.value
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "field":
        return next(ast.unparse(each.value) for each in value.keywords if each.arg == "default_factory")
    return None


if __name__ == "__main__":
    sys.exit(main())
