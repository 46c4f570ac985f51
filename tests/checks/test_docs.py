"""docs/rules.md is what the docstrings say."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_of_rules_is_up_to_date(capsys) -> None:
    spec = importlib.util.spec_from_file_location("generate_rules", ROOT / "support" / "generate_rules.py")
    assert spec is not None
    assert spec.loader is not None
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    assert generator.main(["--check"]) == 0
    assert generator.main(["--wrong"]) == 2
    assert capsys.readouterr().err == "usage: generate_rules.py [--check]\n"
