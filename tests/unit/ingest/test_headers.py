"""Headers are read as words with meanings, however they are written."""

import pytest

from services.ingest.mapping import headers


def concepts(header: str) -> list[set[str]]:
    return [set(word.concepts) for word in headers.read(header).words]


@pytest.mark.parametrize(
    "header",
    [
        "customer_id",
        "CustomerID",
        "customerId",
        "Customer ID",
        "customer-id",
        "CUSTOMER ID",
        "customerid",
        "CUSTOMERID",
        " Customer.Id ",
    ],
)
def test_case_and_separators_make_no_difference(header: str) -> None:
    assert [word.text for word in headers.read(header).words] == ["customer", "id"]


def test_accents_make_no_difference() -> None:
    assert headers.read("Antigüedad").words[0].concepts == headers.read("antiguedad").words[0].concepts != frozenset()


def test_a_german_compound_is_cut_at_its_linking_letter() -> None:
    assert [word.text for word in headers.read("Nutzungsgebühr").words] == ["nutzung", "gebuhr"]


def test_a_phrase_counts_as_one_word() -> None:
    assert [word.text for word in headers.read("E-Mail-Adresse").words] == ["e mail adresse"]


def test_a_scale_in_brackets_is_kept_apart_from_the_words() -> None:
    header = headers.read("Satisfaction (1-5)")

    assert header.scale == (1, 5)
    assert [word.text for word in header.words] == ["satisfaction"]


@pytest.mark.parametrize("header", ["satisfaccion_1_5", "Satisfaction 1-5", "Satisfacción 1 a 5", "SATISF_1A5"])
def test_a_scale_at_the_end_needs_no_brackets(header: str) -> None:
    assert headers.read(header).scale == (1, 5)


@pytest.mark.parametrize("header", ["satisfaction sur 10", "satisfaction_out_of_5", "satisfaction/10", "satisfaction (su 10)"])
def test_the_greatest_score_is_no_word(header: str) -> None:
    assert [word.text for word in headers.read(header).words] == ["satisfaction"]


def test_a_letter_behind_a_number_is_a_span() -> None:
    assert concepts("tickets_12m")[-1] == {"MONTH"}
    assert concepts("tickets 90j")[-1] == {"DAY"}


@pytest.mark.parametrize("header", ["Gebühr", "Gebuehr", "GEBUEHR"])
def test_umlauts_may_be_written_as_two_letters(header: str) -> None:
    assert "MONEY" in concepts(header)[0]


def test_a_compound_is_known_by_its_last_part_and_the_rest_is_unknown() -> None:
    first, last = headers.read("Zzqxdatum").words

    assert not first.concepts
    assert "DATE" in last.concepts


def test_a_word_without_its_vowels_is_a_guess() -> None:
    word = headers.read("chrn").words[0]

    assert word.is_guess
    assert "CHURN" in word.concepts


def test_thirty_days_are_told_from_other_numbers() -> None:
    assert "DAYS_30" in concepts("logins_30d")[1]
    assert "DAYS_30" not in concepts("logins_90d")[1]


def test_an_unknown_word_has_no_concepts() -> None:
    assert concepts("zzqx") == [set()]


def test_a_misspelled_word_is_marked_as_a_guess() -> None:
    word = headers.read("costumer").words[0]

    assert word.is_guess
    assert "CUSTOMER" in word.concepts


@pytest.mark.parametrize("header", ["", "   ", "---", "\u200b"])
def test_a_header_without_letters_has_no_words(header: str) -> None:
    assert headers.read(header).words == ()


def test_a_header_of_a_megabyte_is_read_in_no_time() -> None:
    assert len(headers.read("monthly charges " * 65_000).words) < 100


def test_a_scale_that_runs_downwards_is_no_scale() -> None:
    assert headers.read("Grade (6-1)").scale is None


@pytest.mark.parametrize(("header", "text"), [("Tipo abb.to", "abb"), ("Data iscr.ne", "iscr"), ("Metodo pag.to", "pag")])
def test_the_end_of_a_word_behind_a_point_is_no_word(header: str, text: str) -> None:
    assert [word.text for word in headers.read(header).words][1:] == [text]
