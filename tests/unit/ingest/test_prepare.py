"""Prepared files: what scoring gets of a messy CSV, and what the user is told about it."""

import csv
import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from services.ingest.failures import CustomerIdMissing, HeaderOnly, NoCustomers, UnreadableRow
from services.ingest.reading import dialect, samples
from services.ingest.reading.prepare import prepare
from tests.unit.ingest.builders import FIELDS, HEADER, a_csv, a_file, a_row, a_table, faults, mappings, prepared, rows


def test_the_originals_come_first_untouched_and_the_canonical_columns_after_them(tmp_path: Path) -> None:
    answer, table = prepared(tmp_path, a_csv())
    assert answer.row_count == 5
    assert answer.problem_count == 0
    assert table.column_names == ["customer_id", *(f"column_{index}" for index in range(1, 5)), *FIELDS[1:]]
    assert [list(row.values())[:5] for row in table.to_pylist()] == rows(5)
    assert [str(kind) for kind in table.schema.types[5:]] == ["double", "double", "date32[day]", "bool"]
    assert list(table.slice(0, 1).to_pylist()[0].values())[5:] == [1.0, 10.5, date(2024, 2, 2), False]


def test_the_table_says_where_its_fields_come_from(tmp_path: Path) -> None:
    _, table = prepared(tmp_path, a_csv())
    about = json.loads(table.schema.metadata[b"retainwise"])
    assert about["format"] == 2
    assert about["headers"] == list(HEADER)
    assert about["fields"]["monthly_charges"] == {"index": 2, "unit": "currency/month"}
    assert about["fields"]["customer_id"] == {"index": 0, "unit": None}


@pytest.mark.parametrize(
    ("delimiter", "charges", "written"),
    [
        (",", "10.50", (",", ".")),
        ("\t", "10.50", (",", ".")),
        ("\t", "10", (",", ".")),
        ("\t", "10,50", (";", ",")),
        (";", "10,50", (";", ",")),
        (";", "10", (";", ",")),
        (";", "10.50", (";", ".")),
    ],
)
def test_the_table_says_how_the_result_is_to_be_written(
    tmp_path: Path, delimiter: str, charges: str, written: tuple[str, str]
) -> None:
    table = [["id", "fee"], *([f"C{number}", charges] for number in range(9))]
    _, found = prepared(tmp_path, a_csv(table, delimiter=delimiter), ("customer_id", "monthly_charges"))
    about = json.loads(found.schema.metadata[b"retainwise"])
    assert (about["delimiter"], about["decimal"]) == written


def test_ids_names_and_addresses_are_never_written_twice(tmp_path: Path) -> None:
    table = [["id", "name", "mail"], ["1", "Ann", "a@example.com"]]
    _, found = prepared(tmp_path, a_csv(table), ("customer_id", "customer_name", "email"))
    assert found.column_names == ["customer_id", "column_1", "column_2"]


@pytest.mark.parametrize("id_", ["00123", "1E5", " padded ", "NA", "none", "Müller", "1.0", "=1+1"])
def test_an_id_stays_byte_for_byte(tmp_path: Path, id_: str) -> None:
    _, found = prepared(tmp_path, a_csv([["id", "plan"], [id_, "Pro"]]), ("customer_id", "plan"))
    assert found["customer_id"].to_pylist() == [id_]


@pytest.mark.parametrize("id_", ["", "  ", "NULL", "nan", "#N/A", "\u00a0"])
def test_a_row_without_an_id_is_kept_out_and_reported(tmp_path: Path, id_: str) -> None:
    table = [["plan", "id"], ["Pro", "1"], ["Basic", id_], ["Pro", "2"]]
    answer, found = prepared(tmp_path, a_csv(table), ("plan", "customer_id"))
    assert found["customer_id"].to_pylist() == ["1", "2"]
    assert answer.row_count == 2
    assert faults(answer) == [(3, "", "no_customer_id")]


def test_a_row_of_delimiters_is_kept_out_and_reported_as_blank(tmp_path: Path) -> None:
    answer, found = prepared(tmp_path, b"id,plan,mrr\n1,Pro,5\n,,\n2,Pro,5\n", ("customer_id", "plan", "monthly_charges"))
    assert found["customer_id"].to_pylist() == ["1", "2"]
    assert faults(answer) == [(3, "", "blank_row")]


