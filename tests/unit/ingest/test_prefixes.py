"""Names of tables before a header are taken off where they say nothing, and stay where they change its meaning."""

from services.ingest.mapping import prefixes


def test_a_prefix_that_columns_share_and_that_says_nothing_goes() -> None:
    assert prefixes.without_prefixes(["gp:plan", "gp:seats", "country"]) == ("plan", "seats", "country")


def test_a_prefix_that_says_it_is_about_the_customer_goes_where_the_rest_says_more() -> None:
    headers = ["Organization - MRR", "Organization - Last activity date", "Organization - ID"]

    assert prefixes.without_prefixes(headers) == ("MRR", "Last activity date", "Organization - ID")


def test_a_prefix_that_may_change_the_meaning_stays() -> None:
    headers = ["invoices.id", "invoices.amount", "competitor.mrr", "competitor.plan", "last.mrr", "last.plan"]

    assert prefixes.without_prefixes(headers) == tuple(headers)


def test_an_abbreviation_with_a_point_is_no_prefix() -> None:
    assert prefixes.without_prefixes(["Kd.Nr", "Abo.Nr"]) == ("Kd.Nr", "Abo.Nr")


def test_a_header_that_is_nothing_but_a_prefix_stays() -> None:
    assert prefixes.without_prefixes(["x:", "x:", ""]) == ("x:", "x:", "")
