"""What children inherit, and what is said of them."""

import asyncio
import resource
from pathlib import Path

from deploy.local import children
from tests.unit.local.standins import a_lock, a_program


def test_settings_of_other_clouds_and_databases_are_not_inherited() -> None:
    outside = {"AWS_PROFILE": "x", "AWS_SESSION_TOKEN": "x", "PGHOST": "x", "HOME": "/home/ada"}
    got = children.inherited(outside)
    assert got["HOME"] == "/home/ada"
    assert not {"AWS_PROFILE", "AWS_SESSION_TOKEN", "PGHOST"} & set(got)


def test_the_services_own_settings_and_what_measures_coverage_are_inherited() -> None:
    outside = {
        "RETAINWISE_LEASE_SECONDS": "5",
        "COVERAGE_PROCESS_START": "a",
        "COVERAGE_FILE": "b",
        "COVERAGE_PROCESS_CONFIG": "c",
    }
    assert outside.items() <= children.inherited(outside).items()


def test_loopback_never_goes_through_a_proxy() -> None:
    got = children.inherited({"HTTP_PROXY": "http://proxy:1", "NO_PROXY": "example.com"})
    assert "127.0.0.1" in got["NO_PROXY"]
    assert "127.0.0.1" in got["no_proxy"]


async def test_a_child_writes_both_outputs_to_its_private_log(tmp_path: Path) -> None:
    program = a_program(tmp_path, "child", "echo out; echo wrong >&2")
    with a_lock(tmp_path) as lock:
        await (await children.spawn(program, lock)).wait()
    assert program.log.read_text() == "out\nwrong\n"
    assert program.log.stat().st_mode & 0o777 == 0o600


async def test_a_child_may_open_as_many_files_as_the_account_may(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = children.OPEN_FILES if before[1] == resource.RLIM_INFINITY else min(before[1], children.OPEN_FILES)
    program = a_program(tmp_path, "child", "ulimit -n")
    resource.setrlimit(resource.RLIMIT_NOFILE, (most - 1, before[1]))
    try:
        children.allow_open_files()
        with a_lock(tmp_path) as lock:
            await (await children.spawn(program, lock)).wait()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert program.log.read_text() == f"{most}\n"


async def test_what_a_child_makes_is_for_its_owner_only(tmp_path: Path) -> None:
    with a_lock(tmp_path) as lock:
        await (await children.spawn(a_program(tmp_path, "child", "touch made"), lock)).wait()
    assert (tmp_path / "made").stat().st_mode & 0o777 == 0o600


async def test_a_child_whose_launcher_died_before_it_began_does_not_begin(tmp_path: Path) -> None:
    # "1" stands for a launcher that is no longer the parent.
    process = await asyncio.create_subprocess_exec("sh", "-c", children.GUARD, "1", "touch", str(tmp_path / "ran"))
    assert await process.wait() != 0
    assert not (tmp_path / "ran").exists()


def test_the_last_lines_of_a_long_log_are_shown(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    log.write_text("".join(f"line {number}\n" for number in range(100)))
    assert children.last_lines(log).splitlines()[-1] == "    line 99"
    assert len(children.last_lines(log).splitlines()) == children.LAST_LINES


def test_a_log_that_was_never_written_has_no_last_lines(tmp_path: Path) -> None:
    assert children.last_lines(tmp_path / "none.log") == ""
