"""Collects what had to be changed, emptied or kept out of a file.

Counts all of it, keeps the first, and writes all where asked to.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from services.ingest.domain import Problem, ProblemCount
from services.ingest.reading import listing
from services.ingest.reading.coercions import Coercions, Listed
from services.ingest.reading.rules import COERCIONS, MESSAGES

# What an answer carries; the file has them all.
MOST_KEPT = 100
WHOLE_ROW = -1
# A header longer than this is cut off in a message.
_LONGEST_NAME = 60
# So many take a few megabytes; then they go to disk, in file order among themselves.
_MOST_PENDING = 20_000


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
        self._coerced: list[_Place] = []
        self._pending: list[_Place] = []
        self._coercions = Coercions()
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

    def add(self, rule: str, lines: NDArray[np.int64], column: int = WHOLE_ROW) -> None:
        """Note that the cells of ``column``, or whole rows, on ``lines`` broke ``rule``."""
        self._tally(rule, lines, column)
        if self._early is None:
            # Only the first of a block can be among the first of all.
            lines = np.sort(lines)[:MOST_KEPT]
        self._block += [_Place(line, column, rule) for line in lines.tolist()]

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
        if self._early:
            self._coercions.add(rule, column, rows, lines)

    def end_block(self, lines: NDArray[np.int64]) -> None:
        """Put the problems of the block, whose rows begin on ``lines``, in file order."""
        for found, first in ((self._block, self._first_faults), (self._coerced, self._first_coerced)):
            found.sort()
            first += found[: MOST_KEPT - len(first)]
        if self._early:
            self._pending += self._block
            self._coercions.end_block(lines)
        self._block.clear()
        self._coerced.clear()
        if len(self._pending) + self._coercions.range_count >= _MOST_PENDING:
            self._spill()

    def finish(self, rule: str, lines: NDArray[np.int64], column: int) -> tuple[Problem, ...]:
        """Add what only the whole file shows, on any ascending ``lines``; the first 100 problems of all.

        These are faults before coercions, each in file order.
        """
        self._tally(rule, lines, column)
        if self._early:
            self._spill()
            late = (_alone(_Place(line, column, rule)) for line in lines.tolist())
            self._early.publish(late, self._row)
        faults = sorted(self._first_faults + [_Place(line, column, rule) for line in lines[:MOST_KEPT].tolist()])
        return tuple(map(self._problem, [*faults, *self._first_coerced][:MOST_KEPT]))

    @property
    def counts(self) -> tuple[ProblemCount, ...]:
        """How many there are by column and rule: faults before coercions, each by column."""
        ordered = sorted(self._counts, key=lambda place: (place[1] in COERCIONS, place))
        return tuple(self._counted(*place, *self._counts[place]) for place in ordered)

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
            self._early.write(sorted(chain(map(_alone, self._pending), self._coercions.take())))
        self._pending.clear()

    def _problem(self, place: _Place) -> Problem:
        header = self._header(place.column)
        where = f"Line {place.line}, column {_quoted(header)}" if place.column != WHOLE_ROW else f"Line {place.line}"
        return Problem(place.line, header, place.rule, f"{where}: {MESSAGES[place.rule]}")

    def _row(self, listed: Listed) -> listing.Row:
        problem = self._problem(_Place(listed.line, listed.column, listed.rule))
        if listed.cells > 1:
            where = f"Column {_quoted(problem.column)}, {listed.cells:,} cells"
            problem = Problem(problem.line, problem.column, problem.rule, f"{where}: {MESSAGES[problem.rule]}")
        return listing.Row(problem, listed.lines, listed.cells)

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

    def write(self, found: Iterable[Listed]) -> None:
        """Add problems in file order."""
        self._file.writelines(f"{line} {column} {rule} {cells} {lines}\n" for line, column, rule, cells, lines in found)

    def publish(self, late: Iterator[Listed], row: Callable[[Listed], listing.Row]) -> None:
        """Put all problems, with those in ``late``, in file order where they belong."""
        self._file.close()
        with self._path.open(encoding="ascii") as early, self._part.open("w", encoding="utf-8", newline="") as file:
            listing.write(file, map(row, heapq.merge(map(_listed, early), late)), self._delimiter)
        self._part.replace(self._target)

    def discard(self) -> None:
        """Remove what is not needed any more."""
        self._file.close()
        self._path.unlink(missing_ok=True)
        self._part.unlink(missing_ok=True)


def _alone(place: _Place) -> Listed:
    return Listed(*place, 1, str(place.line))


def _listed(text: str) -> Listed:
    line, column, rule, cells, lines = text.rstrip("\n").split(" ", 4)
    return Listed(int(line), int(column), rule, int(cells), lines)


def _quoted(header: str) -> str:
    return f'"{header}"' if len(header) <= _LONGEST_NAME else f'"{header[:_LONGEST_NAME]}…"'
