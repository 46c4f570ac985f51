"""The output paths by which an action leaves whose doing lies outside the flow."""

from __future__ import annotations

from callflows.architect import nearest
from callflows.model import spec_of


def wrong_path(kind: str, path: str) -> str:
    """Why an action of this kind cannot leave by this output path, with the nearest one; "" where it can. A bot leaves
    by any intent, and of a kind that callflows does not know nothing is known."""
    spec = spec_of(kind)
    if spec is None or spec.named_outputs or path in {"success", *spec.outputs}:
        return ""
    paths = tuple(dict.fromkeys(("success", *spec.outputs)))
    near = nearest(path, paths)
    advice = f'did you mean "{near}"?' if near else f"it has {', '.join(paths)}"
    return f'the action {kind} has no output path "{path}": {advice}'
