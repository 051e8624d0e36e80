"""Property: what is written in any supported dialect is what is read back, by either path."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ingest.domain import Dialect
from tests.unit.ingest.builders import a_csv, read_back

# No surrogates, which no encoding has, and no mark that an encoding takes away at the beginning of a file.
LETTERS = st.characters(codec="utf-8", exclude_characters="\ufeff")
ODD = st.text(st.sampled_from("\",;|\t\n\r 'aé0€"), max_size=8)
CELLS = st.one_of(st.text(LETTERS, max_size=12), ODD, st.integers().map(str), st.just(""))
FORMS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """A header and up to 30 rows of the same width, each with an id and no footer."""
    width = draw(st.integers(min_value=1, max_value=6))
    count = draw(st.integers(min_value=1, max_value=30))
    header = [f"h{column}" for column in range(width)]
    return [header, *([f"id{row}", *(draw(CELLS) for _ in range(width - 1))] for row in range(count))]


@settings(max_examples=300, deadline=None)
@given(
    table=tables(),
    delimiter=st.sampled_from(",;\t|"),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=FORMS,
    quote_all=st.booleans(),
    ends_with_a_line_end=st.booleans(),
    piece_bytes=st.integers(min_value=1, max_value=400),
    tail_bytes=st.sampled_from([0, 40, 10**6]),
)
def test_what_is_written_is_read_back(
    table: list[list[str]],
    delimiter: str,
    line_end: str,
    encoding: str,
    quote_all: bool,
    ends_with_a_line_end: bool,
    piece_bytes: int,
    tail_bytes: int,
) -> None:
    content = a_csv(table, delimiter=delimiter, line_end=line_end, encoding=encoding, quote_all=quote_all)
    if not ends_with_a_line_end:
        content = content.decode(encoding).removesuffix(line_end).encode(encoding)
    written = Dialect(encoding, delimiter, 1)
    headers, cells, lines, _ = read_back(content, written, piece_bytes=piece_bytes, tail_bytes=tail_bytes)
    assert [headers, *cells] == table
    assert lines == sorted(lines)


@pytest.mark.parametrize("piece_bytes", range(1, 80))
def test_a_quoted_cell_that_is_cut_by_a_piece_is_no_mark_without_an_end(piece_bytes: int) -> None:
    """A delimiter and a mark at its beginning look like another cell until its end is seen."""
    table = [["h0", "h1"], ["id0", "a\nb"], ["id1", ',"0000'], ["id2", ',"x\ny"z'], ["id3", "c"]]
    content = a_csv(table, delimiter=",", line_end="\n", encoding="utf-8", quote_all=True)
    headers, cells, _, faults = read_back(content, Dialect("utf-8", ",", 1), piece_bytes=piece_bytes, tail_bytes=0)
    assert [headers, *cells] == table
    assert not faults
