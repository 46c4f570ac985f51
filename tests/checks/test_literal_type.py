"""Which literals have the form of their data type."""

from __future__ import annotations

from decimal import Decimal

import pytest

from callflows.checks.rules.literal_type import fits
from callflows.model import Items, Literal, Node
from callflows.model.data_types import Form
from tests.checks.flows import group

GOOD: dict[Form, tuple[Node, ...]] = {
    Form.TEXT: ("a", "", 5, Decimal("1.5")),
    Form.INTEGER: (5, -5, 0, "12"),
    Form.DECIMAL: (5, Decimal("1.5"), "1.5", ".5", "-3"),
    Form.BOOLEAN: (True, False, "true"),
    Form.DURATION: (group(seconds=5), group(minutes=1, seconds=30), group(ms=0), group(seconds="{{wait}}")),
    Form.DATE_TIME: (group(year=2024, month=2, day=29, hour=23), group(year=2026), "2026-11-23T08:30:00Z"),
    Form.OBJECT: (group(name="Support"), group(name=5)),
    Form.ANY: ("a", 5, group(amount=5, code="EUR"), Items()),
}
BAD: dict[Form, tuple[Node, ...]] = {
    Form.TEXT: (True, None, Items(), group(name="a")),
    Form.INTEGER: ("many", "1.5", True, Decimal("1.5"), None, group(seconds=5), Items((Literal(1),))),
    Form.DECIMAL: ("many", True, group(name="a")),
    Form.BOOLEAN: ("yes", 1, "True", None),
    Form.DURATION: (5, "5", group(second=5), group(seconds=-5), group(seconds="five"), group(seconds=True), group()),
    Form.DATE_TIME: (group(year=2023, month=2, day=29), group(years=2023), group(), "tomorrow", 5),
    Form.OBJECT: ("Support", group(id="x"), group(name=""), group(name=True)),
}


@pytest.mark.parametrize(("form", "node"), [(form, node) for form, nodes in GOOD.items() for node in nodes])
def test_fits(form: Form, node: Node) -> None:
    assert fits(node, form)


@pytest.mark.parametrize(("form", "node"), [(form, node) for form, nodes in BAD.items() for node in nodes])
def test_does_not_fit(form: Form, node: Node) -> None:
    assert not fits(node, form)
