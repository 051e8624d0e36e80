"""The body on its way to disk."""

import hashlib
from pathlib import Path

import pytest

from services.ingest.failures import FileTooLarge
from services.ingest.receipt import LARGEST_BYTES, receiving


def test_a_body_is_counted_hashed_and_written(tmp_path: Path) -> None:
    with receiving(tmp_path) as receipt:
        receipt.write(b"id,")
        receipt.write(b"x\n")

        assert receipt.size_bytes == 5
        assert receipt.sha256 == hashlib.sha256(b"id,x\n").hexdigest()
        assert receipt.path.read_bytes() == b"id,x\n"


def test_nothing_is_left_of_a_body_whose_receipt_failed(tmp_path: Path) -> None:
    def interrupted() -> None:
        with receiving(tmp_path) as receipt:
            receipt.write(b"half")
            raise ConnectionError

    with pytest.raises(ConnectionError):
        interrupted()

    assert list(tmp_path.iterdir()) == []


def test_exactly_50_mb_pass_and_a_byte_more_does_not(tmp_path: Path) -> None:
    with receiving(tmp_path) as receipt:
        receipt.write(bytes(LARGEST_BYTES))
        with pytest.raises(FileTooLarge, match=r"^File too large\. Maximum 50MB$"):
            receipt.write(b"x")
