"""What the command line of `callflows call` asks for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from callflows.cli.options import Pairs

if TYPE_CHECKING:
    from callflows.engine.driver import Step


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line asks for."""

    at: datetime
    caller: str
    called: str | None
    language: str | None
    seed: int
    steps: tuple[Step, ...] | None
    trace: bool
    as_json: bool
    speak: bool
    fast: bool
    save: Path | None
    remote_name: str = ""
    attributes: Pairs = ()
    variables: Pairs = ()
