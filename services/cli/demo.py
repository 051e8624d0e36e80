"""The suite from nothing to a report: start it, score a made-up file through the gateway, stop it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from services.cli import state
from services.cli.client import Client
from services.cli.downloads import say_saved
from services.cli.faults import Fault
from services.cli.sample import sample
from services.cli.score import Wish, score, target_beside
from services.cli.state import DEFAULT_USER, TOKEN_S, Access, Suite
from services.cli.terminal import Terminal, counted, plain, say_done

SAMPLE_NAME = "customers.csv"
LOOK_S = 0.05
# The first start makes a database and keys; on a slow disk that takes half a minute.
START_WITHIN_S = 180.0
# The parts stop one after another, each within 15 s.
STOP_WITHIN_S = 60.0


def demonstrate(terminal: Terminal, *, folder: Path | None, port: int, row_count: int, today: date) -> None:
    """Score ``row_count`` made-up customers and print the report.

    The suite on ``folder`` is used if it runs, else it is started for the time of the demo; None stands for a new folder that is
    removed at the end, with the files. Port 0 lets the suite choose. Raises Fault where it does not start.
    """
    with _place(folder) as place, _running(terminal, place, port) as suite:
        files = place / "demo"
        files.mkdir(mode=0o700, exist_ok=True)
        file = files / SAMPLE_NAME
        file.write_text(sample(row_count, today), encoding="utf-8")
        say_done(terminal, f"Made up {counted(row_count, 'customer')}")
        with Client(Access(suite.gateway, state.new_token(place, DEFAULT_USER, TOKEN_S))) as client:
            score(client, terminal, Wish(file, target_beside(file), top=10))
        terminal.err.print()
        if folder is None:
            terminal.err.print("All of this is removed now. `retainwise demo --state DIR` keeps it.")
        else:
            say_saved(terminal, target_beside(file))


@contextmanager
def _place(folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        yield folder
        return
    with TemporaryDirectory(prefix="retainwise-demo-") as made:
        yield Path(made)


@contextmanager
def _running(terminal: Terminal, folder: Path, port: int) -> Iterator[Suite]:
    suite = _find_healthy(folder)
    if suite is not None:
        yield suite
        return
    with _started(terminal, folder, port) as launcher:
        yield _await(folder, launcher)


@contextmanager
def _started(terminal: Terminal, folder: Path, port: int) -> Iterator["subprocess.Popen[str]"]:
    # The launcher is told when this process is killed, and stops the parts in order.
    wrapper = ("setpriv", "--pdeathsig", "TERM")
    command = (sys.executable, "-m", "deploy.local", "--state", str(folder), "--gateway-port", str(port))
    launcher = subprocess.Popen(
        (*wrapper, *command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # Ctrl-C is for this process alone, which stops the launcher when its own work is wound up.
        start_new_session=True,
    )
    echo = Thread(target=_echo, args=(terminal, launcher), name="echo of the launcher", daemon=True)
    echo.start()
    try:
        yield launcher
    finally:
        _stop(launcher)
        echo.join(LOOK_S * 20)
        if launcher.stdout:
            launcher.stdout.close()


def _echo(terminal: Terminal, launcher: "subprocess.Popen[str]") -> None:
    for line in launcher.stdout or ():
        terminal.err.print(plain(line.rstrip(), style="dim"), soft_wrap=True)


def _await(folder: Path, launcher: "subprocess.Popen[str]") -> Suite:
    until = time.monotonic() + START_WITHIN_S
    while (suite := _find_healthy(folder)) is None:
        if launcher.poll() is not None:
            raise Fault("The suite did not start; the lines above say why.")
        if time.monotonic() > until:
            raise Fault(f"The suite was not ready within {START_WITHIN_S:.0f} s; the lines above say how far it came.")
        time.sleep(LOOK_S)
    return suite


def _find_healthy(folder: Path) -> Suite | None:
    """The suite on the folder if it answers; what a killed one left behind does not."""
    suite = state.find_suite(folder)
    if suite is None:
        return None
    try:
        with Client(Access(suite.gateway, "")) as client:
            return suite if client.is_healthy() else None
    except Fault:
        return None


def _stop(launcher: "subprocess.Popen[str]") -> None:
    launcher.terminate()
    try:
        launcher.wait(STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        # Its children die with it.
        launcher.kill()
        launcher.wait()
