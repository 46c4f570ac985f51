"""Exit Loop or Next Loop outside a loop.

What it does:
    Looks for `loopExit` and `loopNext` that no `loop` action encloses.

Why it matters:
    There is nothing to leave or to repeat; Genesys Cloud does not publish the flow.

Example:
    ```yaml
    actions:
      - playAudio: {name: Hello, audio: {tts: Hello}}
      - loopExit: {name: Exit Loop}
    ```

Source:
    Architect: `loop.notInLoop`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from callflows.checks.finding import Finding, Subject

_TITLES: Mapping[str, str] = {"loopExit": "Exit Loop", "loopNext": "Next Loop"}


def check(subject: Subject) -> Iterator[Finding]:
    bodies = {f"{s.address}/outputs/loop" for s in subject.program.sites if s.action.kind == "loop"}
    for site in subject.program.sites:
        title = _TITLES.get(site.action.kind)
        if title is not None and not _is_below(site.address, bodies):
            yield Finding(site.address, f"{title} stands outside a loop.", "Move it into the loop path, or remove it.")


def _is_below(address: str, bodies: set[str]) -> bool:
    above = address
    while "/" in above:
        above = above.rpartition("/")[0]
        if above in bodies:
            return True
    return False
