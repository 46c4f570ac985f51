"""Flows as bytes: what comes back is what went in."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callflows import model
from callflows.architect import read
from callflows.model import Audio, Expression, Flow, Group, Items, Literal, Nothing, NoValue, Output
from callflows.workspace import codec
from tests.shared import needs_shared

texts = st.text(max_size=8)
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.decimals(allow_nan=False), texts, st.integers(2**63, 2**80)
)
nodes = st.recursive(
    scalars
    | st.builds(Expression, texts)
    | st.builds(NoValue, st.booleans())
    | st.builds(Output, texts)
    | st.just(Nothing()),
    lambda below: st.one_of(
        st.builds(Literal, below),
        st.builds(Items, st.lists(below, max_size=3).map(tuple)),
        st.builds(Group, st.lists(st.tuples(texts, below), max_size=3).map(tuple)),
        st.builds(Audio, texts, alternates=st.lists(st.tuples(texts, below), max_size=2).map(tuple)),
        st.builds(
            lambda kind, entries: model.Actions((model.Action(kind, entries),)),
            texts,
            st.lists(st.tuples(texts, below), max_size=3).map(tuple),
        ),
    ),
    max_leaves=12,
)


def exactly(value):
    """A value with its types: 1, True and Decimal("1.0") are equal and not the same."""
    if isinstance(value, msgspec.Struct):
        return (type(value), [exactly(getattr(value, field)) for field in value.__struct_fields__])
    if isinstance(value, tuple):
        return [exactly(item) for item in value]
    return (type(value), str(value))


@given(nodes, nodes)
def test_any_flow_comes_back(setting, greeting):
    variable = model.Variable(type="string", name="Flow.x", initial=setting, is_input=True)
    flow = Flow(
        type="inboundCall",
        name="A",
        initial_greeting=greeting,
        variables=(variable,),
        settings=(("settingsMenu", setting),),
        tasks=(model.Task(name="T", ref_id="T_1", variables=(variable,), output_paths=("a", "b")),),
        menus=(model.Menu(name="M", audio=greeting),),
    )
    back = codec.decode(codec.encode(flow))
    assert back == flow
    assert exactly(back) == exactly(flow)


def test_equal_numbers_of_different_kinds_stay_apart():
    values = (1, True, Decimal(1), Decimal("1.0"), "1", 0, False, None, -(2**63), 2**63)
    flow = Flow(type="inboundCall", name="A", extra=(("x", Items(values)),))
    assert exactly(codec.decode(codec.encode(flow))) == exactly(flow)


def test_nesting_costs_no_stack():
    node = "x"
    for _ in range(200):
        node = Group((("k", node),))
    flow = Flow(type="inboundCall", name="A", extra=(("x", node),))
    assert codec.decode(codec.encode(flow)) == flow


def test_every_class_of_the_model_is_known():
    classes = {c for c in vars(model).values() if isinstance(c, type) and issubclass(c, msgspec.Struct)}
    data = {c for c in classes if c.__module__ in ("callflows.model.flow", "callflows.model.nodes")}
    assert data | {tuple} == set(codec._NUMBER)


@pytest.mark.parametrize(
    "lists",
    [
        [],
        [[], []],
        [["no flow"], [[7, -1]]],
        [[], [[14, 5]]],
        [[], [[14, -3]]],
        [[], [[99]]],
        [[], [[]]],
        [[["D", "no number"]], [[14, -1]]],
        [[["D"]], [[14, -1]]],
        [[], [[4]]],
        [[], [[0]]],
        [[], [["x"]]],
    ],
)
def test_what_is_no_flow_is_refused(lists):
    with pytest.raises(codec.Undecodable):
        codec.decode(msgspec.msgpack.encode(lists))


def test_bytes_that_are_nothing_are_refused():
    for data in (b"", b"\xc1", b"\x91"):
        with pytest.raises(codec.Undecodable):
            codec.decode(data)


def test_every_flow_of_the_corpus_comes_back():
    for path in sorted((needs_shared() / "flows").rglob("*.yaml")):
        flow = read(path.read_bytes()).flow
        if flow is not None:
            assert exactly(codec.decode(codec.encode(flow))) == exactly(flow)
