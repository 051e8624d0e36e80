"""Misspelled words are led back to what they were meant to be, short ones never."""

import pytest

from services.ingest.mapping.typos import Abbreviations, Typos

TYPOS = Typos(["customer", "payment", "plan"])


@pytest.mark.parametrize("written", ["custmer", "custommer", "cuztomer", "cutsomer"])
def test_one_wrong_letter_is_forgiven(written: str) -> None:
    assert TYPOS.find_meant(written) == "customer"


def test_a_short_word_is_another_word_and_no_misspelling() -> None:
    assert TYPOS.find_meant("plane") is None


def test_a_word_with_another_first_letter_is_another_word() -> None:
    assert TYPOS.find_meant("xayment") is None


def test_a_word_without_its_vowels_is_led_back() -> None:
    words = Abbreviations({"churn": frozenset({"CHURN"}), "login": frozenset({"LOGIN"})})

    assert [words.find_meant(written) for written in ("chrn", "lgn", "lagn", "ln")] == ["churn", "login", None, None]


def test_consonants_that_several_words_share_tell_nothing() -> None:
    words = Abbreviations({"cost": frozenset({"MONEY"}), "cast": frozenset({"CATALOG"})})

    assert words.find_meant("cst") is None
