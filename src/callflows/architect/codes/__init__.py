"""The codes of what can be wrong with a flow file: one entry a code, with its severity and its page.

`docs/diagnostics.md` is made from them; a test reads each example and wants exactly the finding it shows.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from callflows.architect.codes import files, flows, formats, includes, syntax, values
from callflows.architect.codes.code import Code

_GROUPS: Final = (files.CODES, values.CODES, includes.CODES, syntax.CODES, flows.CODES, formats.CODES)

CODES: Final[MappingProxyType[str, Code]] = MappingProxyType({code.name: code for codes in _GROUPS for code in codes})

__all__ = ["CODES", "Code"]
