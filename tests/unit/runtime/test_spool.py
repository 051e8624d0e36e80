"""The folder for files in work."""

import subprocess
import sys
from pathlib import Path

from services.runtime.spool import open_spool

SCRIPT = "import sys, pathlib; from services.runtime.spool import open_spool; print(open_spool(pathlib.Path(sys.argv[1])))"


def test_a_living_process_keeps_its_folder(tmp_path: Path) -> None:
    first = open_spool(tmp_path)
    second = open_spool(tmp_path)

    assert first != second
    assert first.is_dir()


def test_the_folder_of_a_process_that_is_gone_is_removed(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT, str(tmp_path)], check=True, capture_output=True, text=True)
    left = Path(done.stdout.strip())
    assert left.is_dir()

    open_spool(tmp_path)

    assert not left.exists()


def test_only_its_owner_may_look_into_it(tmp_path: Path) -> None:
    assert open_spool(tmp_path).stat().st_mode & 0o777 == 0o700
