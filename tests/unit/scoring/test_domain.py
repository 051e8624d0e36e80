"""The statuses of a prediction."""

from services.scoring.domain import ALLOWED_MOVES, PredictionStatus


def test_every_status_has_its_moves() -> None:
    assert set(ALLOWED_MOVES) == set(PredictionStatus)


def test_what_is_over_stays_over() -> None:
    final = {status for status in PredictionStatus if status.is_final}

    assert final == {PredictionStatus.COMPLETED, PredictionStatus.FAILED, PredictionStatus.CANCELLED}
