"""From columns to the inputs of a model: one input per feature name, derived where the field itself is absent.

Files (Arrow) and calls (plain lists) become the same ``Canonical`` first, so that both are scored by the same arithmetic.
Any column may be absent, and any value missing: NaN in numbers and days, None in texts.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache, partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from services.scoring import days, derived, own, vocabulary
from services.scoring.additive import AdditiveModel, CategoricalFeature, Codes, Feature, Floats, NumericFeature

# Name → unit, least and greatest plausible value, as the Customer message has them.
CANONICAL_NUMBERS: dict[str, tuple[str, float, float]] = {
    "tenure_months": ("months", 0, 1200),
    "monthly_charges": ("currency/month", 0, 1e8),
    "total_charges": ("currency", 0, 1e10),
    "seats_purchased": ("1", 0, 1e7),
    "seats_used": ("1", 0, 1e7),
    "feature_usage_score": ("percent", 0, 100),
    "last_activity_days_ago": ("days", 0, 36500),
    "logins_last_30d": ("1", 0, 1e6),
    "support_tickets": ("1", 0, 1e6),
    "nps_score": ("1", 0, 10),
    "csat_score": ("percent", 0, 100),
    "discount": ("percent", 0, 100),
    "age": ("years", 0, 130),
}
_NO_NUMBER = ("", math.inf, -math.inf)
CANONICAL_TEXTS: tuple[str, ...] = ("contract_type", "payment_method", "plan", "country", "industry", "gender")
CANONICAL_DATES: tuple[str, ...] = ("last_activity_date", "signup_date")

# The unit of a date: days from it to the day of scoring, negative for one to come.
DAYS_AGO = "days ago"


@dataclass(frozen=True, eq=False)
class Texts:
    """A text column as its distinct values and, for each row, the position of its value in them."""

    distinct: tuple[str | None, ...]
    position: NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Canonical:
    """Customers in canonical fields; every array has ``row_count`` entries.

    ``days`` gives dates as days since 1970-01-01, read when they are asked for, since most models do without most of them.
    ``own_cells`` holds columns of the customer's own by their key (services.scoring.own), as they are written.
    """

    row_count: int
    numbers: Mapping[str, Floats] = field(default_factory=dict)
    texts: Mapping[str, Texts] = field(default_factory=dict)
    days: Mapping[str, Callable[[], Floats]] = field(default_factory=dict)
    own_cells: Mapping[str, own.Cells] = field(default_factory=dict)

    def number(self, name: str) -> Floats | None:
        """As derived.Known says; NaN for missing."""
        return self.numbers.get(name)

    def days_since(self, name: str, as_of: date) -> Floats | None:
        """As derived.Known says; NaN for missing."""
        if name not in self.days:
            return None
        since = days.of(as_of) - self.days[name]()
        return np.where(since < -derived.DAYS_AHEAD_TOLERATED, np.nan, np.maximum(since, 0.0))

    def ratio(self, above: str, below: str) -> Floats | None:
        """As derived.Known says; NaN for none."""
        numerator, denominator = self.numbers.get(above), self.numbers.get(below)
        if numerator is None or denominator is None:
            return None
        ratio = np.full(self.row_count, np.nan)
        # What is infinite lies outside of every range, and is missing.
        with np.errstate(over="ignore", invalid="ignore"):
            np.divide(numerator, denominator, out=ratio, where=denominator > 0)
        return ratio

    def first(self, given: Floats | None, *others: Callable[[], Floats | None]) -> Floats | None:
        """As derived.Known says; NaN is what lacks."""
        found = given
        for other in others:
            if found is None:
                found = other()
            elif (lacks := np.isnan(found)).any() and (values := other()) is not None:
                found = np.where(lacks, values, found)
        return found


def from_batch(batch: pa.RecordBatch | pa.Table, names: frozenset[str]) -> Canonical:
    """The canonical and own columns among ``names`` that ``batch`` has; its other columns are not read."""
    present = [name for name in batch.schema.names if name in names]
    columns = {name: _array(batch.column(name)) for name in present}
    return Canonical(
        row_count=batch.num_rows,
        numbers={name: _numbers(column) for name, column in columns.items() if name in CANONICAL_NUMBERS},
        texts={name: _texts(column) for name, column in columns.items() if name in CANONICAL_TEXTS},
        days={name: partial(_days, column) for name, column in columns.items() if name in CANONICAL_DATES},
        own_cells=own.in_batch(batch, _own_among(names)),
    )


def from_columns(columns: Mapping[str, Sequence[Any]], row_count: int, names: frozenset[str]) -> Canonical:
    """The columns among ``names`` in ``columns``, read as ingest reads a file; a day is a date or a text, None is missing.

    ``columns[own.FIELD]`` has for each customer a mapping from header to text, or None.
    """
    used = {name: values for name, values in columns.items() if name in names}
    return Canonical(
        row_count=row_count,
        numbers=_numbers_in_call({name: values for name, values in used.items() if name in CANONICAL_NUMBERS}),
        texts={name: _distinct(values) for name, values in used.items() if name in CANONICAL_TEXTS},
        days={name: partial(_days_in_call, values) for name, values in used.items() if name in CANONICAL_DATES},
        own_cells=own.in_call(columns.get(own.FIELD, ()), _own_among(names)),
    )


def _own_among(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in names if name.startswith(own.PREFIX))


def codes(model: AdditiveModel, canonical: Canonical, as_of: date) -> list[Codes]:
    """The codes of every feature of ``model`` in every row."""
    return [feature_codes(feature, canonical, as_of) for feature in model.features]


def sources(model: AdditiveModel) -> frozenset[str]:
    """The canonical fields that ``model`` may read, directly or to derive something, and the keys of own columns."""
    return frozenset(source for name in model.feature_names for source in _sources(name))


def fields(names: frozenset[str]) -> frozenset[str]:
    """The fields of a Customer message in which the ``names`` of ``sources`` stand."""
    return frozenset(own.FIELD if name.startswith(own.PREFIX) else name for name in names)


def _sources(name: str) -> tuple[str, ...]:
    return (own.key(name),) if name.startswith(own.PREFIX) else _SOURCES.get(name, (name,))


def numbers(feature: NumericFeature, canonical: Canonical, as_of: date) -> Floats | None:
    """The values of ``feature`` in every row, NaN for missing; None where it has no source at all."""
    if feature.name.startswith(own.PREFIX):
        cells = canonical.own_cells.get(own.key(feature.name))
        if cells is None:
            return None
        return days.of(as_of) - own.days(cells) if feature.unit == DAYS_AGO else own.numbers(cells)
    return derived.number(feature.name, canonical, as_of)


def texts(feature: CategoricalFeature, canonical: Canonical) -> Texts | None:
    """What the texts of ``feature`` mean: a category (maybe none of the feature's), None for missing; None with no source."""
    if feature.name.startswith(own.PREFIX):
        cells = canonical.own_cells.get(own.key(feature.name))
        found, meaning = None if cells is None else _texts(cells.texts), own.flag if is_flag(feature) else own.meaning
        return found and replace(found, distinct=tuple(text and meaning(text) for text in found.distinct))
    source, meaning_of = read_text(feature)
    found = canonical.texts.get(source)
    return found and replace(found, distinct=tuple(meaning_of(text) for text in found.distinct))


def is_flag(feature: CategoricalFeature) -> bool:
    """Whether ``feature`` is a question of yes and no, whose answers are written in many ways."""
    return set(feature.categories) == {own.YES, own.NO}


def read_text(feature: CategoricalFeature) -> tuple[str, Callable[[str | None], str | None]]:
    """The canonical text that ``feature`` reads, and what it takes a cell to mean: as in ``texts``."""
    source, known = _MEANINGS.get(feature.name, (feature.name, vocabulary.normalised))
    return source, lambda text: None if text is None else _meaning(known, text[: vocabulary.LONGEST_CATEGORY + 1])


def plausible(name: str, number: float | None) -> float | None:
    """The canonical ``number`` called ``name`` of one customer; None for what lies outside of its range, as ingest has it."""
    least, most = plausible_range(name)
    return number if number is not None and least <= number <= most else None


def plausible_range(name: str) -> tuple[float, float]:
    """The least and the greatest plausible value of the canonical number called ``name``; no value lies in that of no number."""
    _, least, most = CANONICAL_NUMBERS.get(name, _NO_NUMBER)
    return least, most


def feature_codes(feature: Feature, canonical: Canonical, as_of: date) -> Codes:
    """The codes of ``feature`` in every row; missing everywhere where it has no source at all."""
    if isinstance(feature, NumericFeature):
        values = numbers(feature, canonical, as_of)
        if values is not None:
            return feature.codes(values)
    else:
        found = texts(feature, canonical)
        if found is not None:
            return feature.codes_of(found.distinct)[found.position]
    return np.full(canonical.row_count, feature.code_count - 1, dtype=np.uint16)


# Calls ask for the same few texts again and again. Of longer ones than any category the beginning is enough to see that.
@lru_cache(maxsize=10_000)
def _meaning(meaning: Callable[[str], str | None], text: str) -> str | None:
    if text.strip().lower() in vocabulary.NOTHING:
        return None
    # A text that means nothing we know is unknown, not missing; no category is called "?".
    return meaning(text) or "?"


def _array(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _numbers(column: pa.Array) -> Floats:
    numbers: Floats = column.cast(pa.float64()).to_numpy(zero_copy_only=False)
    return numbers


def _days(column: pa.Array) -> Floats:
    return _numbers(column.cast(pa.date32()).cast(pa.int32()))


def _numbers_in_call(columns: Mapping[str, Sequence[float | None]]) -> dict[str, Floats]:
    """The same for many customers as ``plausible`` for one."""
    if not columns:
        return {}
    values = np.array(list(columns.values()), dtype=np.float64)
    ranges = np.array([CANONICAL_NUMBERS[name][1:] for name in columns])[:, :, None]
    values[(values < ranges[:, 0]) | (values > ranges[:, 1])] = np.nan
    return dict(zip(columns, values, strict=True))


def _days_in_call(values: Sequence[date | str | None]) -> Floats:
    return np.array([days.of(value) for value in values])


def _texts(column: pa.Array) -> Texts:
    encoded = column if pa.types.is_dictionary(column.type) else pc.dictionary_encode(column)
    distinct = (*encoded.dictionary.to_pylist(), None)
    position = pc.fill_null(encoded.indices, len(distinct) - 1).to_numpy(zero_copy_only=False)
    return Texts(distinct, position.astype(np.intp))


def _distinct(values: Sequence[str | None]) -> Texts:
    position_by_text = {text: position for position, text in enumerate(dict.fromkeys(values))}
    return Texts(tuple(position_by_text), np.array([position_by_text[text] for text in values], dtype=np.intp))


_MEANINGS: dict[str, tuple[str, Callable[[str], str | None]]] = {
    "contract_term": ("contract_type", vocabulary.contract_term),
    "payment_kind": ("payment_method", vocabulary.payment_kind),
    "plan_tier": ("plan", vocabulary.plan_tier),
}
_SOURCES: dict[str, tuple[str, ...]] = {**derived.SOURCES, **{name: (source,) for name, (source, _) in _MEANINGS.items()}}
