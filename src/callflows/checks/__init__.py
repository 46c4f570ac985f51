"""Rules over flows: what Genesys Cloud would refuse, and what goes wrong in a call although it is accepted.

One rule a file under `rules`, named for the fault; codes and severities in `registry`; a rule's docstring
is its page in `docs/rules.md`.
"""

from callflows.checks.check import check_flow
from callflows.checks.files import Setting, check_file, check_text, mend_text, modules_of, twins
from callflows.checks.finding import Known, Places, Rule
from callflows.checks.registry import RULES

__all__ = [
    "Known",
    "Places",
    "RULES",
    "Rule",
    "Setting",
    "check_file",
    "check_flow",
    "check_text",
    "mend_text",
    "modules_of",
    "twins",
]
