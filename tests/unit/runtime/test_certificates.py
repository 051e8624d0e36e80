"""Certificates are read as a pair, and again when their files have changed."""

from pathlib import Path

import pytest

from services.runtime import certificates
from services.runtime.certificates import Renewal
from tests.security.made_certificates import Authority


@pytest.fixture
def authority() -> Authority:
    return Authority()


@pytest.fixture
def folder(authority: Authority, tmp_path: Path) -> Path:
    authority.issue(tmp_path / "ingest", "ingest")
    return tmp_path / "ingest"


def test_a_folder_holds_a_certificate_its_key_and_the_authority(folder: Path) -> None:
    read = certificates.read(folder)

    assert read.chain == (folder / "tls.crt").read_bytes()
    assert read.key == (folder / "tls.key").read_bytes()
    assert read.authority == (folder / "ca.crt").read_bytes()


def test_a_key_of_another_certificate_is_refused(folder: Path, authority: Authority, tmp_path: Path) -> None:
    authority.issue(tmp_path / "other", "ingest")
    (folder / "tls.key").write_bytes((tmp_path / "other" / "tls.key").read_bytes())

    with pytest.raises(ValueError, match="not a pair"):
        certificates.read(folder)


@pytest.mark.parametrize("name", ["tls.crt", "tls.key", "ca.crt"])
def test_a_folder_without_one_of_the_files_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()

    with pytest.raises(FileNotFoundError):
        certificates.read(folder)


def test_a_renewal_is_told_once(folder: Path, authority: Authority) -> None:
    renewal = Renewal(folder)
    assert renewal.renewed() is None

    authority.issue(folder, "ingest")

    assert renewal.renewed() == certificates.read(folder)
    assert renewal.renewed() is None


def test_half_a_renewal_waits_for_its_other_half(folder: Path, authority: Authority, tmp_path: Path) -> None:
    renewal = Renewal(folder)
    authority.issue(tmp_path / "new", "ingest")

    (folder / "tls.crt").write_bytes((tmp_path / "new" / "tls.crt").read_bytes())
    assert renewal.renewed() is None
    (folder / "tls.key").write_bytes((tmp_path / "new" / "tls.key").read_bytes())
    assert renewal.renewed() == certificates.read(folder)


def test_a_folder_that_is_away_for_a_moment_is_left_aside(folder: Path, authority: Authority) -> None:
    renewal = Renewal(folder)
    folder.rename(folder.with_name("away"))
    assert renewal.renewed() is None

    authority.issue(folder, "ingest")
    assert renewal.renewed() is not None


@pytest.mark.parametrize("content", [b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_a_file_that_is_no_certificate_is_left_aside(folder: Path, content: bytes) -> None:
    renewal = Renewal(folder)
    (folder / "tls.crt").write_bytes(content)

    with pytest.raises(ValueError):  # noqa: PT011 - the library's words
        certificates.read(folder)
    assert renewal.renewed() is None
