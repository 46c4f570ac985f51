"""One file for each family of rules. A rule reads the context and yields diagnostics; it changes nothing."""
