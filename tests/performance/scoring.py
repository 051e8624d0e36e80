"""Scoring a prepared file with reasons, beside the script a user would write, LightGBM without reasons, and no scoring at all.

One trained model serves all sides (tests/performance/boosted). "pass on" reads and writes all that scoring does, by the same
code, with values that were ready before. "LightGBM" parses the CSV, predicts, and writes a CSV with a probability and no reasons,
by Arrow and in one thread; ours reads and scores in one and writes in a second one. The script takes the threads it likes.
"""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from tests.performance import boosted, customers, environments, figures, sides
from tests.performance.environments import SideFault
from tests.performance.figures import Figure, Found
from tests.performance.sides import Cost

ROUNDS = 3
# More would take minutes, and the script's time grows with the rows as they do.
SCRIPT_ROWS = 20_000
MOST_MIB = 300
# Two runs on the same file differ by this much.
FLAT = 1.1

Costs = Mapping[str, Cost]


def measured(folder: Path, row_count: int) -> Found:
    """The sides in turn on files of ``row_count`` customers, a tenth and a hundredth of it."""
    sizes = (row_count // 100, row_count // 10, row_count)
    _make(folder, [SCRIPT_ROWS, *sizes])
    absent: dict[str, str] = {}
    rounds = [_round(folder, sizes, absent) for _ in range(ROUNDS)]
    scripted = [] if absent else [_against_the_script(rounds, row_count)]
    return Found([*scripted, *_against_others(rounds, sizes), *_by_size(rounds, sizes)], absent)


def _make(folder: Path, row_counts: Sequence[int]) -> None:
    """A folder with all that sides read for each of ``row_counts``, the last one the longest."""
    for row_count in row_counts:
        place = folder / str(row_count)
        place.mkdir()
        customers.write(place / "customers.csv", row_count)
        sides.run("prepare", place / "customers.csv", place)
    longest = folder / str(row_counts[-1])
    boosted.make(longest / "prepared.parquet", longest, sides.AS_OF)
    for row_count in row_counts[:-1]:
        for name in (boosted.OURS, boosted.LIGHTGBM, boosted.INPUTS):
            shutil.copy(longest / name, folder / str(row_count) / name)


def _round(folder: Path, sizes: Sequence[int], absent: dict[str, str]) -> Costs:
    costs = {f"score {size}": _run("score_trained", folder / str(size)) for size in sizes}
    longest = folder / str(sizes[-1])
    costs |= {side: _run(side, longest) for side in ("pass_on", "predict", "score_baseline")}
    try:
        costs["script"] = _script(folder / str(SCRIPT_ROWS))
    except SideFault as fault:
        absent["script"] = str(fault)
    return costs


def _run(side: str, place: Path) -> Cost:
    return sides.cost(side, place / "prepared.parquet")


def _script(place: Path) -> Cost:
    python = environments.programs("script") / "python"
    command = [str(python), "-W", "ignore", str(Path(__file__).parent / "script.py"), str(place)]
    written = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
    if written.returncode:
        raise SideFault("the script failed")
    return Cost(json.loads(written.stdout)["seconds"], 0.0)


def _against_the_script(rounds: Sequence[Costs], row_count: int) -> Figure:
    pairs = [(row_count / one[f"score {row_count}"].seconds, SCRIPT_ROWS / one["script"].seconds) for one in rounds]
    beside = f"pandas, LightGBM, shap (from {SCRIPT_ROWS:,} rows)"
    return figures.of(f"score {row_count:,} rows with reasons", beside, "rows/s", pairs, at_least=300)


def _against_others(rounds: Sequence[Costs], sizes: Sequence[int]) -> list[Figure]:
    row_count = sizes[-1]
    what, ours = f"score {row_count:,} rows with reasons", f"score {row_count}"
    predicted = [(row_count / one[ours].seconds, row_count / one["predict"].seconds) for one in rounds]
    passed = [(one[ours].seconds, one["pass_on"].seconds) for one in rounds]
    baseline = [(one["score_baseline"].seconds, one["pass_on"].seconds) for one in rounds]
    return [
        figures.of(what, "CSV, LightGBM, CSV without reasons", "rows/s", predicted, at_least=4),
        figures.of(what, "pass on: same files, no scoring", "s", passed, at_most=2.5),
        figures.of(f"{what}, baseline", "pass on: same files, no scoring", "s", baseline),
    ]


def _by_size(rounds: Sequence[Costs], sizes: Sequence[int]) -> list[Figure]:
    growths = [
        figures.of(
            f"score {more:,} rows",
            f"score {fewer:,} rows",
            "s",
            [(one[f"score {more}"].seconds, one[f"score {fewer}"].seconds) for one in rounds],
            at_most=10.5,
        )
        for fewer, more in pairwise(sizes)
    ]
    fewer, more = (f"score {size}" for size in sizes[1:])
    peaks = [(one[more].peak_mib, one[fewer].peak_mib) for one in rounds]
    return [
        *growths,
        figures.of(f"peak of {sizes[-1]:,} rows", "the most allowed", "MiB", [(peak, MOST_MIB) for peak, _ in peaks], at_most=1),
        figures.of(f"peak of {sizes[-1]:,} rows", f"peak of {sizes[1]:,} rows", "MiB", peaks, at_most=FLAT),
    ]
