"""Follows a prediction to its end: by the suite's stream of events, and by asking again and again when the stream drops."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing

from services.cli.answers import Prediction
from services.cli.client import Client
from services.cli.faults import Fault, Refused, Unreachable

# Ingest hands a file over again every second, and a part that fell is back within a few.
PATIENCE_S = 30.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.2, 3.0
NOT_KNOWN = "ERR-2001"

Sleep = Callable[[float], None]


def follow(client: Client, prediction_id: str, sleep: Sleep = time.sleep) -> Iterator[Prediction]:
    """The prediction at each change, up to its final status, which comes last.

    Outages of less than half a minute go unnoticed, also that a new prediction is not known yet. Raises Refused or Unreachable
    after longer ones.
    """
    prediction = _get(client, prediction_id, sleep)
    yield prediction
    if not prediction.is_final:
        for prediction in _streamed(client, prediction_id):
            yield prediction
    pause_s = FIRST_PAUSE_S
    while not prediction.is_final:
        sleep(pause_s)
        prediction = _get(client, prediction_id, sleep)
        yield prediction
        pause_s = min(pause_s * 2, LONGEST_PAUSE_S)


def _streamed(client: Client, prediction_id: str) -> Iterator[Prediction]:
    try:
        with closing(client.watch_prediction(prediction_id)) as stream:
            yield from stream
    except (Refused, Unreachable):
        # Asking goes on where the stream ended, and reports the fault if it stays.
        return


def _get(client: Client, prediction_id: str, sleep: Sleep) -> Prediction:
    waited_s, pause_s = 0.0, FIRST_PAUSE_S
    while True:
        try:
            return client.get_prediction(prediction_id)
        except (Refused, Unreachable) as fault:
            if not _may_pass(fault):
                raise
            if waited_s >= PATIENCE_S:
                raise _final(fault, prediction_id) from fault
        sleep(pause_s)
        waited_s += pause_s
        pause_s = min(pause_s * 2, LONGEST_PAUSE_S)


def _may_pass(fault: Fault) -> bool:
    return not isinstance(fault, Refused) or fault.is_passing or fault.code == NOT_KNOWN


def _final(fault: Fault, prediction_id: str) -> Fault:
    if isinstance(fault, Refused) and fault.code == NOT_KNOWN:
        return Fault(
            "The file is stored, but scoring has not taken it over yet; it will as soon as it can. "
            f"Look again with `retainwise download {prediction_id}`."
        )
    return fault
