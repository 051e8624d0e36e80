"""The history of the catalog's database."""
