"""Collects what had to be changed, emptied or kept out of a file.

Counts all of it, keeps the first, and writes all where asked to.
"""

import heapq
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from services.ingest.domain import Problem, ProblemCount
from services.ingest.reading import listing, ranges
from services.ingest.reading.ranges import Listed, Ranges
from services.ingest.reading.rules import COERCIONS, MESSAGES

# What an answer carries; the file has them all.
MOST_KEPT = 100
WHOLE_ROW = -1
# A sheet of Excel has 1,048,576 rows, and what nobody can open helps nobody; nor may a small file become a list of gigabytes.
MOST_LISTED = 1_000_000
# A header longer than this is cut off in a message.
_LONGEST_NAME = 60
# So many take a few megabytes; then they go to disk, in file order among themselves.
_MOST_PENDING = 20_000
# The rule of the last row of a list that has not all.
NOT_LISTED = "not_listed"


class _Place(NamedTuple):
    """``column`` counts from 0, or is WHOLE_ROW."""

    line: int
    column: int
    rule: str


class Problems:
    """The problems of one file. Use as a context; with ``target``, all of them are there as CSV once ``finish`` was called.

    ``headers`` name the columns; ``delimiter`` divides the cells of the CSV. Problems are added block by block; those of a block
    may come in any order, those of a later block must be on later lines, except for what ``finish`` gets. ``count`` is the number
    of all so far.
    """

    def __init__(self, headers: Sequence[str], target: Path | None = None, delimiter: str = ",") -> None:
        self._headers = headers
        self._early = _Early(target, delimiter) if target else None
        self._block: list[_Place] = []
        self._first_rows: list[_Place] = []
        self._coerced: list[_Place] = []
        self._pending: list[_Place] = []
        self._rows, self._coercions = Ranges(), Ranges()
        self._first_faults: list[_Place] = []
        self._first_coerced: list[_Place] = []
        # The first line and the number by column and rule.
        self._counts: dict[tuple[int, str], tuple[int, int]] = {}
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._early:
            self._early.discard()

    def add(self, rule: str, lines: NDArray[np.int64], column: int) -> None:
        """Note that the cells of ``column`` on ``lines``, ascending, broke ``rule``."""
        self._tally(rule, lines, column)
        if not self._is_listing:
            # Only the first of a block can be among the first of all.
            lines = lines[:MOST_KEPT]
        self._block += [_Place(line, column, rule) for line in lines.tolist()]

    def add_rows(self, rule: str, lines: NDArray[np.int64], among: NDArray[np.int64]) -> None:
        """Note that the rows on ``lines`` broke ``rule``; the block's rows, also those kept out, begin on ``among``.

        Both are ascending. They may be all rows of a file, so none of them is looked at alone.
        """
        if not len(lines):
            return
        self._tally(rule, lines[:1], WHOLE_ROW, len(lines))
        if len(self._first_faults) < MOST_KEPT:
            self._first_rows += [_Place(line, WHOLE_ROW, rule) for line in lines[:MOST_KEPT].tolist()]
        if self._is_listing:
            self._rows.add(rule, WHOLE_ROW, np.searchsorted(among, lines), among)

    def add_coerced(self, rule: str, rows: NDArray[np.int64], lines: NDArray[np.int64], column: int) -> None:
        """Note that ``rule`` changed the cells of ``column`` in ``rows``, ascending positions in a block with ``lines``.

        They may be all cells of a file, so none of them is looked at alone.
        """
        if not len(rows):
            return
        first = lines[rows[:MOST_KEPT]]
        self._tally(rule, first[:1], column, len(rows))
        if len(self._first_coerced) < MOST_KEPT:
            self._coerced += [_Place(line, column, rule) for line in first.tolist()]
        if self._is_listing:
            self._coercions.add(rule, column, rows, lines)

    def end_block(self, lines: NDArray[np.int64], among: NDArray[np.int64]) -> None:
        """Put the problems of the block in file order; its rows begin on ``lines``, and ``among`` has also those kept out."""
        first_faults = self._block + self._first_rows if len(self._first_faults) < MOST_KEPT else []
        for found, first in ((first_faults, self._first_faults), (self._coerced, self._first_coerced)):
            found.sort()
            first += found[: MOST_KEPT - len(first)]
        if self._is_listing:
            self._pending += self._block
            self._coercions.end_block(lines)
            self._rows.end_block(among)
        for found in (self._block, self._first_rows, self._coerced):
            found.clear()
        if len(self._pending) + self._coercions.range_count + self._rows.range_count >= _MOST_PENDING:
            self._spill()

    def finish(self, rule: str, rows: NDArray[np.int64], lines: NDArray[np.int64], column: int) -> tuple[Problem, ...]:
        """Add what only the whole file shows of the cells in ``rows``, positions in a file whose rows begin on ``lines``.

        Both are ascending. The first 100 problems of all: faults before coercions, each in file order.
        """
        first = lines[rows[:MOST_KEPT]]
        self._tally(rule, first[:1], column, len(rows))
        if self._early:
            self._spill()
            self._early.publish(ranges.listed(rule, column, rows, lines), self._row, self.count)
        faults = sorted(self._first_faults + [_Place(line, column, rule) for line in first.tolist()])
        return tuple(map(self._problem, [*faults, *self._first_coerced][:MOST_KEPT]))

    @property
    def counts(self) -> tuple[ProblemCount, ...]:
        """How many there are by column and rule: faults before coercions, each by column."""
        ordered = sorted(self._counts, key=lambda place: (place[1] in COERCIONS, place))
        return tuple(self._counted(*place, *self._counts[place]) for place in ordered)

    @property
    def _is_listing(self) -> bool:
        """Whether more is to be listed."""
        return self._early is not None and not self._early.is_full

    def _tally(self, rule: str, lines: NDArray[np.int64], column: int, count: int | None = None) -> None:
        """Count ``lines``, or ``count`` of which they are the first."""
        if len(lines):
            count = len(lines) if count is None else count
            first, before = self._counts.get((column, rule), (int(lines.min()), 0))
            self._counts[column, rule] = (min(first, int(lines.min())), before + count)
            self.count += count

    def _spill(self) -> None:
        """Bring what is pending to disk. All of it stands above whatever comes later."""
        if self._early:
            shared = chain(self._coercions.take(), self._rows.take())
            self._early.write(sorted(chain(map(_alone, self._pending), shared)))
        self._pending.clear()

    def _problem(self, place: _Place) -> Problem:
        line, column, rule = place
        return Problem(line, self._header(column), rule, f"Line {line}{self._says(column, rule)}")

    def _says(self, column: int, rule: str) -> str:
        """The end of the message, behind its line."""
        where = "" if column == WHOLE_ROW else f", column {_quoted(self._headers[column])}"
        return f"{where}: {MESSAGES[rule]}"

    def _row(self, listed: Listed) -> listing.Row:
        line, column, rule, cells, lines = listed
        place, says = f"Line {line}", self._says(column, rule)
        if cells > 1:
            place, says = "", f"{self._many(column, cells)}: {MESSAGES[rule]}"
        return listing.Row(line, self._header(column), rule, place, says, lines, cells)

    def _many(self, column: int, cells: int) -> str:
        return f"{cells:,} rows" if column == WHOLE_ROW else f"Column {_quoted(self._headers[column])}, {cells:,} cells"

    def _counted(self, column: int, rule: str, first_line: int, count: int) -> ProblemCount:
        return ProblemCount(self._header(column), rule, count, first_line, rule in COERCIONS, MESSAGES[rule])

    def _header(self, column: int) -> str:
        return "" if column == WHOLE_ROW else self._headers[column]


