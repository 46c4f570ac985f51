"""Verdict, type, cast and places of faults, against Architect's own design-time core of 2018.

Opt-in: set CALLFLOWS_ORACLE to a folder with oracle.js and its package (CONTRIBUTING.md has the commands), and
CALLFLOWS_EXAMPLES to the number of expressions of each kind (1,000 unless told).
"""

from __future__ import annotations

import os
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.expressions.differences import Case, difference
from tests.expressions.grammar import DAMAGED, WHOLE, declared, every_argument, questions
from tests.expressions.oracle import Oracle, Question, needs_oracle
from tests.expressions.verdicts import verdict

_EXAMPLES = int(os.environ.get("CALLFLOWS_EXAMPLES", "1000"))
_SHARES = 6


@pytest.mark.parametrize("texts", [WHOLE, DAMAGED], ids=["whole", "damaged"])
def test_the_core_agrees_but_for_what_is_listed(texts: st.SearchStrategy[str]) -> None:
    folder = needs_oracle()
    with Oracle(folder) as oracle:

        @settings(max_examples=_EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(questions(texts))
        def compare(question: Question) -> None:
            difference(Case(question, oracle.ask(question), verdict(question)))

        compare()


@pytest.mark.parametrize("share", range(_SHARES))
@pytest.mark.parametrize("flow_type", ["inboundcall", "inboundemail"])
def test_every_parameter_takes_what_the_core_lets_it_take(flow_type: str, share: int) -> None:
    """In shares, since one test may last two minutes."""
    folder = needs_oracle()
    with Oracle(folder) as oracle:
        for text in islice(every_argument(), share, None, _SHARES):
            question = Question(text, flow_type, None, declared(flow_type))
            difference(Case(question, oracle.ask(question), verdict(question)))
