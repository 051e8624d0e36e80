"""Which cells are customer ids, and which ids came before."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

# What is certainly no id, trimmed and in lower case. "NA" and "none" may be somebody's.
_NO_ID = ("", "null", "nan", "<na>", "n/a", "#n/a", "#ref!", "#value!", "#name?")
_BLANKS = " \t\r\n\x00\xa0"
# Only a cell that begins with one of these bytes can be blank or in the list; 0xC2 begins a no-break space.
_SUSPICIOUS = np.zeros(256, bool)
_SUSPICIOUS[np.frombuffer(b" \t\r\n\x00\xc2nN<#", np.uint8)] = True

_U64 = np.uint64


def are_missing(ids: pa.Array) -> NDArray[np.bool_]:
    """For each cell of ``ids`` (string) whether it is no id: null, blank, or a word that programs write for nothing."""
    offsets, letters = _letters(ids)
    lengths = np.diff(offsets)
    missing: NDArray[np.bool_] = lengths == 0
    # A view of the first letters costs a fiftieth of trimming all cells, and hardly any id begins like nothing.
    first = np.flatnonzero(~missing)
    suspicious = first[_SUSPICIOUS[letters[offsets[first] - offsets[0]]]] if len(first) else first
    if len(suspicious):
        trimmed = pc.utf8_lower(pc.utf8_trim(ids.take(pa.array(suspicious)), _BLANKS))
        missing[suspicious] = pc.is_in(trimmed, pa.array(_NO_ID)).to_numpy(zero_copy_only=False)
    return missing


def are_blank(table: pa.Table, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    """For each of ``rows`` (positions) of ``table`` whether all its cells are blank or absent."""
    some = table.take(pa.array(rows))
    blank = np.ones(len(rows), bool)
    for column in some.columns:
        blank &= pc.equal(pc.utf8_trim(column.cast(pa.string()), _BLANKS), "").fill_null(True).to_numpy()
    return blank


class Repetitions:
    """Finds the rows whose id an earlier row has, with sixteen bytes of memory a row, or the ids while they ascend.

    Ids are compared by 64 bits of hash: of a million different ones, two meet in one file of thirty million. Most exports are
    in the order of their ids, and what only ascends repeats nothing.
    """

    def __init__(self) -> None:
        self._ascending: list[pa.Array] = []
        self._hashes: list[NDArray[np.uint64]] = []
        self._lines: list[NDArray[np.int64]] = []

    def add(self, ids: pa.Array, lines: NDArray[np.int64]) -> None:
        """Add ids (string, neither null nor empty) and the lines of their rows."""
        if not len(ids):
            return
        self._lines.append(lines)
        if not self._hashes and self._are_behind(ids):
            self._ascending.append(ids)
            return
        self._hashes += map(_hashes, [*self._ascending, ids])
        self._ascending = []

    def rows(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The positions, ascending, of all rows whose id was there before, and the lines of all rows."""
        repeated = self._repeated()
        return repeated, np.concatenate(self._lines) if len(repeated) else repeated

    def _repeated(self) -> NDArray[np.int64]:
        if not self._hashes:
            return np.array([], np.int64)
        # Sorting values is several times faster than finding their order, and most files repeat no id.
        ordered = np.concatenate(self._hashes)
        ordered.sort()
        if not (ordered[1:] == ordered[:-1]).any():
            return np.array([], np.int64)
        hashes = np.concatenate(self._hashes)
        # Stable, so that the first of several equal ones stays the first.
        order = np.argsort(hashes, kind="stable")
        ordered = hashes[order]
        return np.sort(order[1:][ordered[1:] == ordered[:-1]])

    def _are_behind(self, ids: pa.Array) -> bool:
        """Whether ``ids`` ascend from the last of those before on."""
        last = [self._ascending[-1].slice(len(self._ascending[-1]) - 1)] if self._ascending else []
        return _ascend(ids) and _ascend(pa.concat_arrays([*last, ids.slice(0, 1)]))


def _ascend(ids: pa.Array) -> bool:
    """Whether each of ``ids`` is longer than the one before, or as long and behind it in the alphabet."""
    lengths = np.diff(_letters(ids)[0])
    is_behind = pc.less(ids.slice(0, len(ids) - 1), ids.slice(1)).to_numpy(zero_copy_only=False)
    return bool(((lengths[1:] > lengths[:-1]) | is_behind & (lengths[1:] == lengths[:-1])).all())


def _letters(ids: pa.Array) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Where each cell begins and the last one ends, and the letters from the first one's beginning on."""
    _, offsets_buffer, letters_buffer = ids.buffers()
    if not len(ids) or letters_buffer is None:
        return np.zeros(len(ids) + 1, np.int64), np.zeros(0, np.uint8)
    offsets = np.frombuffer(offsets_buffer, np.int32, len(ids) + 1, ids.offset * 4).astype(np.int64)
    return offsets, np.frombuffer(letters_buffer, np.uint8)[offsets[0] : offsets[-1]]


def _hashes(ids: pa.Array) -> NDArray[np.uint64]:
    """A sum of bytes weighed by random factors of their places, modulo 2^64 (multilinear hashing)."""
    offsets, letters = _letters(ids)
    lengths = np.diff(offsets)
    factors = _factors(int(lengths.max()))
    if (lengths == lengths[0]).all():
        return _hashes_of_equal_length(letters.reshape(len(ids), -1), factors)
    starts = offsets[:-1] - offsets[0]
    places = np.arange(len(letters)) - np.repeat(starts, lengths)
    return np.add.reduceat((letters + _U64(1)) * factors[places], starts)


def _hashes_of_equal_length(letters: NDArray[np.uint8], factors: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The same for ``letters`` of shape (ids, letters), as most ids have it.

    Place by place, which takes a tenth of the memory.
    """
    found = np.zeros(len(letters), _U64)
    for place, factor in enumerate(factors):
        # One more than the byte, so that trailing NULs count.
        found += (letters[:, place] + _U64(1)) * factor
    return found


def _factors(count: int) -> NDArray[np.uint64]:
    """Odd factors that look random: the splitmix64 sequence (Steele, Lea, Flood 2014)."""
    mixed = np.arange(1, count + 1, dtype=_U64) * _U64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> _U64(30))) * _U64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> _U64(27))) * _U64(0x94D049BB133111EB)
    return (mixed ^ (mixed >> _U64(31))) | _U64(1)
