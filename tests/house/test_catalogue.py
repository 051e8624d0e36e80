"""Things that must be told in two places, and be the same in both."""

import importlib
import pkgutil
import re
from pathlib import Path

import services
from services.catalog.settings import ServeSettings as CatalogSettings
from services.ingest.settings import ServeSettings as IngestSettings
from services.runtime.errors import KINDS, Failure
from services.runtime.settings import PREFIX, Group
from services.scoring.settings import WorkSettings

ROOT = Path(__file__).resolve().parents[2]
OWN_CODE = re.compile(r"^ERR-[1-49]\d{3}$")


def _failures() -> list[type[Failure]]:
    for module in pkgutil.walk_packages(services.__path__, "services."):
        if module.name.rsplit(".", 1)[-1] not in ("__main__", "env") and "migrations." not in module.name:
            importlib.import_module(module.name)
    found: list[type[Failure]] = []
    waiting: list[type[Failure]] = list(KINDS)
    while waiting:
        subclasses = waiting.pop().__subclasses__()
        found += [kind for kind in subclasses if kind.__module__.startswith("services.")]
        waiting += subclasses
    return found


def test_every_failure_has_a_code_of_its_own() -> None:
    codes = [failure.code for failure in _failures()]

    assert all(OWN_CODE.match(code) for code in codes)
    assert len(set(codes)) == len(codes)


def test_every_code_stands_in_the_documentation() -> None:
    documented = (ROOT / "docs" / "architecture.md").read_text()

    assert [failure.code for failure in _failures() if failure.code not in documented] == []


def test_every_variable_stands_in_the_documentation() -> None:
    documented = (ROOT / "docs" / "operations.md").read_text()
    variables = {name for settings in (CatalogSettings, IngestSettings, WorkSettings) for name in _variables(settings)}

    assert len(variables) > 20
    assert sorted(name for name in variables if name not in documented) == []


def _variables(settings: type) -> list[str]:
    names = []
    for name, field in settings.model_fields.items():  # type: ignore[attr-defined]
        group = field.annotation
        if isinstance(group, type) and issubclass(group, Group):
            names += [f"{PREFIX}{name}_{part}".upper() for part in group.model_fields]
        else:
            names.append(f"{PREFIX}{name}".upper())
    return names
