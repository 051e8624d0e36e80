"""What reading and scoring cost against the plainest way to do it: `python -m tests.performance.bench [--rows 1000000]`.

Both sides of a comparison run in turn on the same files, each in a process of its own; every number is the median of 3 runs,
and a ratio is the median of the 3 ratios. Calls of the scoring server follow (tests/performance/online). Prints tables, and one
JSON object on the last line.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from tests.performance import boosted, customers, online, sides

RUNS = 3
BIG_MB, SMALL_MB = 50, 5
SAMPLE_ROWS = 10_000


@dataclass(frozen=True)
class Cost:
    """What one run took: seconds of work without imports, and the peak of the process in MiB."""

    seconds: float
    peak_mib: float


@dataclass(frozen=True)
class Line:
    """One comparison. ``speed`` is in ``unit``; ``ratio`` is our time over theirs, below 1 where we are faster.

    ``growth`` is our time over that of the line before with a tenth of the rows, 10 where it is linear; None for the first.
    """

    name: str
    unit: str
    speed: float
    peak_mib: float
    their_speed: float
    their_peak_mib: float
    ratio: float
    seconds: float
    growth: float | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all comparisons and print them; the exit status is 0."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="customers in the longest of three files to score")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = [*_reading(folder), *_scoring(folder, options.rows)]
        online_lines, absent = online.measured(folder, online.ROUND_S)
    for text in (*_table(lines), "", *online.table(online_lines, absent)):
        print(text)  # noqa: T201 - this is its output
    found = {"lines": [asdict(line) for line in lines], "online": [asdict(line) for line in online_lines], "absent": absent}
    print(json.dumps({"runs": RUNS, **found}))  # noqa: T201 - this is its output
    return 0


def _reading(folder: Path) -> list[Line]:
    """CSV to prepared Parquet against pandas.read_csv and to_parquet, in MB/s (10^6 bytes)."""
    path = folder / "customers.csv"
    row_bytes = customers.write(path, SAMPLE_ROWS) / SAMPLE_ROWS
    lines = []
    for megabytes in (SMALL_MB, BIG_MB):
        size = customers.write(path, round(megabytes * 1e6 / row_bytes))
        for side in ("prepare", "understand"):
            costs = _in_turn(folder, path, (side, "pandas"))
            lines.append(_line(f"{side} {size / 1e6:.0f} MB (pandas)", "MB/s", size / 1e6, costs))
    return lines


def _scoring(folder: Path, most_rows: int) -> list[Line]:
    """Prepared Parquet to a result with reasons against reading and writing the same columns without scoring, in rows/s."""
    lines: list[Line] = []
    for row_count in (most_rows // 100, most_rows // 10, most_rows):
        customers.write(folder / "customers.csv", row_count)
        _run("prepare", folder / "customers.csv", folder)
        costs = _in_turn(folder, folder / "prepared.parquet", ("score", "copy"))
        before = lines[-1].seconds if lines else None
        lines.append(_line(f"score {row_count:,} rows (copy)", "rows/s", row_count, costs, before=before))
    return [*lines, *_boosted(folder, most_rows)]


def _boosted(folder: Path, row_count: int) -> list[Line]:
    """One trained model on the longest file, with reasons: against the same files made of ready values, and against LightGBM.

    "pass on" reads and writes all that scoring does, by the same code, without scoring. "LightGBM" parses the CSV, predicts
    with the model that our tables hold, and writes a CSV with a probability and no reasons, by Arrow; each in one thread, while
    ours writes in a second one.
    """
    boosted.make(folder / "prepared.parquet", folder, sides.AS_OF)
    prepared = folder / "prepared.parquet"
    return [
        _line(f"trained model ({name})", "rows/s", row_count, _in_turn(folder, prepared, ("score_boosted", side)))
        for name, side in (("pass on", "pass_on"), ("LightGBM", "predict"))
    ]


def _in_turn(folder: Path, source: Path, sides: tuple[str, str]) -> list[tuple[Cost, Cost]]:
    """The costs of ours and of theirs, for each run."""
    return [(_run(sides[0], source, folder), _run(sides[1], source, folder)) for _ in range(RUNS)]


def _run(side: str, source: Path, folder: Path) -> Cost:
    # A folder of its own, or a run would overwrite what is to be scored, or pay for removing what the last one wrote.
    with tempfile.TemporaryDirectory(dir=folder) as name:
        command = [sys.executable, "-m", "tests.performance.sides", side, str(source), name]
        return Cost(**json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout))


def _line(name: str, unit: str, amount: float, costs: Sequence[tuple[Cost, Cost]], *, before: float | None = None) -> Line:
    seconds, their_seconds = (median(pair[side].seconds for pair in costs) for side in (0, 1))
    peak, their_peak = (median(pair[side].peak_mib for pair in costs) for side in (0, 1))
    return Line(
        name=name,
        unit=unit,
        speed=round(amount / seconds, 1),
        peak_mib=round(peak, 1),
        their_speed=round(amount / their_seconds, 1),
        their_peak_mib=round(their_peak, 1),
        ratio=round(median(ours.seconds / theirs.seconds for ours, theirs in costs), 2),
        seconds=round(seconds, 4),
        growth=round(seconds / before, 2) if before else None,
    )


def _table(lines: Sequence[Line]) -> list[str]:
    titles = (
        f"{'ours (theirs)':32}{'unit':>8}{'ours':>12}{'theirs':>12}{'time ratio':>12}{'peak MiB':>10}{'theirs':>8}{'growth':>8}"
    )
    return [titles, *(_row(line) for line in lines)]


def _row(line: Line) -> str:
    speeds = f"{line.name:32}{line.unit:>8}{line.speed:>12,.0f}{line.their_speed:>12,.0f}{line.ratio:>12.2f}"
    growth = f"{line.growth:.1f}" if line.growth else "-"
    return f"{speeds}{line.peak_mib:>10.0f}{line.their_peak_mib:>8.0f}{growth:>8}"


if __name__ == "__main__":
    sys.exit(main())
