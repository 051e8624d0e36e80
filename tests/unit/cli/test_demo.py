"""`retainwise demo`."""

import json
from pathlib import Path

from deploy.local import keys
from tests.unit.cli.conftest import Run
from tests.unit.cli.suite import Suite


def test_a_suite_that_runs_already_is_used(suite: Suite, run: Run, tmp_path: Path) -> None:
    suite.token = None
    state = tmp_path / "state"
    (state / "keys").mkdir(parents=True)
    keys.make_missing(keys.KeyFiles(state / "keys"), ())
    (state / "suite.json").write_text(json.dumps({"gateway": suite.gateway, "parts": {}}))

    done = run("demo", "--state", str(state), "--rows", "5")

    assert done.exit_code == 0, done.output
    assert len(suite.body.splitlines()) == 6
    assert "Call first" in done.stdout


def test_a_suite_that_does_not_start_ends_the_demo_with_its_reason(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    done = run("demo", "--state", str(tmp_path / "file"))

    assert done.exit_code == 1
    assert "cannot be used" in done.stderr
    assert "did not start" in done.stderr
