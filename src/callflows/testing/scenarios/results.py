"""What came of placing calls, as plain data: it goes through pipes, into JSON and into JUnit's XML."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import msgspec

from callflows.diagnostics import Diagnostic

Status: TypeAlias = Literal["passed", "failed", "error", "skipped"]
"""`failed`: a step is not as the file says. `error`: the call could not be placed."""

WRONG: Final = ("failed", "error")


class Result(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One call.

    `file` and `line` are where it is written. Of one that failed, `step` and `step_line` are the step, `message` says
    what is wrong, `flow_place` is where in the flow's file the call was then (`flows/main.yaml:12`), and `dialogue` the
    call as a person reads it. Of one that could not be placed `diagnostics` say why. Of one that was skipped `message`
    is the reason. `ms` is the length of the call in virtual time, `seconds` how long it took to run. `unmocked` is what
    the flow asked of the org and nobody had said.
    """

    name: str
    file: str
    line: int = 0
    flow: str = ""
    status: Status = "passed"
    message: str = ""
    step: str = ""
    step_line: int = 0
    flow_place: str = ""
    dialogue: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    unmocked: tuple[str, ...] = ()
    ms: int = 0
    seconds: float = 0.0

    @property
    def id(self) -> str:
        """`tests/main line.calls.yaml::a wrong number`."""
        return f"{self.file}::{self.name}"

    @property
    def wrong(self) -> bool:
        """Whether it failed or could not be placed."""
        return self.status in WRONG
