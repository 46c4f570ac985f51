"""A few hundred damaged files at each run; `make fuzz` reads them for a minute."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.architect.mutations import files
from tests.architect.robustness import check_reading, check_template


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(files())
def test_whatever_is_in_a_file_it_is_read_or_refused(data: bytes) -> None:
    check_reading(data)
    check_template(data)


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=100))
@example("inboundCall:\n  name: \ud800\n")
@example("\ud83d\ude00")
def test_texts_with_any_character(text: str) -> None:
    """`read` takes text, too, and Python's may hold halves of surrogate pairs."""
    check_reading(text)
