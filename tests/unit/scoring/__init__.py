"""Tests: unit/scoring."""
