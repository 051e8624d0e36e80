"""Reads a received file: its dialect, its columns, and the prepared table that comes of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from services.ingest.domain import (
    ColumnMapping,
    Decision,
    Dialect,
    Mapping,
    Prepared,
    Problem,
    ProblemCount,
    RememberedColumn,
    UploadStatus,
)
from services.ingest.failures import BadMapping, CustomerIdMissing
from services.ingest.mapping import layouts, mapper, measures, questions
from services.ingest.mapping.layouts import Recalled
from services.ingest.reading import dialect, prepare, samples
from services.ingest.reading.samples import Sample


class Targets(NamedTuple):
    """Where the prepared table goes, and the CSV of all problems."""

    table: Path
    problems: Path


@dataclass(frozen=True)
class Understood:
    """What a look into a file shows: how it is written, some cells of each column, and what its columns are taken for."""

    dialect: Dialect
    columns: tuple[ColumnMapping, ...]
    sample: Sample

    @property
    def row_count(self) -> int:
        """Rows of the sample."""
        return len(self.sample.columns[0]) if self.sample.columns else 0

    @property
    def headers(self) -> list[str]:
        """As they stand in the file, in its order."""
        return self.sample.headers


@dataclass(frozen=True)
class Read:
    """What was understood of a file. ``prepared`` is None where somebody has to confirm the mapping first."""

    dialect: Dialect
    columns: tuple[ColumnMapping, ...]
    notices: tuple[str, ...]
    prepared: Prepared | None

    @property
    def status(self) -> UploadStatus:
        """What an upload of the file is."""
        return UploadStatus.ACCEPTED if self.prepared else UploadStatus.NEEDS_MAPPING

    @property
    def row_count(self) -> int:
        """Customers in the file; 0 where it is not prepared."""
        return self.prepared.row_count if self.prepared else 0

    @property
    def problem_count(self) -> int:
        """Of all problems; 0 where the file is not prepared."""
        return self.prepared.problem_count if self.prepared else 0

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The first 100, faults before coercions."""
        return self.prepared.problems if self.prepared else ()

    @property
    def problem_counts(self) -> tuple[ProblemCount, ...]:
        """All problems, by column and rule."""
        return self.prepared.problem_counts if self.prepared else ()


def understand(raw: Path) -> Understood:
    """What a look into the CSV at ``raw`` shows. Blocking. Raises the failures of services.ingest.failures."""
    written = dialect.of_file(raw)
    sample = samples.take(raw, written)
    columns = mapper.map_columns(sample.headers, sample.columns)
    return Understood(written, questions.with_date_doubts(columns, sample.columns), sample)


def read(raw: Path, understood: Understood, remembered: Mapping | None, *, targets: Targets, today: date) -> Read:
    """Write the prepared table of the CSV at ``raw``, and its problems, unless its mapping is in doubt where that matters.

    ``remembered`` is what the user confirmed for the layout, None where it is new. Blocking. Raises the failures of
    services.ingest.failures.
    """
    columns, notices = _recalled(understood, remembered)
    if questions.open_questions(columns, row_count=understood.row_count):
        return Read(understood.dialect, columns, notices, None)
    columns = questions.settled(columns)
    prepared = prepare_as(raw, replace(understood, columns=columns), targets=targets, today=today)
    return Read(understood.dialect, columns, notices, prepared)


def look(raw: Path, understood: Understood, remembered: Mapping | None, *, targets: Targets, today: date) -> Read:
    """The same as ``read``, but a file without a customer id is only not prepared. Blocking."""
    try:
        return read(raw, understood, remembered, targets=targets, today=today)
    except CustomerIdMissing:
        return Read(understood.dialect, *_recalled(understood, remembered), None)


def _recalled(understood: Understood, remembered: Mapping | None) -> Recalled:
    if remembered is None:
        return Recalled(understood.columns, ())
    return layouts.recall(remembered, understood.columns, understood.sample.columns)


def prepare_as(raw: Path, understood: Understood, *, targets: Targets, today: date) -> Prepared:
    """Write the prepared table of the CSV at ``raw`` as it is ``understood``, and all its problems. Blocking."""
    written, columns, sample = understood.dialect, understood.columns, understood.sample
    return prepare.prepare(raw, written, columns, sample, target=targets.table, problems_csv=targets.problems, today=today)


def confirm(
    raw: Path, written: Dialect, columns: Sequence[ColumnMapping], *, targets: Targets, today: date
) -> tuple[Prepared, tuple[RememberedColumn, ...]]:
    """Write the same with the columns that the user confirmed; also what is to be remembered of them. Blocking.

    Raises BadMapping for dates in which day and month cannot be told apart, and that were confirmed without a unit.
    """
    sample = samples.take(raw, written)
    undecided = [column for column in questions.with_date_doubts(columns, sample.columns) if column.decision is Decision.ASK]
    if undecided:
        raise BadMapping(
            f'Column {undecided[0].index} ("{undecided[0].header[:60]}"): {measures.UNDECIDED}',
            details=tuple((f"column {column.index}", measures.UNDECIDED) for column in undecided),
        )
    prepared = prepare_as(raw, Understood(written, tuple(columns), sample), targets=targets, today=today)
    return prepared, layouts.remember(columns, sample.columns)
