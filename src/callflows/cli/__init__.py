"""The command line. Each command parses its options, makes one service call and chooses the exit code.

Exit codes: 0 done, 1 findings in what the user gave, 2 wrong usage, 3 the org or the network failed, 130 interrupted.
"""
