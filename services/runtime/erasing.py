"""Takes one customer's rows out of a Parquet file, by pseudonyms: whoever does it need not know the customer's id."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

# As many rows are in memory at once; a row group of the new file has as many.
BATCH_ROWS = 65_536

Matches = Callable[[str], bool]


def without_customer(source: Path, target: Path, matches: Matches) -> list[int]:
    """Write ``source`` to ``target`` without the rows whose customer_id matches; the positions of those rows, from 0.

    Schema and metadata stay. Statistics are kept for dates only, so that no value of a removed row is left in any. Blocking.
    """
    with pq.ParquetFile(source, pre_buffer=False) as table:
        schema = table.schema_arrow
        dates = [field.name for field in schema if pa.types.is_date(field.type)]
        removed: list[int] = []
        seen = 0
        with pq.ParquetWriter(target, schema, compression="zstd", compression_level=1, write_statistics=dates or False) as writer:
            for batch in table.iter_batches(BATCH_ROWS, use_threads=False):
                hits = [matches(customer_id) for customer_id in batch.column("customer_id").to_pylist()]
                removed += [seen + row for row, is_hit in enumerate(hits) if is_hit]
                seen += batch.num_rows
                writer.write_batch(batch.filter(pa.array([not is_hit for is_hit in hits], pa.bool_())))
    return removed


def row_count(source: Path) -> int:
    """How many rows the file has."""
    return int(pq.read_metadata(source).num_rows)
