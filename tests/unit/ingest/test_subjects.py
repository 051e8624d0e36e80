"""A file of tickets or deals is told from a file of customers."""

from services.ingest.mapping import evidence, headers, subjects

IDS = [f"X{n}" for n in range(20)]


def are_customers(**columns: list[str]) -> bool:
    return subjects.are_customers([headers.read(name) for name in columns], evidence.gather(list(columns.values())))


def test_a_file_with_one_row_per_deal_is_about_deals() -> None:
    assert not are_customers(opportunity_id=IDS, account_id=["A", "B"] * 10)


def test_a_file_with_one_row_per_customer_is_about_customers() -> None:
    assert are_customers(account_id=IDS, tickets=["1", "2"] * 10)


def test_a_repeated_number_of_something_else_says_nothing() -> None:
    assert are_customers(account_id=IDS, invoice_number=["7", "8"] * 10)
