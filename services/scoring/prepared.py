"""Reads a prepared file: what ingest says of it, its rows in batches, and the day from which it is counted."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from services.scoring import features
from services.scoring.derived import DAYS_AHEAD_TOLERATED
from services.scoring.own import METADATA_KEY

# Of one million rows with eleven own columns 20,480 peak at 141 MiB, and twice as many are as fast and peak at 174 MiB.
BATCH_ROWS = 20_480
# An export is seldom more than a month old; an older one is counted from its own newest day, or else all would look inactive.
EXPORT_DAYS_TOLERATED = 31

# In files of the first the customer ids stand twice: among the customer's own columns, and as what they are.
_FORMATS = (1, 2)


class PreparedUnreadable(ValueError):
    """The file is not a prepared file of the format we know."""


def opened(path: Path) -> pq.ParquetFile:
    """The file at ``path``, to be closed. Raises PreparedUnreadable where it is no Parquet file."""
    try:
        metadata = pq.read_metadata(path)
        # Buffering ahead would keep whole row groups of every column in memory.
        return pq.ParquetFile(path, metadata=metadata, read_dictionary=_repetitive(metadata), pre_buffer=False)
    except (pa.ArrowInvalid, OSError) as error:
        raise PreparedUnreadable("The prepared file cannot be read.") from error


def described(table: pq.ParquetFile) -> dict[str, Any]:
    """All that ``table`` says of the customer's file. Raises PreparedUnreadable where it lacks that, or a column it names."""
    schema = table.schema_arrow
    try:
        found: dict[str, Any] = json.loads((schema.metadata or {})[METADATA_KEY])
        own = own_columns(found) if found["format"] in _FORMATS else None
    except (LookupError, TypeError, ValueError) as error:
        raise PreparedUnreadable("The prepared file does not say what its columns are.") from error
    if own is None or {"customer_id", *own} - set(schema.names):
        raise PreparedUnreadable("The prepared file is of another format.")
    return found


def own_columns(described: Mapping[str, Any]) -> list[str]:
    """The names of the customer's own columns in a prepared file that says this of itself, in the order of their headers."""
    names = [f"column_{position}" for position in range(len(described["headers"]))]
    if described["format"] > 1:
        names[described["fields"]["customer_id"]["index"]] = "customer_id"
    return names


def batches(table: pq.ParquetFile, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """The rows of ``columns``, at most 20,480 at once; texts that repeat are dictionaries.

    The rows of a row group come in equal batches: one across two would be cut anyway, since dictionaries change there.
    """
    for group in range(table.num_row_groups):
        row_count = table.metadata.row_group(group).num_rows
        if batch_count := math.ceil(row_count / BATCH_ROWS):
            size = math.ceil(row_count / batch_count)
            yield from table.iter_batches(size, row_groups=[group], columns=columns, use_threads=False)


def reference_date(path: Path, today: date) -> date:
    """The day from which to count back: ``today``, or the newest activity or signup of an export that is older than 31 days.

    Days to come are mistakes, and say nothing about when a file was exported.
    """
    latest = today + timedelta(days=DAYS_AHEAD_TOLERATED)
    with opened(path) as table:
        newest = max(_newest_days(table, latest), default=today)
    return newest if newest < today - timedelta(days=EXPORT_DAYS_TOLERATED) else today


def has_labels(path: Path) -> bool:
    """Whether a column of the file says who left."""
    with opened(path) as table:
        return "churned" in table.schema_arrow.names


def _repetitive(metadata: pq.FileMetaData) -> list[str]:
    """The texts that are written as dictionaries: so they are read in a fifth of the time, and each is looked at once."""
    if not metadata.num_row_groups:
        return []
    columns = [metadata.row_group(0).column(position) for position in range(metadata.num_columns)]
    texts = [column.path_in_schema for column in columns if column.physical_type == "BYTE_ARRAY" and column.has_dictionary_page]
    return [name for name in texts if name != "customer_id"]


def _newest_days(table: pq.ParquetFile, latest: date) -> Iterator[date]:
    """The newest day until ``latest`` of each date column and row group: by its statistics, or by its days if they go beyond."""
    for group in range(table.num_row_groups):
        for position in range(table.metadata.num_columns):
            column = table.metadata.row_group(group).column(position)
            name = column.path_in_schema
            if name not in features.CANONICAL_DATES or not column.is_stats_set or not column.statistics.has_min_max:
                continue
            newest = column.statistics.max
            if newest > latest:
                days = table.read_row_group(group, columns=[name]).column(name)
                newest = pc.max(days.filter(pc.less_equal(days, pa.scalar(latest, pa.date32())))).as_py()
            if newest is not None:
                yield newest
