"""A name in a scope that Architect fills, but none that is known.

What it does:
    Compares `Call.`, `Interaction.` and the like with the built-in variables of the flow's type.

Why it matters:
    It is often a slip (`Call.AniNumber`), which Genesys Cloud refuses. It may also be newer than the list here.

Example:
    ```yaml
    - playAudio: {name: Say number, audio: {exp: ToAudioTTS(Call.CallerId)}}   # the variable is Call.Ani
    ```

Source:
    Genesys Cloud: "Architect built-in variables". New ones are added from time to time, so it is not an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from callflows.analysis import BUILT_IN_SCOPES, CALL_FLOWS, built_in_names
from callflows.checks.expressions import part_of_use
from callflows.checks.finding import Finding, Subject
from callflows.checks.mends import other_name


def check(subject: Subject) -> Iterator[Finding]:
    flow_type = subject.flow.type
    if flow_type not in CALL_FLOWS:
        return
    seen: set[tuple[str, str]] = set()
    for use in subject.program.uses:
        key = (use.address, use.name.lower())
        scope = key[1].partition(".")[0]
        if key in seen or scope not in BUILT_IN_SCOPES or subject.program.symbols.resolve(use.name, use.address):
            continue
        seen.add(key)
        names = {name.lower(): name for name in built_in_names(flow_type)}
        near = get_close_matches(key[1], names, n=1)
        yield Finding(
            use.address,
            f"{use.name} is not a built-in variable known for {flow_type} flows.",
            f"Did you mean {names[near[0]]}?" if near else "Compare it with the list of built-in variables.",
            mends=other_name(subject.program, use, names[near[0]]) if near else (),
            part=part_of_use(subject, use),
        )
