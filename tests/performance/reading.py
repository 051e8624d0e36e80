"""Reading a CSV into a prepared file, beside pandas.read_csv and to_parquet on the same file."""

from pathlib import Path

from tests.performance import customers, figures, sides
from tests.performance.figures import Figure, Found

# Pandas takes twice as long in some runs as in others: of seven, the median still moves by a fifth.
ROUNDS = 15
BIG_MB, SMALL_MB = 50, 5
SAMPLE_ROWS = 10_000
# "prepare" is the one pass over a file whose columns are known, "understand" all that an upload does with it.
TARGETS = {"prepare": 1.0, "understand": None}


def measured(folder: Path) -> Found:
    """Both sides in turn on a file of 5 MB and on one of 50 MB (10^6 bytes)."""
    path = folder / "customers.csv"
    row_bytes = customers.write(path, SAMPLE_ROWS) / SAMPLE_ROWS
    found: list[Figure] = []
    for megabytes in (SMALL_MB, BIG_MB):
        size_mb = customers.write(path, round(megabytes * 1e6 / row_bytes)) / 1e6
        for side, target in TARGETS.items():
            costs = [(sides.cost(side, path), sides.cost("pandas", path)) for _ in range(ROUNDS)]
            what, beside = f"{side} {size_mb:.0f} MB", "pandas.read_csv, to_parquet"
            speeds = [(size_mb / ours.seconds, size_mb / theirs.seconds) for ours, theirs in costs]
            found.append(figures.of(what, beside, "MB/s", speeds, at_least=target if megabytes == BIG_MB else None))
            found.append(figures.of(what, beside, "MiB", [(ours.peak_mib, theirs.peak_mib) for ours, theirs in costs]))
    return Found(found)
