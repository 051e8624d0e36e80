"""Scoring at once with reasons against MLServer without, and an empty echo: `python -m tests.performance.online`.

One load generator for all sides, which are asked in turn; numbers are medians of 3 rounds, ratios of the rounds' ratios. All
serve the same LightGBM model; ours is called as in production, with a token. Prints a table, and JSON on the last line.
"""

import argparse
import asyncio
import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import grpc
import pyarrow.parquet as pq
import uvloop

from retainwise.scoring.v1 import customer_pb2
from tests.performance import boosted, customers, peers, sides
from tests.performance.peers import Peer, PeerFault

ROUNDS, ROUND_S = 3, 2.0
SIZES, FLIGHTS = (1, 100), (1, 8, 32)
OURS, ECHO = "ours", "empty echo"
MLSERVERS: Mapping[str, Mapping[str, Any]] = {"MLServer": {}, "MLServer in-process": {"parallel_workers": 0}}
# The least of our requests a second over theirs, by side and customers in a call.
TARGETS = {("MLServer", 1): 3.0, ("MLServer in-process", 1): 2.0, (ECHO, 1): 0.55, (ECHO, 100): 0.55}
TARGET_AT_100 = 1.5
FIELDS = customer_pb2.Customer.DESCRIPTOR.fields_by_name


@dataclass(frozen=True)
class Round:
    """What one round of load saw: requests a second, and percentiles of their times in milliseconds."""

    per_s: float
    p50_ms: float
    p99_ms: float


@dataclass(frozen=True)
class OnlineLine:
    """One side at one load; ``ratio`` is our requests a second over its, at least ``target`` where we are fast enough."""

    side: str
    customers: int
    in_flight: int
    per_s: float
    p50_ms: float
    p99_ms: float
    ratio: float
    target: float | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Start all sides, load them in turn and print what was seen; the exit status is 0."""
    parser = argparse.ArgumentParser(prog="online", description=__doc__)
    parser.add_argument("--seconds", type=float, default=ROUND_S, help="length of a round")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        lines, absent = measured(Path(name), options.seconds)
    for text in table(lines, absent):
        print(text)  # noqa: T201 - this is its output
    print(json.dumps({"rounds": ROUNDS, "lines": [asdict(line) for line in lines], "absent": absent}))  # noqa: T201 - like this
    return 0


def measured(folder: Path, seconds: float) -> tuple[list[OnlineLine], dict[str, str]]:
    """All sides at all loads, in rounds of ``seconds``; and why the sides that could not be set up are absent."""
    asked, values = _customers(folder)
    absent: dict[str, str] = {}
    with ExitStack() as stack:
        ours = stack.enter_context(peers.ours(folder, asked, SIZES))
        found = {OURS: ours, ECHO: stack.enter_context(peers.echo(ours.requests))}
        for name, settings in MLSERVERS.items():
            try:
                found[name] = stack.enter_context(peers.mlserver(folder, values, SIZES, settings))
            except PeerFault as fault:
                absent[name] = str(fault)
        return uvloop.run(_loaded(found, absent, seconds)), absent


def table(lines: Sequence[OnlineLine], absent: Mapping[str, str]) -> list[str]:
    """The lines as a person reads them."""
    titles = f"{'online':22}{'customers':>10}{'in flight':>10}{'calls/s':>10}{'p50 ms':>9}{'p99 ms':>9}{'ratio':>8}{'target':>8}"
    rows = [
        f"{line.side:22}{line.customers:>10}{line.in_flight:>10}{line.per_s:>10,.0f}{line.p50_ms:>9.2f}{line.p99_ms:>9.2f}"
        f"{line.ratio:>8.2f}{line.target or '-':>8}"
        for line in lines
    ]
    return [titles, *rows, *(f"{name}: not measured, {why}" for name, why in absent.items())]


def _customers(folder: Path) -> tuple[list[dict[str, Any]], list[list[float]]]:
    """The same customers for our call and as LightGBM takes them; the model is made in ``folder``."""
    customers.write(folder / "customers.csv", boosted.MOST_TAUGHT)
    prepare = [sys.executable, "-m", "tests.performance.sides", "prepare", str(folder / "customers.csv"), str(folder)]
    subprocess.run(prepare, check=True, stdout=subprocess.DEVNULL)
    boosted.make(folder / "prepared.parquet", folder, sides.AS_OF)
    rows = pq.read_table(folder / "prepared.parquet").slice(0, boosted.VALUES_KEPT).to_pylist()
    asked = [{name: _cell(name, cell) for name, cell in row.items() if name in FIELDS and cell is not None} for row in rows]
    return asked, json.loads((folder / boosted.VALUES).read_text())


def _cell(name: str, cell: Any) -> Any:
    return str(cell) if FIELDS[name].type == FIELDS[name].TYPE_STRING else cell


async def _loaded(found: dict[str, Peer], absent: dict[str, str], seconds: float) -> list[OnlineLine]:
    for name in list(found):
        try:
            await peers.answers(found[name])
        except PeerFault as fault:
            absent[name] = str(fault)
            del found[name]
    lines = []
    for size in SIZES:
        for in_flight in FLIGHTS:
            rounds: dict[str, list[Round]] = {name: [] for name in found}
            for _ in range(ROUNDS):
                for name, peer in found.items():
                    rounds[name].append(await load(peer, size, in_flight, seconds))
            lines += [_line(name, size, in_flight, rounds) for name in found]
    return lines


async def load(peer: Peer, size: int, in_flight: int, seconds: float) -> Round:
    """Keep ``in_flight`` calls of ``size`` customers going for ``seconds``; a call that fails ends the bench."""
    times: list[float] = []
    async with grpc.aio.insecure_channel(peer.address) as channel:
        call: Any = channel.unary_unary(peer.method)
        request = peer.requests[size]
        await call(request, metadata=peer.metadata)
        began = time.perf_counter()

        async def keep_asking() -> None:
            while (asked := time.perf_counter()) - began < seconds:
                await call(request, metadata=peer.metadata)
                times.append(time.perf_counter() - asked)

        await asyncio.gather(*(keep_asking() for _ in range(in_flight)))
        took = time.perf_counter() - began
    times.sort()
    p50, p99 = (times[math.ceil(share * len(times)) - 1] * 1e3 for share in (0.5, 0.99))
    return Round(len(times) / took, p50, p99)


def _line(name: str, size: int, in_flight: int, rounds: Mapping[str, Sequence[Round]]) -> OnlineLine:
    seen = rounds[name]
    target = None if name == OURS else TARGETS.get((name, size), TARGET_AT_100)
    return OnlineLine(
        side=name,
        customers=size,
        in_flight=in_flight,
        per_s=round(median(one.per_s for one in seen), 1),
        p50_ms=round(median(one.p50_ms for one in seen), 3),
        p99_ms=round(median(one.p99_ms for one in seen), 3),
        ratio=round(median(mine.per_s / their.per_s for mine, their in zip(rounds[OURS], seen, strict=True)), 2),
        target=target,
    )


if __name__ == "__main__":
    sys.exit(main())
