"""The programs that come inside wheels."""

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from deploy.local.faults import LaunchFault


def inside(package: str, path: str, *, wheel: str) -> Path:
    """A file inside an installed package. Raises LaunchFault that names the wheel where it is not installed."""
    found = find_spec(package)
    folders = found.submodule_search_locations if found else None
    for folder in folders or ():
        if (Path(folder) / path).exists():
            return Path(folder) / path
    raise missing(wheel)


def script(name: str, *, wheel: str) -> Path:
    """A program that a wheel puts beside the interpreter. Raises LaunchFault that names the wheel where it is absent."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise missing(wheel)
    return Path(found)


def missing(wheel: str) -> LaunchFault:
    """What to say when a wheel is not installed."""
    return LaunchFault(f"The wheel {wheel} is not installed. Install what runs locally: pip install 'retainwise[local,gateway]'.")


def require_tools() -> None:
    """Raise LaunchFault unless the system's programs that every child is started with are there."""
    for name in ("setpriv", "sh"):
        if shutil.which(name) is None:
            raise LaunchFault(f"The program {name} is not installed; on Linux it is in the package util-linux.")
