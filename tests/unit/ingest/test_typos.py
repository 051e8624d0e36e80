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


def test_a_word_without_its_end_is_led_back() -> None:
    words = Abbreviations({"cessazione": frozenset({"CHURN"}), "cessazioni": frozenset({"CHURN"})})

    assert [words.find_meant(written) for written in ("cessaz", "cess", "cssz")] == ["cessazione", None, None]


def test_a_beginning_that_several_words_share_tells_nothing() -> None:
    words = Abbreviations({"contract": frozenset({"CONTRACT"}), "contraente": frozenset({"CUSTOMER"})})

    assert [words.find_meant(written) for written in ("contr", "contrac")] == [None, None]


def test_a_whole_word_is_not_one_cut_short() -> None:
    words = Abbreviations({"collected": frozenset({"MONEY"}), "prelevement": frozenset({"MONEY"})})

    assert [words.find_meant(written) for written in ("collect", "prelev")] == [None, "prelevement"]


def test_words_are_cut_behind_a_consonant() -> None:
    assert Abbreviations({"attivazione": frozenset({"START"})}).find_meant("attiva") is None


def test_a_word_keeps_the_vowel_that_it_begins_with() -> None:
    words = Abbreviations({"install": frozenset({"SIGNUP"}), "exit": frozenset({"CHURN"})})

    assert (words.find_meant("instl"), words.find_meant("ext")) == ("install", None)


def test_a_longer_word_may_keep_some_of_its_vowels() -> None:
    words = Abbreviations({"disconnect": frozenset({"CHURN"}), "soporte": frozenset({"SUPPORT"})})

    assert [words.find_meant(written) for written in ("discnct", "discunct", "sport")] == ["disconnect", None, None]


def test_letters_are_doubled_only_beside_each_other() -> None:
    words = Abbreviations({"spend": frozenset({"MONEY"}), "suspend": frozenset({"SUSPENDED"})})

    assert words.find_meant("spnd") == "spend"
