"""What `expect` says, from a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from callflows.diagnostics import Span
from callflows.testing.mocks_data import FLOW_TARGETS
from callflows.testing.placed import Entry, unknown_key
from callflows.testing.scenarios import expecting as e
from callflows.testing.scenarios.bodies import Bodies
from callflows.testing.scenarios.words import ASKED, ENDS, EXPECT, Form

OUTCOMES = ("SUCCESS", "FAILURE")


def read_expect(bodies: Bodies, entry: Entry) -> e.Expect:
    """Everything that must be so."""
    found: list[tuple[e.Expectation, Span | None]] = []
    for key, each in bodies.entries(entry.value, EXPECT, "expect").items():
        found.extend((expectation, each.key_span) for expectation in _TAKES[key](bodies, each))
    return e.Expect(tuple(found))


def _ended_by(bodies: Bodies, entry: Entry) -> Iterator[e.Expectation]:
    word = bodies.choice(entry, tuple(ENDS), Form.END)
    if word:
        yield e.EndedBy(ENDS[word])


def _ended_in(bodies: Bodies, entry: Entry) -> Iterator[e.Expectation]:
    yield e.EndedIn(bodies.name(entry))


def _goes_on(bodies: Bodies, entry: Entry) -> Iterator[e.Expectation]:
    bodies.true(entry)
    yield e.GoesOn()


def _queue(bodies: Bodies, entry: Entry) -> Iterator[e.Expectation]:
    yield e.TransferredTo("queue", bodies.name(entry))


def _transfer(bodies: Bodies, entry: Entry) -> Iterator[e.Expectation]:
    if len(entry.value.entries) != 1:
        bodies.expected(entry.value, Form.TARGET, entry.key)
    for each in entry.value.entries[:1]:
        if each.key in FLOW_TARGETS:
            yield e.TransferredTo(each.key, bodies.name(each))
        else:
            bodies.note(unknown_key(each, FLOW_TARGETS, "transfer"))


def _variables(bodies: Bodies, entry: Entry) -> Iterator[e.Expectation]:
    yield e.Variables(bodies.values(entry))


def _outputs(bodies: Bodies, entry: Entry) -> Iterator[e.Expectation]:
    for module in bodies.mapping(entry.value, entry.key):
        yield e.Outputs(module.key, bodies.values(module))


def _attributes(bodies: Bodies, entry: Entry) -> Iterator[e.Expectation]:
    yield e.Attributes(bodies.texts_by_name(entry))


def _milestones(bodies: Bodies, entry: Entry) -> Iterator[e.Expectation]:
    yield e.Milestones(bodies.texts(entry))


def _outcomes(bodies: Bodies, entry: Entry) -> Iterator[e.Expectation]:
    given = {each.key: bodies.choice(each, OUTCOMES, Form.OUTCOMES) for each in bodies.mapping(entry.value, entry.key)}
    yield e.Outcomes(given)


def _heard(bodies: Bodies, entry: Entry) -> Iterator[e.Expectation]:
    yield e.Heard(bodies.sounds(entry))


def _not_heard(bodies: Bodies, entry: Entry) -> Iterator[e.Expectation]:
    yield e.Heard(bodies.sounds(entry), never=True)


def _data_actions(bodies: Bodies, entry: Entry) -> Iterator[e.Expectation]:
    for category in bodies.mapping(entry.value, entry.key):
        for action in bodies.mapping(category.value, f'"{category.key}"'):
            given = bodies.entries(action.value, ASKED, f'the data action "{action.key}"')
            times = bodies.whole(given["times"]) if "times" in given else None
            inputs = bodies.values(given["with"]) if "with" in given else {}
            yield e.Asked(category.key, action.key, times, inputs)


def _tables(bodies: Bodies, entry: Entry) -> Iterator[e.Expectation]:
    for table in bodies.mapping(entry.value, entry.key):
        yield e.LookedUp(table.key, bodies.texts(table))


def _errors(bodies: Bodies, entry: Entry) -> Iterator[e.Expectation]:
    yield e.Errors(bodies.texts(entry))


def _within(bodies: Bodies, entry: Entry) -> Iterator[e.Expectation]:
    yield e.Within(bodies.duration(entry))


_TAKES: Mapping[str, Callable[[Bodies, Entry], Iterator[e.Expectation]]] = MappingProxyType(
    {
        "ended by": _ended_by,
        "ended in": _ended_in,
        "goes on": _goes_on,
        "queue": _queue,
        "transfer": _transfer,
        "variables": _variables,
        "outputs": _outputs,
        "attributes": _attributes,
        "milestones": _milestones,
        "outcomes": _outcomes,
        "heard": _heard,
        "not heard": _not_heard,
        "dataActions": _data_actions,
        "tables": _tables,
        "errors": _errors,
        "within": _within,
    }
)
