"""Things made ahead on a thread."""

import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from services.ingest.reading.ahead import ahead


def test_things_come_in_their_order() -> None:
    assert list(ahead(range(100))) == list(range(100))
    assert list(ahead([])) == []


def test_the_next_thing_is_made_while_the_last_one_is_worked_on() -> None:
    """The second is asked for before the first is given back: else this would wait for ever."""
    is_second_made = threading.Event()

    def things() -> Iterator[str]:
        yield "first"
        is_second_made.set()
        yield "second"

    with closing(ahead(things())) as made:
        assert next(made) == "first"
        assert is_second_made.wait(10)


def test_a_fault_is_raised_where_its_thing_would_have_come() -> None:
    def things() -> Iterator[int]:
        yield 1
        raise ValueError("the second is spoilt")

    made = ahead(things())
    assert next(made) == 1
    with pytest.raises(ValueError, match="the second is spoilt"):
        next(made)


def test_leaving_early_leaves_no_thread() -> None:
    before = threading.active_count()
    with closing(ahead(iter(int, 1))) as made:
        assert next(made) == 0
    assert threading.active_count() == before
