"""The exit codes."""

OK = 0
FINDINGS = 1  # what the user gave is not right, or conflicts with what exists
USAGE = 2  # the command line or the environment is not right
REMOTE = 3  # the org or the network failed
INTERRUPTED = 130
