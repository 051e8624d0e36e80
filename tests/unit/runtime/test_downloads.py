"""Files as streams."""

from collections.abc import AsyncIterator

import pytest

from services.runtime import downloads


@pytest.mark.parametrize(
    ("filename", "header"),
    [
        ("a.csv", "attachment; filename=\"a.csv\"; filename*=UTF-8''a.csv"),
        ('a"b\\c%.csv', "attachment; filename=\"a_b_c_.csv\"; filename*=UTF-8''a%22b%5Cc%25.csv"),
        ("prévisions.csv", "attachment; filename=\"pr_visions.csv\"; filename*=UTF-8''pr%C3%A9visions.csv"),
        ("a\r\nX: 1.csv", "attachment; filename=\"a__X: 1.csv\"; filename*=UTF-8''a%0D%0AX%3A%201.csv"),
    ],
)
def test_a_download_is_named_by_rfc_6266(filename: str, header: str) -> None:
    assert downloads.content_disposition(filename) == header


async def test_only_the_first_message_names_the_content_type() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"a"
        yield b"b"

    messages = [body async for body in downloads.bodies(pieces(), "text/csv")]

    assert [(body.content_type, body.data) for body in messages] == [("text/csv", b"a"), ("", b"b")]


async def test_an_empty_file_still_has_a_content_type() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        return
        yield b""

    assert [body.content_type async for body in downloads.bodies(pieces(), "text/csv")] == ["text/csv"]
