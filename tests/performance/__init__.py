"""Measurements and bounded random runs. pytest does not collect them: `make fuzz` and `make bench` run them."""
