"""A flow to Archy YAML as Architect's exporter writes it: what is written in which order (`writer`), and its layout and
quotes (`emitter`)."""
