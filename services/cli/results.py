"""A scored file at a glance: counts and the customers most at risk, found in one pass that keeps nothing else."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappush, heappushpop
from pathlib import Path

from services.cli.faults import Fault

LEVELS = ("High", "Medium", "Low")
# A cell of a customer's file may be as large as the file; Python refuses cells beyond 128 KiB unless told.
csv.field_size_limit(64 * 1024 * 1024)


@dataclass(frozen=True)
class Customer:
    """A scored customer: ``probability`` is 0..1, ``percent`` the same as text, ``key_risks`` separated by commas."""

    id: str
    probability: float
    percent: str
    level: str
    recommendation: str
    key_risks: str


@dataclass(frozen=True)
class Summary:
    """A scored file. ``levels`` has a count for each of LEVELS; ``most_at_risk`` begins with the highest probability.

    Coverages are 0..1 and None for a file without customers; customers of equal probability stay in the file's order.
    """

    row_count: int
    levels: dict[str, int]
    most_at_risk: tuple[Customer, ...]
    mean_coverage: float | None
    least_coverage: float | None
    model_versions: tuple[str, ...]


def summarise(path: Path, *, id_column: int, top: int) -> Summary:
    """Read the scored CSV at ``path``, whose customers' ids stand in column ``id_column``, counted from 0.

    Raises Fault where it is no scored CSV.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            return _summarise(csv.reader(file), id_column, top)
        except (csv.Error, UnicodeDecodeError, ValueError, IndexError) as error:
            raise Fault("The result cannot be read, so there is no summary of it. The file is as the suite sent it.") from error


def _summarise(rows: Iterator[list[str]], id_column: int, top: int) -> Summary:
    at = _Columns(next(rows, []))
    levels, versions = Counter[str](), Counter[str]()
    coverage_sum, least_coverage, row_count = 0.0, 1.0, 0
    # The smallest of the best stands first; of equal ones the earlier row counts as the greater.
    best: list[tuple[float, int, list[str]]] = []
    for row_count, row in enumerate(rows, 1):
        probability, coverage = float(row[at.probability]), float(row[at.coverage])
        levels[row[at.level]] += 1
        versions[row[at.version]] += 1
        coverage_sum += coverage
        least_coverage = min(least_coverage, coverage)
        if len(best) < top:
            heappush(best, (probability, -row_count, row))
        elif best and probability > best[0][0]:
            heappushpop(best, (probability, -row_count, row))
    return Summary(
        row_count=row_count,
        levels={level: levels[level] for level in LEVELS},
        most_at_risk=tuple(at.customer(row, id_column) for _, _, row in sorted(best, reverse=True)),
        mean_coverage=coverage_sum / row_count if row_count else None,
        least_coverage=least_coverage if row_count else None,
        model_versions=tuple(version for version, _ in versions.most_common()),
    )


class _Columns:
    """Where the result's own columns are: behind the customer's, and suffixed where the customer has one of the same name."""

    def __init__(self, header: Sequence[str]) -> None:
        self.probability = _position(header, "churn_probability")
        self.percent = _position(header, "churn_risk_pct")
        self.level = _position(header, "risk_level")
        self.recommendation = _position(header, "recommendation")
        self.key_risks = _position(header, "key_risks")
        self.coverage = _position(header, "data_coverage")
        self.version = _position(header, "model_version")

    def customer(self, row: Sequence[str], id_column: int) -> Customer:
        """The customer of one row."""
        return Customer(
            id=row[id_column],
            probability=float(row[self.probability]),
            percent=row[self.percent],
            level=row[self.level],
            recommendation=row[self.recommendation],
            key_risks=row[self.key_risks],
        )


def _position(header: Sequence[str], name: str) -> int:
    pattern = re.compile(rf"{name}(_retainwise(_\d+)?)?")
    for position in reversed(range(len(header))):
        if pattern.fullmatch(header[position]):
            return position
    raise ValueError(name)
