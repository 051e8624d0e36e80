"""Where a call is scored: small ones at once, others beside the event loop."""

import threading
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from retainwise.scoring.v1.customer_pb2 import Customer
from retainwise.scoring.v1.scoring_service_pb2 import ScoreCustomersRequest
from services.runtime import auth
from services.scoring import rpc, scorecard
from services.scoring.additive import AdditiveModel
from services.scoring.scorer import CustomerScore, Scorer
from tests.unit.scoring.customers import AS_OF
from tests.unit.scoring.test_own import REPORTS
from tests.unit.scoring.test_own import a_model as a_model_of_own


class NotingScorer(Scorer):
    """Notes on which thread it works."""

    thread: threading.Thread | None = None

    def score_customers(self, columns: Mapping[str, Sequence[Any]], as_of: date) -> list[CustomerScore]:
        """As the scorer, with a note."""
        self.thread = threading.current_thread()
        return super().score_customers(columns, as_of)


class OneModel:
    """Models of which one is active."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer

    async def active(self, user_id: str) -> Scorer:
        """The one."""
        return self._scorer


@pytest.mark.parametrize(
    ("model", "count", "is_at_once"),
    [
        (scorecard.baseline(), 1, True),
        (scorecard.baseline(), rpc.SCORED_IN_PLACE + 1, False),
        (a_model_of_own(REPORTS), 1, False),
    ],
)
async def test_what_takes_its_time_is_scored_beside_the_event_loop(model: AdditiveModel, count: int, is_at_once: bool) -> None:
    auth.set_caller(auth.Caller("ann"))
    scorer = NotingScorer(model, version="1")
    models: Any = OneModel(scorer)
    nobody: Any = None
    service = rpc.ScoringService(models, today=lambda: AS_OF)

    answer = await service.ScoreCustomers(ScoreCustomersRequest(customers=[Customer(customer_id="1")] * count), nobody)

    assert len(answer.scores) == count
    assert (scorer.thread is threading.current_thread()) is is_at_once
