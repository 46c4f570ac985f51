"""Texts kept once each, by their SHA-256: a module that a hundred flows carry is one text."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, insert, select

from callflows.store.tables import documents


def keep(connection: Connection, text: str) -> str:
    """Keep a text and give its digest."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    known = connection.execute(select(documents.c.digest).where(documents.c.digest == digest)).first()
    if known is None:
        connection.execute(insert(documents).values(digest=digest, text=text))
    return digest
