"""A new workspace: what `callflows init` writes into a folder."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import PurePosixPath
from typing import Final

from callflows.workspace.discover import SCENARIOS
from callflows.workspace.settings import CONFIG, FOLDER
from callflows.workspace.survey import Survey

STARTER: Final = "flows"
TESTS: Final = "tests"
GITIGNORE: Final = ".gitignore"

_HEAD: Final = """\
# A callflows workspace. Every command that is given no paths works on the files below.

# Folders, files or globs (`**` crosses folders), relative to this file.
"""
_EXCLUDE: Final = """
# What is left out of them; a name without `/` is left out in every folder.
"""
_TARGETS: Final = """
# The orgs that you publish to, each under a name for --target. client_id and client_secret are the NAMES of the
# environment variables that hold the credentials; no secret belongs in this file. Without a target a command works on
# the org of GENESYS_CLIENT_ID, GENESYS_CLIENT_SECRET and GENESYS_ENVIRONMENT, else on the local org in .callflows.
#
# default_target = "local"     # stands above the first [table]
#
# [targets.local]
# environment = "local"
#
# [targets.prod]
# environment = "mypurecloud.de"
# client_id = "PROD_CLIENT_ID"
# client_secret = "PROD_CLIENT_SECRET"
# division = "EMEA"            # of flows that `callflows create` makes
#
# [targets.prod.substitutions]
# brand = "Acme"               # comes before the value above
"""


def new_files(found: Survey) -> Mapping[str, str]:
    """File name -> text of everything that a new workspace has: around the flows that were found, or, where there is
    none, with two to start from and calls that test them."""
    files = {CONFIG: config_text(found)}
    if not found.flows:
        for item in resources.files("callflows.workspace").joinpath("starter").iterdir():
            if item.name.endswith(".yaml"):
                where = TESTS if item.name.endswith(SCENARIOS) else STARTER
                files[f"{where}/{item.name}"] = item.read_text(encoding="utf-8")
    return dict(sorted(files.items()))


def config_text(found: Survey) -> str:
    """`callflows.toml`, with comments that explain it."""
    paths = flow_folders(found.flows, found.others) or [STARTER]
    excluded = [name for name in found.others if any(_inside(name, path) for path in paths)]
    text = _HEAD + f"paths = {_list(paths)}\n"
    text += _EXCLUDE + (f"exclude = {_list(excluded)}\n" if excluded else '# exclude = ["drafts"]\n')
    return text + _substitutions(found) + _TARGETS


def _substitutions(found: Survey) -> str:
    text = "\n# What placeholders ({{brand}}, and ${brand} in .tftpl files) stand for.\n"
    if not found.placeholders:
        return text + '# [substitutions]\n# brand = "Acme"\n'
    text += "[substitutions]\n"
    for name in found.placeholders:
        users = [template.file for template in found.templates if name in template.names]
        more = f" and {len(users) - 1} more" if len(users) > 1 else ""
        text += f'# {_key(name)} = ""    # {users[0]}{more}\n'
    return text


def flow_folders(files: Sequence[str], others: Sequence[str]) -> list[str]:
    """The folders that hold the files: the uppermost ones that hold no other YAML; `.` where a file lies in the folder
    itself."""
    found: set[str] = set()
    for name in files:
        above = [str(folder) for folder in PurePosixPath(name).parents][-2::-1]
        pure = (folder for folder in above if not any(_inside(other, folder) for other in others))
        found.add(next(pure, above[-1] if above else "."))
    if "." in found:
        return ["."]
    return [name for name in sorted(found) if not any(_inside(name, other) for other in found)]


def _inside(name: str, folder: str) -> bool:
    return folder == "." or name.startswith(f"{folder}/")


def ignoring(text: str | None) -> str | None:
    """The text of `.gitignore` with the line that keeps the cache and the local org out of version control; None where
    it is there already. `text` is None where there is no such file."""
    lines = (text or "").splitlines()
    if any(line.strip().strip("/") == FOLDER for line in lines):
        return None
    if text is None or not text:
        return f"{FOLDER}/\n"
    return text + ("" if text.endswith("\n") else "\n") + f"{FOLDER}/\n"


def _list(items: Sequence[str]) -> str:
    if len(items) == 1:
        return f"[{_text(items[0])}]"
    return "[\n" + "".join(f"    {_text(item)},\n" for item in items) + "]"


def _text(item: str) -> str:
    """A TOML string. JSON's escapes are TOML's."""
    return json.dumps(item, ensure_ascii=False).replace("\x7f", "\\u007F")


def _key(name: str) -> str:
    plain = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if plain else _text(name)
