"""File names as users send them."""

import pytest

from services.ingest.filenames import safe_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("customers.csv", "customers.csv"),
        ("C:\\Users\\ann\\customers.csv", "customers.csv"),
        ("../../etc/passwd", "passwd"),
        ("/", "upload.csv"),
        ("", "upload.csv"),
        ("..", "upload.csv"),
        ("a\x00b\r\n\u202e.csv", "ab.csv"),
        ("Käufer 2026.csv", "Käufer 2026.csv"),
        ("=cmd.csv", "cmd.csv"),
        (' "=cmd.csv', "cmd.csv"),
        ("..%2f<b>;x.csv", "_2f_b__x.csv"),
    ],
)
def test_a_file_name_is_reduced_to_a_base_name_that_is_safe_to_show(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept


def test_a_long_name_keeps_its_end() -> None:
    assert safe_name("x" * 500 + ".csv").endswith("x.csv")
    assert len(safe_name("x" * 500 + ".csv")) == 200
