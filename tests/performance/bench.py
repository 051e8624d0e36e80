"""What ours costs beside the usual ways to do it: `python -m tests.performance.bench [--only PART] [--rows 1000000]`.

All sides of a comparison run in turn, three times or more; a figure is the median, and a ratio is the median of the ratios of the
rounds. Prints one table, and one JSON object on the last line.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.performance import figures, gateway, online, reading, scoring
from tests.performance.figures import Found
from tests.performance.load import NotAnswered

PARTS: dict[str, Callable[[Path, int], Found]] = {
    "reading": lambda folder, _: reading.measured(folder),
    "scoring": scoring.measured,
    "online": lambda folder, _: online.measured(folder),
    "gateway": lambda folder, _: gateway.measured(folder),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparisons and print them; the exit status is 0, however they ended."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append", help="run this part; may be given more than once")
    parser.add_argument("--rows", type=int, default=1_000_000, help="customers in the longest file to score")
    options = parser.parse_args(arguments)
    began, found = time.monotonic(), Found()
    for part in options.only or PARTS:
        with tempfile.TemporaryDirectory() as name:
            try:
                found += PARTS[part](Path(name), options.rows)
            except NotAnswered as fault:
                # What the other parts found took minutes.
                found += Found(absent={part: str(fault)})
    for line in figures.table(found):
        print(line)  # noqa: T201 - this is its output
    print(json.dumps({"seconds": round(time.monotonic() - began), **figures.as_json(found)}))  # noqa: T201 - like this
    return 0


if __name__ == "__main__":
    sys.exit(main())
