"""What reading a column of cells yields, and how one cell at a time is read no more often than it differs."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

MISSING_MARKER = "missing_marker"

# What spreadsheets write where a formula failed.
_ERRORS = ("#n/a", "#na", "#value!", "#ref!", "#div/0!", "#name?", "#null!", "#num!")
# What people and programs write for "nothing", trimmed and in lower case; blank is the usual one.
STRICT_MARKERS = frozenset(
    (*("", "n/a", "null", "nan", "<na>", "\\n", "-", "--", "---", "—", "–", "?", "(blank)", "(null)", "(none)"), *_ERRORS)
)
_WORDS = """
    na, none, nil, n.a., n. a., nd, n/d, n.d., s/d, k.a., k. a., nat, undefined, missing, unknown, not available, not
    applicable, tbd, desconocido, no aplica, desconhecido, não informado, inconnu, unbekannt, nicht verfügbar, sconosciuto
"""
MARKERS = STRICT_MARKERS | frozenset(word.strip() for word in _WORDS.split(","))
# A column of ever new values would fill the memory of what was read before; starting over costs little.
_MOST_REMEMBERED = 100_000


@dataclass(frozen=True)
class Finding:
    """A rule and the rows (positions from 0, int64, ascending) to whose cell it applies."""

    rule: str
    rows: NDArray[np.int64]


@dataclass(frozen=True)
class Column:
    """A column as values, null where missing, with what was lost of it, and what was read otherwise than it is written.

    ``is_share`` (bool) marks numbers that were written as a share, or is None for none of them.
    """

    values: pa.Array
    faults: tuple[Finding, ...] = ()
    is_share: NDArray[np.bool_] | None = None
    coercions: tuple[Finding, ...] = ()

    def at(self, places: pa.Array) -> "Column":
        """The column whose cells are those at ``places`` (int32, null for no cell) of this one."""
        values = self.values.take(places)
        if not self.faults and not self.coercions and self.is_share is None:
            return Column(values)
        codes = places.fill_null(len(self.values)).to_numpy(zero_copy_only=False)
        is_share = None if self.is_share is None else np.append(self.is_share, False)[codes]
        return Column(values, _at(codes, self.faults), is_share, _at(codes, self.coercions))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a value, None where missing, the rule it broke, and those by which it was read otherwise than it is written."""

    value: object = None
    rule: str | None = None
    is_share: bool = False
    coercions: tuple[str, ...] = ()


PLAIN: tuple[str, ...] = ()
MISSING = Cell()
MARKED_MISSING = Cell(coercions=(MISSING_MARKER,))


def is_missing(cell: str) -> bool:
    """Whether a cell says "nothing": blank, N/A, null, a dash and their kin."""
    return cell.strip(" \t\r\n\x00\xa0").lower() in MARKERS


def blank_to_null(cells: pa.Array) -> pa.Array:
    """``cells`` with null for the empty ones."""
    is_empty = pc.equal(cells, "")
    return pc.if_else(is_empty, pa.scalar(None, pa.string()), cells) if pc.any(is_empty).as_py() else cells


class Reader:
    """Reads cells one by one, each different one once; remembers them from block to block."""

    def __init__(self, read_one: Callable[[str], Cell], kind: pa.DataType) -> None:
        self._read_one = read_one
        self._kind = kind
        self._known: dict[str | None, Cell] = {None: Cell()}

    def read(self, cells: pa.Array) -> Column:
        """The column of ``cells`` (string, null for an absent cell)."""
        if len(self._known) > _MOST_REMEMBERED:
            self._known = {None: Cell()}
        encoded = cells.dictionary_encode()
        found = [self._cell(text) for text in encoded.dictionary.to_pylist()]
        is_share = np.array([cell.is_share for cell in found], bool)
        values = pa.array([cell.value for cell in found], self._kind)
        faults = _findings([(cell.rule,) if cell.rule else () for cell in found])
        coercions = _findings([cell.coercions for cell in found])
        return Column(values, faults, is_share if is_share.any() else None, coercions).at(encoded.indices)

    def _cell(self, text: str) -> Cell:
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._read_one(text)
        return found


def _findings(rules: list[tuple[str, ...]]) -> tuple[Finding, ...]:
    """The rules of each cell as the rows of each rule."""
    names = sorted(set().union(*rules))
    return tuple(Finding(name, np.flatnonzero([name in each for each in rules])) for name in names)


def _at(codes: NDArray[np.int64], findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings about the cells at ``codes``."""
    found = (Finding(finding.rule, np.flatnonzero(np.isin(codes, finding.rows))) for finding in findings)
    return tuple(finding for finding in found if len(finding.rows))


def where(rule: str, cells: pa.Array) -> tuple[Finding, ...]:
    """``rule`` for the rows in which ``cells`` (bool) is true; empty where none is."""
    rows = np.flatnonzero(pc.fill_null(cells, False).to_numpy(zero_copy_only=False))
    return (Finding(rule, rows),) if len(rows) else ()
