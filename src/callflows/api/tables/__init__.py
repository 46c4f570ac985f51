"""The rows of the operations table, one module a subject."""
