"""Bits of letters say what a look at one letter after the other says."""

from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.reading import bits
from services.ingest.reading.bits import Bits

TEXTS = st.text(alphabet="ab", max_size=300)


def of(text: str) -> Bits:
    """Where "a" stands."""
    return bits.where(np.frombuffer(text.encode(), np.uint8), ord("a")).reshape(-1)


def shown(found: Bits, length: int) -> str:
    """The same as text: "a" for a bit, "b" for none; nothing stands behind the last letter."""
    places = set(bits.places(found).tolist())
    assert max(places, default=-1) < length
    return "".join("a" if place in places else "b" for place in range(length))


@given(TEXTS)
def test_bits_are_where_the_letter_stands(text: str) -> None:
    assert shown(of(text), len(text)) == text
    assert bits.count(of(text)) == text.count("a")
    assert bits.end_of(of(text)) == text.rfind("a") + 1


@given(TEXTS)
def test_odd_is_where_an_odd_number_of_letters_was_met(text: str) -> None:
    odd = accumulate(text, lambda is_odd, letter: is_odd != (letter == "a"), initial=False)
    expected = "".join("a" if is_odd else "b" for is_odd in list(odd)[1:])
    assert shown(bits.until(bits.are_odd(of(text)), len(text)), len(text)) == expected


@given(TEXTS, st.booleans())
def test_bits_move_by_a_letter(text: str, first: bool) -> None:
    assert shown(bits.before(of(text)), len(text)) == (text + "b")[1:][: len(text)]
    moved = bits.until(bits.behind(of(text), first=first), len(text))
    assert shown(moved, len(text)) == (("a" if first else "b") + text)[: len(text)]


@given(TEXTS, st.data())
def test_what_stands_behind_an_end_is_cut_off(text: str, data: st.DataObject) -> None:
    stop = data.draw(st.integers(0, len(text)))
    assert shown(bits.until(of(text), stop), len(text)) == text[:stop] + "b" * (len(text) - stop)


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 128])
def test_words_are_as_many_as_the_letters_need(length: int) -> None:
    assert len(of("a" * length)) == -(-length // 64)
    assert shown(of("a" * length), length) == "a" * length
