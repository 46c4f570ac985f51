"""Communications of digital and bot flows, and agent scores. Signatures are read from published flows."""

from __future__ import annotations

from callflows.expressions.errors import ExpressionError
from callflows.expressions.playback import communicate, option
from callflows.expressions.signatures import function, overload
from callflows.expressions.types import Type
from callflows.expressions.values import AudioPart, Communication, Entity, Record, Value

AGENT_SCORE_PAIR = Type("asp")


def _blank(ms: int) -> Communication:
    return Communication((AudioPart("blank", ms),))


def _ssml(text: str | None) -> Communication:
    return Communication(() if text is None else (AudioPart("ssml", text),))


def _formatted(value: Value, format: Value) -> Communication:
    """A value with the way to say it."""
    return Communication(tuple(AudioPart(p.kind, p.value, (option(format),)) for p in communicate(value).parts))


def _resolved(slot: Value) -> Value:
    """The slot itself (assumed): bot flows, which use it, are not run here."""
    return slot


def _pair(agent: Entity, score: int) -> Record:
    return Record(AGENT_SCORE_PAIR, (("agent", agent), ("score", score)))


def _pairs(agents: tuple[Entity, ...], scores: tuple[int, ...]) -> tuple[Record, ...]:
    if len(agents) != len(scores):
        raise ExpressionError("range", f"{len(agents)} agents and {len(scores)} scores do not pair")
    return tuple(map(_pair, agents, scores))


FUNCTIONS = (
    function(
        "MakeCommunication",
        "communication",
        "Several things to say, one after the other.",
        overload("say?* part -> com", communicate),
    ),
    function(
        "ToCommunication",
        "communication",
        "A value as something to say.",
        overload("say? value -> com", communicate),
        overload("any_coll value -> com", lambda items: communicate(*items)),
        overload("any? value, fmt format -> com", _formatted),
        overload("any? value, str format -> com", _formatted),
    ),
    function(
        "ToCommunicationBlank", "communication", "Silence in milliseconds.", overload("int ms 0.. -> com", _blank)
    ),
    function("ToCommunicationSsml", "communication", "Speech mark-up.", overload("str? ssml -> com", _ssml)),
    function(
        "ResolveSlot",
        "communication",
        "What the caller gave for a slot of a bot flow.",
        overload("any? slot -> unk", _resolved),
    ),
    function(
        "MakeAgentScorePair",
        "routing",
        "An agent with a score.",
        overload("usr agent, int score -> asp", _pair),
    ),
    function(
        "MakeListAgentScorePair",
        "routing",
        "Agents with their scores.",
        overload("usr_coll agents, int_coll scores -> asp_coll", _pairs),
    ),
)
