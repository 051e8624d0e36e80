"""Finds the rows whose customer id an earlier row has, with sixteen bytes of memory a row."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_U64 = np.uint64


class Repetitions:
    """Takes the ids of a file block by block. Ids are compared by 64 bits of hash: among a million, two different ones meet in one file
    of thirty million."""

    def __init__(self) -> None:
        self._hashes: list[NDArray[np.uint64]] = []
        self._lines: list[NDArray[np.int64]] = []

    def add(self, ids: pa.Array, lines: NDArray[np.int64]) -> None:
        """Add ids (string, neither null nor empty) and the lines of their rows."""
        if len(ids):
            self._hashes.append(_hashes(ids))
            self._lines.append(lines)

    def lines(self) -> NDArray[np.int64]:
        """The lines, ascending, of all rows whose id was there before."""
        if not self._hashes:
            return np.array([], np.int64)
        hashes, lines = np.concatenate(self._hashes), np.concatenate(self._lines)
        ordered = np.sort(hashes)
        # Sorting values is several times faster than finding their order, and most files repeat no id.
        if not (ordered[1:] == ordered[:-1]).any():
            return np.array([], np.int64)
        # Stable, so that the first of several equal ones stays the first.
        order = np.argsort(hashes, kind="stable")
        ordered = hashes[order]
        repeated = order[1:][ordered[1:] == ordered[:-1]]
        return np.sort(lines[repeated])


def _hashes(ids: pa.Array) -> NDArray[np.uint64]:
    """A sum of bytes weighed by random factors of their places, modulo 2^64 (multilinear hashing)."""
    _, offsets_buffer, letters_buffer = ids.buffers()
    offsets = np.frombuffer(offsets_buffer, np.int32)[ids.offset : ids.offset + len(ids) + 1].astype(np.int64)
    letters = np.frombuffer(letters_buffer, np.uint8)[offsets[0] : offsets[-1]]
    lengths = np.diff(offsets)
    factors = _factors(int(lengths.max()))
    if (lengths == lengths[0]).all():
        return _hashes_of_equal_length(letters.reshape(len(ids), -1), factors)
    starts = offsets[:-1] - offsets[0]
    places = np.arange(len(letters)) - np.repeat(starts, lengths)
    return np.add.reduceat((letters + _U64(1)) * factors[places], starts)


def _hashes_of_equal_length(letters: NDArray[np.uint8], factors: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The same for ``letters`` of shape (ids, letters), as most ids have it; place by place, which takes a tenth of the memory."""
    found = np.zeros(len(letters), _U64)
    for place, factor in enumerate(factors):
        found += (letters[:, place] + _U64(1)) * factor
    return found


def _factors(count: int) -> NDArray[np.uint64]:
    """Odd factors that look random: the splitmix64 sequence (Steele, Lea, Flood 2014)."""
    with np.errstate(over="ignore"):
        mixed = np.arange(1, count + 1, dtype=_U64) * _U64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> _U64(30))) * _U64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> _U64(27))) * _U64(0x94D049BB133111EB)
        return (mixed ^ (mixed >> _U64(31))) | _U64(1)
