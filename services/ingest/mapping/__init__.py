"""Finds out which column is which canonical field, by names and by values."""
