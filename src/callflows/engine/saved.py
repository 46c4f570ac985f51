"""Calls that can be saved while they wait and go on in another process: their history is kept, and run again.

    kept = KeptCall(program, context)
    kept.start()
    kept.receive(Played())
    data = kept.save()                      # JSON; here the process may end
    kept = KeptCall.restore(program, data)
    kept.receive(Digits("1234"))

What is saved holds how the call began, what it was told, and what its org and the stand-ins for functions answered; so
going through it again gives the same call, to the byte of its trace.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import msgspec

from callflows.engine import trace as t
from callflows.engine.call import Call
from callflows.engine.codec import Coded, UnreadableError, decode, encode, to_json
from callflows.engine.commands import Command
from callflows.engine.context import CallContext, FunctionAnswer
from callflows.engine.directory import Directory
from callflows.engine.errors import WrongEventError
from callflows.engine.events import Event
from callflows.engine.memory import Answered, Fault, RememberedFunctions, RememberedOrg
from callflows.engine.program import Program
from callflows.engine.recording import context_of, events_of, started, told
from callflows.engine.state import Observer

SCHEMA = 2
_OLDEST = 1
"""Calls that were saved with this schema are read too: no stand-in for a function had failed in them."""
MAX_BYTES = 16 * 1024 * 1024
"""What is larger is not restored."""
MAX_EVENTS = 100_000
"""So many events can a call that is restored have been told."""


class CannotRestore(Exception):  # noqa: N818 - named after what is the case
    """A call that cannot go on, and why.

    `code` is `saved-unreadable` (it is damaged, too large, or something else), `saved-schema` (another version of
    callflows made it), `saved-other-program` (the flow or a module in it is not the one that it was saved with), or
    `saved-diverged` (gone through again, the call does not come to where it was).
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Asked(msgspec.Struct, frozen=True):
    """A function that was stood for: its arguments and value, or how it failed."""

    function: str
    arguments: tuple[Coded, ...]
    value: Coded
    code: str = ""
    message: str = ""


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """A call as data. `program` is the fingerprint of its program, `state` that of where it was."""

    schema: int
    program: str
    began: t.Started
    told: tuple[t.Told, ...]
    known: tuple[t.Known, ...]
    functions: tuple[Asked, ...]
    traced: bool
    state: str


class _Version(msgspec.Struct):
    schema: int


_decoder = msgspec.json.Decoder(Saved)
_version = msgspec.json.Decoder(_Version)


