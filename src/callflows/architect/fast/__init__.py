"""The fast path of reading: straight from a text that is laid out as the exporter does it to the flow, line by line
(`lines`), lines to model nodes (`blocks`), nodes to the flow (`flow`); its document is made only where a place is asked
for (`line_document`). Whatever is unusual or wrong is left to `reading`."""
