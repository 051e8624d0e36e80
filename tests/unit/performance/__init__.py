"""Tests: unit/performance."""
