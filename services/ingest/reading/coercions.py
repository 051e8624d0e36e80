"""The cells that were read otherwise than they are written, by ranges of lines: often they are whole columns."""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# A cell of a spreadsheet holds 32,767 letters, and a range of lines of a 50 MB file takes 20 at most.
_MOST_RANGES = 1_000


class Listed(NamedTuple):
    """A row of the list of problems.

    ``line`` is the first of its lines (from 1), ``column`` counts from 0. ``lines`` are all of them: "7", or ranges such as
    "2..40 42 45..60", of which each means every row of the table that begins in it. ``cells`` says how many there are.
    """

    line: int
    column: int
    rule: str
    cells: int
    lines: str


@dataclass
class _Ranges:
    """Where ranges begin and end, both inclusive, and how many cells each has; ascending."""

    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)

    def extend(self, first: NDArray[np.int64], last: NDArray[np.int64], cells: NDArray[np.int64]) -> None:
        """Add ranges behind those that are there."""
        self.first += first.tolist()
        self.last += last.tolist()
        self.cells += cells.tolist()

    def join(self, at: int) -> None:
        """Make one range of those before and at ``at``."""
        self.last[at - 1 : at + 1] = [self.last[at]]
        self.cells[at - 1 : at + 1] = [self.cells[at - 1] + self.cells[at]]
        del self.first[at]


class Coercions:
    """The coerced cells since ``take`` was last called. ``range_count`` says how much memory they take."""

    def __init__(self) -> None:
        self._of: dict[tuple[int, str], _Ranges] = {}
        self._last_line = 0
        self.range_count = 0

    def add(self, rule: str, column: int, rows: NDArray[np.int64], lines: NDArray[np.int64]) -> None:
        """Note that ``rule`` changed the cells of ``column`` in ``rows``, positions in a block whose rows begin on ``lines``.

        Both are ascending, and neither is empty. Rows side by side make a range, from block to block, too.
        """
        breaks = np.flatnonzero(np.diff(rows) != 1)
        first, last = np.concatenate(([0], breaks + 1)), np.concatenate((breaks, [len(rows) - 1]))
        ranges = self._of.setdefault((column, rule), _Ranges())
        at = len(ranges.first)
        ranges.extend(lines[rows[first]], lines[rows[last]], last - first + 1)
        self.range_count += len(first)
        if at and rows[0] == 0 and ranges.last[at - 1] == self._last_line:
            ranges.join(at)
            self.range_count -= 1

    def end_block(self, lines: NDArray[np.int64]) -> None:
        """Say that the block whose rows begin on ``lines`` is over."""
        if len(lines):
            self._last_line = int(lines[-1])

    def take(self) -> list[Listed]:
        """All of them, in no order, and begin anew."""
        found = [
            _listed(place, ranges, at) for place, ranges in self._of.items() for at in range(0, len(ranges.first), _MOST_RANGES)
        ]
        self._of, self.range_count = {}, 0
        return found


def _listed(place: tuple[int, str], ranges: _Ranges, at: int) -> Listed:
    """Some of the ranges, from position ``at`` on, as a row."""
    column, rule = place
    stop = at + _MOST_RANGES
    pairs = zip(ranges.first[at:stop], ranges.last[at:stop], strict=True)
    lines = " ".join(f"{first}..{last}" if first < last else str(first) for first, last in pairs)
    return Listed(ranges.first[at], column, rule, sum(ranges.cells[at:stop]), lines)
