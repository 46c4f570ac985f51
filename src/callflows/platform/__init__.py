"""Which org a program talks to, and the blocking face for programs.

`connect` and `open_client` choose by the environment: Genesys Cloud or another server when credentials are
set, else the local org in this process on `.callflows/org.db`. `PlatformClient` and `RoutingApi` are the same
for programs that are not asynchronous.
"""

from callflows.platform.calls import CallPlan, NothingToCall, plan_call, plan_unpublished
from callflows.platform.client import PlatformClient
from callflows.platform.connection import Connection, connect, local_database, open_client
from callflows.platform.environment import MissingCredentials, Remote, remote_of
from callflows.platform.routing import RoutingApi
from callflows.platform.seeding import RemoteSeeded, seed_remote

__all__ = [
    "CallPlan",
    "Connection",
    "MissingCredentials",
    "NothingToCall",
    "PlatformClient",
    "Remote",
    "RemoteSeeded",
    "RoutingApi",
    "connect",
    "local_database",
    "open_client",
    "plan_call",
    "plan_unpublished",
    "remote_of",
    "seed_remote",
]
