"""Flows made at random from the catalogue: whatever is written, a call runs, ends, and is data at every wait."""

from __future__ import annotations

import inspect
import pickle
import sys
from collections.abc import Callable
from decimal import Decimal
from types import FrameType

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callflows.engine import (
    Call,
    CallContext,
    Command,
    Digits,
    Event,
    HangUp,
    KnownOrg,
    Program,
    Silence,
    answer,
    compile_flow,
    to_json_lines,
)
from callflows.engine.state import Frame, Node
from callflows.engine.units import Unit
from callflows.model import (
    Action,
    Actions,
    Audio,
    Expression,
    Flow,
    Group,
    Items,
    Literal,
    Menu,
    Nothing,
    NoValue,
    Output,
    Task,
    Variable,
)
from callflows.model import Node as Setting
from callflows.model.catalogue import CATALOGUE
from tests.engine.nesting import faults_of

TYPES = {
    "Flow.s": "string",
    "Flow.i": "integer",
    "Flow.b": "boolean",
    "Flow.d": "decimal",
    "Flow.t": "dateTime",
    "Flow.u": "duration",
    "Flow.c": "currency",
    "Flow.p": "phoneNumber",
    "Flow.j": "json",
    "Flow.q": "queue",
    "Flow.l": "stringCollection",
    "Flow.n": "integerCollection",
}
NAMES = st.sampled_from([*TYPES, "Task.x", "flow.I"])
TEXTS = st.sampled_from(
    [
        *TYPES,
        "Task.x",
        "Call.Ani",
        "NOT_SET",
        "true",
        "Flow.i + 1",
        "Flow.i / 0",
        "Flow.i ^ 999",
        'Append(Flow.s, "1")',
        "RandomInt(5)",
        "GetCurrentDateTimeUtc()",
        'FindQueue("Support")',
        "MakeList(1, 2)",
        "Flow.l[Flow.i]",
        'If(Flow.b, "a", Flow.s)',
        "Nonsense(1)",
        "1 +",
        "Flow.unknown",
        "Flow.q.id",
        'ToInt("x")',
        "Prompt.welcome",
        "MakeDuration(0, 0, 0, Flow.i)",
        'JsonParse("{\\"a\\": [1]}").a[0]',
        "Max(Flow.n)",
    ]
)
SCALARS: st.SearchStrategy[str | int | Decimal | bool] = st.one_of(
    st.integers(-5, 120),
    st.booleans(),
    st.sampled_from(["", "x", "Flow.s", "Task.x", "digit_#", "1234", "none", "numeric"]),
    st.just(Decimal("1.5")),
)
LEAVES: st.SearchStrategy[Setting] = st.one_of(
    st.builds(Literal, SCALARS),
    st.builds(Expression, TEXTS),
    st.builds(lambda name: Literal(Group((("name", name),))), st.sampled_from(["Support", "Nobody"])),
    st.builds(lambda n: Literal(Group((("seconds", n),))), st.integers(0, 9)),
    st.just(NoValue()),
    st.just(Nothing()),
    st.builds(Output, NAMES),
    st.builds(Audio, tts=st.just("hello")),
    st.builds(Audio, prompt=st.just("Prompt.x")),
    SCALARS,
)
REFERENCES = st.sampled_from(
    ["./tasks/task[Main]", "./tasks/task[Other]", "./menus/menu[Top]", "./tasks/task[No]", "", "rubbish"]
)


def at(path: str, value: Setting, entries: dict[str, object]) -> None:
    """Write `value` at the path of a catalogue's field."""
    key, _, rest = path.partition("/")
    name = {"*": "string"}.get(key, key)
    if name.endswith("[]"):
        below: dict[str, object] = {}
        if rest:
            at(rest, value, below)
        items = entries.setdefault(name[:-2], [])
        if isinstance(items, list):
            items.append(below or value)
    elif rest:
        inside = entries.setdefault(name, {})
        if isinstance(inside, dict):
            at(rest, value, inside)
    else:
        entries[name] = value


def node(value: object) -> Setting:
    if isinstance(value, dict):
        return Group(tuple((key, node(each)) for key, each in value.items()))
    if isinstance(value, list):
        return Items(tuple(node(each) for each in value))
    return value  # type: ignore[return-value]


@st.composite
def actions(draw: st.DrawFn, depth: int = 2, kinds: tuple[str, ...] = tuple(sorted(CATALOGUE))) -> Action:
    spec = CATALOGUE[draw(st.sampled_from(kinds))]
    entries: dict[str, object] = {"name": "A"}
    for field in spec.fields:
        if draw(st.integers(0, 4)):
            value = draw(REFERENCES if field.path.endswith("Ref") else LEAVES)
            at(field.path, value, entries)
    written = [(key, node(value)) for key, value in entries.items()]
    if depth and spec.outputs:
        branches = tuple(
            (each, Group((("actions", draw(lists(depth - 1))),))) for each in spec.outputs if draw(st.booleans())
        )
        written.append(("outputs", Group(branches)))
    return Action(spec.key, tuple(written))


def lists(depth: int, most: int = 4) -> st.SearchStrategy[Actions]:
    return st.lists(actions(depth), max_size=most).map(lambda found: Actions(tuple(found)))


