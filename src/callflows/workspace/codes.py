"""The codes of what can be wrong with a workspace: one entry a code, with its severity and its page.

`docs/diagnostics.md` is made from them; a test opens each example and wants exactly the finding it shows.
"""

# ruff: noqa: E501 (examples show whole messages)

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from callflows.architect.codes import Code
from callflows.diagnostics import Severity

_CODES: Final = (
    Code(
        name="workspace-unreadable",
        severity=Severity.ERROR,
        summary="`callflows.toml` cannot be opened, or is not UTF-8 text.",
        means="With an error in `callflows.toml` a command ends with exit code 2 and does nothing.",
        example="""
        ```python
        b"\\xff"  # error[workspace-unreadable]: callflows.toml is not UTF-8 text: invalid start byte
        ```
        """,
        fix="Check its permissions, and save it as UTF-8.",
    ),
    Code(
        name="workspace-syntax",
        severity=Severity.ERROR,
        summary="`callflows.toml` is not TOML.",
        means="Most often a text has no quotes, a list is never closed, or a key or table stands there twice.",
        example="""
        ```toml
        default_target = dev  # error[workspace-syntax]@18: this is not TOML: Invalid value
        ```
        """,
        fix="Write texts in quotes, each key and each table once; [toml.io](https://toml.io) describes the rest.",
    ),
    Code(
        name="workspace-wrong-type",
        severity=Severity.ERROR,
        summary="A setting of `callflows.toml` has a value of another type.",
        means="`paths` and `exclude` are lists of texts, the values of placeholders are texts, numbers, true or false.",
        example="""
        ```toml
        paths = "flows"  # error[workspace-wrong-type]@1: paths is a text, not a list
        ```
        """,
        fix='Write what the message expects: here `paths = ["flows"]`.',
    ),
    Code(
        name="workspace-missing-key",
        severity=Severity.ERROR,
        summary="A target has no environment.",
        means="`environment` says which org a target is: a region's domain, the URL of a server, or `local`.",
        example="""
        ```toml
        [targets.prod]  # error[workspace-missing-key]@10: the target prod has no environment
        division = "EMEA"
        ```
        """,
        fix='Write `environment = "mypurecloud.de"` with the domain of your region.',
    ),
    Code(
        name="workspace-unknown-target",
        severity=Severity.ERROR,
        summary="`default_target` names no target.",
        means="The default target is one of those that `callflows.toml` has under `[targets.NAME]`.",
        example="""
        ```toml
        default_target = "prd"  # error[workspace-unknown-target]@1: there is no target "prd" to be the default

        [targets.prod]
        environment = "mypurecloud.de"
        ```
        """,
        fix="Correct the name, or write the target's table.",
    ),
    Code(
        name="workspace-credential",
        severity=Severity.ERROR,
        summary="What should be the name of an environment variable is none.",
        means="""
        `client_id` and `client_secret` hold the names of environment variables, so that no secret is in the file. What
        stands there instead may be a secret, and is never shown.
        """,
        example="""
        ```toml
        [targets.prod]
        environment = "mypurecloud.de"
        client_secret = "x7-Qw"  # error[workspace-credential]@1: client_secret is not the name of an environment variable (capital letters, digits and _)
        ```
        """,
        fix='Write the name of the variable, such as `client_secret = "PROD_CLIENT_SECRET"`; a secret that was shared is to be changed.',
    ),
    Code(
        name="workspace-unknown-key",
        severity=Severity.WARNING,
        summary="A key of `callflows.toml` that has no effect.",
        means="Most often a spelling mistake; the nearest key that has an effect is offered.",
        example="""
        ```toml
        exlude = ["drafts"]  # warning[workspace-unknown-key]@1: "exlude" is no setting of callflows.toml; it has no effect
        ```
        """,
        fix="Correct the key, or take it out.",
    ),
    Code(
        name="workspace-missing-path",
        severity=Severity.WARNING,
        summary="A path of `callflows.toml` leads to nothing.",
        means="Paths are relative to the folder of `callflows.toml`. A glob that matches nothing is no fault.",
        example="""
        ```toml
        paths = ["flow"]  # warning[workspace-missing-path]@10: the path "flow" leads to nothing
        ```
        """,
        fix="Correct the path, make the folder, or take the path out.",
    ),
    Code(
        name="file-unreadable",
        severity=Severity.ERROR,
        summary="A flow file or a folder cannot be read.",
        means="It may not be read, has gone since it was found, or has a name that is not UTF-8. What a folder that "
        "cannot be read holds is not known.",
        example="""
        ```console
        error: line.yaml cannot be read: No such file or directory [file-unreadable]
        ```
        """,
        fix="Check the path and its permissions, or leave it out with `exclude` in `callflows.toml`.",
    ),
)

CODES: Final[MappingProxyType[str, Code]] = MappingProxyType({code.name: code for code in _CODES})
