"""Environments of other sides: what is pinned under `environments/` is installed under `.cache` when it is first asked for."""

import subprocess
import sys
from pathlib import Path

from uv import find_uv_bin

PINS = Path(__file__).parent / "environments"
HOME = Path(__file__).parents[2] / ".cache"


class SideFault(Exception):
    """A side could not be set up; the message says why."""


def programs(name: str) -> Path:
    """The folder of the programs of environment ``name``, made anew where its pins have changed. Raises SideFault."""
    pins, place = PINS / f"{name}.txt", HOME / f"bench-{name}"
    ready = place / ".ready"
    if not ready.exists() or ready.read_text() != pins.read_text():
        _make(place, pins)
        ready.write_text(pins.read_text())
    return place / "bin"


def _make(place: Path, pins: Path) -> None:
    uv, python = find_uv_bin(), str(place / "bin" / "python")
    for command in (
        [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(place)],
        [uv, "pip", "install", "--quiet", "--no-deps", "--python", python, "--requirement", str(pins)],
    ):
        if subprocess.run(command, check=False).returncode:
            raise SideFault(f"what environments/{pins.name} names could not be installed")
