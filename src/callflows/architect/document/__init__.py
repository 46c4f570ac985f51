"""A file as a YAML document in which everything knows its place: the `nodes`, what plain text means and which text
needs quotes (`scalars`), text to nodes (`composer`), an address to its place (`source_map`) down to the single
`characters` of a text, and values that break out of a text without quotes (`unquoted`)."""
