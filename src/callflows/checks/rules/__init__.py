"""One rule a file, named for the fault. Each has `check(subject)`; its docstring is its page."""
