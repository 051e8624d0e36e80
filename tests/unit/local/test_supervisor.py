"""The supervisor: order, restarts, faults, and the end."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local.faults import LaunchFault
from deploy.local.parts import stop_waves
from tests.unit.local.standins import a_lock, a_part, a_step, is_alive, start


@pytest.fixture
def lock(tmp_path: Path) -> Iterator[int]:
    """What children inherit."""
    with a_lock(tmp_path) as descriptor:
        yield descriptor


def words(lines: list[str], phrase: str) -> list[str]:
    """The names of the parts whose lines hold ``phrase``, in order."""
    return [line.split()[0] for line in lines if phrase in line]


async def test_a_part_starts_after_those_it_names(tmp_path: Path, lock: int) -> None:
    parts = [
        a_part(tmp_path, "third", after=("second",)),
        a_part(tmp_path, "second", after=("first",)),
        a_part(tmp_path, "first"),
    ]
    run = start(parts, [], lock)
    await run.until_told()
    await run.end()
    assert words(run.lines, "ready in") == ["first", "second", "third"]


async def test_a_part_waits_for_a_step_to_end(tmp_path: Path, lock: int) -> None:
    seen = tmp_path / "seen"
    step = a_step(tmp_path, "step", f"sleep 0.2; touch {seen}")
    part = a_part(tmp_path, "part", f"test -e {seen} && echo started $$; exec sleep 1000", after=("step",))
    run = start([part], [step], lock)
    await run.until_told()
    await run.end()
    assert words(run.lines, " in ")[:2] == ["step", "part"]


async def test_parts_stop_in_reverse_order_with_a_line_each(tmp_path: Path, lock: int) -> None:
    parts = [
        a_part(tmp_path, "first"),
        a_part(tmp_path, "second", after=("first",)),
        a_part(tmp_path, "third", after=("second",)),
    ]
    run = start(parts, [], lock)
    process_ids = await run.until_told()
    await run.end()
    assert words(run.lines, "stopped in") == ["third", "second", "first"]
    assert not any(is_alive(process_id) for process_id in process_ids.values())


async def test_a_killed_part_is_started_again(tmp_path: Path, lock: int) -> None:
    run = start([a_part(tmp_path, "worker"), a_part(tmp_path, "other")], [], lock)
    before = await run.until_told()
    os.kill(before["worker"], signal.SIGKILL)
    after = await run.until_told(2)
    assert after["worker"] != before["worker"]
    assert after["other"] == before["other"]
    assert is_alive(after["worker"])
    await run.end()
    assert words(run.lines, "was ended by SIGKILL") == ["worker"]


async def test_a_part_that_cannot_be_brought_back_ends_the_suite(tmp_path: Path, lock: int) -> None:
    once = f"test -e {tmp_path}/mark && exit 3; touch {tmp_path}/mark; echo started $$; exec sleep 1000"
    run = start([a_part(tmp_path, "broken", once), a_part(tmp_path, "other")], [], lock)
    process_ids = await run.until_told()
    os.kill(process_ids["broken"], signal.SIGKILL)
    with pytest.raises(LaunchFault, match=r"broken ended with status 3 before it was ready\. Its log is .*broken\.log"):
        await run.task
    assert not is_alive(process_ids["other"])


async def test_a_part_that_dies_at_its_start_is_reported_with_the_end_of_its_log(tmp_path: Path, lock: int) -> None:
    run = start([a_part(tmp_path, "good"), a_part(tmp_path, "bad", "echo no such port; exit 7", after=("good",))], [], lock)
    with pytest.raises(LaunchFault, match=r"(?s)bad ended with status 7.*bad\.log.*    no such port"):
        await run.task
    assert words(run.lines, "stopped in") == ["good", "bad"] or words(run.lines, "stopped in") == ["bad", "good"]


async def test_a_part_that_never_is_ready_is_reported(tmp_path: Path, lock: int) -> None:
    part = a_part(tmp_path, "mute", "exec sleep 1000", ready_within_s=0.1)
    with pytest.raises(LaunchFault, match="mute was not ready within 0 s"):
        await start([part], [], lock).task


async def test_a_step_that_fails_ends_the_start(tmp_path: Path, lock: int) -> None:
    run = start([a_part(tmp_path, "part", after=("step",))], [a_step(tmp_path, "step", "echo wrong password; exit 2")], lock)
    with pytest.raises(LaunchFault, match=r"(?s)step ended with status 2.*wrong password"):
        await run.task
    assert run.lines == []


async def test_a_step_that_hangs_ends_the_start(tmp_path: Path, lock: int) -> None:
    step = a_step(tmp_path, "step", "exec sleep 1000", done_within_s=0.1)
    with pytest.raises(LaunchFault, match="step was not done within"):
        await start([], [step], lock).task


async def test_a_program_that_is_not_there_is_reported(tmp_path: Path, lock: int) -> None:
    run = start([a_part(tmp_path, "absent", "exec /nonexistent/program")], [], lock)
    with pytest.raises(LaunchFault, match=r"(?s)absent ended with status 127.*not found"):
        await run.task


async def test_a_part_that_ignores_its_signal_is_killed_with_all_it_started(tmp_path: Path, lock: int) -> None:
    child = tmp_path / "child"
    deaf = f"trap '' TERM; sleep 1000 & echo $! > {child}; echo started $$; while true; do sleep 1; done"
    run = start([a_part(tmp_path, "deaf", deaf, stop_within_s=0.2)], [], lock)
    process_ids = await run.until_told()
    await run.end()
    assert words(run.lines, "killed, it had not stopped within") == ["deaf"]
    assert not is_alive(process_ids["deaf"])
    await asyncio.sleep(0.05)
    assert not is_alive(int(child.read_text()))


async def test_a_stop_in_the_middle_of_the_start_leaves_nothing(tmp_path: Path, lock: int) -> None:
    parts = [a_part(tmp_path, "up"), a_part(tmp_path, "mute", "echo $$ > mute.pid; exec sleep 1000", after=("up",))]
    run = start(parts, [a_step(tmp_path, "slow", "echo $$ > slow.pid; exec sleep 1000")], lock)
    await run.until_there(tmp_path / "mute.pid", tmp_path / "slow.pid")
    await run.end()
    assert run.told == []
    assert words(run.lines, "stopped in") == ["mute", "up"]
    await asyncio.sleep(0.05)
    assert not any(is_alive(int((tmp_path / name).read_text())) for name in ("mute.pid", "slow.pid"))


def test_nothing_survives_a_killed_launcher(tmp_path: Path) -> None:
    launcher = subprocess.Popen(
        [sys.executable, "-m", "tests.unit.local.launcher", str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    with launcher:
        assert launcher.stdout is not None
        process_ids = [int(word) for word in launcher.stdout.readline().split()]
        assert len(process_ids) == 3
        assert all(is_alive(process_id) for process_id in process_ids)
        launcher.kill()
    until = time.monotonic() + 5
    while any(is_alive(process_id) for process_id in process_ids) and time.monotonic() < until:
        time.sleep(0.01)
    assert not any(is_alive(process_id) for process_id in process_ids)


def test_nobody_stops_before_those_that_need_him(tmp_path: Path) -> None:
    wanted = {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c", "a step")}
    parts = {name: a_part(tmp_path, name, after=after) for name, after in wanted.items()}
    assert [[part.name for part in wave] for wave in stop_waves(parts)] == [["d"], ["b", "c"], ["a"]]
