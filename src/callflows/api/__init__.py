"""Genesys Cloud's wire contract: one table of operations, the bodies, the error codes, the regions.

The client and the local org both read this table and nothing of each other, so they can only disagree with the
contract, never with each other by accident.
"""

from callflows.api import wire
from callflows.api.errors import CODES, ErrorCode
from callflows.api.operation import Host, Need, Operation, Param, Permissions
from callflows.api.operations import OPERATIONS, command, operation
from callflows.api.regions import DEFAULT_DOMAIN, REGIONS, Hosts, UnknownEnvironment, hosts

__all__ = [
    "CODES",
    "DEFAULT_DOMAIN",
    "OPERATIONS",
    "REGIONS",
    "ErrorCode",
    "Host",
    "Hosts",
    "Need",
    "Operation",
    "Param",
    "Permissions",
    "UnknownEnvironment",
    "command",
    "hosts",
    "operation",
    "wire",
]
