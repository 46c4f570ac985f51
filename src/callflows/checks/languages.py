"""The languages of a flow."""

from __future__ import annotations

from callflows.model import Flow


def supported_languages(flow: Flow) -> frozenset[str]:
    """The supported languages in lower case; the default language alone where none are listed."""
    listed = flow.supported_languages
    if listed is not None and listed.entries:
        return frozenset(key.lower() for key, _ in listed.entries)
    return frozenset({flow.default_language.lower()} if flow.default_language else ())
