"""A bounded random run over reading: `python -m tests.performance.fuzz_reading [--files 50000] [--seed 1] [--keep FOLDER]`.

Every broken file must end prepared or refused with a Failure, within 5 seconds and 512 MiB. The bytes of any other are kept.
A file is made of the seed and its number alone: the summary names the slowest as SEED_NUMBER.
"""

import argparse
import multiprocessing
import random
import resource
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from time import perf_counter

import pyarrow.parquet as pq

from services.ingest.domain import ColumnMapping, Decision, Prepared
from services.ingest.fields import FIELDS
from services.ingest.mapping.mapper import map_columns
from services.ingest.reading import dialect, samples
from services.ingest.reading.prepare import prepare
from services.runtime import process
from services.runtime.errors import Failure
from tests.performance import messes

PROCESSES = 2
CHUNK = 250
MOST_SECONDS = 5.0
MOST_MIB = 512.0
# Python cannot interrupt a native loop: a process that does not answer this long after the limit ends itself.
GRACE_SECONDS = 25.0
TODAY = date(2025, 1, 1)
UNITS: dict[str, tuple[str | None, ...]] = {
    "tenure_months": ("years", "days", None),
    "monthly_charges": ("cents/month", "currency/year", None),
    "csat_score": ("1-5", "share", None),
    "churned": ("inverted", "date", None),
    "age": ("birth_year", None),
}
PREPARED, CRASH, SLOW, BIG = "prepared", "crash", "slow", "big"
BAD = (CRASH, SLOW, BIG)


@dataclass(frozen=True)
class Order:
    """What one task is to do: the files with these numbers, in ``folder``; what goes wrong is put into ``keep``."""

    seed: int
    numbers: range
    folder: Path
    keep: Path


@dataclass(frozen=True)
class Tally:
    """How files ended: PREPARED, a Failure's code or one of BAD; the slowest with its time, and the peak of a process so far."""

    ends: Counter[str]
    slowest: tuple[float, str] = (0.0, "none")
    peak_mib: float = 0.0

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(self.ends + other.ends, max(self.slowest, other.slowest), max(self.peak_mib, other.peak_mib))


class TookTooLong(BaseException):
    """The time of one file is over. No ``except Exception`` swallows it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it and print one line; the exit status is 1 where a file crashed reading, took too long or too much memory."""
    parser = argparse.ArgumentParser(prog="fuzz_reading", description=__doc__)
    parser.add_argument("--files", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "retainwise-fuzz")
    options = parser.parse_args(arguments)
    options.keep.mkdir(parents=True, exist_ok=True)
    started = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        starts = range(0, options.files, CHUNK)
        parts = [range(start, min(start + CHUNK, options.files)) for start in starts]
        tally = _run_all([Order(options.seed, numbers, Path(folder), options.keep) for numbers in parts])
    print(_summary(tally, perf_counter() - started, options.keep))  # noqa: T201 - this is its output
    return 1 if any(tally.ends[bad] for bad in BAD) else 0


def _run_all(orders: Sequence[Order]) -> Tally:
    """All orders; where a process dies the run ends, and the files that were being read are kept and counted as crashes."""
    total = Tally(Counter())
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=spawning, initializer=process.fit_for_tables) as pool:
        try:
            for tally in pool.map(run, orders):
                total += tally
        except BrokenProcessPool:
            for path in orders[0].folder.glob("*.csv"):
                shutil.copy(path, orders[0].keep / f"killed_{path.name}")
            total += Tally(Counter({CRASH: 1}))
    return total


def run(order: Order) -> Tally:
    """Make and read the files of one order. Runs in a process of the pool."""
    total = Tally(Counter())
    for number in order.numbers:
        dice = random.Random(f"{order.seed} {number}")
        raw = order.folder / f"{order.seed}_{number}.csv"
        raw.write_bytes(messes.a_broken_file(dice, _corpus()))
        tally = _read(raw, dice)
        if any(tally.ends[bad] for bad in BAD):
            shutil.copy(raw, order.keep / f"{next(iter(tally.ends))}_{raw.name}")
        for path in order.folder.glob(f"{raw.stem}.*"):
            path.unlink()
        total += tally
    return total


