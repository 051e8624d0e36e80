"""Ports of this machine that are free, and the same ones as last time where they still are."""

import json
import random
import socket
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path

from deploy.local.faults import LaunchFault
from deploy.local.folder import write_private

HOST = "127.0.0.1"
# Linux gives outgoing connections ports from 32,768 up, so one below stays free until the next start.
LOWEST, HIGHEST = 20_000, 32_000
TRIES = 200


def choose(
    names: Iterable[str],
    *,
    fixed: Mapping[str, int],
    remembered: Mapping[str, int],
    companions: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """A port for each name, all different and free just now.

    Those in ``fixed`` are as asked, and a taken one raises LaunchFault; those in ``remembered`` are used again if they are free.
    A name in ``companions`` needs a second free port, so many above its own.
    """
    chosen: dict[str, int] = {}
    with ExitStack() as reserved:
        for name in sorted(names, key=lambda name: (name not in fixed, name not in remembered)):
            steps = (0, companions[name]) if companions and name in companions else (0,)
            chosen[name] = _reserve(name, steps, reserved, fixed=fixed.get(name), remembered=remembered.get(name))
    return chosen


def _reserve(name: str, steps: tuple[int, ...], reserved: ExitStack, *, fixed: int | None, remembered: int | None) -> int:
    for port in _candidates(fixed, remembered):
        if all(_listen(port + step, reserved) for step in steps):
            return port
    if fixed is not None:
        raise LaunchFault(f"Port {fixed}, asked for {name}, is taken by another program. Stop it or ask for another port.")
    raise LaunchFault(f"No port between {LOWEST} and {HIGHEST} of {HOST} could be used for {name}.")


def _candidates(fixed: int | None, remembered: int | None) -> list[int]:
    if fixed is not None:
        return [fixed]
    # Random, so that two suites which start together rarely meet.
    others = random.sample(range(LOWEST, HIGHEST), TRIES)
    return others if remembered is None else [remembered, *others]


def _listen(port: int, reserved: ExitStack) -> bool:
    # Listening, not just bound: two sockets with SO_REUSEADDR may be bound to one port. They are kept until all are chosen.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(1)
    except (OSError, OverflowError):
        listener.close()
        return False
    reserved.enter_context(listener)
    return True


def recall(path: Path) -> dict[str, int]:
    """The ports written at ``path``; none where it is absent or spoilt."""
    try:
        return {str(name): int(port) for name, port in json.loads(path.read_text()).items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def remember(path: Path, chosen: Mapping[str, int]) -> None:
    """Write ports for the next start; those of parts that do not run today are kept."""
    write_private(path, json.dumps({**recall(path), **chosen}, indent=1))
