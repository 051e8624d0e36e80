"""Reads customer files as people write them, and prepares them for scoring. Pure but for the files themselves."""
