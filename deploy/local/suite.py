"""The suite on one machine: what it is made of, and one call that runs it until it is told to stop."""

import asyncio
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import Signals

from deploy.local import children, folder, gateway, keys, passwords, ports, postgres, queue, services, storage, wheels
from deploy.local.faults import LaunchFault
from deploy.local.folder import Folder
from deploy.local.layout import SERVICES, TRAINING_WORKER, Layout, scoring_servers, scoring_workers, with_metrics
from deploy.local.output import follow
from deploy.local.parts import Part, Step
from deploy.local.supervisor import Announce, Supervisor

# The pool of each process has at most 30 connections; migrations, a person with psql, and PostgreSQL's own reserve take the rest.
CONNECTIONS_A_PROCESS, OTHER_CONNECTIONS = 30, 20
STOPPING = (Signals.SIGINT, Signals.SIGTERM, Signals.SIGHUP)


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a person may choose. ``gateway_port`` 0 takes a free one; ``base_port``, unless 0, is the first of all ports."""

    state: Path = Path(".retainwise")
    gateway_port: int = 0
    base_port: int = 0
    scoring_servers: int = 1
    scoring_workers: int = 1
    verbose: bool = False


async def run(options: Options, announce: Announce) -> int:
    """Run the suite until SIGINT, SIGTERM or SIGHUP; ``announce`` gets a line for each thing that happens.

    Returns the exit status: 0 when it was told to stop, 1 when it could not start or go on, and then the last line says why. Call
    it in the main thread: the kernel ends the children when the thread that started them ends.
    """
    try:
        wheels.require_tools()
        children.allow_open_files()
        place = folder.make(options.state)
        with folder.held(place) as lock, _stop_event() as stop:
            await _run(options, place, lock, stop=stop, announce=announce)
    except LaunchFault as fault:
        announce(str(fault))
        return 1
    return 0


async def _run(options: Options, place: Folder, lock: int, *, stop: asyncio.Event, announce: Announce) -> None:
    began_at = time.monotonic()
    folder.turn_over(place)
    layout = lay_out(options, place)
    parts, steps = compose(layout, options)
    supervisor = Supervisor(parts, steps, lock=lock, announce=announce)

    def write(process_ids: dict[str, int]) -> None:
        if not place.suite.exists():
            spent_s = time.monotonic() - began_at
            announce(f"The suite is ready in {spent_s:.1f} s at http://{layout.address(gateway.NAME)} (Ctrl-C stops it)")
        folder.write_private(place.suite, json.dumps(_description(layout, parts, process_ids), indent=1))

    following = [asyncio.create_task(follow(part.name, part.program.log, announce)) for part in parts if options.verbose]
    try:
        await supervisor.run(stop, write)
    finally:
        place.suite.unlink(missing_ok=True)
        for task in following:
            task.cancel()


def lay_out(options: Options, place: Folder) -> Layout:
    """Ports, passwords and keys for these options: those of the last start where they are there and free, else new ones."""
    kept = passwords.load(place.passwords, SERVICES)
    names = port_names(options)
    fixed = {name: options.base_port + index for index, name in enumerate(names)} if options.base_port else {}
    if options.gateway_port:
        fixed[gateway.NAME] = options.gateway_port
    chosen = ports.choose(names, fixed=fixed, remembered=ports.recall(place.ports), companions=storage.COMPANIONS)
    ports.remember(place.ports, chosen)
    layout = Layout(place, chosen, kept)
    keys.make_missing(layout.keys, SERVICES)
    return layout


def port_names(options: Options) -> list[str]:
    """Everything that listens, in the order in which ports are given out from ``base_port``."""
    own = (
        "ingest",
        "catalog",
        *scoring_servers(options.scoring_servers),
        *scoring_workers(options.scoring_workers),
        TRAINING_WORKER,
    )
    return [gateway.NAME, gateway.ADMIN, postgres.NAME, queue.NAME, *storage.LISTENERS, *with_metrics(own)]


def compose(layout: Layout, options: Options) -> tuple[list[Part], list[Step]]:
    """All parts of the suite, and the steps on the way up."""
    makes = postgres.make_steps(layout)
    provision = postgres.provision_step(layout)
    own = services.parts(layout, servers=options.scoring_servers, workers=options.scoring_workers)
    connections = CONNECTIONS_A_PROCESS * len(own) + OTHER_CONNECTIONS
    database = postgres.part(layout, connections=connections, after=tuple(step.name for step in makes))
    entrance = gateway.part(
        layout,
        scoring_names=scoring_servers(options.scoring_servers),
        after=tuple(part.name for part in own if "worker" not in part.name),
    )
    steps = [*makes, provision, *services.migrations(layout, after=(provision.name,))]
    return [database, storage.part(layout), queue.part(layout), *own, entrance], steps


def _description(layout: Layout, parts: Sequence[Part], process_ids: dict[str, int]) -> dict[str, object]:
    return {
        "gateway": f"http://{layout.address(gateway.NAME)}",
        "issuer_key": str(layout.keys.issuer),
        "issuer": keys.ISSUER,
        "audience": keys.AUDIENCE,
        "parts": {part.name: _part_description(layout, part, process_ids[part.name]) for part in parts},
    }


def _part_description(layout: Layout, part: Part, process_id: int) -> dict[str, object]:
    metrics = f"{part.name}-metrics"
    page = {"metrics": f"http://{layout.address(metrics)}/metrics"} if metrics in layout.ports else {}
    return {"address": part.address, "kind": part.kind, "pid": process_id, "log": str(part.program.log), **page}


@contextmanager
def _stop_event() -> Iterator[asyncio.Event]:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in STOPPING:
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in STOPPING:
            loop.remove_signal_handler(number)
