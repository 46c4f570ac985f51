"""The engine against the slow reference: any flow of actions that direct a call, any caller."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callflows.engine import compile_flow, run_script
from callflows.engine import trace as t
from callflows.model import (
    Action,
    Actions,
    Audio,
    Expression,
    Flow,
    Group,
    Items,
    Literal,
    NoValue,
    Output,
    Task,
    Variable,
)
from callflows.model import Node as Setting
from tests.engine.reference import Story, story

KINDS = {"s": "string", "n": "integer", "b": "boolean"}
EXPRESSIONS = {
    "string": (
        '"x"',
        "{}.s",
        'Append({}.s, "-", ToString({}.n))',
        'If({}.b, "yes", {}.s)',
        "ToString({}.n)",
        "NOT_SET",
    ),
    "integer": ("{}.n + 1", "Length({}.s)", "ToInt({}.s)", "{}.n * {}.n", "10 / {}.n", "NOT_SET"),
    "boolean": ('{}.s == "12"', "{}.n < 3", "!{}.b", "IsNotSetOrEmpty({}.s)", "{}.b and {}.n > 1", "{}.b"),
}


def an_expression(scope: str, kind: str) -> st.SearchStrategy[Setting]:
    return st.sampled_from(EXPRESSIONS[kind]).map(lambda text: Expression(text.replace("{}", scope)))


def literal(kind: str) -> st.SearchStrategy[Setting]:
    by_kind = {"string": st.sampled_from(["", "a", "12"]), "integer": st.integers(-2, 4), "boolean": st.booleans()}
    return by_kind[kind].map(Literal)


def source(scope: str, kind: str) -> st.SearchStrategy[Setting]:
    return st.one_of(an_expression(scope, kind), literal(kind))


def outputs(*paths: str, scope: str, depth: int, where: frozenset[str]) -> st.SearchStrategy[Setting]:
    lists = {path: sequence(scope, depth - 1, where) for path in paths}
    return st.fixed_dictionaries({}, optional=lists).map(
        lambda made: Group(tuple((path, Group((("actions", actions),))) for path, actions in made.items()))
    )


def audio(scope: str) -> st.SearchStrategy[Audio]:
    spoken = st.sampled_from(EXPRESSIONS["string"][:-1]).map(lambda text: Audio(exp=text.replace("{}", scope)))
    return st.one_of(st.sampled_from(["Hello", "Again"]).map(lambda text: Audio(tts=text)), spoken)


def made(kind: str, **settings: st.SearchStrategy[Setting]) -> st.SearchStrategy[Action]:
    return st.fixed_dictionaries(settings).map(lambda found: Action(kind, (("name", kind), *found.items())))


DIGITS = st.one_of(
    st.integers(1, 3).map(lambda n: Group((("exact", n),))),
    st.tuples(st.integers(1, 2), st.integers(2, 4), st.sampled_from(["digit_#", "digit_*", ""])).map(
        lambda r: Group(
            (("range", Group((("min", r[0]), ("max", r[1]), *([("terminatingDtmf", r[2])] if r[2] else [])))),)
        )
    ),
)
REFERENCE = st.sampled_from(["./tasks/task[Main]", "./tasks/task[Other]"])


def statement(scope: str) -> st.SearchStrategy[Setting]:
    return st.sampled_from(sorted(KINDS)).flatmap(
        lambda name: source(scope, KINDS[name]).map(
            lambda value: Group(((KINDS[name], Group((("variable", f"{scope}.{name}"), ("value", value)))),))
        )
    )


@st.composite
def an_action(draw: st.DrawFn, scope: str, depth: int, where: frozenset[str]) -> Action:
    """`where` says what surrounds the action: a `loop`, a `flow` (else a module), the task `main`."""
    plain = [
        made("playAudio", audio=audio(scope)),
        made(
            "updateData", statements=st.lists(statement(scope), min_size=1, max_size=2).map(lambda a: Items(tuple(a)))
        ),
        made("endTask", outputPath=st.sampled_from(["default", "other"]).map(lambda name: Group((("name", name),)))),
    ]
    if "loop" in where:
        plain += [made("loopNext"), made("loopExit")]
    if "flow" in where:
        plain += [made("jumpToTask", targetTaskRef=REFERENCE), made("disconnect"), QUEUE, CALLED]
    if depth:
        around = {"scope": scope, "depth": depth}
        inside = where | {"loop"}
        plain += [
            made("decision", condition=source(scope, "boolean"), outputs=outputs("yes", "no", where=where, **around)),
            made(
                "loop",
                loopCount=source(scope, "integer"),
                currentIndex=st.sampled_from([NoValue(), Output(f"{scope}.n")]),
                outputs=outputs("loop", where=inside, **around),
            ),
            made(
                "collectInput",
                inputData=st.just(Output(f"{scope}.s")),
                digits=DIGITS,
                inputAudio=audio(scope),
                outputs=outputs("success", "failure", where=where, **around),
            ),
        ]
        if "main" in where:  # a task that calls itself is not for a reference that lives on Python's stack
            paths = outputs("default", "other", where=where, **around)
            plain.append(made("callTask", targetTaskRef=st.just("./tasks/task[Other]"), outputs=paths))
    return draw(st.one_of(plain))


def sequence(scope: str, depth: int, where: frozenset[str], most: int = 4) -> st.SearchStrategy[Actions]:
    return st.lists(an_action(scope, depth, where), max_size=most).map(lambda found: Actions(tuple(found)))


QUEUE = made("transferToAcd", targetQueue=st.just(Literal(Group((("name", "Support"),)))))
CALLED = made(
    "callCommonModule",
    commonModule=st.tuples(an_expression("Flow", "string"), an_expression("Flow", "integer")).map(
        lambda given: Group(
            (("Shared", Group((("ver_latestPublished", Group((
                ("inputs", Group((("Common.s", given[0]), ("Common.n", given[1])))),
                ("outputs", Group((("Common.n", Output("Flow.n")), ("Common.b", Output("Flow.b"))))),
            ))),))),)
        )
    ),
)  # fmt: skip


def variables(scope: str) -> tuple[Variable, ...]:
    initial: dict[str, Setting] = {"s": NoValue(), "n": Literal(0), "b": Literal(False)}
    return tuple(
        Variable(type=kind, name=f"{scope}.{name}", initial=initial[name], is_input=True, is_output=True)
        for name, kind in KINDS.items()
    )


def flow_of(main: Actions, other: Actions) -> Flow:
    tasks = (
        Task(name="Main", ref_id="Main", actions=main.items),
        Task(name="Other", ref_id="Other", actions=other.items),
    )
    return Flow(
        type="inboundCall",
        name="Any",
        start_up_ref="./tasks/task[Main]",
        default_language="en-us",
        variables=variables("Flow"),
        tasks=tasks,
    )


def module_of(actions: Actions) -> Flow:
    return Flow(type="commonModule", name="Shared", variables=variables("Common"), actions=actions)


IN_FLOW = frozenset({"flow"})
FLOWS = st.builds(flow_of, sequence("Flow", 3, IN_FLOW | {"main"}, 6), sequence("Flow", 2, IN_FLOW))
SHARED = st.builds(module_of, sequence("Common", 2, frozenset(), 5))
CALLERS = st.lists(st.text("0123456789*#", min_size=1, max_size=5), max_size=12)


def told(flow: Flow, module: Flow, entries: list[str], *, trace: bool) -> Story:
    outcome = run_script(compile_flow(flow, {"Shared": module}), presses=entries, trace=trace)
    faults = tuple(each.code for each in outcome.failures)
    steps = tuple(steps_of(outcome.events))
    return Story(outcome.heard, outcome.ended.by, outcome.variables, outcome.ms, faults, steps)


def steps_of(trace: t.Trace) -> Iterator[str]:
    for event in trace:
        match event:
            case t.EnteredTask(task=name):
                yield f"into {name}"
            case t.LeftTask(task=name, by=by, path=path):
                yield f"out of {name} by {by} {path}".rstrip()
            case t.EnteredModule(module=name):
                yield f"into module {name}"
            case t.LeftModule(module=name, by=by):
                yield f"out of module {name} by {by}"
            case t.Given(inputs=inputs):
                yield from (f"{path} {value}" for path, value in inputs if path in ("condition", "loopCount"))


@given(FLOWS, SHARED, CALLERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_the_engine_tells_the_story_of_the_reference(flow: Flow, module: Flow, entries: list[str]) -> None:
    expected = story(flow, {"Shared": module}, entries)
    assert told(flow, module, entries, trace=False) == msgspec.structs.replace(expected, steps=())
    assert told(flow, module, entries, trace=True) == expected
