"""A rule's page: the docstring of its file, taken apart by its fixed headings."""

from __future__ import annotations

import inspect

import msgspec

from callflows.checks.finding import Rule

HEADINGS = ("What it does", "Why it matters", "Example", "Source")


class Page(msgspec.Struct, frozen=True):
    """`summary` is the first sentence; `sections` has a text for each of `HEADINGS`, in their order."""

    summary: str
    sections: tuple[tuple[str, str], ...]


def page_of(rule: Rule) -> Page:
    """The page of a rule. Raises ValueError where the docstring has not exactly the fixed headings."""
    summary, *rest = inspect.cleandoc(rule.page).split("\n")
    sections: list[tuple[str, list[str]]] = []
    for line in rest:
        if line and not line.startswith(" ") and line.endswith(":"):
            sections.append((line.removesuffix(":"), []))
        elif sections:
            sections[-1][1].append(line)
    if tuple(heading for heading, _ in sections) != HEADINGS or not summary:
        raise ValueError(f"the page of the rule {rule.code} must have the headings {', '.join(HEADINGS)}")
    return Page(summary, tuple((heading, inspect.cleandoc("\n".join(["", *body]))) for heading, body in sections))
