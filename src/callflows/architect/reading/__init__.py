"""Bytes to a flow (`reader`), with every fault at once: the header, tasks and menus (`flow_reader`), actions and values
(`shapes`), what the catalogue says against them (`catalogue_check`, `settings_check`, or that it says nothing:
`acceptors`). Findings offer the name that was meant (`renames`) and say where their text comes from (`origins`)."""
