"""What `callflows test` is to do, and what it has done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from callflows.diagnostics import Diagnostic
    from callflows.testing.scenarios.cases import CaseFile
    from callflows.testing.scenarios.results import Result


class Plan(msgspec.Struct, frozen=True):
    """Which calls are placed, by their numbers in the suite, and how. `most` is how many may fail, 0 for any number;
    `jobs` None is as many processes as pay."""

    numbers: tuple[int, ...]
    left_out: int = 0
    most: int = 0
    jobs: int | None = None


class Tested(msgspec.Struct, frozen=True, kw_only=True):
    """What was done. `stopped` says why before the end, "" where it was not."""

    files: tuple[CaseFile, ...]
    results: tuple[Result, ...]
    diagnostics: tuple[Diagnostic, ...]
    left_out: int = 0
    stopped: str = ""
    seconds: float = 0.0

    @property
    def wrong(self) -> bool:
        """Whether a call failed or a file has errors."""
        return any(each.wrong for each in self.results) or not all(file.ok for file in self.files)
