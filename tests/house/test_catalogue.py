"""Things that must be told in two places, and be the same in both."""

import importlib
import pkgutil
import re
from pathlib import Path

import services
from gateway import guide
from retainwise.error_codes import ERRORS
from services.catalog.settings import ServeSettings as CatalogSettings
from services.ingest.settings import ServeSettings as IngestSettings
from services.runtime.errors import KINDS, Failure
from services.runtime.settings import PREFIX, Group
from services.scoring.settings import WorkSettings
from tests.house.test_shape import TRACKED

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


def test_every_failure_stands_in_the_catalogue_of_errors_under_its_kind() -> None:
    wrong = []
    for failure in _failures():
        kind = next(kind.__name__ for kind in KINDS if issubclass(failure, kind))
        if failure.code not in ERRORS:
            wrong.append(f"{failure.__name__}: add {failure.code} to protos/errors.yaml and run `make protos`.")
        elif ERRORS[failure.code].kind != kind:
            wrong.append(
                f"{failure.__name__} is {kind}, and {failure.code} is {ERRORS[failure.code].kind} in protos/errors.yaml."
            )

    assert wrong == []


def test_every_error_of_a_service_is_a_failure() -> None:
    raised = {failure.code for failure in _failures()}
    listed = {error.code for error in ERRORS.values() if set(error.raised_by) != {"gateway"} and error.kind != "Fault"}

    assert sorted(listed - raised) == []


def test_every_error_that_a_file_names_stands_in_the_catalogue() -> None:
    named = {
        (name, code)
        for name in TRACKED
        if name.endswith((".proto", ".md", ".py", ".yaml", ".lua"))
        for code in re.findall(r"ERR-\d{4}", (ROOT / name).read_text())
    }

    assert sorted((name, code) for name, code in named if code not in ERRORS and not code.startswith("ERR-0")) == []


def test_the_documentation_has_the_table_of_errors_as_it_is() -> None:
    assert guide.error_table() in (ROOT / "docs" / "api.md").read_text(), "Run `make guide`."


def test_the_two_codes_that_old_clients_know_keep_their_meaning() -> None:
    assert ERRORS["ERR-1001"].http_status == 400
    assert (ERRORS["ERR-1002"].http_status, ERRORS["ERR-1002"].message) == (413, "File too large. Maximum 50MB")


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
