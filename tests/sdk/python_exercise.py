"""What the official Python SDK, unmodified, sees of the org at GENESYS_ENVIRONMENT. Prints one JSON object."""

from __future__ import annotations

import json
import os
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import PureCloudPlatformClientV2 as platform
from PureCloudPlatformClientV2.rest import ApiException


def publish(architect: Any, yaml: bytes) -> Any:
    job = architect.post_flows_jobs()
    request = urllib.request.Request(job.presigned_url, data=yaml, headers=job.headers, method="PUT")
    with urllib.request.urlopen(request, timeout=60) as answer:
        if answer.status != 200:
            raise RuntimeError(f"upload answered {answer.status}")
    while True:
        state = architect.get_flows_job(job.id, expand=["messages"])
        if state.status in {"Success", "Failure"}:
            return state
        time.sleep(0.02)


def refused(call: Any, *arguments: Any) -> dict[str, Any] | None:
    try:
        call(*arguments)
    except ApiException as error:
        body = json.loads(error.body)
        return {"status": error.status, "code": body["code"], "contextId": type(body["contextId"]).__name__}
    return None


def main() -> None:
    platform.configuration.host = os.environ["GENESYS_ENVIRONMENT"]
    client = platform.ApiClient().get_client_credentials_token(
        os.environ["GENESYS_CLIENT_ID"], os.environ["GENESYS_CLIENT_SECRET"]
    )
    architect = platform.ArchitectApi(client)
    shared = architect.get_flows(type=["commonmodule"], name="Global Authentication Menu")
    published = publish(architect, Path(sys.argv[1]).read_bytes())
    flow = architect.get_flow(published.flow.id)
    names: list[str] = []
    page_number, page_count = 0, 1
    while page_number < page_count:
        page_number += 1
        page = architect.get_flows(page_size=1, page_number=page_number, sort_by="name")
        page_count = page.page_count
        names += [entity.name for entity in page.entities]
    missing = refused(architect.get_flow, "00000000-0000-0000-0000-000000000000")
    conflict = refused(architect.delete_flow, shared.entities[0].id)
    # The SDK itself sleeps out a 429's Retry-After and asks again: what shows is how long the calls took.
    started = time.monotonic()
    for _ in range(int(sys.argv[2])):
        architect.get_flow(flow.id)
    print(
        json.dumps(
            {
                "shared": [[entity.name, entity.type] for entity in shared.entities],
                "published": published.status,
                "flow": [flow.name, flow.type, flow.published_version.id],
                "names": names,
                "missing": missing,
                "conflict": conflict,
                "waited": time.monotonic() - started,
            }
        )
    )


if __name__ == "__main__":
    main()
