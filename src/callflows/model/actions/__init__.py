"""The catalogue's entries, by Architect's categories."""
