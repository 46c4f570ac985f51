"""The build of wheels: where a C compiler exists the hot modules come compiled beside their source, in about a minute.

With `CALLFLOWS_NATIVE=0`, without a compiler, or where it refuses, the wheel is the pure one: no build fails for want
of it. Editable installs are always pure.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILDER = Path(__file__).parent / "support" / "native.py"


def wanted() -> bool:
    return os.environ.get("CALLFLOWS_NATIVE") != "0" and any(map(shutil.which, ("cc", "gcc", "clang", "cl")))


class CustomBuildHook(BuildHookInterface[Any]):
    """Adds the compiled modules to a wheel."""

    def dependencies(self) -> list[str]:
        return ["mypy>=1.19", "setuptools>=65.5"] if wanted() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "standard" or not wanted():
            return
        self._built = Path(tempfile.mkdtemp(prefix="callflows-native-"))
        if _build(self._built):
            print("callflows: the compiled modules could not be built; the wheel is pure Python", file=sys.stderr)  # noqa: T201
            return
        made = [*self._built.glob("*.so"), *self._built.glob("*.pyd"), *self._built.glob("callflows/**/*.so")]
        made += self._built.glob("callflows/**/*.pyd")
        build_data["force_include"] |= {str(path): str(path.relative_to(self._built)) for path in made}
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        built = getattr(self, "_built", None)
        if built is not None:
            shutil.rmtree(built, ignore_errors=True)


def _build(target: Path) -> int:
    """`support/native.py` as a function; 1 where it cannot even begin."""
    spec = importlib.util.spec_from_file_location("callflows_native", BUILDER)
    if spec is None or spec.loader is None or not BUILDER.exists():
        return 1
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: int = module.build(target)
    return found
