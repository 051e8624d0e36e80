"""Waits until the suite takes a file again: it takes some a minute, and says when the next may come."""

import time
from collections.abc import Callable
from typing import TypeVar

from services.cli.faults import Refused
from services.cli.terminal import Terminal, counted

Answer = TypeVar("Answer")
Sleep = Callable[[float], None]

# The suite counts by the minute; whoever is told to wait longer should hear of it.
PATIENCE_S = 120


def wait_for(send: Callable[[], Answer], terminal: Terminal, sleep: Sleep = time.sleep) -> Answer:
    """What ``send`` returns, which is called again after the time that a refusal for too many files names.

    Raises its Refused where that comes to more than two minutes in all. KeyboardInterrupt ends the waiting.
    """
    waited_s = 0
    while True:
        try:
            return send()
        except Refused as refused:
            # A pause of no time would ask again and again.
            pause_s = max(1, refused.retry_after_s or 0)
            if not refused.is_too_many or waited_s + pause_s > PATIENCE_S:
                raise
        terminal.err.print(
            f"The suite takes only so many files a minute. Going on in {counted(pause_s, 'second')}; Ctrl-C stops."
        )
        sleep(pause_s)
        waited_s += pause_s
