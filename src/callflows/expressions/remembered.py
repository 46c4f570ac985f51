"""Parsing what was parsed before: flows made from one template repeat their expressions, and reading, checking and
compiling a flow each ask for all of them."""

from __future__ import annotations

import functools

from callflows.expressions.parser import Parsed, parse

_SHORT = 2_000


def parsed(text: str) -> Parsed:
    """What `parse` gives, kept for the 4,096 texts of up to 2,000 characters that were asked for last: a tree never
    changes, so it is shared freely."""
    return _short(text) if len(text) <= _SHORT else parse(text)


_short = functools.lru_cache(maxsize=4096)(parse)
