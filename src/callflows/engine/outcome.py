"""What came of a call, and the same as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from callflows.engine.commands import NotExecuted, SideEffect, TransferTo, TransferToQueue
from callflows.engine.nodes.transfers import details
from callflows.engine.trace import Ended, Failed, Trace
from callflows.expressions import Value, to_text


class Line(msgspec.Struct, frozen=True):
    """One line of the dialogue. `who` is `flow`, `caller` or `org`; `doing` the verb (`says`, `presses`, …)."""

    ms: int
    who: str
    doing: str
    text: str = ""
    address: str = ""


class Transferred(msgspec.Struct, frozen=True):
    """A transfer that was tried, and whether it succeeded."""

    command: TransferTo | TransferToQueue
    success: bool
    error_type: str | None = None

    @property
    def queue(self) -> str | None:
        """The queue's name, None for another kind of transfer."""
        return self.command.target if isinstance(self.command, TransferToQueue) else None


class ModuleReturn(msgspec.Struct, frozen=True):
    """A module that returned, and its output variables then."""

    module: str
    outputs: tuple[tuple[str, Value], ...]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """A finished call.

    `heard` is what the caller heard, one text a playing, in order; `pressed` the keys in the order typed.
    `ended` says how (`disconnect`, `transfer`, `hangUp`, `error`) and at which address. `variables` are the
    flow's at the end; `events` the trace, empty where none was asked for; `ms` the virtual length.
    """

    flow: str
    caller: str
    called: str
    heard: tuple[str, ...]
    pressed: tuple[str, ...]
    lines: tuple[Line, ...]
    transfers: tuple[Transferred, ...]
    side_effects: tuple[SideEffect, ...]
    not_executed: tuple[NotExecuted, ...]
    failures: tuple[Failed, ...]
    module_returns: tuple[ModuleReturn, ...]
    variables: Mapping[str, Value]
    attributes: Mapping[str, str]
    ended: Ended
    events: Trace
    ms: int

    def outputs_of(self, module: str) -> dict[str, Value]:
        """The outputs of the module's last return, by name without `Common.`. Raises KeyError where there is none."""
        for each in reversed(self.module_returns):
            if each.module == module:
                return {name.partition(".")[2] or name: value for name, value in each.outputs}
        raise KeyError(module)


_ENDS = {
    "disconnect": "the flow ends the call",
    "transfer": "the call leaves the flow",
    "hangUp": "the caller hangs up",
    "error": "the call is dropped after an error",
}


def render_dialogue(outcome: Outcome) -> str:
    """The call as a person reads it: who says and presses what, and where it ends. Ends with a line feed."""
    head = f"Call to {outcome.called} from {outcome.caller}: {outcome.flow}"
    width = max((len(f"{line.who} {line.doing}") for line in outcome.lines), default=0)
    body = [
        f"  {_time(line.ms)}  {f'{line.who} {line.doing}':<{width}}  {line.text}".rstrip() for line in outcome.lines
    ]
    ended = outcome.ended
    reason = f" ({ended.reason})" if ended.reason else ""
    module = f' in "{ended.flow}"' if ended.flow != outcome.flow else ""
    last = f"Ended after {_time(outcome.ms)}: {_ENDS[ended.by]}{reason}, at {ended.address}{module}"
    return "\n".join([head, *body, last]) + "\n"


def line_of_transfer(ms: int, command: TransferTo | TransferToQueue) -> Line:
    what = "transfers to " + ("queue" if isinstance(command, TransferToQueue) else command.kind)
    extra = ", ".join(f"{name} {_text(value)}" for name, value in details(command))
    return Line(ms, "flow", what, f"{command.target} ({extra})" if extra else command.target, command.address)


def _text(value: Value) -> str:
    return to_text(value, ", ") or "NOT_SET"


def _time(ms: int) -> str:
    minutes, rest = divmod(ms, 60_000)
    return f"{minutes}:{rest / 1000:04.1f}"
