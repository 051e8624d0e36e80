"""Takes customer files in: checks, maps and prepares them."""
