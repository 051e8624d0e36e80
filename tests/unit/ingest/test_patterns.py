"""Cells and lines that hardly end: no look at them takes more than its length."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from services.ingest.mapping import evidence
from services.ingest.reading import dates, dialect, encoding, footer, numbers
from services.ingest.reading.dates import Order
from services.ingest.reading.numbers import Decimal
from services.ingest.reading.records import Record

LENGTH = 30_000
PARTS = (" ", "\n", "1", "a", "-", ".", ",", "@", "1,", "1.", "1 ", "a ", "a@", "aB")
BEGINNINGS = ("", "1", "a", "$", "(", "total", "1/1/2020", "2020-01-01 10:10", "1 a de")
# What takes its length takes milliseconds here, and what takes its square takes seconds.
MOST_CPU_S = 1.0


class TookTooLong(BaseException):
    """The time is over."""


@contextmanager
def a_time_limit() -> Iterator[None]:
    """Ends what takes more than MOST_CPU_S of work, other processes not counted."""

    def give_up(number: int, frame: object) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_CPU_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


LOOKS: dict[str, Callable[[str], object]] = {
    "a number": lambda cell: numbers.read_one(cell, Decimal.POINT),
    "marks of numbers": lambda cell: numbers.evidence([cell]),
    "a date": lambda cell: dates.read_one(cell, Order.DAY_FIRST),
    "the order of dates": lambda cell: dates.order_of([cell]),
    "how many times": lambda cell: evidence.gather([[cell]])[0].times_share,
    "a footer": lambda cell: footer.without_footer([Record(1, [cell, ""])], 3),
    "a dialect": lambda cell: dialect.sniff(f"id,{cell}\n1,{cell}\n2,3\n".encode()),
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("part", PARTS)
def test_no_cell_holds_reading_up(look: str, part: str) -> None:
    for beginning in BEGINNINGS:
        with a_time_limit():
            LOOKS[look](beginning + part * (LENGTH // len(part)) + "!x")


def test_no_line_holds_up_the_search_for_the_encoding() -> None:
    line = b"M\xfcller,1\r" + b"Smith,1\r" * 130_000
    started = time.process_time()
    assert encoding.detect(line) == "cp1252"
    assert time.process_time() - started < MOST_CPU_S