def test_a_customer_id_that_comes_again_is_reported_and_kept(tmp_path: Path) -> None:
    table = [["id", "mrr"], ["a", "1"], ["bb", "x"], ["a", "3"], ["c", "4"], ["bb", "5"], ["a", "6"]]
    answer, found = prepared(tmp_path, a_csv(table), ("customer_id", "monthly_charges"), problems=True)
    assert found.num_rows == 6
    expected = [
        (3, "mrr", "not_a_number"),
        (4, "id", "duplicate_customer_id"),
        (6, "id", "duplicate_customer_id"),
        (7, "id", "duplicate_customer_id"),
    ]
    assert faults(answer) == expected
    with (tmp_path / "problems.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["lines"], row["rule"]) for row in rows] == [("3", "not_a_number"), ("4 6..7", "duplicate_customer_id")]


def test_all_problems_are_counted_and_written_and_the_first_hundred_are_kept(tmp_path: Path) -> None:
    table = [["id", "mrr", "seats"], *([str(number), "x", "y"] for number in range(300))]
    answer, _ = prepared(tmp_path, a_csv(table), ("customer_id", "monthly_charges", "seats_used"), problems=True)
    assert answer.problem_count == 600
    assert [(problem.line, problem.column) for problem in answer.problems[:3]] == [(2, "mrr"), (2, "seats"), (3, "mrr")]
    assert len(answer.problems) == 100
    with (tmp_path / "problems.csv").open(newline="") as file:
        assert len(list(csv.reader(file))) == 601


def test_notes_and_totals_below_the_table_are_no_customers(tmp_path: Path) -> None:
    content = a_csv() + b"TOTAL (5 accounts),,99,,\n\nCustomer Health - Monthly\n" + b'"Copyright, all rights reserved."\n'
    answer, found = prepared(tmp_path, content)
    assert found.num_rows == 5
    assert faults(answer) == [(7, "", "footer"), (9, "", "footer"), (10, "", "footer")]


def test_a_customer_whose_name_begins_like_a_total_is_one(tmp_path: Path) -> None:
    table = [["id", "name", "mrr", "plan"], ["1", "x", "7", "Pro"], ["Total Energies", "Total", "5", "Pro"], ["T-2", "", "", ""]]
    _, found = prepared(tmp_path, a_csv(table), ("customer_id", "customer_name", "monthly_charges", "plan"))
    assert found["customer_id"].to_pylist() == ["1", "Total Energies", "T-2"]


def test_a_delimiter_in_an_unquoted_text_shifts_no_cell(tmp_path: Path) -> None:
    content = b"id,name,joined,mrr\n1,Ann,2024-01-31,7\n2,Smith, John,2024-02-01,8\n3,Bo,2024-02-02,9\n"
    answer, found = prepared(tmp_path, content, ("customer_id", "customer_name", "signup_date", "monthly_charges"))
    assert found["column_1"].to_pylist() == ["Ann", "Smith, John", "Bo"]
    assert found["monthly_charges"].to_pylist() == [7, 8, 9]
    assert found["signup_date"].to_pylist()[1] == date(2024, 2, 1)
    assert faults(answer) == [(3, "", "long_row")]


def test_a_cell_whose_column_is_in_doubt_counts_as_missing(tmp_path: Path) -> None:
    # The price may be 1, 234 or 1,234, and the seats 234 or 5: only the id is sure.
    content = b"id,mrr,seats\n1,7,3\n2,1,234,5\n3,9,4\n"
    answer, found = prepared(tmp_path, content, ("customer_id", "total_charges", "seats_used"))
    assert found["customer_id"].to_pylist() == ["1", "2", "3"]
    assert found["total_charges"].to_pylist() == [7, None, 9]
    assert found["seats_used"].to_pylist() == [3, None, 4]
    assert faults(answer) == [(3, "", "long_row")]


def test_a_row_whose_id_is_in_doubt_is_kept_out(tmp_path: Path) -> None:
    answer, found = prepared(tmp_path, b"plan,id,note\nPro,1,x\nPro,a,2,y\nPro,3,z\n", ("plan", "customer_id", None))
    assert found["customer_id"].to_pylist() == ["1", "3"]
    assert faults(answer) == [(3, "", "long_row"), (3, "", "no_sure_customer_id")]


def test_the_cells_a_short_row_lacks_are_empty_and_their_fields_missing(tmp_path: Path) -> None:
    answer, found = prepared(tmp_path, a_csv([*a_table(2), ["C9", "5"]]))
    assert found.slice(2, 1).to_pylist()[0] == {
        "customer_id": "C9",
        "column_1": "5",
        "column_2": "",
        "column_3": "",
        "column_4": "",
        "tenure_months": 5,
        "monthly_charges": None,
        "signup_date": None,
        "churned": None,
    }
    assert faults(answer) == [(4, "", "short_row")]


def test_lines_are_counted_in_the_file_as_it_is(tmp_path: Path) -> None:
    content = b'Report\n\nid,note,mrr\n1,"two\nlines",5\n\n2,x,bad\n'
    answer, _ = prepared(tmp_path, content, ("customer_id", None, "monthly_charges"))
    assert faults(answer) == [(7, "mrr", "not_a_number")]


def test_a_header_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HeaderOnly):
        prepared(tmp_path, b"customer_id,tenure\n", ("customer_id", "tenure_months"))


def test_a_csv_without_a_customer_id_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(CustomerIdMissing, match="line 1") as refused:
        prepared(tmp_path, a_csv(), (None, *FIELDS[1:]))
    assert refused.value.code == "ERR-1005"
    assert refused.value.details[0][0] == "customer_id"
    assert list(tmp_path.iterdir()) == [tmp_path / "customers.csv"]


