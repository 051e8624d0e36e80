"""The fast path reads as far as all readers would agree, however it parts what it looks at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.reading import regular
from services.ingest.reading.records import Notation
from services.ingest.reading.regular import Piece

NAMES = ["a", "b"]
CELLS = st.one_of(st.text("xé;", max_size=6), st.text('x,"\n', max_size=9).map(lambda text: '"' + text.replace('"', '""') + '"'))
ROWS = st.lists(st.tuples(CELLS, CELLS).map(",".join), min_size=1, max_size=30)


def read(content: bytes, *, line_end: str = "\n") -> tuple[list[list[str]], list[int], int]:
    """The cells and lines of the rows, and how many bytes they took."""
    buffer = b"#" + content
    found = regular.read(Piece(buffer, 1, len(buffer)), Notation(",", line_end), 1, NAMES)
    if found is None:
        return [], [], 0
    cells = [list(row.values()) for row in found.table.to_pylist()]
    for place, text in found.uneven.items():
        cells.insert(place, [text])
    assert found.line_count == content[: found.size_bytes].count(line_end.encode())
    return cells, found.lines.tolist(), found.size_bytes


@given(ROWS, st.integers(1, 40), st.sampled_from(["\n", "\r\n"]))
def test_parts_of_any_size_give_the_same_rows_on_the_same_lines(rows: list[str], part_bytes: int, line_end: str) -> None:
    content = "".join(row.replace("\n", line_end) + line_end for row in rows).encode()
    expected = read(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(regular, "_PART_BYTES", part_bytes)
        cells, lines, size = read(content)
        # Where a row is longer than a part, the rows above it come first.
        while more := read(content[size:])[2]:
            below = read(content[size:])
            lines += [line + content[:size].count(b"\n") for line in below[1]]
            cells, size = cells + below[0], size + more
    assert (cells, lines, size) == expected
    assert size == len(content)


@pytest.mark.parametrize("odd", [b'3,x"y\n', b'"3"x,\n', b"3,\r,\n", b"3,\x00\n"])
def test_what_is_above_an_odd_row_is_read(odd: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regular, "_PART_BYTES", 8)
    above = b"1,one\n\n2,two\n"
    assert read(above + odd + b"4,four\n") == ([["1", "one"], ["2", "two"]], [1, 3], len(above))


def test_blank_lines_count_and_are_no_rows() -> None:
    assert read(b"\n1,x\n\n\n2,y\n\n") == ([["1", "x"], ["2", "y"]], [2, 5], 12)
    assert read(b"\r\n1,x\r\n\r\n2,y\r\n") == ([["1", "x"], ["2", "y"]], [2, 4], 14)
    assert read(b"\n\r\n\n") == ([], [], 4)
    assert read(b"\r1,x\r\r2,y\r", line_end="\r") == ([["1", "x"], ["2", "y"]], [2, 4], 10)


@pytest.mark.parametrize("content", [b"", b"1,x", b'"1,x\n', b"\xef\xbb\xbf1,x\n", b"1,\xff\n", b"\xff\n"])
def test_what_has_no_whole_regular_row_is_not_read(content: bytes) -> None:
    assert read(content) == ([], [], 0)


def test_rows_with_another_number_of_cells_are_put_aside_as_they_are_written() -> None:
    content = b'1,x\n\n2\n3,"a\nb"\n4,\xc3\xa9,"z"\n5,y\n'
    assert read(content) == ([["1", "x"], ["2"], ["3", "a\nb"], ['4,é,"z"'], ["5", "y"]], [1, 3, 4, 6, 7], len(content))


@pytest.mark.parametrize(("uneven_count", "row_count"), [(3, 8), (4, 0)])
def test_where_too_many_rows_are_uneven_the_piece_is_not_read(
    uneven_count: int, row_count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regular, "_MOST_UNEVEN", 3)
    assert len(read(b"1,x\n" * 5 + b"2\n" * uneven_count)[0]) == row_count
