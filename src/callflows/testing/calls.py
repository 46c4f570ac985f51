"""A call in a test: what the caller does, what the caller must hear, and what came of it.

    call.hears("PIN").presses("0000#").hears("not right").presses("1111#").presses("2222#")
    assert call.ended.by == "disconnect"

Every doing runs the call on to its next wait for the caller, on virtual time. An expectation that does not hold raises
AssertionError with the call as a dialogue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NoReturn, Self

from callflows.engine import Transferred
from callflows.engine.commands import SideEffect, TransferToQueue
from callflows.engine.trace import Failed, Trace
from callflows.expressions import Value, to_text
from callflows.testing.came import End, Module, Named
from callflows.testing.dialogue import quoted
from callflows.testing.driving import Driven
from callflows.testing.reports import dialogue_of, failure


class Call:
    """A call in progress. Doings and expectations give the call itself, so that they can be chained."""

    def __init__(self, driven: Driven) -> None:
        self._driven = driven
        self.reported = False

    def __repr__(self) -> str:
        return f"<call to {self._driven.flow}>"

    # What the caller does.

    def presses(self, keys: str) -> Self:
        """Type keys (`0`-`9`, `*`, `#`) without a pause; what the flow does not take yet stays buffered."""
        __tracebackhide__ = True
        self._must_go_on(f"pressing {keys}")
        self._driven.press(keys)
        return self

    def says(self, text: str) -> Self:
        """Say something: a menu compares it with the terms of its choices."""
        __tracebackhide__ = True
        self._must_go_on(f"saying {quoted(text)}")
        self._driven.speak(text)
        return self

    def is_answered(self) -> Self:
        """An agent takes the call that waits in a queue: its in-queue flow is over."""
        __tracebackhide__ = True
        self._must_go_on("an agent answers")
        self._driven.be_answered()
        return self

    def waits(self, seconds: float | None = None) -> Self:
        """Stay silent for so long; without a number until the flow goes on by itself. Raises ValueError for less than
        nothing."""
        __tracebackhide__ = True
        if seconds is not None and not seconds >= 0:
            raise ValueError(f"a caller is silent for 0 seconds or more, not for {seconds}")
        self._must_go_on("waiting")
        self._driven.be_silent(None if seconds is None else round(seconds * 1000))
        return self

    def hangs_up(self) -> Self:
        """End the call."""
        __tracebackhide__ = True
        self._must_go_on("hanging up")
        self._driven.hang_up()
        return self

    # What must be so.

    def hears(self, expected: str | re.Pattern[str]) -> Self:
        """This is heard after the last doing, and after what the last `hears` found. A text is a part of what is heard,
        in any case; a compiled pattern is searched for."""
        __tracebackhide__ = True
        if not self._driven.hearing.find(expected):
            before = "; it was heard before that" if self._driven.hearing.before(expected) else ""
            self._fail(f"the caller does not hear {_sought(expected)}{before}", since=self._driven.news)
        return self

    def hears_prompt(self, name: str) -> Self:
        """As `hears`, for a prompt by its name (`welcome`), whatever it says."""
        __tracebackhide__ = True
        if not self._driven.hearing.prompt(name.rpartition(".")[2]):
            self._fail(f"the caller does not hear the prompt {name}", since=self._driven.news)
        return self

    def hears_nothing(self) -> Self:
        """Nothing more is heard after the last doing than what `hears` has found."""
        __tracebackhide__ = True
        if self._driven.hearing.news():
            self._fail("the caller hears something", since=self._driven.news)
        return self

    def does_not_hear(self, unwanted: str | re.Pattern[str]) -> Self:
        """This is not heard after the last doing."""
        __tracebackhide__ = True
        found = self._driven.hearing.since_doing(unwanted)
        if found is not None:
            self._fail(f"the caller hears {_sought(unwanted)}", only=found.index)
        return self

    def to_queue(
        self,
        queue: str,
        *,
        priority: int | None = None,
        skills: Sequence[str] | None = None,
        language_skill: str | None = None,
    ) -> Self:
        """The call has left the flow for this queue, and with these settings where they are given."""
        __tracebackhide__ = True
        self.transferred_to(queue, kind="queue")
        command = self._driven.transfers[-1].command
        if isinstance(command, TransferToQueue):
            wanted = {
                "priority": priority,
                "skills": None if skills is None else tuple(skills),
                "language skill": language_skill,
            }
            found = {
                "priority": command.priority,
                "skills": command.skills,
                "language skill": command.language_skill,
            }
            for name, value in wanted.items():
                if value is not None and value != found[name]:
                    self._fail(f"{name} of the transfer to {queue}: {_shown(found[name])}, not {_shown(value)}")
        return self

    def transferred_to(self, target: str, *, kind: str = "") -> Self:
        """The call has left the flow for this target: a queue, user, group or flow by name, a number. `kind` is one of
        `queue`, `user`, `number`, `group`, `flow`, `secureFlow`, `voicemail`."""
        __tracebackhide__ = True
        last = self._driven.transfers[-1] if self._driven.transfers else None
        what = f"{kind} {target}".strip()
        if last is None or not last.success:
            self._fail(f"the call is not transferred to {what}")
        elif last.command.target != target or (kind and last.command.kind != kind):
            self._fail(f"the call is transferred to {last.command.kind} {last.command.target}, not to {what}")
        return self

    # What came of it.

    @property
    def ended(self) -> End:
        """How the call ended; False while it goes on."""
        return End(self._driven, self._fail)

    @property
    def flow(self) -> str:
        """The name of the flow that was called."""
        return self._driven.flow

    @property
    def heard(self) -> list[str]:
        """What was heard, one text a playing, in order."""
        return [playing.text for playing in self._driven.hearing.playings]

    @property
    def queue(self) -> str | None:
        """The queue that the call left the flow for, None where it did not."""
        last = self._driven.transfers[-1] if self._driven.transfers else None
        return last.queue if last is not None and last.success else None

    @property
    def transfers(self) -> list[Transferred]:
        """Every transfer that was tried, and whether it succeeded."""
        return list(self._driven.transfers)

    @property
    def variables(self) -> Mapping[str, Value]:
        """The variables of the flow as they are now, by name as declared: `call.variables["Flow.x"]`."""
        return Named(self._driven.variables, f'the flow "{self._driven.flow}"')

    @property
    def attributes(self) -> Mapping[str, str]:
        """The participant data as they are now."""
        return dict(self._driven.attributes)

    @property
    def milestones(self) -> list[str]:
        """The milestones that were reached, in order."""
        return [name for effect in self._effects("addFlowMilestone") if (name := _setting(effect, "milestone"))]

    @property
    def outcomes(self) -> dict[str, str]:
        """The outcomes that were set, by name: `SUCCESS` or `FAILURE`."""
        found = {}
        for effect in self._effects("setFlowOutcome"):
            found[_setting(effect, "flowOutcome")] = _setting(effect, "flowOutcomeValue")
        return found

    @property
    def side_effects(self) -> list[SideEffect]:
        """What the flow did beside the call: milestones, participant data, screen pops, callbacks."""
        return list(self._driven.effects)

    @property
    def errors(self) -> list[Failed]:
        """The run-time errors, in order; each went to the flow's error handling."""
        return list(self._driven.failures)

    @property
    def seconds(self) -> float:
        """How long the call has taken, in virtual time."""
        return self._driven.time / 1000

    @property
    def trace(self) -> Trace:
        """Everything that happened, as frozen events (`callflows.engine.trace`)."""
        return self._driven.events

    @property
    def unmocked(self) -> tuple[str, ...]:
        """What the flow asked of the world and the test had not said: `data action "CRM" / "Get VIP"`."""
        return self._driven.unmocked

    def module(self, name: str) -> Module:
        """A shared flow as it was when it last gave the call back, or as it is while the call is in it. Raises
        AssertionError where the call has not been in it."""
        __tracebackhide__ = True
        returns = [each for each in self._driven.module_outputs if each[0].casefold() == name.casefold()]
        if not returns:
            self._fail(f'the shared flow "{name}" has not been called')
        module, outputs = returns[-1]
        values = {key.partition(".")[2] or key: value for key, value in outputs}
        return Module(module, Named(values, f'the shared flow "{module}"'))

    def dialogue(self) -> str:
        """The call as a dialogue, with places in the files."""
        return dialogue_of(self._driven)

    def _effects(self, kind: str) -> list[SideEffect]:
        return [effect for effect in self._driven.effects if effect.kind == kind]

    def _must_go_on(self, doing: str) -> None:
        __tracebackhide__ = True
        if self._driven.ended is not None:
            self._fail(f"the call is over before {doing}")

    def _fail(self, message: str, *, since: int | None = None, only: int | None = None) -> NoReturn:
        """`since` is the event of the trace from which on the dialogue is marked, `only` the one that is."""
        __tracebackhide__ = True
        self.reported = True
        last = len(self._driven.events) - 1
        marked = range(only, only + 1) if only is not None else range(last if since is None else since, last + 1)
        raise AssertionError(failure(self._driven, message, marked))


def _setting(effect: SideEffect, path: str) -> str:
    """The text of a setting, or of the name that stands there."""
    found = dict(effect.settings)
    return to_text(found.get(path, found.get(f"{path}/name"))) or ""


def _sought(expected: str | re.Pattern[str]) -> str:
    return quoted(expected) if isinstance(expected, str) else f"/{expected.pattern}/"


def _shown(value: object) -> str:
    text = ", ".join(value) if isinstance(value, tuple) else value
    return "none" if text is None or text == "" else str(text)
