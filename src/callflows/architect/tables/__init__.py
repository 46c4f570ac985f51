"""Files that give placeholders their values, options files and tables with a flow in each row (`substitution_files`),
and CSV text as cells that know their place (`csv_cells`), for these and other tables."""
