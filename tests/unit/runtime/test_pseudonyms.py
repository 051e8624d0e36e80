"""Customer ids as keyed hashes."""

import json
from base64 import b64encode
from pathlib import Path

import pytest

from services.runtime import pseudonyms
from services.runtime.pseudonyms import Pseudonyms

OLD, NEW = b"o" * 32, b"n" * 32


def test_a_customer_always_has_the_same_pseudonym() -> None:
    """Without that, outcomes would not find the scores they belong to."""
    ring = Pseudonyms({"1": OLD}, current="1")
    assert ring.of("ana", "00123") == ring.of("ana", "00123")


def test_blanks_around_an_id_make_no_other_customer() -> None:
    ring = Pseudonyms({"1": b"k" * 32}, current="1")
    is_the_one = ring.recogniser("ann", ring.all_of("ann", " C7"))

    assert [is_the_one(customer_id) for customer_id in ("C7", "C7 ", "\tC7", "C 7", "c7")] == [True, True, True, False, False]


def test_an_id_may_be_told_as_a_result_writes_it() -> None:
    ring = Pseudonyms({"1": b"k" * 32}, current="1")

    assert ring.of("ann", "'@7") == ring.of("ann", "@7")
    assert ring.of("ann", "' =7") == ring.of("ann", " =7")
    assert ring.of("ann", "'7") != ring.of("ann", "7")


def test_the_same_customer_of_another_user_has_another_pseudonym() -> None:
    """So nobody can look for their own customers among those of others, however ids are cut."""
    ring = Pseudonyms({"1": OLD}, current="1")
    assert len({ring.of("ana", "1x"), ring.of("ana1", "x"), ring.of("bea", "1x")}) == 3


def test_a_pseudonym_does_not_show_the_id() -> None:
    """It names its key, and that is all it says."""
    name, _, digest = Pseudonyms({"2026-11": OLD}, current="2026-11").of("ana", "00123").rpartition(".")
    assert name == "2026-11"
    assert len(digest) == 32
    assert "00123" not in digest


def test_after_a_rotation_old_pseudonyms_are_still_found() -> None:
    """New ones are made with the current key, and the older key stays good for looking up."""
    before = Pseudonyms({"1": OLD}, current="1").of("ana", "00123")
    after = Pseudonyms({"1": OLD, "2": NEW}, current="2")
    assert after.of("ana", "00123") != before
    assert after.all_of("ana", "00123") == [after.of("ana", "00123"), before]


def test_a_ring_is_read_from_its_file(tmp_path: Path) -> None:
    """As operations.md describes it."""
    path = _written(tmp_path, {"current": "1", "keys": {"1": b64encode(OLD).decode()}})
    assert pseudonyms.read(path).of("ana", "7") == Pseudonyms({"1": OLD}, current="1").of("ana", "7")


@pytest.mark.parametrize(
    "ring",
    [
        {},
        [],
        {"current": "2", "keys": {"1": b64encode(OLD).decode()}},
        {"current": "1", "keys": {"1": b64encode(b"short").decode()}},
        {"current": "1", "keys": {"1": "not base64!"}},
    ],
)
def test_a_spoilt_ring_is_refused(tmp_path: Path, ring: object) -> None:
    """A process with a wrong ring would write pseudonyms that nobody finds again."""
    with pytest.raises(ValueError, match=r"ring of pseudonym keys|current key"):
        pseudonyms.read(_written(tmp_path, ring))


def _written(folder: Path, ring: object) -> Path:
    path = folder / "ring.json"
    path.write_text(json.dumps(ring))
    return path
