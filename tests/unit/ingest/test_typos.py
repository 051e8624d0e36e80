"""Misspelled words are led back to what they were meant to be, short ones never."""

import pytest

from services.ingest.mapping.typos import Typos

TYPOS = Typos(["customer", "payment", "plan"])


@pytest.mark.parametrize("written", ["custmer", "custommer", "cuztomer", "cutsomer"])
def test_one_wrong_letter_is_forgiven(written: str) -> None:
    assert TYPOS.find_meant(written) == "customer"


def test_a_short_word_is_another_word_and_no_misspelling() -> None:
    assert TYPOS.find_meant("plane") is None


def test_a_word_with_another_first_letter_is_another_word() -> None:
    assert TYPOS.find_meant("xayment") is None
