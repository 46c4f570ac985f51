"""The one table of rules: code, severity, and the function that looks.

Codes are stable. Only errors stop a publish: a rule is an error where Genesys Cloud refuses the flow and
the refusal is certain, a warning where the flow is accepted and goes wrong or where the sources disagree.
"""

from __future__ import annotations

from types import ModuleType

from callflows.checks.finding import Rule
from callflows.checks.rules import (
    choice_without_input,
    collect_digits,
    dangling_reference,
    default_choice_missing,
    default_language_unsupported,
    duplicate_digit,
    duplicate_name,
    duplicate_ref_id,
    duplicate_variable,
    end_path_missing,
    expression_doubtful,
    expression_invalid,
    expression_type,
    flow_name,
    invented_action,
    language_missing,
    literal_reference,
    literal_type,
    lookup_missing,
    loop_exit_outside_loop,
    menu_without_choices,
    module_in_module,
    module_interface_drift,
    module_unpublished,
    object_missing,
    read_only_variable,
    set_language_unsupported,
    start_object_missing,
    statement_type,
    states_in_call_flow,
    switch_cases,
    task_input_unknown,
    task_without_end,
    undeclared_task_variable,
    undeclared_variable,
    unknown_built_in_variable,
    unreachable_action,
    unsubstituted_placeholder,
    unused_task,
    value_not_set,
    value_out_of_range,
    variable_name,
)
from callflows.diagnostics import Severity


def _rule(module: ModuleType, severity: Severity) -> Rule:
    """The rule of a file; its code is the file's name with dashes."""
    code = module.__name__.rpartition(".")[2].replace("_", "-")
    return Rule(code=code, severity=severity, check=module.check)


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

RULES: tuple[Rule, ...] = (
    # the flow itself
    _rule(flow_name, _E),
    _rule(start_object_missing, _E),
    _rule(language_missing, _E),
    _rule(default_language_unsupported, _E),
    _rule(states_in_call_flow, _E),
    _rule(unsubstituted_placeholder, _E),
    # tasks and menus
    _rule(dangling_reference, _E),
    _rule(duplicate_ref_id, _E),
    _rule(duplicate_name, _E),
    _rule(end_path_missing, _E),
    _rule(task_input_unknown, _W),
    _rule(task_without_end, _W),
    _rule(unreachable_action, _W),
    _rule(unused_task, _I),
    _rule(menu_without_choices, _E),
    _rule(duplicate_digit, _E),
    _rule(choice_without_input, _E),
    _rule(default_choice_missing, _E),
    # variables and expressions
    _rule(variable_name, _E),
    _rule(duplicate_variable, _E),
    _rule(undeclared_variable, _E),
    _rule(undeclared_task_variable, _W),
    _rule(unknown_built_in_variable, _W),
    _rule(read_only_variable, _E),
    _rule(statement_type, _E),
    _rule(expression_invalid, _E),
    _rule(expression_type, _E),
    _rule(expression_doubtful, _W),
    _rule(literal_reference, _W),
    _rule(literal_type, _E),
    # actions
    _rule(invented_action, _E),
    _rule(collect_digits, _E),
    _rule(loop_exit_outside_loop, _E),
    _rule(switch_cases, _E),
    _rule(set_language_unsupported, _E),
    _rule(value_not_set, _E),
    _rule(value_out_of_range, _E),
    # common modules
    _rule(module_in_module, _E),
    _rule(module_unpublished, _E),
    _rule(module_interface_drift, _W),
    # what the org has
    _rule(object_missing, _E),
    _rule(lookup_missing, _W),
)
"""Every rule, in the order of the documentation."""
