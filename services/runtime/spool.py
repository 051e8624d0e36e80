"""A folder of this process's own for files in work; what a killed process left behind is removed by the next one."""

import fcntl
import os
import shutil
from pathlib import Path
from uuid import uuid4

LOCK = "lock"


def open_spool(parent: Path) -> Path:
    """A new folder under ``parent``, only for this user and this process. Folders of processes that are gone are removed."""
    parent.mkdir(parents=True, exist_ok=True)
    for folder in parent.iterdir():
        if _is_abandoned(folder):
            shutil.rmtree(folder, ignore_errors=True)
    folder = parent / uuid4().hex
    folder.mkdir(mode=0o700)
    # The lock lasts as long as its file is open; the kernel closes it when the process ends, and nobody before.
    fcntl.flock(os.open(folder / LOCK, os.O_WRONLY | os.O_CREAT, 0o600), fcntl.LOCK_EX)
    return folder


def _is_abandoned(folder: Path) -> bool:
    try:
        with (folder / LOCK).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        # Held by a living process, or just being made by one that has not locked it yet.
        return False
    return True
