"""Reports as text for people. Imported late: rich costs more than the rest of the command line."""
