"""Rows of messy files: each cell in its own column, each row on its physical line, by either path."""

import io

import pytest

from services.ingest.domain import Dialect
from services.ingest.failures import HeaderOnly, TooManyColumns, UnreadableRow
from services.ingest.reading import dialect
from services.ingest.reading.blocks import MOST_COLUMNS, Blocks
from tests.unit.ingest.builders import HEADER, a_csv, a_row, a_table, read_back, rows

COMMAS = Dialect("utf-8", ",", 1)


@pytest.mark.parametrize("tail_bytes", [0, 10, 10**9], ids=["fast path", "both paths", "careful path"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("quote_all", [False, True])
def test_what_is_written_is_read_by_either_path(tail_bytes: int, line_end: str, quote_all: bool) -> None:
    headers, cells, lines, faults = read_back(
        a_csv(a_table(50), line_end=line_end, quote_all=quote_all), piece_bytes=200, tail_bytes=tail_bytes
    )
    assert headers == list(HEADER)
    assert cells == rows(50)
    assert lines == list(range(2, 52))
    assert faults == []


@pytest.mark.parametrize("tail_bytes", [0, 10**9], ids=["fast path", "careful path"])
def test_a_row_is_on_its_physical_line_below_cells_with_line_breaks_and_blank_lines(tail_bytes: int) -> None:
    content = b'id,note\n1,"two\nlines"\n\n2,"say ""hi"""\n\n\n3,"a\r\nb\n"\n4,end'
    _, cells, lines, faults = read_back(content, tail_bytes=tail_bytes)
    assert cells == [["1", "two\nlines"], ["2", 'say "hi"'], ["3", "a\r\nb\n"], ["4", "end"]]
    assert lines == [2, 5, 8, 11]
    assert faults == []


def test_the_last_row_needs_no_line_end() -> None:
    _, cells, _, _ = read_back(a_csv().rstrip(b"\n"))
    assert cells == rows(5)


def test_a_short_row_lacks_its_last_cells_and_shifts_none() -> None:
    _, cells, _, faults = read_back(b"id,plan,mrr\n1,Pro\n2,Basic,7\n")
    assert cells == [["1", "Pro", None], ["2", "Basic", "7"]]
    assert faults == [(2, "short_row")]


def test_a_long_row_loses_nothing_and_no_cell_of_it_is_sure() -> None:
    blocks = Blocks(io.BytesIO(b"id,plan,mrr\n1,Pro,7,8\n2,Basic,7\n"), COMMAS)
    (found,) = list(blocks)
    assert [list(row.values()) for row in found.table.to_pylist()] == [["1", "Pro", "7,8"], ["2", "Basic", "7"]]
    assert found.faults == ((2, "long_row"),)
    assert found.doubtful == ((0, 0), (0, 1), (0, 2))


def test_empty_cells_beyond_the_header_are_no_fault() -> None:
    _, cells, _, faults = read_back(b"id,plan\n1,Pro\n2,Basic,,,\n", COMMAS)
    assert cells == [["1", "Pro"], ["2", "Basic"]]
    assert faults == []


@pytest.mark.parametrize("tail_bytes", [0, 10**9], ids=["fast path", "careful path"])
def test_a_delimiter_at_the_end_of_each_row_makes_no_column(tail_bytes: int) -> None:
    content = b"id,plan\n" + b"".join(b"%d,Pro,\n" % number for number in range(30))
    headers, cells, _, faults = read_back(content, COMMAS, tail_bytes=tail_bytes)
    assert headers == ["id", "plan"]
    assert cells == [[str(number), "Pro"] for number in range(30)]
    assert faults == []


@pytest.mark.parametrize("tail_bytes", [0, 10**9], ids=["fast path", "careful path"])
def test_uneven_rows_stand_in_their_places_where_each_row_ends_with_a_delimiter(tail_bytes: int) -> None:
    ends = [",", "", ",,", ",x", ""]
    content = b"id,plan\n" + b"".join(b"%d,Pro,\n" % number for number in range(50))
    content += b"".join(f"{number},Pro{end}\n".encode() for number, end in enumerate(ends, 50)) + b"55\n56,Pro,\n"
    _, cells, lines, faults = read_back(content, COMMAS, tail_bytes=tail_bytes)
    assert [row[0] for row in cells] == [str(number) for number in range(57)]
    assert lines == list(range(2, 59))
    assert faults == [(55, "long_row"), (57, "short_row")]


def test_row_names_without_a_header_get_a_blank_one_and_shift_nothing() -> None:
    headers, cells, _, _ = read_back(b'"plan","mrr"\n"r1","Pro",7\n"r2","Basic",8\n', COMMAS)
    assert headers == ["", "plan", "mrr"]
    assert cells == [["r1", "Pro", "7"], ["r2", "Basic", "8"]]


def test_duplicate_blank_and_padded_headers_stay_as_they_are() -> None:
    headers, _, _, _ = read_back(b"id, plan ,,id\n1,Pro,x,2\n2,Pro,y,3\n", COMMAS)
    assert headers == ["id", " plan ", "", "id"]


def test_a_quotation_mark_inside_a_word_is_a_letter() -> None:
    _, cells, _, faults = read_back(b'id,size\n1,5" pipe\n2,"a"b"\n3,x\n')
    assert cells == [["1", '5" pipe'], ["2", 'a"b'], ["3", "x"]]
    assert faults == [(3, "stray_quote")]


def test_quotation_marks_count_after_spaces() -> None:
    _, cells, _, _ = read_back(b'id, name, mrr\n1, "Smith, J.", 7\n2, "Ng", 8\n', COMMAS)
    assert cells == [["1", "Smith, J.", " 7"], ["2", "Ng", " 8"]]


@pytest.mark.parametrize("end", [b"\n3,x,9\n", b'\n3,"x",9\n4,y,1\n'])
def test_a_quotation_mark_that_is_never_closed_swallows_no_row(end: bytes) -> None:
    _, cells, _, faults = read_back(b'id,name,mrr\n1,a,7\n2,"b,8' + end, COMMAS)
    assert cells[:3] == [["1", "a", "7"], ["2", '"b', "8"], ["3", "x", "9"]]
    assert faults == [(3, "unclosed_quote")]


def test_a_quotation_mark_that_hides_where_the_row_ends_is_refused_by_its_line() -> None:
    with pytest.raises(UnreadableRow, match="Line 3") as refused:
        read_back(b'id,name,mrr\n1,a,7\n2,"b\n3,c,9\n', COMMAS)
    assert refused.value.details == (("line 3", "A quotation mark is never closed."),)


def test_one_odd_row_does_not_keep_the_others_from_being_read() -> None:
    table = [*a_table(3000), ["short"], *(a_row(number) for number in range(3001, 6001))]
    _, cells, lines, faults = read_back(a_csv(table), piece_bytes=2**17, tail_bytes=100)
    assert [row[0] for row in cells] == [f"C{number:05d}" for number in range(1, 3001)] + ["short"] + [
        f"C{number:05d}" for number in range(3001, 6001)
    ]
    assert lines == list(range(2, 6003))
    assert faults == [(3002, "short_row")]


def test_a_carriage_return_inside_a_cell_ends_no_row() -> None:
    _, cells, _, _ = read_back(b"id,name,mrr\n1,a\rb,7\n2,c,8\n", COMMAS)
    assert cells == [["1", "a\rb", "7"], ["2", "c", "8"]]


def test_rows_that_end_with_a_carriage_return_among_others_are_rows() -> None:
    _, cells, _, _ = read_back(b"id,name,mrr\n1,a,7\r2,b,8\n3,c,9\n", COMMAS)
    assert cells == [["1", "a", "7"], ["2", "b", "8"], ["3", "c", "9"]]


def test_nul_bytes_stay_in_their_cell() -> None:
    _, cells, _, faults = read_back(b"id,plan\n1,P\x00ro\n2,Basic\n", COMMAS)
    assert cells == [["1", "P\x00ro"], ["2", "Basic"]]
    assert faults == [(2, "nul_byte")]


def test_a_cell_of_five_megabytes_is_read() -> None:
    long = "x" * 5_000_000
    _, cells, _, faults = read_back(a_csv([["id", "note"], ["1", long], ["2", f"{long}\n,"], ["3", "short"]]), COMMAS)
    assert cells == [["1", long], ["2", f"{long}\n,"], ["3", "short"]]
    assert faults == []


def test_two_thousand_columns_are_read() -> None:
    table = [[f"h{column}" for column in range(2000)], *([str(row * column) for column in range(2000)] for row in range(40))]
    headers, cells, _, _ = read_back(a_csv(table), COMMAS, piece_bytes=2**16, tail_bytes=2**10)
    assert [headers, *cells] == table


def test_too_many_columns_are_refused() -> None:
    with pytest.raises(TooManyColumns):
        read_back(b",".join(b"h" for _ in range(MOST_COLUMNS + 1)) + b"\n1\n", COMMAS)


def test_a_header_longer_than_a_piece_is_read() -> None:
    name = "h" * 300_000
    headers, cells, _, _ = read_back(a_csv([["id", name], ["1", "2"]]), COMMAS, piece_bytes=1000)
    assert headers == ["id", name]
    assert cells == [["1", "2"]]


def test_a_file_that_ends_above_its_table_has_no_header() -> None:
    with pytest.raises(HeaderOnly):
        read_back(b"report\n\n", Dialect("utf-8", ",", 3))


def test_a_letter_that_is_not_in_the_encoding_costs_one_fault_and_no_row() -> None:
    _, cells, _, faults = read_back("id,name\n1,Müller\n".encode() + b"2,J\xe4ger\n", COMMAS)
    assert cells == [["1", "Müller"], ["2", "Jäger"]]
    assert faults == [(3, "not_in_encoding")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252", "cp932"])
def test_any_encoding_is_read_in_small_pieces(encoding: str) -> None:
    text = "顧客" if encoding == "cp932" else "Müller"
    table = [["id", "name"], *([str(number), f"{text} {number}"] for number in range(100))]
    _, cells, _, _ = read_back(a_csv(table, encoding=encoding), Dialect(encoding, ",", 1), piece_bytes=101, tail_bytes=50)
    assert cells == table[1:]


def test_a_byte_order_mark_in_the_middle_belongs_to_its_cell() -> None:
    table = [["id"], *([f"\ufeff{number}"] for number in range(50))]
    _, cells, _, _ = read_back(a_csv(table), COMMAS, piece_bytes=64, tail_bytes=0)
    assert cells == table[1:]


def test_blank_lines_that_end_in_two_ways_are_passed_over_piece_by_piece() -> None:
    blocks = Blocks(io.BytesIO(b"id,plan\n1,Pro\n" + b"\r\r\n" * 600_000 + b"2,Pro\n"), COMMAS, piece_bytes=1000, tail_bytes=10)
    assert [line for rows in blocks for line in rows.lines.tolist()] == [2, 600_003]
    assert len(blocks._window.buffer) < 300_000


def test_blank_lines_between_rows_are_passed_over_and_counted() -> None:
    content = b"id,plan\n\n\n1,Pro\n\n2,Basic\n\n"
    for tail_bytes in (0, 10**9):
        _, cells, lines, faults = read_back(content, COMMAS, tail_bytes=tail_bytes)
        assert cells == [["1", "Pro"], ["2", "Basic"]]
        assert lines == [4, 6]
        assert faults == []


def test_a_letter_of_a_header_that_is_not_in_the_encoding_is_read_all_the_same() -> None:
    headers, _, _, _ = read_back("id,größe,".encode() + b"stra\xdfe\n1,2,3\n", COMMAS)
    assert headers == ["id", "größe", "straße"]


def test_a_quoted_cell_that_the_look_at_line_ends_cuts_says_nothing_about_them() -> None:
    note = "one\ntwo " * 20
    table = [["id", "note"], *([f"K{number}", note if number > 5 else "x"] for number in range(1_000))]
    content = a_csv(table, line_end="\r")
    assert content[: dialect.HEAD_BYTES].count(b'"') % 2

    headers, rows, lines, faults = read_back(content)

    assert (headers, len(rows), rows[-1], faults) == (["id", "note"], 1_000, ["K999", note], [])
    assert lines[-1] == 1_001
