"""The state folder: private, held by one suite, whole after a kill."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deploy.local import folder, passwords
from deploy.local.faults import LaunchFault

HOLDS = """
import subprocess, sys
from pathlib import Path
from deploy.local import folder
with folder.held(folder.Folder(Path(sys.argv[1]))) as lock:
    child = subprocess.Popen(["sleep", sys.argv[2]], pass_fds=(lock,))
    print(child.pid, flush=True)
    sys.stdin.read()
"""


def a_holder(place: folder.Folder, *, child_lives_s: float) -> subprocess.Popen[str]:
    """A process that holds the folder until its input ends; its child inherits the lock and sleeps for a while."""
    command = [sys.executable, "-c", HOLDS, str(place.root), str(child_lives_s)]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    holder.stdout.readline()
    return holder


def mode(path: Path) -> int:
    """The permission bits."""
    return path.stat().st_mode & 0o777


def test_only_the_owner_may_enter_the_folder(tmp_path: Path) -> None:
    place = folder.make(tmp_path / "deep" / "state")
    assert [mode(path) for path in (place.root, place.keys, place.data, place.logs)] == [0o700] * 4


def test_a_folder_that_is_a_file_is_refused_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    with pytest.raises(LaunchFault, match="cannot be used: File exists"):
        folder.make(tmp_path / "state")


def test_a_full_disk_is_told_before_anything_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "LEAST_FREE_BYTES", 2**70)
    with pytest.raises(LaunchFault, match="too little space"):
        folder.make(tmp_path / "state")


def test_a_second_suite_on_the_same_folder_is_told_which_process_runs_the_first(tmp_path: Path) -> None:
    place = folder.make(tmp_path)
    with a_holder(place, child_lives_s=0) as holder:
        with pytest.raises(LaunchFault, match=rf"running already \(process {holder.pid}\)"), folder.held(place):
            pass
        holder.communicate("")


def test_a_folder_is_free_again_after_its_suite(tmp_path: Path) -> None:
    place = folder.make(tmp_path)
    for _ in range(2):
        with folder.held(place):
            pass


def test_the_folder_of_a_killed_suite_is_taken_when_its_last_child_is_gone(tmp_path: Path) -> None:
    place = folder.make(tmp_path)
    with a_holder(place, child_lives_s=0.5) as holder:
        began_at = time.monotonic()
        holder.kill()
        holder.wait()
        with folder.held(place):
            assert time.monotonic() - began_at > 0.3


def test_a_private_file_is_for_its_owner_only_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        folder.write_private(tmp_path / "secret", "first")
        folder.write_private(tmp_path / "secret", "second")
    finally:
        os.umask(before)
    assert mode(tmp_path / "secret") == 0o600
    assert (tmp_path / "secret").read_text() == "second"
    assert os.listdir(tmp_path) == ["secret"]


def test_a_new_run_keeps_the_logs_of_the_one_before_and_nothing_older(tmp_path: Path) -> None:
    place = folder.make(tmp_path)
    for text in ("first", "second"):
        place.log("ingest").write_text(text)
        folder.turn_over(place)
    assert not place.log("ingest").exists()
    assert (place.logs / "ingest.log.1").read_text() == "second"


def test_a_new_run_forgets_what_ran_and_what_was_temporary(tmp_path: Path) -> None:
    place = folder.make(tmp_path)
    place.suite.write_text("{}")
    place.scratch.mkdir()
    (place.scratch / "left").write_text("")
    folder.turn_over(place)
    assert not place.suite.exists()
    assert list(place.scratch.iterdir()) == []


def test_passwords_stay_the_same_and_are_all_different(tmp_path: Path) -> None:
    path = tmp_path / "passwords.json"
    made = passwords.load(path, ("ingest", "scoring"))
    assert passwords.load(path, ("ingest", "scoring")) == made
    every = [made.superuser, made.access_key, made.secret_key, *made.owners.values(), *made.apps.values()]
    assert len(set(every)) == 7
    assert mode(path) == 0o600


def test_passwords_do_not_show_in_a_printed_value(tmp_path: Path) -> None:
    made = passwords.load(tmp_path / "passwords.json", ("ingest",))
    assert made.superuser not in repr(made)


def test_spoilt_passwords_are_told_by_their_file(tmp_path: Path) -> None:
    path = tmp_path / "passwords.json"
    path.write_text('{"superuser": "x"}')
    with pytest.raises(LaunchFault, match=r"passwords\.json cannot be read"):
        passwords.load(path, ("ingest",))
