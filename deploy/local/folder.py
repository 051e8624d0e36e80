"""The state folder of one suite: where its files are, who holds it, and how its secrets are written."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.local.faults import LaunchFault

# The write-ahead log of an empty PostgreSQL, one volume of the object store, and a few uploads.
LEAST_FREE_BYTES = 512 * 1024 * 1024
# PostgreSQL writes a checkpoint before it goes.
PATIENCE_S = 15.0


@dataclass(frozen=True)
class Folder:
    """Paths below ``root``, which is absolute. Everything in it is for its owner only."""

    root: Path

    @property
    def keys(self) -> Path:
        """Private keys and key sets."""
        return self.root / "keys"

    @property
    def data(self) -> Path:
        """What the database, the object store and the queue keep."""
        return self.root / "data"

    @property
    def logs(self) -> Path:
        """One file for each part, and the file of the run before with ".1" behind it."""
        return self.root / "logs"

    @property
    def scratch(self) -> Path:
        """Temporary files and made configurations, emptied at each start."""
        return self.root / "scratch"

    @property
    def passwords(self) -> Path:
        """The passwords that were made at the first start."""
        return self.root / "passwords.json"

    @property
    def ports(self) -> Path:
        """The ports of the start before."""
        return self.root / "ports.json"

    @property
    def suite(self) -> Path:
        """What runs and where; absent while the suite is not ready."""
        return self.root / "suite.json"

    def log(self, name: str) -> Path:
        """Where the part called ``name`` writes."""
        return self.logs / f"{name}.log"


def make(root: Path) -> Folder:
    """The folder at ``root``, made where it is absent. Raises LaunchFault where it cannot be written or the disk is full."""
    folder = Folder(root.absolute())
    try:
        for path in (folder.root, folder.keys, folder.data, folder.logs):
            path.mkdir(mode=0o700, parents=path is folder.root, exist_ok=True)
            path.chmod(0o700)
        free_bytes = shutil.disk_usage(folder.root).free
    except OSError as error:
        raise LaunchFault(f"The state folder {folder.root} cannot be used: {error.strerror}. Choose one with --state.") from error
    if free_bytes < LEAST_FREE_BYTES:
        raise LaunchFault(
            f"There is too little space in {folder.root}: {free_bytes // 2**20} MB are free, "
            f"{LEAST_FREE_BYTES // 2**20} MB are needed. Make room, or choose another folder with --state."
        )
    return folder


@contextmanager
def held(folder: Folder) -> Iterator[int]:
    """Hold the folder; yields the lock's file descriptor.

    Children inherit the descriptor, so the folder stays held until the last of them is gone, even if this process is killed.
    Raises LaunchFault where another suite runs here.
    """
    descriptor = os.open(folder.root / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(descriptor, folder)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield descriptor
    finally:
        os.close(descriptor)


def _take(descriptor: int, folder: Folder) -> None:
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 20, 0).decode()
            # A launcher that was killed leaves children that are on their way out.
            if _is_alive(holder) or time.monotonic() > until:
                raise _in_use(folder, holder) from None
            time.sleep(0.05)
        else:
            return


def _in_use(folder: Folder, holder: str) -> LaunchFault:
    return LaunchFault(
        f"The suite of {folder.root} is running already (process {holder or 'unknown'}). "
        "Stop it with Ctrl-C where it was started, or start a second one with another --state."
    )


def _is_alive(process_id: str) -> bool:
    return process_id.isdigit() and Path("/proc", process_id).exists()


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read; it is whole or as it was before, also after a kill."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def turn_over(folder: Folder) -> None:
    """Make ready for a new run: last run's logs step back, scratch is emptied, and nobody is told of parts that are gone."""
    folder.suite.unlink(missing_ok=True)
    for log in folder.logs.glob("*.log"):
        log.replace(log.with_name(f"{log.name}.1"))
    shutil.rmtree(folder.scratch, ignore_errors=True)
    folder.scratch.mkdir(mode=0o700)
