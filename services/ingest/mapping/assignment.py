"""Gives each column at most one field and each field at most one column, so that the sum of the weights is greatest."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Pair = tuple[int, str]


def best(weights: Mapping[Pair, float]) -> dict[str, int]:
    """The column of each field: of all one-to-one choices one with the greatest sum of ``weights``.

    Weights are by (column, field); a pair with none, or none above 0, is never chosen. Hungarian method by shortest
    augmenting paths (Jonker and Volgenant, 1987), O(fields² × columns).
    """
    useful = {pair: weight for pair, weight in weights.items() if weight > 0}
    if not useful:
        return {}
    columns = sorted({column for column, _ in useful})
    fields = sorted({field for _, field in useful})
    column_at = {column: at for at, column in enumerate(columns)}
    # One spare column of weight 0 for each field, so that a field may go without.
    cost = np.zeros((len(fields), len(columns) + len(fields)))
    cost[:, : len(columns)] = max(useful.values()) + 1
    for (column, field), weight in useful.items():
        cost[fields.index(field), column_at[column]] = -weight
    chosen = _columns_of_rows(cost)
    return {field: columns[chosen[at]] for at, field in enumerate(fields) if chosen[at] < len(columns)}


def _columns_of_rows(cost: NDArray[np.float64]) -> list[int]:
    """The column of each row in the cheapest assignment. ``cost`` has shape (rows, columns) with rows ≤ columns."""
    prices = _Prices(cost)
    for row in range(cost.shape[0]):
        prices.place(row)
    taken = np.flatnonzero(prices.row_of >= 0)
    return [int(column) for column in taken[np.argsort(prices.row_of[taken])]]


class _Prices:
    """Rows placed so far (``row_of`` each column, -1 for none), and prices by which every placement is the cheapest."""

    def __init__(self, cost: NDArray[np.float64]) -> None:
        rows, columns = cost.shape
        self.row_of = np.full(columns, -1)
        self._cost = cost
        self._of_row, self._of_column = np.zeros(rows), np.zeros(columns)

    def place(self, row: int) -> None:
        """Give ``row`` a column, moving other rows where that is cheaper."""
        columns = len(self.row_of)
        distance, came_from = np.full(columns, np.inf), np.full(columns, -1)
        is_done = np.zeros(columns, dtype=bool)
        at_row, column, reached = row, -1, 0.0
        while at_row >= 0:
            through = reached + self._cost[at_row] - self._of_row[at_row] - self._of_column
            is_shorter = ~is_done & (through < distance)
            distance[is_shorter] = through[is_shorter]
            came_from[is_shorter] = column
            column = int(np.argmin(np.where(is_done, np.inf, distance)))
            reached = float(distance[column])
            is_done[column] = True
            at_row = int(self.row_of[column])
        self._of_row[row] += reached
        self._lower(is_done, reached - distance)
        self._move(row, column, came_from)

    def _lower(self, is_done: NDArray[np.bool_], by: NDArray[np.float64]) -> None:
        """Let what was passed on the way keep its place at the new prices."""
        for column in np.flatnonzero(is_done & (self.row_of >= 0)):
            self._of_row[self.row_of[column]] += by[column]
            self._of_column[column] -= by[column]

    def _move(self, row: int, column: int, came_from: NDArray[np.intp]) -> None:
        """Shift each row on the way one column on, which frees the first one for ``row``."""
        while column >= 0:
            before = int(came_from[column])
            self.row_of[column] = row if before < 0 else self.row_of[before]
            column = before
