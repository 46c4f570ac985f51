"""Publish flow files through the official Python SDK, stubs made for what they name. Prints one JSON object:
file -> status and messages. Arguments: files; `{{placeholders}}` are filled with their own names, as text."""

from __future__ import annotations

import json
import os
import re
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import PureCloudPlatformClientV2 as platform


def publish(architect: Any, yaml: bytes) -> tuple[str, list[str]]:
    request = platform.RegisterArchitectJobRequest()
    request.create_stubs = True
    job = architect.post_flows_jobs(body=request)
    upload = urllib.request.Request(job.presigned_url, data=yaml, headers=job.headers, method="PUT")
    urllib.request.urlopen(upload, timeout=60).close()
    while True:
        state = architect.get_flows_job(job.id, expand=["messages"])
        if state.status in {"Success", "Failure"}:
            return state.status, [message.text for message in state.messages or [] if message.type == "Error"]
        time.sleep(0.02)


def filled(text: str) -> str:
    """The file with each placeholder replaced by its own name, as CX as Code would by a value; divisions by Home."""
    return re.sub(r"\{\{\s*(\w+)\s*\}\}", lambda found: "Home" if found[1] == "division" else found[1], text)


def main() -> None:
    platform.configuration.host = os.environ["GENESYS_ENVIRONMENT"]
    client = platform.ApiClient().get_client_credentials_token(
        os.environ["GENESYS_CLIENT_ID"], os.environ["GENESYS_CLIENT_SECRET"]
    )
    architect = platform.ArchitectApi(client)
    seen = {name: publish(architect, filled(Path(name).read_text(encoding="utf-8")).encode()) for name in sys.argv[1:]}
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
