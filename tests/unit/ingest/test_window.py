"""A file of any encoding through one buffer."""

import io

import pytest

from services.ingest.reading.window import Window

TEXT = "id;name\n1;Zoë\n2;Łukasz\n3;山田\n" * 500


def _read(content: bytes, encoding: str, step_bytes: int) -> str:
    """All that comes by, a part of each view being left for the next one."""
    window = Window(io.BytesIO(content), encoding)
    found = b""
    while window.fill(step_bytes):
        stop = min(window.stop, window.start + max(1, step_bytes // 2))
        found += window.buffer[window.start : stop]
        window.start = stop
    return found.decode()


@pytest.mark.parametrize("step_bytes", [1, 7, 64, 4096, 1_000_000])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_all_of_a_file_comes_by_as_utf8_without_its_mark(encoding: str, step_bytes: int) -> None:
    text = TEXT if encoding.startswith("utf") else TEXT.replace("ë", "e").replace("Ł", "L")
    assert _read(text.encode(encoding), encoding, step_bytes) == text


def test_a_mark_is_left_out_where_the_encoding_was_named_without_one() -> None:
    assert _read(TEXT.encode("utf-8-sig"), "utf-8", 64) == TEXT


def test_what_is_no_utf8_stays_as_it_is_and_is_replaced_elsewhere() -> None:
    assert Window(io.BytesIO(b"caf\xe9"), "utf-8").fill(4) == 4
    window = Window(io.BytesIO(b"caf\xe9"), "utf-8")
    window.fill(10)
    assert window.text() == "caf\udce9"
    assert _read(b"caf\x81", "cp1252", 10) == "caf�"


def test_a_view_ends_where_the_file_does_though_the_buffer_is_longer() -> None:
    window = Window(io.BytesIO(b"id\n1\n"), "utf-8")
    assert window.fill(100) == 5
    assert (window.text(), window.text(100), window.text(2)) == ("id\n1\n", "id\n1\n", "id")


def test_the_buffer_does_not_grow_with_the_file() -> None:
    window = Window(io.BytesIO(b"x" * 1_000_000), "utf-8")
    while window.fill(1000) == 1000:
        window.start += 900
    assert len(window.buffer) == 1000