@cache
def _corpus() -> list[bytes]:
    return messes.corpus()


def _read(raw: Path, dice: random.Random) -> Tally:
    """How the file at ``raw`` ends."""
    before, started = _peak_mib(), perf_counter()
    try:
        with _time_limit():
            _prepare(raw, dice)
        end = PREPARED
    except Failure as failure:
        end = failure.code
    except TookTooLong:
        end = SLOW
    except Exception:  # noqa: BLE001 - any other end is what this looks for
        traceback.print_exc()
        end = CRASH
    seconds, peak = perf_counter() - started, _peak_mib()
    if end not in BAD and peak > max(before, MOST_MIB):
        end = BIG
    return Tally(Counter({end: 1}), (seconds, raw.stem), peak)


@contextmanager
def _time_limit() -> Iterator[None]:
    """Raises TookTooLong after MOST_SECONDS; a process that cannot is ended by the system GRACE_SECONDS of work later."""
    used, (_, hard) = resource.getrusage(resource.RUSAGE_SELF), resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + MOST_SECONDS + GRACE_SECONDS) + 1, hard))
    signal.signal(signal.SIGALRM, _give_up)
    signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _give_up(number: int, frame: object) -> None:
    raise TookTooLong


def _prepare(raw: Path, dice: random.Random) -> None:
    """Read the file with columns mapped at random, and check what comes of it. Raises Failure and AssertionError."""
    target = raw.with_suffix(".parquet")
    written = dialect.of_file(raw)
    sample = samples.take(raw, written)
    headers, cells = sample
    assert len(map_columns(headers, cells)) == len(headers) == len(cells)
    columns = _mappings(headers, dice)
    prepared = prepare(raw, written, columns, sample, target=target, problems_csv=raw.with_suffix(".problems"), today=TODAY)
    _check(prepared, target, raw.read_bytes())


def _mappings(headers: Sequence[str], dice: random.Random) -> list[ColumnMapping]:
    """A customer id somewhere, and other columns as fields and units at random."""
    others = [name for name in FIELDS if name != "customer_id"]
    dice.shuffle(others)
    id_index = dice.choice((0, dice.randrange(len(headers))))
    fields: list[str | None] = [*others, *[None] * len(headers)][: len(headers) - 1]
    fields.insert(id_index, "customer_id")
    return [_mapping(index, headers[index], field, dice) for index, field in enumerate(fields)]


def _mapping(index: int, header: str, field: str | None, dice: random.Random) -> ColumnMapping:
    unit = dice.choice(UNITS.get(field or "", (None,)))
    decision = Decision.AUTO if field else Decision.IGNORE
    return ColumnMapping(index=index, header=header, field=field, decision=decision, confidence=1.0, unit=unit, reason="")


def _check(prepared: Prepared, target: Path, content: bytes) -> None:
    table = pq.read_table(target)
    most_lines = content.count(b"\n") + content.count(b"\r") + 2
    assert table.num_rows == prepared.row_count > 0
    assert table["customer_id"].null_count == 0
    assert prepared.problem_count >= len(prepared.problems)
    assert all(1 <= problem.line <= most_lines for problem in prepared.problems)


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _summary(tally: Tally, seconds: float, keep: Path) -> str:
    ends = ", ".join(f"{end} {count}" for end, count in tally.ends.most_common())
    kept = f"; kept in {keep}" if any(tally.ends[bad] for bad in BAD) else ""
    return (
        f"fuzz_reading: {tally.ends.total()} files in {seconds:.0f} s: {ends}; "
        f"slowest {tally.slowest[0]:.2f} s ({tally.slowest[1]}), peak {tally.peak_mib:.0f} MiB{kept}"
    )


if __name__ == "__main__":
    sys.exit(main())
