"""Tests of the gateway's configuration."""
