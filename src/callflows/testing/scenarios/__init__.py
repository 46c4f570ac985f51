"""Scenario files (`*.calls.yaml`): calls for those who write no Python, read with places and run on virtual time.

    flow: Main line
    calls:
      - name: a caller types the account number
        steps:
          - hear: Welcome to Acme
          - press: "123456"
          - hear: Your account is 123456
        expect: {ended by: disconnect}

`read_scenarios` gives the calls of a file and every fault in it; a `Runner` places them.
"""

from callflows.testing.scenarios.cases import Case, CaseFile
from callflows.testing.scenarios.reader import read_scenarios
from callflows.testing.scenarios.results import Result
from callflows.testing.scenarios.running import Runner

__all__ = ["Case", "CaseFile", "Result", "Runner", "read_scenarios"]
