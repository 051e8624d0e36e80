"""Cells and rows of which the same is to be said, by ranges of lines: often they are whole columns, or all rows to the end."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# A cell of a spreadsheet holds 32,767 letters, and a range of lines of a 50 MB file takes 20 at most.
_MOST_RANGES = 1_000

Lines = NDArray[np.int64]


class Listed(NamedTuple):
    """A row of the list of problems.

    ``line`` is the first of its lines (from 1), ``column`` counts from 0. ``lines`` are all of them: "7", or ranges such as
    "2..40 42 45..60", of which each means every row that begins in it. ``cells`` says how many cells or rows there are.
    """

    line: int
    column: int
    rule: str
    cells: int
    lines: str


class _Ends(NamedTuple):
    """Where ranges begin and end, both inclusive, and how many cells each has; ascending."""

    first: Lines
    last: Lines
    cells: Lines


@dataclass
class _Growing:
    """The same as lists, which grow."""

    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)

    def extend(self, ends: _Ends) -> None:
        """Add ranges behind those that are there."""
        self.first += ends.first.tolist()
        self.last += ends.last.tolist()
        self.cells += ends.cells.tolist()

    def join(self, at: int) -> None:
        """Make one range of those before and at ``at``."""
        self.last[at - 1 : at + 1] = [self.last[at]]
        self.cells[at - 1 : at + 1] = [self.cells[at - 1] + self.cells[at]]
        del self.first[at]

    def listed(self, column: int, rule: str, at: int) -> Listed:
        """Some of the ranges, from position ``at`` on, as a row."""
        some = slice(at, at + _MOST_RANGES)
        pairs = zip(self.first[some], self.last[some], strict=True)
        lines = " ".join(f"{first}..{last}" if first < last else str(first) for first, last in pairs)
        return Listed(self.first[at], column, rule, sum(self.cells[some]), lines)


class Ranges:
    """What was added since ``take`` was last called, by column and rule. ``range_count`` says how much memory it takes."""

    def __init__(self) -> None:
        self._of: dict[tuple[int, str], _Growing] = {}
        self._last_line = 0
        self.range_count = 0

    def add(self, rule: str, column: int, rows: Lines, lines: Lines) -> None:
        """Note that ``rule`` applies to the cells of ``column`` in ``rows``, positions in a block whose rows begin on ``lines``.

        Both are ascending, and neither is empty. Rows side by side make a range, from block to block, too.
        """
        ends = _ends(rows, lines)
        ranges = self._of.setdefault((column, rule), _Growing())
        at = len(ranges.first)
        ranges.extend(ends)
        self.range_count += len(ends.first)
        if at and rows[0] == 0 and ranges.last[at - 1] == self._last_line:
            ranges.join(at)
            self.range_count -= 1

    def end_block(self, lines: Lines) -> None:
        """Say that the block whose rows begin on ``lines`` is over."""
        if len(lines):
            self._last_line = int(lines[-1])

    def take(self) -> list[Listed]:
        """All of them, in no order, and begin anew."""
        found = [
            ranges.listed(*place, at) for place, ranges in self._of.items() for at in range(0, len(ranges.first), _MOST_RANGES)
        ]
        self._of, self.range_count = {}, 0
        return found


def listed(rule: str, column: int, rows: Lines, lines: Lines) -> Iterator[Listed]:
    """The cells of ``column`` in ``rows``, ascending positions among ``lines``, in file order."""
    if not len(rows):
        return
    ends = _ends(rows, lines)
    for at in range(0, len(ends.first), _MOST_RANGES):
        some = _Growing()
        some.extend(_Ends(*(each[at : at + _MOST_RANGES] for each in ends)))
        yield some.listed(column, rule, 0)


def _ends(rows: Lines, lines: Lines) -> _Ends:
    # Of several rows on one line, which stray carriage returns make, each may have the position of the first.
    breaks = np.flatnonzero(np.diff(rows) > 1)
    first, last = np.concatenate(([0], breaks + 1)), np.concatenate((breaks, [len(rows) - 1]))
    return _Ends(lines[rows[first]], lines[rows[last]], last - first + 1)
