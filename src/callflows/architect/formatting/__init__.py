"""A file in the exporter's format, still a template (`formatter`): placeholders and includes pass through it as words
(`masking`), comments keep to what they stand at (`comments`), which the lines of the text tell (`outline`)."""
