"""Small real programs that stand for the suite's parts."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deploy.local.children import Program
from deploy.local.parts import Part, Step
from deploy.local.supervisor import Supervisor

STAYS = "echo started $$; exec sleep 1000"


def a_program(folder: Path, name: str, script: str = STAYS) -> Program:
    """A shell script with its log in ``folder``."""
    return Program(name=name, command=("sh", "-c", script), log=folder / f"{name}.log", directory=folder)


def a_part(folder: Path, name: str, script: str = STAYS, **changes: Any) -> Part:
    """A part that is ready once its script has written "started" and its process id."""
    program = a_program(folder, name, script)

    async def is_ready(process_id: int) -> bool:
        return f"started {process_id}\n" in program.log.read_text()

    return Part(**{"program": program, "kind": "grpc", "address": "127.0.0.1:1", "is_ready": is_ready, **changes})


def a_step(folder: Path, name: str, script: str = "true", **changes: Any) -> Step:
    """A step that succeeds."""
    return Step(program=a_program(folder, name, script), **changes)


def is_alive(process_id: int) -> bool:
    """Whether there is such a process that has not ended."""
    try:
        state = Path("/proc", str(process_id), "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@contextmanager
def a_lock(folder: Path) -> Iterator[int]:
    """A file descriptor for children to inherit."""
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@dataclass
class Run:
    """A running supervisor, what it announced, and the process ids it told of, newest last."""

    task: asyncio.Task[None]
    stop: asyncio.Event
    lines: list[str] = field(default_factory=list)
    told: list[dict[str, int]] = field(default_factory=list)

    async def until_there(self, *paths: Path) -> None:
        """Wait until the files are there, ten seconds at most."""
        async with asyncio.timeout(10):
            for path in paths:
                while not path.exists():  # noqa: ASYNC110 - another process makes it
                    await asyncio.sleep(0.01)

    async def until_told(self, times: int = 1) -> dict[str, int]:
        """The process ids after so many tellings. Fails with the supervisor's own failure, or after ten seconds."""
        async with asyncio.timeout(10):
            while len(self.told) < times:
                if self.task.done():
                    self.task.result()
                await asyncio.sleep(0.01)
        return self.told[times - 1]

    async def end(self) -> None:
        """Tell it to stop and wait."""
        self.stop.set()
        await self.task


def start(parts: list[Part], steps: list[Step], lock: int) -> Run:
    """A supervisor of these that has just been started."""
    stop, lines, told = asyncio.Event(), list[str](), list[dict[str, int]]()
    supervisor = Supervisor(parts, steps, lock=lock, announce=lines.append)
    return Run(asyncio.create_task(supervisor.run(stop, told.append)), stop, lines, told)
