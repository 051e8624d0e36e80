"""Reads a received file: its dialect, its columns, and the prepared table that comes of them."""

from dataclasses import dataclass
from pathlib import Path

from services.ingest import dialect, mapping, prepare, samples
from services.ingest.domain import ColumnMapping, Decision, Dialect, Prepared


@dataclass(frozen=True)
class Read:
    """What was understood of a file. ``prepared`` is None where somebody has to confirm the mapping first."""

    dialect: Dialect
    columns: tuple[ColumnMapping, ...]
    prepared: Prepared | None


def read(raw: Path, target: Path) -> Read:
    """Read the CSV at ``raw`` and write its prepared table to ``target``, unless its mapping is in doubt where that matters.

    Blocking: run it in a thread. Raises the failures of services.ingest.failures.
    """
    written = dialect.of_file(raw)
    sample = samples.take(raw, written)
    columns = mapping.map_columns(sample.headers, sample.columns)
    prepared = None if is_id_in_doubt(columns) else prepare.prepare(raw, written, columns, target)
    return Read(written, columns, prepared)


def is_id_in_doubt(columns: tuple[ColumnMapping, ...]) -> bool:
    """No column is surely the customer's id, but one may be.

    Any other doubtful column is left out, which loses nothing but coverage.
    """
    ids = [column.decision for column in columns if column.field == "customer_id"]
    return Decision.ASK in ids and Decision.AUTO not in ids
