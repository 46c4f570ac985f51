"""Measurements behind docs/performance.md. Each script prints a table, or with --json one object a figure."""
