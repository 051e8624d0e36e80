"""Child processes that never outlive this one: how they are started, stopped, and what they last wrote."""

import asyncio
import os
import resource
import signal
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from signal import Signals

REPOSITORY = Path(__file__).resolve().parents[2]
# Variables of these families would lead children to other databases or clouds than the suite's own.
STRANGE = ("AWS_", "PG")
LOOPBACK = "127.0.0.1,localhost"
# The launcher may die before setpriv asks for the death signal, and then nobody sends it: the shell looks who its parent is.
GUARD = '[ "$PPID" = "$0" ] && exec "$@"'
LAST_LINES = 12
# An upload on its way holds a connection and a file. Many accounts may open 1,024 things until they ask for more.
OPEN_FILES = 65_536


@dataclass(frozen=True, kw_only=True)
class Program:
    """What to execute. ``wrapper`` is put before the command; ``death_signal`` is sent when the launcher is gone."""

    name: str
    command: tuple[str, ...]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    directory: Path = REPOSITORY
    wrapper: tuple[str, ...] = ()
    death_signal: Signals = Signals.SIGKILL


def allow_open_files() -> None:
    """Let this process and its children open OPEN_FILES files, or as many as the account may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


async def spawn(program: Program, lock: int) -> Process:
    """Start a program with both outputs appended to its log; it inherits the descriptor ``lock``.

    The kernel ends it when the calling *thread* ends, so call this from the main thread. A program that cannot be executed ends
    with status 127 and says why in its log.
    """
    guarded = ("setpriv", "--pdeathsig", program.death_signal.name.removeprefix("SIG"), "sh", "-c", GUARD, str(os.getpid()))
    with os.fdopen(os.open(program.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as log:
        return await asyncio.create_subprocess_exec(
            *program.wrapper,
            *guarded,
            *program.command,
            stdin=DEVNULL,
            stdout=log,
            stderr=STDOUT,
            env={**inherited(os.environ), **program.environment},
            cwd=program.directory,
            pass_fds=(lock,),
            # Ctrl-C reaches the launcher alone, which stops its children in order.
            start_new_session=True,
            umask=0o077,
        )


def inherited(environment: Mapping[str, str]) -> dict[str, str]:
    """What children get of our own environment: all but what leads elsewhere, and no proxy for loopback.

    The services' own settings pass, so that a person may tune a suite by them; what the launcher sets itself wins.
    """
    kept = {name: value for name, value in environment.items() if not name.startswith(STRANGE)}
    return {**kept, "NO_PROXY": LOOPBACK, "no_proxy": LOOPBACK, "PYTHONUNBUFFERED": "1"}


async def stop(process: Process, number: Signals, *, within_s: float) -> bool:
    """Send the signal and wait; True if the process went in time, False if its whole group had to be killed."""
    with suppress(ProcessLookupError):
        process.send_signal(number)
    try:
        async with asyncio.timeout(within_s):
            await process.wait()
    except TimeoutError:
        kill(process)
        await process.wait()
        return False
    return True


def kill(process: Process) -> None:
    """Kill a child and whatever it started; one that is gone already is no fault."""
    with suppress(ProcessLookupError):
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)


def ending(process: Process) -> str:
    """How a process ended, in words."""
    status = process.returncode
    if status is not None and status < 0:
        return f"was ended by {Signals(-status).name}"
    return f"ended with status {status}"


def last_lines(log: Path) -> str:
    """The end of a log, indented; empty where nothing was written."""
    try:
        lines = log.read_text(errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(f"    {line}" for line in lines[-LAST_LINES:])
