"""Tests of the suite, by kind."""
