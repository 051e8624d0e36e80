"""The `retainwise` command: a client of the suite."""
