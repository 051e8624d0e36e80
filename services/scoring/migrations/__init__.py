"""The history of scoring's database."""
