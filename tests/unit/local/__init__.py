"""The local launcher, with real child processes."""
