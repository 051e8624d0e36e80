"""Collects what had to be changed, emptied or kept out of a file: counts all of it, keeps the first, and writes all where asked to."""

import csv
import heapq
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from services.ingest.domain import Problem

# What an answer carries; the file has them all.
MOST_KEPT = 100
WHOLE_ROW = -1
_FIELDS = ("line", "column", "rule", "message")

# Rule to what is wrong, and what was done about it.
MESSAGES: dict[str, str] = {
    "no_customer_id": "the row has no customer id, so it is kept out.",
    "no_sure_customer_id": "the row has more cells than the header, and its customer id cannot be told, so it is kept out.",
    "blank_row": "the row has nothing but delimiters, so it is kept out.",
    "footer": "this stands below the table, so it is kept out.",
    "duplicate_customer_id": "an earlier row has the same customer id; both are kept.",
    "short_row": "the row has fewer cells than the header; the ones at its end count as missing.",
    "long_row": "the row has more cells than the header; cells whose column is in doubt count as missing. Put texts with the delimiter in quotation marks.",
    "unclosed_quote": "a quotation mark is opened and never closed; it is read as a letter.",
    "stray_quote": "a quotation mark stands in the middle of a cell; it is read as a letter.",
    "not_in_encoding": "a letter is not in the encoding of the file; it is read as Windows-1252.",
    "nul_byte": "the cell has NUL characters; they are read over.",
    "missing_marker": "a word for nothing, such as N/A, counts as missing.",
    "not_a_number": "this is not a number, so it counts as missing.",
    "ambiguous_number": "the mark in this number may be a decimal or a thousands mark, so it counts as missing.",
    "abbreviated_number": "a shortened number, such as 21.3K, is written out.",
    "accounting_negative": "a number in parentheses is read as negative.",
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
    """The problems of one file. Use as a context; with ``target``, all problems are there as CSV once ``finish`` was called.

    ``headers`` name the columns. Problems are added block by block; those of a block may come in any order, those of a later block
    must be on later lines, except for what ``finish`` gets.
    """

    def __init__(self, headers: Sequence[str], target: Path | None = None) -> None:
        self._headers = headers
        self._target = target
        self._part = target.with_name(target.name + ".part") if target else None
        self._file = self._part.open("w", encoding="utf-8", newline="") if self._part else None
        self._writer = csv.writer(self._file) if self._file else None
        self._block: list[tuple[int, int, str]] = []
        self._first: list[tuple[int, int, str]] = []
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._file and self._part:
            self._file.close()
            self._part.unlink(missing_ok=True)

    def add(self, rule: str, lines: NDArray[np.int64], column: int = WHOLE_ROW) -> None:
        """Note that the cells of ``column``, or whole rows, on ``lines`` broke ``rule``."""
        self.count += len(lines)
        if self._writer is None:
            # Only the first of a block can be among the first of all.
            lines = np.sort(lines)[:MOST_KEPT]
        self._block += [(line, column, rule) for line in lines.tolist()]

    def end_block(self) -> None:
        """Put the problems of the block in file order."""
        if not self._block:
            return
        self._block.sort()
        self._first += self._block[: MOST_KEPT - len(self._first)]
        if self._writer:
            self._writer.writerows(self._row(*problem) for problem in self._block)
        self._block.clear()

    def finish(self, rule: str, lines: NDArray[np.int64], column: int) -> tuple[Problem, ...]:
        """Add what only the whole file shows, on any ascending ``lines``; the first 100 problems of all, in file order."""
        self.count += len(lines)
        late = [(line, column, rule) for line in lines[:MOST_KEPT].tolist()]
        first = sorted(self._first + late)[:MOST_KEPT]
        if self._file and self._part and self._target:
            self._file.close()
            self._merge(rule, lines, column)
        return tuple(Problem(*self._row(*problem)) for problem in first)

    def _merge(self, rule: str, lines: NDArray[np.int64], column: int) -> None:
        assert self._part is not None  # noqa: S101 — only called where there is a target
        assert self._target is not None  # noqa: S101 — the same
        merged = self._target.with_name(self._target.name + ".merged")
        try:
            with self._part.open(encoding="utf-8", newline="") as early, merged.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(_FIELDS)
                late = (self._row(line, column, rule) for line in lines.tolist())
                writer.writerows(heapq.merge(_typed(csv.reader(early)), late, key=itemgetter(0)))
            merged.replace(self._target)
        finally:
            merged.unlink(missing_ok=True)

    def _row(self, line: int, column: int, rule: str) -> tuple[int, str, str, str]:
        header = self._headers[column] if column != WHOLE_ROW else ""
        where = f'Line {line}, column "{header}"' if column != WHOLE_ROW else f"Line {line}"
        return line, header, rule, f"{where}: {MESSAGES[rule]}"


def _typed(rows: Iterator[list[str]]) -> Iterator[tuple[int, str, str, str]]:
    return ((int(line), header, rule, message) for line, header, rule, message in rows)
