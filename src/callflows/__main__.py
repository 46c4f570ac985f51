"""`python -m callflows` is the command line."""

from callflows.cli.main import run

run()
