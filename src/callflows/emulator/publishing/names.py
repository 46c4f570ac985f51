"""The rules for a flow's name, as the codes that creating and renaming answer with (Architect: name limits)."""

from __future__ import annotations

LONGEST_NAME = 200
NUL = "\0"
LONGEST_REFERENCE = 256
"""Characters in the name of an object that is no flow (assumed: the cloud's own limits are not published)."""
_PREFIX = "architect.flow.validate.failed"


def name_fault(name: str | None) -> tuple[str, str] | None:
    """The error code and text of what is wrong with a name, None when it is good."""
    if not name or not name.strip():
        return f"{_PREFIX}.missing.name", "Flow name is missing."
    if "/" in name:
        return f"{_PREFIX}.invalid.name.contains.slash", "Flow names must not contain '/'."
    if name.strip().lower().endswith("-debug"):
        return f"{_PREFIX}.invalid.name.contains.debug", "Flow names must not end with '-debug'."
    if not any(character.isalnum() for character in name):
        return f"{_PREFIX}.invalid.name.no.alpha", "Flow names must contain at least one alphanumeric character."
    if len(name) > LONGEST_NAME:
        return _PREFIX, f"Flow names have at most {LONGEST_NAME} characters; this one has {len(name)}."
    return None


def unkeepable(text: str) -> str:
    """Why no object of the org can have this name, "" when one can. Postgres takes no text with a NUL."""
    if NUL in text:
        return "has a NUL character"
    return f"has {len(text)} characters; {LONGEST_REFERENCE} are allowed" if len(text) > LONGEST_REFERENCE else ""
