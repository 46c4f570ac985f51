"""The output paths by which an action leaves whose doing lies outside the flow."""

from __future__ import annotations

from typing import Final

from callflows.model import spec_of
from callflows.testing.advice import advice_on

_DONE: Final = frozenset({"success", "failure", "timeout"})
"""The output paths of what is done or not. An action that has no others may succeed without a path for it."""


def wrong_path(kind: str, path: str) -> str:
    """Why an action of this kind cannot leave by this output path, with the nearest one; "" where it can. A bot leaves
    by any intent, and of a kind that callflows does not know nothing is known."""
    spec = spec_of(kind)
    if spec is None or spec.named_outputs:
        return ""
    paths = tuple(dict.fromkeys(("success", *spec.outputs))) if _DONE.issuperset(spec.outputs) else spec.outputs
    if path in paths:
        return ""
    advice = advice_on(path, paths, f"it has {', '.join(paths)}")
    return f'the action {kind} has no output path "{path}": {advice}'
