"""A process: its roles, and what it does without."""

import subprocess
import sys

import pytest

from services.runtime import process

ROLES = {"serve": "tests.unit.runtime.role", "migrate": "nowhere"}


def test_a_role_is_run_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["services.x", "serve"])

    assert process.choose(ROLES) == 7


@pytest.mark.parametrize("arguments", [[], ["dance"], ["serve", "migrate"]])
def test_an_unknown_role_is_answered_with_the_roles(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["services.x", *arguments])

    assert process.choose(ROLES) == 2
    assert "serve | migrate" in capsys.readouterr().err


def test_a_process_for_tables_works_without_pandas_and_on_memory_of_the_c_library() -> None:
    script = (
        "import sys; from services.runtime import process; process.fit_for_tables();"
        "import numpy, pyarrow; assert len(pyarrow.array(numpy.arange(3))) == 3; assert 'pandas' not in sys.modules;"
        "assert pyarrow.default_memory_pool().backend_name == 'system'"
    )

    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_crash_ends_the_process_with_status_1() -> None:
    script = (
        "import sys\nfrom services.runtime import process\n"
        "async def main(stop): raise RuntimeError('x')\nsys.exit(process.run(main))"
    )

    assert subprocess.run([sys.executable, "-c", script], capture_output=True).returncode == 1