def test_rows_of_which_none_has_an_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NoCustomers):
        prepared(tmp_path, b"id,plan\n,Pro\n,Basic\n", ("customer_id", "plan"))


def test_a_file_that_cannot_be_read_leaves_nothing_behind(tmp_path: Path) -> None:
    content = a_csv(a_table(30_000)) + b'C99999,"never closed\n' + a_csv(rows(3_000))
    path = a_file(tmp_path, content)
    written = dialect.of_file(path)
    sample, mapped = samples.take(path, written), mappings(HEADER, FIELDS)
    with pytest.raises(UnreadableRow, match="Line 30002"):
        prepare(path, written, mapped, sample, target=tmp_path / "out.parquet", problems_csv=tmp_path / "problems.csv")
    assert list(tmp_path.iterdir()) == [path]


def test_a_long_file_is_prepared_like_a_short_one(tmp_path: Path) -> None:
    answer, found = prepared(tmp_path, a_csv([*a_table(200_000), ["short"]], quote_all=True))
    assert answer.row_count == 200_001
    assert faults(answer) == [(200_002, "", "short_row")]
    assert found["customer_id"].slice(199_999).to_pylist() == [a_row(200_000)[0], "short"]
    assert pq.read_metadata(tmp_path / "prepared.parquet").row_group(0).num_rows <= 65_536


def test_texts_are_plain_texts_to_readers(tmp_path: Path) -> None:
    _, found = prepared(tmp_path, a_csv([["id", "plan"], ["1", " Pro"], ["2", "Pro"]]), ("customer_id", "plan"))
    assert found.schema.field("plan").type == pa.string()
    assert found["plan"].to_pylist() == ["Pro", "Pro"]


def test_birth_years_become_ages(tmp_path: Path) -> None:
    path = a_file(tmp_path, b"id,born\n1,1990\n2,1850\n")
    target = tmp_path / "out.parquet"
    found = mappings(["id", "born"], ["customer_id", "age"], {"age": "birth_year"})
    written = dialect.of_file(path)
    answer = prepare(path, written, found, samples.take(path, written), target=target, today=date(2025, 6, 1))
    assert pq.read_table(target)["age"].to_pylist() == [35, None]
    assert faults(answer) == [(3, "born", "out_of_range")]


def test_what_has_happened_lies_not_in_the_future(tmp_path: Path) -> None:
    content = b"id,joined,seen,left\n1,01/05/2025,2025-06-02,2042-01-01\n2,31/12/2042,2025-06-03,\n3,,,\n"
    path, target = a_file(tmp_path, content), tmp_path / "out.parquet"
    found = mappings(["id", "joined", "seen", "left"], ["customer_id", "signup_date", "last_activity_date", "churn_date"])
    written = dialect.of_file(path)
    answer = prepare(path, written, found, samples.take(path, written), target=target, today=date(2025, 6, 1))
    table = pq.read_table(target)
    assert table["signup_date"].to_pylist() == [date(2025, 5, 1), None, None]
    assert table["last_activity_date"].to_pylist() == [date(2025, 6, 2), None, None]
    assert table["churn_date"].to_pylist() == [date(2042, 1, 1), None, None]
    assert faults(answer) == [(3, "joined", "future_date"), (3, "seen", "future_date")]


def test_a_sample_is_spread_over_a_large_file(tmp_path: Path) -> None:
    path = a_file(tmp_path, a_csv(a_table(100_000)))
    headers, columns = samples.take(path, dialect.of_file(path), rows=1000)
    assert headers == list(HEADER)
    assert {len(column) for column in columns} <= {*range(990, 1001)}
    numbers = [int(cell[1:]) for cell in columns[0]]
    assert numbers == sorted(numbers)
    assert numbers[-1] > 80_000


def test_a_sample_of_a_small_file_is_all_of_it(tmp_path: Path) -> None:
    path = a_file(tmp_path, b"id,plan\n1,Pro\n2\n\n3,Pro,x\nTotal,\n")
    assert samples.take(path, dialect.sniff(b"id,plan\n1,Pro\n")).columns == [["1", "2"], ["Pro", ""]]


def test_texts_that_are_numbers_are_not_squeezed(tmp_path: Path) -> None:
    table = [["id", "fee", "note", "height"], *([f"C{row}", f"{row}.5", f"n{row}", f"{row}.25"] for row in range(400))]
    prepared(tmp_path, a_csv(table), ("customer_id", "monthly_charges", None, None))
    group = pq.ParquetFile(tmp_path / "prepared.parquet").metadata.row_group(0)
    squeezed = {group.column(place).path_in_schema: group.column(place).compression for place in range(group.num_columns)}
    assert squeezed["customer_id"] == squeezed["column_2"] == "LZ4"
    assert squeezed["column_1"] == squeezed["column_3"] == "UNCOMPRESSED"
