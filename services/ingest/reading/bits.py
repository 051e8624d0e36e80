"""Where letters stand in a piece of text, as a bit for each letter, so that 64 letters are looked at in one step.

The way of simdjson (Langdale and Lemire, "Parsing Gigabytes of JSON per Second", 2019), in NumPy. In all arrays bit ``i`` of word
``w``, counted from the lowest, stands for letter ``64 w + i``; bits behind the last letter are 0.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Bits: TypeAlias = NDArray[np.uint64]

_WORD = 64
_TOP = np.uint64(_WORD - 1)
_ONE = np.uint64(1)


def where(letters: NDArray[np.uint8], *sought: int) -> NDArray[np.uint64]:
    """For each of the ``sought`` letters where it stands: (sought, words)."""
    found = np.zeros((len(sought), -(-len(letters) // _WORD)), "<u8")
    for bits, letter in zip(found.view(np.uint8), sought, strict=True):
        packed = np.packbits(letters == letter, bitorder="little")
        bits[: len(packed)] = packed
    return found


def are_odd(bits: Bits) -> Bits:
    """Where the number of bits up to there, this one included, is odd."""
    odd = bits.copy()
    for distance in (1, 2, 4, 8, 16, 32):
        odd ^= odd << np.uint64(distance)
    # All bits of a word turn where the words before it hold an odd number.
    turns = np.bitwise_xor.accumulate(odd >> _TOP)
    odd[1:] ^= np.negative(turns[:-1])
    return odd


def behind(bits: Bits, *, first: bool = False) -> Bits:
    """Each bit at the next letter; ``first`` is the bit of the first one."""
    moved = bits << _ONE
    moved[1:] |= bits[:-1] >> _TOP
    if first:
        moved[:1] |= _ONE
    return moved


def before(bits: Bits) -> Bits:
    """Each bit at the letter before."""
    moved = bits >> _ONE
    moved[:-1] |= bits[1:] << _TOP
    return moved


def until(bits: Bits, stop: int) -> Bits:
    """The bits of the letters before ``stop``."""
    words, left = divmod(stop, _WORD)
    kept = bits[: words + (left > 0)].copy()
    if left:
        kept[-1] &= (_ONE << np.uint64(left)) - _ONE
    return kept


def end_of(bits: Bits) -> int:
    """How many letters there are up to the last bit, 0 where there is none."""
    words = np.flatnonzero(bits)
    return int(words[-1]) * _WORD + int(bits[words[-1]]).bit_length() if len(words) else 0


def count(bits: Bits) -> int:
    """How many bits there are."""
    return int(np.bitwise_count(bits).sum())


def places(bits: Bits) -> NDArray[np.intp]:
    """The letters that have a bit, in order."""
    return np.flatnonzero(np.unpackbits(bits.view(np.uint8), bitorder="little"))
