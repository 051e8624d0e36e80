"""Rows with more cells than the table has columns: some cell held the delimiter and no quotation marks. Which one?

Each way to join neighbouring cells to one is tried, and those under which most typed columns get a readable value are kept. A
cell on which they agree is sure; one on which they differ is doubtful, and nobody may take it for a value of its column.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

# Rows with more cells than this in excess are no slip of one cell, and trying is of no use.
_MOST_EXTRA = 8


@dataclass(frozen=True)
class Aligned:
    """A row as wide as its table, and the columns (from 0) whose cells may belong to others."""

    cells: list[str]
    doubtful: frozenset[int]


@dataclass(frozen=True)
class Alignment:
    """Aligns the long rows of a table with ``width`` columns.

    ``likeness`` says per column how well a cell fits it, higher for better.
    """

    width: int
    delimiter: str
    likeness: Mapping[int, Callable[[str], float]]

    def align(self, cells: list[str]) -> Aligned:
        """``cells``, more than ``width``, as a row of the table.

        Nothing is lost: where no way is the best one, the last cell has the rest.
        """
        rest = [*cells[: self.width - 1], self.delimiter.join(cells[self.width - 1 :])]
        extra = len(cells) - self.width
        if extra > _MOST_EXTRA or not self.likeness:
            return Aligned(rest, frozenset(range(self.width)))
        ways = [self._joined(cells, at, extra) for at in range(self.width)]
        fits = [sum(fit(way[column]) for column, fit in self.likeness.items()) for way in ways]
        best = [way for way, how_well in zip(ways, fits, strict=True) if how_well == max(fits)]
        doubtful = frozenset(column for column in range(self.width) if len({way[column] for way in best}) > 1)
        return Aligned(best[0] if len(best) == 1 else rest, doubtful)

    def _joined(self, cells: list[str], at: int, extra: int) -> list[str]:
        return [*cells[:at], self.delimiter.join(cells[at : at + extra + 1]), *cells[at + extra + 1 :]]
