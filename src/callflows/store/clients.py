"""OAuth clients and the tokens that were given to them. Neither secrets nor tokens are kept in the clear."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from callflows.store.database import Database
from callflows.store.records import ClientRecord, TokenRecord
from callflows.store.sql import record, values
from callflows.store.tables import clients, tokens


def hash_secret(secret: str) -> str:
    """A salted hash of a client's secret."""
    salt = secrets.token_hex(8)
    return f"{salt}${hashlib.sha256((salt + secret).encode()).hexdigest()}"


def secret_matches(client: ClientRecord, secret: str) -> bool:
    """Whether this is the client's secret, compared in constant time."""
    salt, _, digest = client.secret_hash.partition("$")
    return hmac.compare_digest(hashlib.sha256((salt + secret).encode()).hexdigest(), digest)


def token_digest(token: str) -> str:
    """The form in which a bearer token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


class Clients:
    """OAuth clients and their tokens."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, client_id: str) -> ClientRecord | None:
        with self._database.read() as connection:
            row = connection.execute(select(clients).where(clients.c.id == client_id)).mappings().first()
        return None if row is None else record(ClientRecord, row)

    def save(self, item: ClientRecord) -> None:
        """Write a client, in place of the one with its id."""
        with self._database.write() as connection:
            columns = values(item)
            done = connection.execute(update(clients).where(clients.c.id == item.id).values(**columns))
            if done.rowcount == 0:
                connection.execute(insert(clients).values(**columns))

    def add_token(self, item: TokenRecord, *, now: datetime) -> None:
        """Write a token; tokens that are over are cleared away on the way."""
        with self._database.write() as connection:
            connection.execute(delete(tokens).where(tokens.c.expires_at < now))
            connection.execute(insert(tokens).values(**values(item)))

    def token(self, digest: str) -> TokenRecord | None:
        with self._database.read() as connection:
            row = connection.execute(select(tokens).where(tokens.c.digest == digest)).mappings().first()
        return None if row is None else record(TokenRecord, row)

    def drop_token(self, digest: str) -> None:
        with self._database.write() as connection:
            connection.execute(delete(tokens).where(tokens.c.digest == digest))
