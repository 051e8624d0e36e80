"""A service's migrations are one line, in the order of their names."""

import importlib
import pkgutil

import pytest


@pytest.mark.parametrize("service", ["ingest", "scoring", "catalog"])
def test_each_migration_follows_the_one_before_it_by_name(service: str) -> None:
    history = importlib.import_module(f"services.{service}.migrations")
    names = sorted(found.name for found in pkgutil.iter_modules(history.__path__))
    modules = [importlib.import_module(f"{history.__name__}.{name}") for name in names]

    assert [module.revision for module in modules] == names
    assert [module.down_revision for module in modules] == [None, *names[:-1]]
    assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]
