"""Whether the official Python SDK understands every answer. Argument: a JSON file with a list of [path, SDK class].

Prints one JSON object: path -> what the SDK's class does not know, or takes for another type."""

from __future__ import annotations

import json
import os
import re
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import PureCloudPlatformClientV2 as platform

TEXTS = ("str", "date", "datetime", "LocalDateTime")
PLAIN = {"int": int, "float": (int, float), "bool": bool, **dict.fromkeys(TEXTS, str)}


def unknown(value: Any, kind: str, place: str) -> Iterator[str]:
    """Keys, values and enumeration members that the SDK's type `kind` does not have. `null` is never right."""
    inner = re.fullmatch(r"(list\[|dict\(str, )(.*)[\])]", kind)
    if value is None:
        yield f"{place}: null"
    elif inner is not None:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for name, item in items:
            yield from unknown(item, inner[2], f"{place}[{name}]")
    elif kind in PLAIN:
        if not isinstance(value, PLAIN[kind]) or (isinstance(value, bool) and kind != "bool"):
            yield f"{place}: {value!r} is no {kind}"
    elif kind != "object":
        yield from unknown_in_model(value, getattr(platform, kind)(), place)


def unknown_in_model(value: dict[str, Any], model: Any, place: str) -> Iterator[str]:
    attributes = {key: attribute for attribute, key in model.attribute_map.items()}
    for key, item in value.items():
        if key not in attributes:
            yield f"{place}.{key}: not a key of {type(model).__name__}"
            continue
        yield from unknown(item, model.swagger_types[attributes[key]], f"{place}.{key}")
        if isinstance(item, str):
            setattr(model, attributes[key], item)
            if getattr(model, attributes[key]) == "outdated_sdk_version":
                yield f"{place}.{key}: {item!r} is not in the enumeration"


def main() -> None:
    host = os.environ["GENESYS_ENVIRONMENT"]
    platform.configuration.host = host
    client = platform.ApiClient().get_client_credentials_token(
        os.environ["GENESYS_CLIENT_ID"], os.environ["GENESYS_CLIENT_SECRET"]
    )
    seen: dict[str, list[str]] = {}
    for path, kind in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
        request = urllib.request.Request(host + path, headers={"Authorization": f"Bearer {client.access_token}"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            body = json.load(answer)
        found = list(unknown(body, kind, "$"))
        if isinstance(body.get("entities"), list) and not body["entities"]:
            found.append("$.entities: nothing was there to be read")
        seen[path] = found
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
