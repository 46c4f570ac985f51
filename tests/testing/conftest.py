"""Workspaces for tests of the tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "workspace"


@pytest.fixture
def example(pytester: pytest.Pytester) -> pytest.Pytester:
    """The flows of the example workspace, without its tests; pytest runs there with the plugin and no other setting."""
    shutil.copytree(EXAMPLE / "flows", pytester.path / "flows")
    shutil.copy(EXAMPLE / "callflows.toml", pytester.path)
    return pytester
