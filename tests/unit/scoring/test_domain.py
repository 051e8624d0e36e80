"""The statuses of a prediction."""

from services.scoring.domain import ALLOWED_MOVES, JobStatus


def test_every_status_has_its_moves() -> None:
    assert set(ALLOWED_MOVES) == set(JobStatus)


def test_what_is_over_stays_over() -> None:
    final = {status for status in JobStatus if status.is_final}

    assert final == {JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.CANCELLED}
