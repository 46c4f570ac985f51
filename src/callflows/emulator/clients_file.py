"""OAuth clients from a file: `oauthClients` as in `org.yaml`."""

from __future__ import annotations

from pathlib import Path

from callflows.diagnostics import Diagnostic
from callflows.emulator.org_file import OAuthClient, read_org_file
from callflows.store import ClientRecord, Store, hash_secret


def load_clients(store: Store, path: Path) -> tuple[Diagnostic, ...]:
    """Write the clients of a YAML file, in place of those with their ids. Gives what is wrong with the file."""
    found, wrong = read_org_file(path)
    for client in found.oauth_clients:
        save_client(store, client)
    return wrong


def save_client(store: Store, client: OAuthClient) -> None:
    """Write one client; its secret is kept as a hash."""
    store.clients.save(
        ClientRecord(
            id=client.id,
            name=client.name or client.id,
            secret_hash=hash_secret(client.secret),
            permissions=client.permissions,
            token_seconds=client.token_seconds,
        )
    )
