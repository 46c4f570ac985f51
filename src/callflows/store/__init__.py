"""What the local org keeps, and the journal of bulk runs: SQLite by default, Postgres by URL.

`open_store` gives a `Store`; its repositories take and give frozen records and raise
`NotFound`, `Conflict` or `Locked`. No HTTP and no flow logic here.
"""

from callflows.store.clients import hash_secret, secret_matches, token_digest
from callflows.store.errors import Conflict, Locked, NotFound, StoreError
from callflows.store.journal import Journal
from callflows.store.records import (
    ClientRecord,
    DependencyRecord,
    DidPoolRecord,
    DivisionRecord,
    FlowFilter,
    FlowRecord,
    IvrRecord,
    JobMessage,
    JobRecord,
    JobState,
    JournalRow,
    ModuleCopy,
    ObjectRecord,
    OrganizationRecord,
    Page,
    QueueRecord,
    RowRecord,
    RowState,
    RunRecord,
    TokenRecord,
    VersionRecord,
)
from callflows.store.sql import name_key
from callflows.store.store import Store, open_store, utc_now

__all__ = [
    "ClientRecord",
    "Conflict",
    "DependencyRecord",
    "DidPoolRecord",
    "DivisionRecord",
    "FlowFilter",
    "FlowRecord",
    "IvrRecord",
    "JobMessage",
    "JobRecord",
    "JobState",
    "Journal",
    "JournalRow",
    "Locked",
    "ModuleCopy",
    "NotFound",
    "ObjectRecord",
    "OrganizationRecord",
    "Page",
    "QueueRecord",
    "RowRecord",
    "RowState",
    "RunRecord",
    "Store",
    "StoreError",
    "TokenRecord",
    "VersionRecord",
    "hash_secret",
    "name_key",
    "open_store",
    "secret_matches",
    "token_digest",
    "utc_now",
]
