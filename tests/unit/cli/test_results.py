"""A scored file at a glance."""

from pathlib import Path

import pytest

from services.cli import results
from services.cli.faults import Fault
from services.cli.results import Summary
from tests.unit.cli.suite import RESULT_HEADERS, a_result, a_row


def summary_of(tmp_path: Path, content: bytes, *, id_column: int = 0, top: int = 2) -> Summary:
    """The summary of a file with this content."""
    path = tmp_path / "scored.csv"
    path.write_bytes(content)
    return results.summarise(path, id_column=id_column, top=top)


def test_customers_of_equal_risk_stay_in_the_order_of_the_file(tmp_path: Path) -> None:
    rows = [a_row(str(number), 0.9) for number in range(5)]

    summary = summary_of(tmp_path, a_result(a_row("low", 0.1), *rows), top=3)

    assert [customer.id for customer in summary.most_at_risk] == ["0", "1", "2"]


def test_coverage_is_averaged_and_the_least_is_kept(tmp_path: Path) -> None:
    summary = summary_of(tmp_path, a_result(a_row("a", 0.9, coverage=0.25), a_row("b", 0.1, coverage=0.75)))

    assert summary.mean_coverage == pytest.approx(0.5)
    assert summary.least_coverage == pytest.approx(0.25)


def test_a_file_without_customers_has_no_coverage(tmp_path: Path) -> None:
    summary = summary_of(tmp_path, a_result())

    assert (summary.row_count, summary.most_at_risk, summary.mean_coverage) == (0, (), None)
    assert summary.levels == {"High": 0, "Medium": 0, "Low": 0}


def test_columns_of_the_customer_with_the_same_names_are_not_taken_for_ours(tmp_path: Path) -> None:
    suffixed = RESULT_HEADERS.replace("risk_level", "risk_level_retainwise").replace(
        "recommendation", "recommendation_retainwise_2"
    )
    header = f"risk_level,recommendation,Customer ID,{suffixed}"
    content = f"{header}\nnone,nothing,x,0.9,90.0%,High,HIGH RISK: Call,Why,,0.5,1\n".encode()

    summary = summary_of(tmp_path, content, id_column=2)

    assert summary.levels["High"] == 1
    assert summary.most_at_risk[0].id == "x"
    assert summary.most_at_risk[0].recommendation == "HIGH RISK: Call"


def test_cells_may_hold_line_breaks_and_megabytes(tmp_path: Path) -> None:
    cell = '"' + "two\nlines " * 100_000 + '"'
    line = a_row("a", 0.9).replace("Ann", cell)

    assert summary_of(tmp_path, a_result(line)).row_count == 1


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe", a_result("too,short")])
def test_what_is_no_result_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Fault, match="cannot be read"):
        summary_of(tmp_path, content)
