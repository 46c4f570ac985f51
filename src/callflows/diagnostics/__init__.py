"""What is wrong with a user's flow, said as a value.

Every room that judges user input returns `Diagnostic` values and never prints or raises them;
the renderers here turn them into text for people and JSON for machines.
"""

from callflows.diagnostics.diagnostic import Diagnostic, Edit, Fix, Related, Severity, Span, worst
from callflows.diagnostics.render import render_json, render_text

__all__ = [
    "Diagnostic",
    "Edit",
    "Fix",
    "Related",
    "Severity",
    "Span",
    "render_json",
    "render_text",
    "worst",
]
