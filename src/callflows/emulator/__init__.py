"""A Genesys Cloud org on your own machine, over HTTP.

`create_app` gives an ASGI application over a `store.Store`; `serve` runs it; `seed` fills it from files;
`published_program` gives what is needed to run a published flow. The control plane is under `/__callflows__/`.
"""

from callflows.emulator.app import create_app, served_operations
from callflows.emulator.bootstrap import DEVELOPMENT_CLIENT, DEVELOPMENT_SECRET, prepare
from callflows.emulator.clients_file import load_clients
from callflows.emulator.options import FaultPlan, Options
from callflows.emulator.org_file import Named, OrgFile, Table, read_org_file, table_schema
from callflows.emulator.runtime import PublishedProgram, published_program, published_program_inputs
from callflows.emulator.seed import Seeded, SeededFlow, seed
from callflows.emulator.serve import free_port, serve

__all__ = [
    "DEVELOPMENT_CLIENT",
    "DEVELOPMENT_SECRET",
    "FaultPlan",
    "Named",
    "Options",
    "OrgFile",
    "PublishedProgram",
    "Seeded",
    "SeededFlow",
    "Table",
    "create_app",
    "free_port",
    "load_clients",
    "prepare",
    "published_program",
    "published_program_inputs",
    "read_org_file",
    "seed",
    "serve",
    "table_schema",
    "served_operations",
]
