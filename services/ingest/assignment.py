"""Gives each column at most one field and each field at most one column, so that the sum of the weights is greatest."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Pair = tuple[int, str]


def best(weights: Mapping[Pair, float]) -> dict[str, int]:
    """The column of each field: of all one-to-one choices one with the greatest sum of ``weights``; a pair below 0 is never chosen.

    Weights are by (column, field); a pair without one is never chosen. Hungarian method by shortest augmenting paths
    (Jonker and Volgenant, 1987), O(fields² × columns).
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
    rows, columns = cost.shape
    row_price, column_price = np.zeros(rows), np.zeros(columns)
    row_of = np.full(columns, -1)
    for row in range(rows):
        _augment(cost, row, row_of, row_price, column_price)
    taken = np.flatnonzero(row_of >= 0)
    return [int(column) for column in taken[np.argsort(row_of[taken])]]


def _augment(
    cost: NDArray[np.float64],
    row: int,
    row_of: NDArray[np.intp],
    row_price: NDArray[np.float64],
    column_price: NDArray[np.float64],
) -> None:
    """Give ``row`` a column, moving other rows where that is cheaper; changes the last three arrays in place."""
    columns = cost.shape[1]
    distance = np.full(columns, np.inf)
    came_from = np.full(columns, -1)
    is_done = np.zeros(columns, dtype=bool)
    at_row, at_column, reached = row, -1, 0.0
    while True:
        through = reached + cost[at_row] - row_price[at_row] - column_price
        is_shorter = ~is_done & (through < distance)
        distance[is_shorter] = through[is_shorter]
        came_from[is_shorter] = at_column
        at_column = int(np.argmin(np.where(is_done, np.inf, distance)))
        reached = float(distance[at_column])
        is_done[at_column] = True
        if row_of[at_column] < 0:
            break
        at_row = int(row_of[at_column])
    _update_prices(row, row_of, row_price, column_price, is_done, distance, reached)
    while at_column >= 0:
        before = int(came_from[at_column])
        row_of[at_column] = row if before < 0 else row_of[before]
        at_column = before


def _update_prices(
    row: int,
    row_of: NDArray[np.intp],
    row_price: NDArray[np.float64],
    column_price: NDArray[np.float64],
    is_done: NDArray[np.bool_],
    distance: NDArray[np.float64],
    reached: float,
) -> None:
    row_price[row] += reached
    for column in np.flatnonzero(is_done):
        if row_of[column] >= 0:
            row_price[row_of[column]] += reached - distance[column]
            column_price[column] -= reached - distance[column]