class _Early:
    """The problems so far, on disk until it is known what else there is: there may be as many as there are cells."""

    def __init__(self, target: Path, delimiter: str) -> None:
        self._target = target
        self._delimiter = delimiter
        self._path = target.with_name(target.name + ".early")
        self._part = target.with_name(target.name + ".part")
        self._file = self._path.open("w", encoding="ascii")
        # One more than are listed: it tells from which line on.
        self._free = MOST_LISTED + 1

    @property
    def is_full(self) -> bool:
        """Whether nothing that comes later can be listed."""
        return self._free <= 0

    def write(self, found: Sequence[Listed]) -> None:
        """Add problems in file order, as many as can be listed."""
        some = found[: self._free]
        self._free -= len(some)
        self._file.writelines(f"{line} {column} {rule} {cells} {lines}\n" for line, column, rule, cells, lines in some)

    def publish(self, late: Iterator[Listed], row: Callable[[Listed], listing.Row], count: int) -> None:
        """Put the problems, with those in ``late``, in file order where they belong; ``count`` is the number of all."""
        self._file.close()
        with self._path.open(encoding="ascii") as early, self._part.open("w", encoding="utf-8", newline="") as file:
            listing.write(file, _up_to_most(heapq.merge(map(_listed, early), late), row, count), self._delimiter)
        self._part.replace(self._target)

    def discard(self) -> None:
        """Remove what is not needed any more."""
        self._file.close()
        self._path.unlink(missing_ok=True)
        self._part.unlink(missing_ok=True)


def _up_to_most(found: Iterator[Listed], row: Callable[[Listed], listing.Row], count: int) -> Iterator[listing.Row]:
    """The first of them, and where there are more a row that says from which line on, and how many of ``count``."""
    for listed in islice(found, MOST_LISTED):
        count -= listed.cells
        yield row(listed)
    if more := next(found, None):
        says = f"From line {more.line} on {count:,} more problems are not listed: a list has {MOST_LISTED:,} rows."
        yield listing.Row(more.line, "", NOT_LISTED, "", says, "", count)


def _alone(place: _Place) -> Listed:
    return Listed(*place, 1, str(place.line))


def _listed(text: str) -> Listed:
    line, column, rule, cells, lines = text.rstrip("\n").split(" ", 4)
    return Listed(int(line), int(column), rule, int(cells), lines)


def _quoted(header: str) -> str:
    return f'"{header}"' if len(header) <= _LONGEST_NAME else f'"{header[:_LONGEST_NAME]}…"'
