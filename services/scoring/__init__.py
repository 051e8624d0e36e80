"""Scores prepared files and single customers, and says why."""
