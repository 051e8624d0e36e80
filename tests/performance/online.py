"""Scoring at once with reasons beside MLServer without, and beside an empty echo: `--only online`.

All sides serve the same LightGBM model and are asked in turn by the same load; ours is called as in production, with a token.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import uvloop

from retainwise.scoring.v1 import customer_pb2
from tests.performance import boosted, customers, figures, load, peers, sides
from tests.performance.environments import SideFault
from tests.performance.figures import Figure, Found
from tests.performance.load import Round
from tests.performance.peers import Peer

ROUNDS, ROUND_S = 5, 1.5
SIZES, FLIGHTS = (1, 100), (1, 8, 32)
OURS, ECHO = "ours", "empty echo"
MLSERVERS: Mapping[str, Mapping[str, Any]] = {"MLServer": {}, "MLServer in-process": {"parallel_workers": 0}}
# The least of our calls a second over theirs, by side and customers in a call.
TARGETS = {("MLServer", 1): 3.0, ("MLServer in-process", 1): 2.0, (ECHO, 1): 0.55, (ECHO, 100): 0.55}
TARGET_AT_100 = 1.5
FIELDS = customer_pb2.Customer.DESCRIPTOR.fields_by_name


def measured(folder: Path) -> Found:
    """All sides at all loads."""
    asked, values = _customers(folder)
    absent: dict[str, str] = {}
    with ExitStack() as stack:
        ours = stack.enter_context(peers.ours(folder, asked, SIZES))
        found = {OURS: ours, ECHO: stack.enter_context(peers.echo(ours.requests))}
        for name, settings in MLSERVERS.items():
            try:
                found[name] = stack.enter_context(peers.mlserver(folder, values, SIZES, settings))
            except SideFault as fault:
                absent[name] = str(fault)
        return Found(uvloop.run(_loaded(found, absent)), absent)


def _customers(folder: Path) -> tuple[list[dict[str, Any]], list[list[float]]]:
    """The same customers for our call and as LightGBM takes them; the model is made in ``folder``."""
    customers.write(folder / "customers.csv", boosted.MOST_TAUGHT)
    sides.run("prepare", folder / "customers.csv", folder)
    boosted.make(folder / "prepared.parquet", folder, sides.AS_OF)
    rows = pq.read_table(folder / "prepared.parquet").slice(0, boosted.VALUES_KEPT).to_pylist()
    asked = [{name: _cell(name, cell) for name, cell in row.items() if name in FIELDS and cell is not None} for row in rows]
    return asked, json.loads((folder / boosted.VALUES).read_text())


def _cell(name: str, cell: Any) -> Any:
    return str(cell) if FIELDS[name].type == FIELDS[name].TYPE_STRING else cell


async def _loaded(found: dict[str, Peer], absent: dict[str, str]) -> list[Figure]:
    for name in list(found):
        try:
            await peers.answers(found[name])
        except SideFault as fault:
            absent[name] = str(fault)
            del found[name]
    lines: list[Figure] = []
    for size in SIZES:
        for in_flight in FLIGHTS:
            rounds: dict[str, list[Round]] = {name: [] for name in found}
            for _ in range(ROUNDS):
                for name, peer in found.items():
                    asking = load.over_grpc(peer.address, peer.method, peer.requests[size], peer.metadata)
                    rounds[name].append(await load.load(asking, in_flight, ROUND_S))
            lines += _figures(size, in_flight, rounds)
    return lines


def _figures(size: int, in_flight: int, rounds: Mapping[str, Sequence[Round]]) -> list[Figure]:
    what = f"score at once {size}, {in_flight} in flight"
    lines = []
    for name in rounds:
        if name == OURS:
            continue
        both = list(zip(rounds[OURS], rounds[name], strict=True))
        target = TARGETS.get((name, size), TARGET_AT_100)
        lines.append(figures.of(what, name, "calls/s", [(mine.per_s, other.per_s) for mine, other in both], at_least=target))
        # An echo does nothing that could take time.
        most = None if name == ECHO else 1.0
        lines.append(figures.of(what, name, "p99 ms", [(mine.p99_ms, other.p99_ms) for mine, other in both], at_most=most))
    return lines
