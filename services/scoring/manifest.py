"""What a model was trained on, told in its file: how it was proved, and what its columns were like.

It is enough to see whether another file is like the one the model learned from (services.scoring.fitness), and holds no
customer's row.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Measured:
    """A measure on customers that were held out, with the ends of its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class ColumnTraits:
    """What a feature was like in training. ``shares`` of the customers per code of the feature, missing last: together 1.

    Of numbers, ``least`` and ``most`` are the ends of their range, and ``middles`` the median within each known code, None for a
    code that nobody had; of categories they are None and empty.
    """

    name: str
    shares: tuple[float, ...]
    middles: tuple[float | None, ...] = ()
    least: float | None = None
    most: float | None = None

    @property
    def missing_share(self) -> float:
        """The share of customers without a value, 0 to 1."""
        return self.shares[-1]


@dataclass(frozen=True)
class Manifest:
    """``columns`` stand in the order of the model's features. Days are ISO 8601.

    ``metrics`` are by model ("trained", "baseline", "logistic") and measure; ``left_out`` has (column, reason); ``libraries`` the
    versions that trained the model.
    """

    first_day: str
    last_day: str
    row_count: int
    positive_count: int
    validation: str
    columns: tuple[ColumnTraits, ...]
    metrics: Mapping[str, Mapping[str, Measured]]
    left_out: tuple[tuple[str, str], ...]
    libraries: Mapping[str, str]


def entry(manifest: Manifest) -> dict[str, Any]:
    """The manifest as JSON has it."""
    return asdict(manifest)


def read(entry: Mapping[str, Any]) -> Manifest:
    """The manifest that ``entry`` made. Raises KeyError, TypeError or ValueError for anything else."""
    columns = tuple(
        ColumnTraits(**{**each, "shares": tuple(each["shares"]), "middles": tuple(each["middles"])}) for each in entry["columns"]
    )
    metrics = {model: {name: Measured(**each) for name, each in measures.items()} for model, measures in entry["metrics"].items()}
    left_out = tuple((str(name), str(reason)) for name, reason in entry["left_out"])
    return Manifest(**{**entry, "columns": columns, "metrics": metrics, "left_out": left_out})
