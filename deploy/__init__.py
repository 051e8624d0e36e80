"""Runs the suite where it is needed."""
