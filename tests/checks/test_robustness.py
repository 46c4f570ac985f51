"""No flow, however wrong, makes a check raise; and what an org is asked, it is asked once."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callflows.analysis import built_in
from callflows.checks import check_flow
from callflows.expressions import builtin_variables, type_named
from callflows.model import (
    CATALOGUE,
    Action,
    Actions,
    Audio,
    Expression,
    Flow,
    Group,
    Items,
    Literal,
    Menu,
    Node,
    Nothing,
    NoValue,
    Output,
    RefKind,
    Task,
    Variable,
)
from tests.checks.flows import action, call_module, disconnect, inbound, module, named, task

_KEYS = sorted(
    {
        *(step.removesuffix("[]") for spec in CATALOGUE.values() for f in spec.fields for step in f.path.split("/")),
        *("outputs", "yes", "failure", "actions", "cases", "case", "default", "refId", "dtmf", "variables", "lit"),
    }
)
_KINDS = sorted({*CATALOGUE, "setVariable", "newAction"})
_TEXTS = st.sampled_from(
    [
        "",
        "x",
        "Flow.x",
        "Task.x",
        "Call.Ani",
        "./tasks/task[Main]",
        "/inboundCall/menus/menu[M]",
        "..",
        "]",
        "{{a}}",
        ".",
    ]
)
_SCALARS = st.one_of(_TEXTS, st.integers(-5, 2**70), st.booleans(), st.none(), st.decimals(allow_nan=False))
_VALUES = st.one_of(
    _SCALARS,
    st.builds(Literal, _SCALARS),
    st.builds(Expression, st.one_of(_TEXTS, st.sampled_from(["1 +", "Foo(Flow.x)", 'FindQueue("a")', "Prompt.a"]))),
    st.builds(NoValue, st.booleans()),
    st.just(Nothing()),
    st.builds(Output, _TEXTS),
    st.builds(lambda t, p: Audio(tts=t, alternates=(("en-us", Audio(exp=p)),)), _TEXTS, _TEXTS),
    st.builds(lambda p: Audio(prompt=p), _TEXTS),
)


def _entries(below: st.SearchStrategy[Node]) -> st.SearchStrategy[tuple[tuple[str, Node], ...]]:
    return st.lists(st.tuples(st.sampled_from(_KEYS), below), max_size=4).map(tuple)


def _deeper(below: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        _entries(below).map(Group),
        st.lists(below, max_size=3).map(lambda items: Items(tuple(items))),
        st.lists(below, max_size=2).map(lambda items: Literal(Items(tuple(items)))),
        _actions(below).map(Actions),
    )


def _actions(below: st.SearchStrategy[Node]) -> st.SearchStrategy[tuple[Action, ...]]:
    return st.lists(st.builds(Action, st.sampled_from(_KINDS), _entries(below)), max_size=3).map(tuple)


_NODES = st.recursive(_VALUES, _deeper, max_leaves=12)
_VARIABLES = st.lists(
    st.builds(
        lambda kind, name, initial: Variable(type=kind, name=name, initial=initial),
        st.sampled_from(["string", "queue", "nonsense", ""]),
        _TEXTS,
        _VALUES,
    ),
    max_size=3,
).map(tuple)
_TASKS = st.builds(
    lambda ref, variables, actions: Task(name="T", ref_id=ref, variables=variables, actions=actions),
    st.sampled_from([None, "Main", "M"]),
    _VARIABLES,
    _actions(_NODES),
)
_MENUS = st.builds(
    lambda ref, choices, default: Menu(name="M", ref_id=ref, choices=choices, default_choice_ref=default),
    st.sampled_from([None, "M"]),
    _actions(_NODES),
    st.one_of(st.none(), _TEXTS),
)


class Asked:
    """An org that has everything and writes down what it is asked."""

    def __init__(self, *modules: Flow) -> None:
        self.questions: list[tuple[str, str]] = []
        self._modules = {m.name: m for m in modules}

    def has(self, kind: RefKind, name: str) -> bool:
        self.questions.append((kind.value, name))
        return True

    def module(self, name: str) -> Flow | None:
        self.questions.append(("module", name))
        return self._modules.get(name)


_FLOWS = st.builds(
    Flow,
    type=st.sampled_from(["inboundCall", "commonModule", "inqueueCall", "workflow"]),
    name=_TEXTS,
    start_up_ref=st.one_of(st.none(), _TEXTS),
    variables=_VARIABLES,
    tasks=st.lists(_TASKS, max_size=2).map(tuple),
    menus=st.lists(_MENUS, max_size=2).map(tuple),
    settings=_entries(_NODES),
    actions=st.one_of(st.none(), _actions(_NODES).map(Actions)),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(flow=_FLOWS)
def test_no_flow_makes_a_check_raise(flow: Flow) -> None:
    found = check_flow(flow, known=Asked())
    assert [d for d in found if not d.message or not d.address.startswith(f"/{flow.type}")] == []
    assert check_flow(flow, known=Asked()) == found


def test_an_org_is_asked_each_question_once() -> None:
    pin = module(action("endTask"), name="Pin")
    support = action("transferToAcd", targetQueue=named("Support"))
    flow = inbound(task("Main", support, support, call_module("Pin", {}, {}), call_module("Pin", {}, {}), disconnect()))
    org = Asked(pin)
    assert check_flow(flow, known=org) == ()
    assert sorted(org.questions) == [("COMMONMODULEFLOW", "Pin"), ("QUEUE", "Support"), ("module", "Pin")]


def test_the_expression_language_and_the_symbols_agree_on_built_in_variables() -> None:
    families = ("inboundCall", "inqueueCall", "outboundCall", "secureCall")
    for name, expected in builtin_variables("inboundCall").items():
        found = next((b for b in (built_in(name, flow_type) for flow_type in families) if b), None)
        assert found is not None, name
        known = type_named(found[1])
        assert known is None or known == expected, name