CHOICES = tuple(sorted(key for key in CATALOGUE if key.startswith("menu")))
VARIABLES = tuple(Variable(type=kind, name=name, initial=NoValue()) for name, kind in TYPES.items())


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    choices = draw(st.lists(actions(1, CHOICES), max_size=3))
    keyed = tuple(
        Action(each.kind, (("dtmf", f"digit_{at}"), ("refId", f"C{at}"), *each.entries))
        for at, each in enumerate(choices)
    )
    handling = draw(st.sampled_from(["disconnect", "queue", "task", "menu"]))
    body = Group((("targetQueue", draw(LEAVES)), ("targetTaskRef", draw(REFERENCES))))
    audio = draw(LEAVES)
    return Flow(
        type="inboundCall",
        name="Any",
        start_up_ref=draw(st.sampled_from(["./tasks/task[Main]", "./menus/menu[Top]"])),
        default_language="en-us",
        variables=VARIABLES,
        settings=(
            (
                "settingsErrorHandling",
                Group((("preHandlingAudio", audio), ("errorHandling", Group(((handling, body),))))),
            ),
        ),
        menus=(Menu(name="Top", ref_id="Top", choices=keyed, default_choice_ref="./choices/menuTask[C0]"),),
        tasks=(
            Task(name="Main", ref_id="Main", actions=draw(lists(2, 6)).items),
            Task(name="Other", ref_id="Other", actions=draw(lists(1)).items),
        ),
    )


DOINGS = st.lists(
    st.one_of(
        st.builds(Digits, st.text("0123456789*#", max_size=12), ms=st.integers(0, 12_000)),
        st.builds(Silence, st.integers(0, 12_000)),
    ),
    max_size=12,
)
ORG = KnownOrg(
    names={"queue": ("Support",)}, tables={"string": {"1234": {"string": "1"}}}, schedules={"Support": "open"}
)
CONTEXT = CallContext(directory=ORG)


def placed(program: Program, doings: list[Digits | Silence], watch: Callable[[Call], None]) -> tuple[Call, list[Event]]:
    """A call in which the caller does this and then hangs up, and all that it was told."""
    call = Call(program, CONTEXT, trace=True)
    history: list[Event] = []
    last: Command | None = None
    waiting = list(doings)

    def tell(event: Event) -> None:
        nonlocal last
        history.append(event)
        commands = call.receive(event)
        last = commands[-1] if commands else last

    commands = call.start()
    last = commands[-1] if commands else None
    steps = 0
    while call.ended is None:
        watch(call)
        steps += 1
        if call.wait is None and steps < 200:
            event = None if last is None else answer(last, CONTEXT, call.time)
            assert event is not None
            tell(event)
        else:
            tell(waiting.pop(0) if waiting else HangUp())
    return call, history


def plain(value: object, seen: set[int]) -> bool:
    """Whether this is data: values, and lists of them; programs are shared and known by their name."""
    if isinstance(value, Node | Unit | CallContext) or value is None or id(value) in seen:
        return True
    seen.add(id(value))
    if isinstance(value, list | tuple | set):
        return all(plain(each, seen) for each in value)
    if isinstance(value, dict):
        return all(plain(each, seen) for pair in value.items() for each in pair)
    if isinstance(value, Frame):
        return all(plain(getattr(value, name), seen) for name in fields(Frame))
    if isinstance(value, msgspec.Struct):
        return all(plain(getattr(value, name), seen) for name in value.__struct_fields__)
    return type(value).__module__ in ("builtins", "datetime", "decimal") and not callable(value)


def fields(kind: type) -> list[str]:
    """What objects of a class hold; a compiled class has attributes in place of slots."""
    return [
        name
        for name, each in vars(kind).items()
        if inspect.ismemberdescriptor(each) or inspect.isgetsetdescriptor(each)
    ]


def check_plain(call: Call) -> None:
    state = call._state
    for name in fields(type(state)):
        assert plain(getattr(state, name), set()), name


@given(flows(), DOINGS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_call_of_any_flow_ends_is_data_at_every_wait_and_is_replayed(
    flow: Flow, doings: list[Digits | Silence]
) -> None:
    program = compile_flow(flow, {})
    call, history = placed(program, doings, check_plain)
    assert faults_of(call.trace) == []
    again = Call(program, CONTEXT, trace=True)
    again.start()
    for event in pickle.loads(pickle.dumps(history)):
        again.receive(event)
    assert to_json_lines(again.trace) == to_json_lines(call.trace)
    assert (again.ended, again.variables) == (call.ended, call.variables)


def many(count: int) -> Flow:
    """`count` actions, half of them in a branch."""
    inside = Action("updateData", (("statements", Items(())),))
    outputs = Group((("yes", Group((("actions", Actions((inside,))),))),))
    decision = Action("decision", (("condition", Expression("Flow.i == 1")), ("outputs", outputs)))
    return Flow(
        type="inboundCall",
        name="Long",
        start_up_ref="./tasks/task[Main]",
        default_language="en-us",
        variables=VARIABLES,
        tasks=(Task(name="Main", ref_id="Main", actions=(decision,) * (count // 2)),),
    )


def calls_in(work: Callable[[], object]) -> int:
    """How many Python functions are called: the work that was done, the same on every machine."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def test_the_work_of_compiling_grows_with_the_flow_and_no_faster() -> None:
    small, large = many(500), many(5_000)
    compile_flow(small, {})
    assert calls_in(lambda: compile_flow(large, {})) <= 10.1 * calls_in(lambda: compile_flow(small, {}))


def test_the_work_of_a_call_grows_with_its_actions_and_no_faster() -> None:
    small, large = compile_flow(many(500), {}), compile_flow(many(5_000), {})
    set_ = CallContext(directory=ORG)

    def run(program: Program) -> Callable[[], object]:
        return lambda: Call(program, set_).start()

    for program in (small, large):
        run(program)()  # the code of an expression is made when a call first reaches it
    assert calls_in(run(large)) <= 10.1 * calls_in(run(small))
