"""Tests of how models learn."""
