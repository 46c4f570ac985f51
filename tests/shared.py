"""Where the reference material lies that stands beside some checkouts, and never in a stranger's clone."""

from __future__ import annotations

from pathlib import Path

import pytest


def shared_dir() -> Path | None:
    """`../shared` beside the repository, None where there is none."""
    found = Path(__file__).resolve().parents[2] / "shared"
    return found if found.is_dir() else None


def needs_shared() -> Path:
    """`../shared`, or skip the test and say so."""
    found = shared_dir()
    if found is None:
        pytest.skip("no ../shared beside this checkout: the corpus and the reference tables are not here")
    return found
