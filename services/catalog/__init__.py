"""Knows the models and what they are trained on."""
