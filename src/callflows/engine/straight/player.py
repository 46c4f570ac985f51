"""Plays calls out: by the program's code, and by the interpreter where that gives up."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from callflows.engine.audio import text_of
from callflows.engine.call import Call
from callflows.engine.commands import Collect, Command, NotExecuted, Play, TransferTo, TransferToQueue
from callflows.engine.context import CallContext
from callflows.engine.driver import answer as directory_answers
from callflows.engine.errors import WrongEventError
from callflows.engine.events import Digits, Event, Played, Silence
from callflows.engine.program import Program
from callflows.engine.state import Observer, State
from callflows.engine.straight.parts import Code
from callflows.engine.straight.played import Answer, End, Module, PlayedOut
from callflows.engine.straight.writer import code_of
from callflows.engine.trace import Ended, Trace
from callflows.expressions import Value


class Player:
    """Plays calls of one program in one context, one at a time and as many as asked.

    `answer` is asked what the org answers to a command; without it the context's directory is. Objects of the org that
    the flow names are looked up once. An `observer` is told of every step that a call of this player takes, at least
    once and at most as often as it is taken.
    """

    def __init__(
        self,
        program: Program,
        context: CallContext | None = None,
        answer: Answer | None = None,
        *,
        observer: Observer | None = None,
    ) -> None:
        self._program = program
        self._context = context or CallContext()
        self._answer = answer or self._directory
        self._observer = observer
        self.play: Callable[[tuple[str, ...]], PlayedOut] = self._ready(code_of(program, observed=observer is not None))
        """Play a call to its end. The next of the entries is typed at each wait for keys, with silence once they are
        used up; playing takes no time. Raises WrongEventError where an entry is no keys of a telephone, or the call
        waits for what nobody answers."""

    def _ready(self, code: Code) -> Callable[[tuple[str, ...]], PlayedOut]:
        """The program's code with what is the same in all calls of this player."""
        program, context, observer = self._program, self._context, self._observer
        state = State(program.nodes, program.flow, program.default_language, context, traced=False)
        names = {**code.names, "again": self.interpreted, "answer": self._answer, "player": self}
        names |= {"attributes": state.attributes, "chance": state.random, "language": state.lang, "view": state}
        names |= {name: give(state) for name, give in code.given.items()}
        if observer is not None:
            seen = names["seen"] = bytearray(len(code.steps))

            def tell(number: int) -> None:
                seen[number] = 1
                for index, next_index in code.steps[number]:
                    observer.step(index, next_index)

            names["tell"] = tell
        exec(code.code, names)  # noqa: S102 - code of our own making
        return cast("Callable[[tuple[str, ...]], PlayedOut]", names["run"])

    def names(self) -> tuple[str, ...]:
        """The flow's variables, in the order of an outcome's `values`."""
        return tuple(each.name for each in self._program.flow.variables.values())

    def trace(self, entries: tuple[str, ...]) -> Trace:
        """Everything that happens in the call with these entries."""
        call = Call(self._program, self._context, trace=True)
        self._commands(call, entries)
        return call.trace

    def commands(self, entries: tuple[str, ...]) -> tuple[Command, ...]:
        """All that the call with these entries asks of its driver."""
        return tuple(self._commands(Call(self._program, self._context), entries))

    def interpreted(self, entries: tuple[str, ...]) -> PlayedOut:
        """What `play` tells of the call with these entries, from the interpreter alone. Raises as `play` does."""
        call = Call(self._program, self._context, observer=self._observer)
        commands = self._commands(call, entries)
        ended = cast("Ended", call.ended)
        return PlayedOut(
            End(ended.by, ended.flow, ended.address, ended.reason),
            call.time,
            tuple(filter(None, map(_heard, commands))),
            tuple(each for each in commands if isinstance(each, TransferTo | TransferToQueue)),
            tuple(_returned(*each) for each in call.module_outputs),
            tuple(call.variables.values()),
            self,
            entries,
            tuple(each for each in commands if isinstance(each, NotExecuted)),
            call.failures,
        )

    def _commands(self, call: Call, entries: tuple[str, ...]) -> list[Command]:
        """Drives a new call to its end."""
        commands = list(call.start())
        typed = 0
        while call.ended is None:
            wait = call.wait
            event: Event | None
            if wait is not None:
                event = Digits(entries[typed]) if typed < len(entries) else Silence(wait)
                typed += 1
            elif not commands:
                event = None
            elif isinstance(commands[-1], Play) and not commands[-1].ms:
                event = Played()
            else:
                event = self._answer(commands[-1], call.time)
            if event is None:
                raise WrongEventError("the call waits for nothing that is answered")
            found = call.receive(event)
            if wait is None and not found and call.ended is None:  # nothing came of it: it would be asked for ever
                raise WrongEventError(f"{type(event).__name__} is no answer")
            commands += found
        return commands

    def _directory(self, command: Command, ms: int) -> Event | None:
        return directory_answers(command, self._context, ms)


def _heard(command: Command) -> str:
    if isinstance(command, Play):
        return text_of(command.parts)
    return text_of(command.prompt) if isinstance(command, Collect) else ""


def _returned(module: str, outputs: tuple[tuple[str, Value], ...]) -> tuple[Module, *tuple[Value, ...]]:
    return Module(module, tuple(name for name, _ in outputs)), *(value for _, value in outputs)
