"""Placeholders: how they are written (`syntax`), what they stand for and who said so (`substitutions`), and the text of
a file with their values filled in, which knows where in the file each piece of it stands (`template`)."""