class KeptCall:
    """A call with its history. `call` is the call itself: ask it, but tell this one what happens. `waits_for` is the
    last command that it gave, None before it has started."""

    def __init__(
        self,
        program: Program,
        context: CallContext | None = None,
        *,
        trace: bool = False,
        observer: Observer | None = None,
    ) -> None:
        context = context or CallContext()
        org = RememberedOrg(org=context.directory)
        functions = RememberedFunctions(live=context.functions)
        self._set_up(program, context, org, functions, trace=trace, observer=observer)

    def _set_up(
        self,
        program: Program,
        context: CallContext,
        org: RememberedOrg,
        functions: RememberedFunctions,
        *,
        trace: bool,
        observer: Observer | None,
    ) -> None:
        kept = msgspec.structs.replace(context, directory=org, functions=functions.answers())
        self.call = Call(program, kept, trace=trace, observer=observer)
        self._program = program
        self._context = kept
        self._org = org
        self._functions = functions
        self._traced = trace
        self._told: list[t.Told] | None = None
        self.waits_for: Command | None = None

    def start(self) -> tuple[Command, ...]:
        """As `Call.start`."""
        commands = self.call.start()
        self._told = []
        return self._given(commands)

    def receive(self, event: Event) -> tuple[Command, ...]:
        """As `Call.receive`."""
        said = told(self.call.time, event)
        commands = self.call.receive(event)
        if self._told is not None:
            self._told.append(said)
        return self._given(commands)

    def _given(self, commands: tuple[Command, ...]) -> tuple[Command, ...]:
        if commands:
            self.waits_for = commands[-1]
        return commands

    def save(self) -> bytes:
        """The call as JSON, for `restore`. Raises WrongEventError before it has started."""
        if self._told is None:
            raise WrongEventError("the call has not started")
        return to_json(
            Saved(
                schema=SCHEMA,
                program=self._program.fingerprint,
                began=started(self._program.flow, "", self._context),
                told=tuple(self._told),
                known=self._org.facts(),
                functions=tuple(map(_asked, self._functions.given)),
                traced=self._traced,
                state=_state_of(self.call),
            )
        )

    @classmethod
    def restore(
        cls,
        program: Program,
        saved: bytes,
        *,
        directory: Directory | None = None,
        functions: tuple[tuple[str, FunctionAnswer], ...] = (),
        observer: Observer | None = None,
        other_program: bool = False,
    ) -> KeptCall:
        """The call, where it was when it was saved. `directory` and `functions` answer what it asks from there on and
        has not asked before; without a directory every object exists.

        Raises `CannotRestore`; with `other_program` the call goes on in another program than it was saved with, as far
        as that comes to the same place.
        """
        found = read(saved)
        if found.program != program.fingerprint and not other_program:
            message = f'the call was saved in another version of the flow "{found.began.flow}" or of a module in it'
            raise CannotRestore("saved-other-program", message)
        kept = cls.__new__(cls)
        try:
            org = RememberedOrg(found.known)
            remembered = RememberedFunctions(_answered(found.functions), functions)
            context = context_of(found.began, org)
            kept._set_up(program, context, org, remembered, trace=found.traced, observer=observer)
            events = events_of(found.told)
        except UnreadableError as error:
            raise CannotRestore("saved-unreadable", f"this is no saved call: {error}") from error
        kept._go_through(events, found.state)
        org.org = directory
        return kept

    def _go_through(self, events: list[Event], state: str) -> None:
        self.start()
        try:
            for event in events:
                self.receive(event)
        except WrongEventError as error:
            raise CannotRestore("saved-diverged", f"the call cannot be gone through again: {error}") from error
        if _state_of(self.call) != state:
            raise CannotRestore("saved-diverged", "gone through again, the call does not come to where it was")


def read(saved: bytes) -> Saved:
    """What was saved, as data. Raises `CannotRestore`."""
    if len(saved) > MAX_BYTES:
        raise CannotRestore("saved-unreadable", f"the saved call is larger than {MAX_BYTES} bytes")
    try:
        schema = _version.decode(saved).schema
        if not _OLDEST <= schema <= SCHEMA:
            message = f"the call was saved by another version of callflows: its schema is {schema}, not {SCHEMA}"
            raise CannotRestore("saved-schema", message)
        found = _decoder.decode(saved)
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise CannotRestore("saved-unreadable", f"this is no saved call: {error}") from error
    if len(found.told) > MAX_EVENTS:
        raise CannotRestore("saved-unreadable", f"the saved call was told more than {MAX_EVENTS} events")
    return found


def _asked(answered: Answered) -> Asked:
    fault = answered.fault or Fault("", "")
    return Asked(answered.function, tuple(map(encode, answered.arguments)), encode(answered.value), *fault)


def _answered(asked: tuple[Asked, ...]) -> Iterator[Answered]:
    for each in asked:
        fault = Fault(each.code, each.message) if each.code else None
        yield Answered(each.function, tuple(map(decode, each.arguments)), decode(each.value), fault)


def _state_of(call: Call) -> str:
    """A fingerprint of where a call is, by all that it shows of itself."""
    shown = (
        call.time,
        call.wait,
        None if call.ended is None else (call.ended.by, call.ended.address),
        t.shown_pairs(call.variables.items()),
        tuple(call.attributes.items()),
        tuple((name, t.shown_pairs(outputs)) for name, outputs in call.module_outputs),
        tuple((each.address, each.code) for each in call.failures),
    )
    return sha256(to_json(shown)).hexdigest()
