"""Where a setting's value comes from when its action runs: a constant, a named object, an expression, audio."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from callflows.engine import audio
from callflows.engine.audio import Part
from callflows.engine.errors import FlowError
from callflows.engine.state import State
from callflows.expressions import Compiled, Entity, ExpressionError, Value


class Source(ABC):
    """A value that is worked out when the action runs. Raises FlowError where that fails."""

    @abstractmethod
    def value(self, state: State) -> Value:
        """The value now."""


@dataclass(eq=False, slots=True)
class Constant(Source):
    constant: Value

    def value(self, state: State) -> Value:
        return self.constant


NOT_SET = Constant(None)


def constant_of(source: Source) -> Value:
    """The value of a constant source, None for any other."""
    return source.constant if isinstance(source, Constant) else None


@dataclass(eq=False, slots=True)
class Named(Source):
    """`lit: {name: X}`: an object of the org by name. Where the org has none, an object without an id."""

    kind: str
    name: str

    def value(self, state: State) -> Value:
        return state.find(self.kind, self.name) or Entity(self.kind, "", self.name)


@dataclass(eq=False, slots=True)
class Listed(Source):
    """A literal collection."""

    items: tuple[Source, ...]

    def value(self, state: State) -> Value:
        return tuple(item.value(state) for item in self.items)


@dataclass(eq=False, slots=True)
class Evaluated(Source):
    """An expression, already cast to the type that the setting needs."""

    text: str
    compiled: Compiled

    def value(self, state: State) -> Value:
        try:
            return self.compiled.evaluate(state, state)
        except ExpressionError as error:
            raise FlowError(error.code, error.message, self.text, error.offset) from error


@dataclass(eq=False, slots=True)
class Read(Source):
    """An expression that is one variable, already of the type needed."""

    slot: int
    text: str = ""

    def value(self, state: State) -> Value:
        return state.slots[self.slot]


@dataclass(eq=False, slots=True)
class Broken(Source):
    """An expression that does not parse, a literal that does not fit: a run-time error when the action is reached."""

    code: str
    text: str
    message: str

    def value(self, state: State) -> Value:
        raise FlowError(self.code, self.message, self.text)


def text_of(source: Source) -> str:
    """The text of the expression that a value comes from, "" where it comes from none."""
    return source.text if isinstance(source, Evaluated | Read) else ""


class Sound(ABC):
    """What an audio setting plays."""

    @abstractmethod
    def parts(self, state: State) -> tuple[tuple[Part, ...], bool]:
        """The parts, and whether a key press ends them."""


@dataclass(eq=False, slots=True)
class Fixed(Sound):
    """Literal text to speech, or nothing."""

    heard: tuple[Part, ...] = ()

    def parts(self, state: State) -> tuple[tuple[Part, ...], bool]:
        return self.heard, False


@dataclass(eq=False, slots=True)
class PromptSound(Sound):
    """`prompt: Prompt.x`."""

    reference: str

    def parts(self, state: State) -> tuple[tuple[Part, ...], bool]:
        return (audio.prompt(self.reference, state.context.directory, state.lang),), False


@dataclass(eq=False, slots=True)
class Spoken(Sound):
    """An expression of type Audio, Prompt, or what converts to it."""

    source: Source

    def parts(self, state: State) -> tuple[tuple[Part, ...], bool]:
        value = self.source.value(state)
        return audio.parts_of(value, state.context.directory, state.lang), audio.barge_in_of(value)


@dataclass(eq=False, slots=True)
class ByLanguage(Sound):
    """`alternateSequences`: the sound of the call's language, else the default one."""

    default: Sound
    alternates: Mapping[str, Sound]

    def parts(self, state: State) -> tuple[tuple[Part, ...], bool]:
        return self.alternates.get(state.lang.lower(), self.default).parts(state)


@dataclass(eq=False, slots=True)
class Described(Source):
    """A sound as the text that would be heard."""

    sound: Sound

    def value(self, state: State) -> Value:
        return audio.text_of(self.sound.parts(state)[0])


SILENT = Fixed()


def as_text(value: Value, what: str, source: Source = NOT_SET) -> str:
    """A text that must be set, which came from `source`. Raises FlowError `not-set` (Architect: NOT_SET where it is not
    allowed)."""
    if value is None:
        raise FlowError("not-set", f"{what} is NOT_SET", text_of(source))
    return value if isinstance(value, str) else str(value)


def as_entity_name(value: Value, what: str, source: Source = NOT_SET) -> str:
    """The name of an object that must be set."""
    if isinstance(value, Entity):
        return value.name
    return as_text(value, what, source)
