"""A call of a common module that passes other inputs or outputs than the published module has.

What it does:
    Compares the inputs and outputs of every `callCommonModule` with those that the published module declares.

Why it matters:
    The module has changed since the flow was written: an input that is not passed is NOT_SET inside the module, and
    a result that is not taken is lost.

Example:
    ```yaml
    - callCommonModule:
        name: Authenticate
        commonModule:
          Authentication:                  # its inputs are Common.pin and Common.ani
            ver_latestPublished:
              inputs: {Common.pin: {exp: Flow.pin}}
              outputs: {}
    ```

Source:
    Archy exports list every input and output. A published caller that lacks an output which its module gained
    later is known, so the cloud accepts such drift and it is not an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from callflows.analysis import Binding, ModuleCall
from callflows.checks.finding import Finding, Subject
from callflows.model import Flow, Variable


def check(subject: Subject) -> Iterator[Finding]:
    for call in subject.program.calls:
        module = subject.module(call.name) if call.name else None
        if module is not None:
            yield from _compare(call, module)


def _compare(call: ModuleCall, module: Flow) -> Iterator[Finding]:
    yield from _side(call, "input", call.inputs, module.inputs)
    yield from _side(call, "output", call.outputs, module.outputs)


def _side(call: ModuleCall, word: str, bound: tuple[Binding, ...], declared: tuple[Variable, ...]) -> Iterator[Finding]:
    passed = {b.name.lower() for b in bound}
    existing = {v.name.lower() for v in declared}
    for variable in declared:
        if variable.name.lower() not in passed:
            yield Finding(
                call.module_address,
                f'The module "{call.name}" has the {word} {variable.name}, which this call does not mention.',
                f"Add {variable.name} to the call's {word}s; noValue: true is allowed.",
            )
    for binding in bound:
        if binding.name.lower() not in existing:
            yield Finding(
                binding.address,
                f'The module "{call.name}" has no {word} {binding.name}.',
                f"Remove it from the call's {word}s, or publish a module that has it.",
            )
