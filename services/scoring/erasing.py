"""Takes rows out of a result CSV, and a customer out of a summary."""

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

import numpy as np

from services.scoring.summary import Summary

PIECE_BYTES = 4 * 1024 * 1024
_LF, _QUOTE = b'\n"'


def without_rows(source: Path, target: Path, rows: Collection[int]) -> None:
    """Write the CSV at ``source`` to ``target`` without the rows at these positions, from 0 below the header. Blocking.

    It is a CSV of ours: lines end in LF, and a quotation mark stands around cells or doubled inside them, so a line end is a
    row's end where the number of marks before it is even.
    """
    dropped = {position + 1 for position in rows}
    row = quotes = 0
    with source.open("rb") as file, target.open("wb") as kept:
        while piece := file.read(PIECE_BYTES):
            letters = np.frombuffer(piece, np.uint8)
            marks = np.cumsum(letters == _QUOTE) + quotes
            ends = np.flatnonzero((letters == _LF) & (marks % 2 == 0)) + 1
            quotes = int(marks[-1])
            edges = [0, *ends.tolist(), len(piece)]
            cuts = sorted(position - row for position in dropped if row <= position < row + len(edges) - 1)
            at = 0
            for cut in cuts:
                kept.write(piece[at : edges[cut]])
                at = edges[cut + 1]
            kept.write(piece[at:])
            row += len(ends)


def without_customer(summary: Summary, matches: Callable[[str], bool]) -> Summary:
    """The summary without the customer among those it names; its sums stay those of the day of scoring."""
    return replace(summary, customers=tuple(each for each in summary.customers if not matches(each.score.customer_id)))
