"""Labelled customers out of prepared files: what models learn from."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from services.scoring import features, own
from services.scoring.features import Canonical
from services.scoring.own import OwnColumn

ID, LABEL = "customer_id", "churned"
# More rows hardly make a better model of this form, but cost memory and hours; the others are left out by lot.
MOST_ROWS = 200_000

_CANONICAL = frozenset({*features.CANONICAL_NUMBERS, *features.CANONICAL_TEXTS, *features.CANONICAL_DATES})


@dataclass(frozen=True)
class Source:
    """A prepared file of customers as they were on ``observed_on``.

    ``labels`` says by customer id who left afterwards; None means that the file's own column ``churned`` does.
    """

    prepared: Path
    observed_on: date
    labels: Mapping[str, bool] | None = None


@dataclass(frozen=True, eq=False)
class Part:
    """The labelled customers of one source, ``own_columns`` by key: every column that may be learned from.

    ``unnamed`` are the headers of columns that could not be found again in another file.
    """

    customers: Canonical
    observed_on: date
    own_columns: Mapping[str, OwnColumn]
    unnamed: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Examples:
    """Customers whose outcome is known, by part in the order of the days on which they were observed.

    For each row of all parts together: ``labels`` (bool: left), ``customers`` (int64, one number per customer id) and ``days``
    (int64, when it was observed, since 1970-01-01). ``row_count`` counts also those left out by lot beyond 200,000.
    """

    parts: tuple[Part, ...]
    labels: NDArray[np.bool_]
    customers: NDArray[np.int64]
    days: NDArray[np.int64]
    row_count: int


def read(sources: Sequence[Source]) -> Examples:
    """The labelled customers of ``sources``; rows whose outcome is not known are left out. Blocking.

    Empty where no outcome is known at all. Raises OSError and pyarrow.ArrowInvalid for files that cannot be read.
    """
    ordered = sorted(sources, key=lambda source: source.observed_on)
    tables = [_labelled(source) for source in ordered]
    row_count = sum(table.num_rows for table in tables)
    if row_count > MOST_ROWS:
        random = np.random.default_rng(0)
        tables = [_by_lot(table, MOST_ROWS * table.num_rows // row_count, random) for table in tables]
    ids = pa.concat_arrays([_one(table.column(ID)) for table in tables] or [pa.array([], pa.string())])
    labels = [_one(table.column(LABEL)).to_numpy(zero_copy_only=False) for table in tables]
    days = [
        np.full(len(table), (source.observed_on - date(1970, 1, 1)).days) for table, source in zip(tables, ordered, strict=True)
    ]
    return Examples(
        parts=tuple(_part(table, source) for table, source in zip(tables, ordered, strict=True)),
        labels=np.concatenate([np.zeros(0, dtype=np.bool_), *labels]).astype(np.bool_),
        customers=ids.dictionary_encode().indices.to_numpy(zero_copy_only=False).astype(np.int64),
        days=np.concatenate([np.zeros(0, dtype=np.int64), *days]).astype(np.int64),
        row_count=row_count,
    )


def _labelled(source: Source) -> pa.Table:
    """The rows of a source whose outcome is known, with it in the column ``churned``."""
    with pq.ParquetFile(source.prepared, pre_buffer=False) as file:
        described = (file.schema_arrow.metadata or {}).get(own.METADATA_KEY, json.dumps({"headers": []}).encode())
        wanted = {ID, LABEL, *_CANONICAL, *(f"column_{column.position}" for column in own.columns(described).values())}
        table = file.read(columns=[name for name in file.schema_arrow.names if name in wanted], use_threads=False)
    if source.labels is not None:
        known = source.labels
        outcomes = pa.array([known.get(customer) for customer in table.column(ID).to_pylist()], pa.bool_())
        table = table.drop_columns([LABEL]) if LABEL in table.schema.names else table
        table = table.append_column(LABEL, outcomes)
    elif LABEL not in table.schema.names:
        table = table.append_column(LABEL, pa.nulls(len(table), pa.bool_()))
    return table.filter(pc.is_valid(table.column(LABEL)))


def _by_lot(table: pa.Table, count: int, random: np.random.Generator) -> pa.Table:
    return table.take(np.sort(random.permutation(len(table))[:count]))


def _part(table: pa.Table, source: Source) -> Part:
    described = (table.schema.metadata or {}).get(own.METADATA_KEY)
    if described is None:
        return Part(features.from_batch(table, _CANONICAL), source.observed_on, {})
    columns, unnamed = own.columns(described), tuple(column.header for column in own.unnamed(described))
    return Part(features.from_batch(table, _CANONICAL | frozenset(columns)), source.observed_on, columns, unnamed)


def _one(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
