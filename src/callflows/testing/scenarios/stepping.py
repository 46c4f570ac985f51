"""The steps of a call, from a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from callflows.testing.advice import advice_on
from callflows.testing.placed import Entry, Placed, sentence, unknown_key
from callflows.testing.scenarios.bodies import Bodies
from callflows.testing.scenarios.cases import Doing, Step
from callflows.testing.scenarios.expectations import read_expect
from callflows.testing.scenarios.forms import KEYS
from callflows.testing.scenarios.steps import (
    AgentAnswers,
    HangUp,
    Hear,
    HearNothing,
    NotHear,
    Press,
    Say,
    Wait,
)
from callflows.testing.scenarios.words import ALONE, STEP, UNTIL_TIME_OUT, Form, keys

SHOWN = 60
"""Characters of a step that are shown of it."""


def read_steps(bodies: Bodies, entry: Entry | None) -> Iterator[Step]:
    """The steps that could be understood."""
    if entry is None:
        return
    if entry.value.kind != "list":
        bodies.expected(entry.value, Form.STEPS, entry.key)
    for item in entry.value.items:
        if item.kind == "scalar":
            doing, said = _alone(bodies, item), item.text
        elif len(item.entries) == 1:
            doing, said = _read(bodies, item.entries[0]), _said(item.entries[0])
        else:
            bodies.wrong("test-wrong-value", "A step does one thing.", item.span, "Begin each step with `- `.")
            continue
        if doing is not None:
            yield Step(said, item.span, doing)


def expect_step(bodies: Bodies, entry: Entry | None) -> Iterator[Step]:
    """What must be so after the last step."""
    if entry is not None:
        yield Step("expect", entry.key_span, read_expect(bodies, entry))


def _alone(bodies: Bodies, item: Placed) -> Doing | None:
    make = _ALONE.get(item.text)
    if make is not None:
        return make()
    if item.text in keys(STEP):
        bodies.wrong("test-wrong-value", f'The step "{item.text}" needs a value.', item.span, f"`{item.text}: …`")
        return None
    advice = sentence(advice_on(item.text, (*ALONE, *keys(STEP)), f"the steps are {', '.join(keys(STEP))}"))
    bodies.wrong("test-unknown-key", f"Here stands {item.what}, which is no step.", item.span, advice)
    return None


def _read(bodies: Bodies, entry: Entry) -> Doing | None:
    take = _TAKES.get(entry.key)
    if take is not None:
        return take(bodies, entry)
    bodies.note(unknown_key(entry, keys(STEP), "a step"))
    return None


def _said(entry: Entry) -> str:
    """`hear: Welcome`: the step on one line."""
    body = entry.value
    text = body.text if body.kind == "scalar" else ", ".join(each.text for each in body.items if each.text)
    line = " ".join(f"{entry.key}: {text}".split()) if text else entry.key
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def _hear(bodies: Bodies, entry: Entry) -> Doing:
    return Hear(bodies.sounds(entry))


def _not_hear(bodies: Bodies, entry: Entry) -> Doing:
    return NotHear(bodies.sounds(entry))


def _press(bodies: Bodies, entry: Entry) -> Doing | None:
    text = "".join(entry.value.text.split()) if entry.value.kind == "scalar" else ""
    if KEYS.fullmatch(text):
        return Press(text)
    quotes = "YAML takes # after a blank for a comment: put the keys in quotes." if entry.value.scalar is None else ""
    bodies.expected(entry.value, Form.KEYS, entry.key, quotes)
    return None


def _say(bodies: Bodies, entry: Entry) -> Doing | None:
    text = bodies.text(entry)
    return Say(text) if text else None


def _wait(bodies: Bodies, entry: Entry) -> Doing:
    if entry.value.text == UNTIL_TIME_OUT:
        return Wait()
    return Wait(bodies.duration(entry, Form.WAIT))


def _hang_up(bodies: Bodies, entry: Entry) -> Doing:
    bodies.true(entry)
    return HangUp()


def _agent_answers(bodies: Bodies, entry: Entry) -> Doing:
    bodies.true(entry)
    return AgentAnswers()


_ALONE: Mapping[str, Callable[[], Doing]] = MappingProxyType(
    {"hang up": HangUp, "agent answers": AgentAnswers, "wait": Wait, "hear nothing": HearNothing}
)
"""What the words of `ALONE` do."""
_TAKES: Mapping[str, Callable[[Bodies, Entry], Doing | None]] = MappingProxyType(
    {
        "hear": _hear,
        "not hear": _not_hear,
        "press": _press,
        "say": _say,
        "wait": _wait,
        "hang up": _hang_up,
        "agent answers": _agent_answers,
        "expect": read_expect,
    }
)
