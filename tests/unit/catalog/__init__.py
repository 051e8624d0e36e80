"""Unit tests: catalog."""
