"""Collects what had to be changed, emptied or kept out of a file.

Counts all of it, keeps the first, and writes all where asked to.
"""

import heapq
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from services.ingest.domain import Problem
from services.ingest.reading import listing

# What an answer carries; the file has them all.
MOST_KEPT = 100
WHOLE_ROW = -1
# A header longer than this is cut off in a message.
_LONGEST_NAME = 60
# Line, column (from 0, or WHOLE_ROW) and rule.
_Place = tuple[int, int, str]

# Rule to what is wrong, and what was done about it.
MESSAGES: dict[str, str] = {
    "no_customer_id": "the row has no customer id, so it is kept out.",
    "no_sure_customer_id": "the row has more cells than the header, and its customer id cannot be told, so it is kept out.",
    "blank_row": "the row has nothing but delimiters, so it is kept out.",
    "footer": "this stands below the table, so it is kept out.",
    "duplicate_customer_id": "an earlier row has the same customer id; both are kept.",
    "short_row": "the row has fewer cells than the header; the ones at its end count as missing.",
    "long_row": (
        "the row has more cells than the header; cells whose column is in doubt count as missing. "
        "Put texts that contain the delimiter in quotation marks."
    ),
    "unclosed_quote": "a quotation mark is opened and never closed; it is read as a letter.",
    "stray_quote": "a quotation mark stands in the middle of a cell; it is read as a letter.",
    "not_in_encoding": "a letter is not in the encoding of the file; it is read as Windows-1252.",
    "nul_byte": "the row has NUL characters, as damaged files have; what can be read of it is used.",
    "missing_marker": "a word for nothing, such as N/A, counts as missing.",
    "not_a_number": "this is not a number, so it counts as missing.",
    "ambiguous_number": "the mark in this number may be a decimal or a thousands mark, so it counts as missing.",
    "abbreviated_number": "a shortened number, such as 21.3K, is written out.",
    "accounting_negative": "a number in parentheses is read as negative.",
    "other_notation": "this number has a sign of money, or none, unlike the rest of the column; it is read all the same.",
    "unexpected_percent": "this is a percentage, and the column is none, so it counts as missing.",
    "out_of_range": "this is beyond what is plausible, so it counts as missing.",
    "not_a_date": "this is not a date, so it counts as missing.",
    "ambiguous_date": "day and month cannot be told apart, so this date counts as missing.",
    "other_date_order": "day and month stand in another order than in the rest of the column, so this date counts as missing.",
    "excel_serial": "an Excel day number is read as a date.",
    "placeholder_date": "this date stands for never or unknown, so it counts as missing.",
    "not_a_flag": "this says neither yes nor no, so it counts as missing.",
}


class Problems:
    """The problems of one file. Use as a context; with ``target``, all of them are there as CSV once ``finish`` was called.

    ``headers`` name the columns. Problems are added block by block; those of a block may come in any order, those of a later
    block must be on later lines, except for what ``finish`` gets.
    """

    def __init__(self, headers: Sequence[str], target: Path | None = None) -> None:
        self._headers = headers
        self._early = _Early(target) if target else None
        self._block: list[_Place] = []
        self._first: list[_Place] = []
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._early:
            self._early.discard()

    def add(self, rule: str, lines: NDArray[np.int64], column: int = WHOLE_ROW) -> None:
        """Note that the cells of ``column``, or whole rows, on ``lines`` broke ``rule``."""
        self.count += len(lines)
        if self._early is None:
            # Only the first of a block can be among the first of all.
            lines = np.sort(lines)[:MOST_KEPT]
        self._block += [(line, column, rule) for line in lines.tolist()]

    def end_block(self) -> None:
        """Put the problems of the block in file order."""
        self._block.sort()
        self._first += self._block[: MOST_KEPT - len(self._first)]
        if self._early:
            self._early.write(self._block)
        self._block.clear()

    def finish(self, rule: str, lines: NDArray[np.int64], column: int) -> tuple[Problem, ...]:
        """Add what only the whole file shows, on any ascending ``lines``; the first 100 problems of all, in file order."""
        self.count += len(lines)
        late = [(line, column, rule) for line in lines.tolist()]
        if self._early:
            self._early.publish(late, self._problem)
        return tuple(self._problem(place) for place in sorted(self._first + late[:MOST_KEPT])[:MOST_KEPT])

    def _problem(self, place: _Place) -> Problem:
        line, column, rule = place
        if column == WHOLE_ROW:
            return Problem(line, "", rule, f"Line {line}: {MESSAGES[rule]}")
        header = self._headers[column]
        name = header if len(header) <= _LONGEST_NAME else header[:_LONGEST_NAME] + "…"
        return Problem(line, header, rule, f'Line {line}, column "{name}": {MESSAGES[rule]}')


class _Early:
    """The problems so far, on disk until it is known what else there is: there may be as many as there are cells."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._path = target.with_name(target.name + ".early")
        self._part = target.with_name(target.name + ".part")
        self._file = self._path.open("w", encoding="ascii")

    def write(self, places: Sequence[_Place]) -> None:
        """Add problems in file order."""
        self._file.writelines(f"{line} {column} {rule}\n" for line, column, rule in places)

    def publish(self, late: Sequence[_Place], problem: Callable[[_Place], Problem]) -> None:
        """Put all problems, with those in ``late``, in file order where they belong."""
        self._file.close()
        with self._path.open(encoding="ascii") as early, self._part.open("w", encoding="utf-8", newline="") as file:
            listing.write(file, map(problem, heapq.merge(map(_place, early), late)))
        self._part.replace(self._target)

    def discard(self) -> None:
        """Remove what is not needed any more."""
        self._file.close()
        self._path.unlink(missing_ok=True)
        self._part.unlink(missing_ok=True)


def _place(text: str) -> _Place:
    line, column, rule = text.split()
    return int(line), int(column), rule
