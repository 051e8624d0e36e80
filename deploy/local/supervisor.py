"""Starts the parts of a suite in order, keeps them running, and stops them in reverse."""

import asyncio
import time
from asyncio.subprocess import Process
from collections.abc import Callable, Sequence

from deploy.local import children
from deploy.local.children import Program
from deploy.local.faults import LaunchFault
from deploy.local.parts import Part, Step, stop_waves

Announce = Callable[[str], None]

# Between two looks whether a part is ready.
LOOK_S = 0.02
# A readiness check that hangs is a no.
CHECK_WITHIN_S = 5.0
# The wait before a restart doubles from the first to the longest, and starts anew for a part that ran for a while.
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.1, 5.0
LONG_LIFE_S = 30.0
MOST_FAILED_RESTARTS = 5


class Supervisor:
    """The running parts of one suite. ``lock`` is the file descriptor that children inherit."""

    def __init__(self, parts: Sequence[Part], steps: Sequence[Step], *, lock: int, announce: Announce) -> None:
        self._parts = {part.name: part for part in parts}
        self._steps = list(steps)
        self._lock = lock
        self._announce = announce
        self._is_done = {name: asyncio.Event() for name in (*self._parts, *(step.name for step in steps))}
        self._running: dict[str, Process] = {}
        self._started_at: dict[str, float] = {}
        self._pauses_s: dict[str, float] = {}

    async def run(self, stop: asyncio.Event, when_changed: Callable[[dict[str, int]], None]) -> None:
        """Start everything, keep it running until ``stop``, then stop it.

        ``when_changed`` gets the process ids by part when all are ready and after each restart. Raises LaunchFault,
        with everything stopped, where a part does not become ready, a step fails, or a part cannot be brought back.
        """
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(self._keep(part, when_changed), name=name) for name, part in self._parts.items()]
                tasks += [group.create_task(self._take(step), name=step.name) for step in self._steps]
                tasks.append(group.create_task(self._tell(when_changed), name="tell when all are ready"))
                await stop.wait()
                for task in tasks:
                    task.cancel()
        except ExceptionGroup as failures:
            raise _first_fault(failures) from failures
        finally:
            await self._stop_all()

    async def _tell(self, when_changed: Callable[[dict[str, int]], None]) -> None:
        for event in self._is_done.values():
            await event.wait()
        when_changed(self._process_ids())

    def _process_ids(self) -> dict[str, int]:
        return {name: self._running[name].pid for name in self._parts}

    async def _wait_for(self, names: tuple[str, ...]) -> None:
        for name in names:
            await self._is_done[name].wait()

    async def _take(self, step: Step) -> None:
        await self._wait_for(step.after)
        started_at = time.monotonic()
        process = await self._spawn(step.program)
        try:
            async with asyncio.timeout(step.done_within_s):
                status = await process.wait()
        except TimeoutError:
            raise _fault(f"{step.name} was not done within {step.done_within_s:.0f} s", step.program) from None
        if status != 0:
            raise _fault(f"{step.name} {children.ending(process)}", step.program)
        del self._running[step.name]
        self._is_done[step.name].set()
        self._say(step.name, f"done in {time.monotonic() - started_at:.1f} s")

    async def _keep(self, part: Part, when_changed: Callable[[dict[str, int]], None]) -> None:
        await self._wait_for(part.after)
        await self._start(part)
        self._is_done[part.name].set()
        while True:
            await self._running[part.name].wait()
            self._say(part.name, f"{children.ending(self._running[part.name])}, it is started again")
            await self._start_again(part)
            if all(event.is_set() for event in self._is_done.values()):
                when_changed(self._process_ids())

    async def _start(self, part: Part) -> None:
        started_at = self._started_at[part.name] = time.monotonic()
        process = await self._spawn(part.program)
        await _until_ready(part, process)
        self._say(part.name, f"ready in {time.monotonic() - started_at:.1f} s  {part.address}")

    async def _start_again(self, part: Part) -> None:
        for attempt in range(1, MOST_FAILED_RESTARTS + 1):
            await asyncio.sleep(self._next_pause_s(part.name))
            try:
                await self._start(part)
            except LaunchFault:
                await self._stop(part)
                if attempt == MOST_FAILED_RESTARTS:
                    raise
            else:
                return

    def _next_pause_s(self, name: str) -> float:
        lived_s = time.monotonic() - self._started_at[name]
        before_s = self._pauses_s.get(name, 0.0)
        pause_s = FIRST_PAUSE_S if lived_s > LONG_LIFE_S or not before_s else min(before_s * 2, LONGEST_PAUSE_S)
        self._pauses_s[name] = pause_s
        return pause_s

    async def _spawn(self, program: Program) -> Process:
        process = await children.spawn(program, self._lock)
        self._running[program.name] = process
        return process

    async def _stop_all(self) -> None:
        for step in self._steps:
            if step.name in self._running:
                children.kill(self._running[step.name])
        for wave in stop_waves(self._parts):
            async with asyncio.TaskGroup() as group:
                for part in wave:
                    group.create_task(self._stop_aloud(part), name=f"stop {part.name}")

    async def _stop_aloud(self, part: Part) -> None:
        if part.name not in self._running:
            return
        started_at = time.monotonic()
        in_time = await self._stop(part)
        spent_s = time.monotonic() - started_at
        self._say(part.name, f"stopped in {spent_s:.1f} s" if in_time else f"killed, it had not stopped within {spent_s:.0f} s")

    async def _stop(self, part: Part) -> bool:
        if part.name not in self._running:
            return True
        return await children.stop(self._running[part.name], part.stop_signal, within_s=part.stop_within_s)

    def _say(self, name: str, words: str) -> None:
        width = max(len(name) for name in self._is_done)
        self._announce(f"{name:<{width}}  {words}")


async def _until_ready(part: Part, process: Process) -> None:
    until = time.monotonic() + part.ready_within_s
    while not await _is_ready(part, process.pid):
        if process.returncode is not None:
            raise _fault(f"{part.name} {children.ending(process)} before it was ready", part.program)
        if time.monotonic() > until:
            raise _fault(f"{part.name} was not ready within {part.ready_within_s:.0f} s", part.program)
        await asyncio.sleep(LOOK_S)


async def _is_ready(part: Part, process_id: int) -> bool:
    try:
        async with asyncio.timeout(CHECK_WITHIN_S):
            return await part.is_ready(process_id)
    except TimeoutError:
        return False


def _fault(words: str, program: Program) -> LaunchFault:
    written = children.last_lines(program.log)
    return LaunchFault(f"{words}. Its log is {program.log}" + (f" and ends with:\n{written}" if written else ", and is empty."))


def _first_fault(failures: ExceptionGroup[Exception]) -> Exception:
    first: BaseException = failures
    while isinstance(first, BaseExceptionGroup):
        first = first.exceptions[0]
    assert isinstance(first, Exception)  # noqa: S101 - an ExceptionGroup holds nothing else
    return first
