"""Rows with more cells than the table has columns: some cell held the delimiter and no quotation marks. Which one?

Each way to join neighbouring cells to one is weighed, and those under which most typed columns get a readable value are kept. A
cell on which they agree is sure; one on which they differ is doubtful, and nobody may take it for a value of its column.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

# Rows with more cells than this in excess are no slip of one cell, and trying is of no use.
_MOST_EXTRA = 8
# Cells come again within a column and from row to row; starting over now and then keeps the memory flat.
_MOST_REMEMBERED = 100_000
# Longer cells are hardly ever the same.
_LONGEST_REMEMBERED = 40


@dataclass(frozen=True)
class Aligned:
    """A row as wide as its table, and the columns (from 0) whose cells may belong to others."""

    cells: list[str]
    doubtful: frozenset[int]


@dataclass(frozen=True)
class Alignment:
    """Aligns the long rows of a table with ``width`` columns.

    ``likeness`` says per column how well a cell fits it: 0, 0.5 or 1 for best. It is asked at most three times a column and row,
    so a row costs time by its length, whatever it holds.
    """

    width: int
    delimiter: str
    likeness: Mapping[int, Callable[[str], float]]
    _known: dict[tuple[int, str], float] = field(default_factory=dict, repr=False, compare=False)

    def align(self, cells: list[str]) -> Aligned:
        """``cells``, more than ``width``, as a row of the table.

        Nothing is lost: where no way is the best one, the last cell has the rest.
        """
        extra = len(cells) - self.width
        if extra > _MOST_EXTRA or not self.likeness:
            return Aligned(self._joined(cells, self.width - 1, extra), frozenset(range(self.width)))
        best = self._best(cells, extra)
        at = best[0] if len(best) == 1 else self.width - 1
        return Aligned(self._joined(cells, at, extra), self._doubtful(cells, extra, best))

    def _best(self, cells: list[str], extra: int) -> list[int]:
        """The columns, ascending, that may take the joined cells so that the whole row fits best."""
        stay, move = [0.0] * self.width, [0.0] * self.width
        for column in self.likeness:
            stay[column], move[column] = self._fit(column, cells[column]), self._fit(column, cells[column + extra])
        # Cells before that column stay in their place, those behind it move there from the right.
        before, behind = accumulate(stay, initial=0.0), [*accumulate(reversed(move), initial=0.0)][-2::-1]
        others = [sum(parts) for parts in zip(before, behind, strict=False)]
        most = -1.0
        best: list[int] = []
        # The most promising first: most columns need not be asked, as even a perfect fit would not make theirs the best.
        for at in sorted(range(self.width), key=lambda column: -others[column] - (column in self.likeness)):
            if others[at] + (at in self.likeness) < most:
                break
            how_well = others[at] + (self._fit(at, self._cell(cells, at, extra)) if at in self.likeness else 0.0)
            if how_well > most:
                most, best = how_well, []
            if how_well == most:
                best.append(at)
        return sorted(best)

    def _fit(self, column: int, cell: str) -> float:
        if len(cell) > _LONGEST_REMEMBERED:
            return self.likeness[column](cell)
        found = self._known.get((column, cell))
        if found is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            found = self._known[column, cell] = self.likeness[column](cell)
        return found

    def _doubtful(self, cells: list[str], extra: int, best: Sequence[int]) -> frozenset[int]:
        """The columns whose cell is not the same in all of the ``best`` ways, which are in ascending order."""
        first, last = best[0], best[-1]
        joined = frozenset(best)
        found = set()
        for column in range(first, last + 1):
            ways = {cells[column]} if column < last else set()
            if column > first:
                ways.add(cells[column + extra])
            if column in joined:
                ways.add(self._cell(cells, column, extra))
            if len(ways) > 1:
                found.add(column)
        return frozenset(found)

    def _cell(self, cells: list[str], at: int, extra: int) -> str:
        return self.delimiter.join(cells[at : at + extra + 1])

    def _joined(self, cells: list[str], at: int, extra: int) -> list[str]:
        return [*cells[:at], self._cell(cells, at, extra), *cells[at + extra + 1 :]]
