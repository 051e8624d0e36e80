"""What the other columns of a file say about one: the only key, the product of a contract, who insures whom."""

import pytest

from services.ingest.domain import ColumnMapping, Decision
from services.ingest.mapping import mapper
from tests.unit.ingest.mapped import DAYS, ROWS

IDS = [f"{1000 + 7 * row}" for row in range(ROWS)]
KINDS = ["Strom Fix", "Gas Öko", "Wärme 12"] * (ROWS // 3)
COUNTS = [str(row * 7 % 40) for row in range(ROWS)]
NAMES = [f"Ann L{chr(97 + row % 20)}e" for row in range(ROWS)]


def mapped(**columns: list[str]) -> dict[str, ColumnMapping]:
    """The mappings of a file with these columns beside a customer id, by header."""
    found = mapper.map_columns(["customer_id", *columns], [IDS, *columns.values()])
    return {column.header: column for column in found}


def test_a_product_is_the_plan_in_a_file_of_contracts() -> None:
    assert mapped(Produkt=KINDS, Vertragsbeginn=DAYS)["Produkt"].decision is Decision.AUTO
    assert mapped(Produkt=KINDS)["Produkt"].decision is Decision.ASK
    assert mapped(Product=KINDS, **{"Contract start": DAYS, "Order no": COUNTS})["Product"].decision is Decision.ASK


def test_what_a_shop_sells_is_no_plan() -> None:
    assert mapped(Product=KINDS, **{"Signup date": DAYS})["Product"].decision is Decision.ASK
    assert mapped(**{"Product category": KINDS, "Contract start": DAYS})["Product category"].decision is Decision.ASK
    assert mapped(**{"Cover type": KINDS, "Policy start": DAYS})["Cover type"].decision is Decision.AUTO


def test_the_only_key_is_the_id_if_its_header_hints_at_it() -> None:
    alone = mapper.map_columns(["Matrícula", "Plano"], [IDS, KINDS])
    beside = mapper.map_columns(["Matrícula", "zzqx"], [IDS, IDS[::-1]])
    taxed = mapper.map_columns(["NIF", "Plano"], [IDS, KINDS])

    assert [found[0].decision for found in (alone, beside, taxed)] == [Decision.AUTO, Decision.ASK, Decision.ASK]


@pytest.mark.parametrize("header", ["CUPS", "NMI", "Vertragskonto", "Loyalty card number"])
def test_a_point_of_supply_is_the_id_where_no_other_column_may_be(header: str) -> None:
    alone, beside = mapper.map_columns([header], [IDS]), mapper.map_columns([header, "zzqx"], [IDS, IDS[::-1]])

    assert (alone[0].decision, beside[0].decision) == (Decision.AUTO, Decision.ASK)


def test_the_company_that_insures_its_people_is_no_customer_s_name() -> None:
    found = mapped(**{"Empresa contratante": [f"Acorn {row} SA" for row in range(ROWS)], "Beneficiário titular": NAMES})

    assert [column.field for column in found.values()][1:] == [None, "customer_name"]


@pytest.mark.parametrize("header", ["Location", "Revenu", "País"])
def test_a_place_and_an_income_are_never_suggested_as_the_id(header: str) -> None:
    found = mapper.map_columns([header, "plan"], [[f"{row:03}" for row in range(ROWS)], KINDS])

    assert "customer_id" not in [column.field for column in found]
