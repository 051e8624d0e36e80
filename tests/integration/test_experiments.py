"""Experiments on a real PostgreSQL: one runs, others' stay unseen, and each customer counts once."""

import asyncio
from datetime import date, timedelta
from typing import cast

import pytest
from sqlalchemy import text

from services.catalog import store_outcomes
from services.catalog.domain import Experiment, ExperimentId, PredictionId, TrainingRow
from services.catalog.experiments import Experiments
from services.catalog.failures import ExperimentNotFound, ExperimentRunning
from services.catalog.scoring_client import ScoringClient
from services.runtime.clock import new_id, utc_now
from services.runtime.database import Database
from services.runtime.pseudonyms import Pseudonyms
from tests.builders import NOON

TOMORROW = utc_now().date() + timedelta(days=1)


class FakeScoring:
    """Says of every experiment that 40 of the treatment group and 10 of the holdout were scored."""

    async def scored_counts(self, user_id: str, experiment_id: ExperimentId) -> tuple[int, int]:
        """The same for all."""
        return 40, 10


@pytest.fixture
def experiments(catalog_database: Database) -> Experiments:
    scoring = cast("ScoringClient", FakeScoring())
    return Experiments(catalog_database, scoring, now=utc_now, new_id=new_id, new_salt=lambda: bytes(32))


async def test_of_experiments_begun_at_the_same_time_one_runs(experiments: Experiments, user: str) -> None:
    begun = await asyncio.gather(*(experiments.begin(user, "Spring", 0.2) for _ in range(5)), return_exceptions=True)

    (running,) = [each for each in begun if isinstance(each, Experiment)]
    assert sum(isinstance(each, ExperimentRunning) for each in begun) == 4
    assert await experiments.running(user) == running


async def test_after_the_end_of_one_another_may_begin(experiments: Experiments, user: str) -> None:
    first = await experiments.begin(user, "Spring", 0.2)
    finished = [await experiments.finish(user, first.id) for _ in range(2)]
    assert finished[0].finished_at is not None
    assert finished[0] == finished[1]
    assert await experiments.running(user) is None

    second = await experiments.begin(user, "Summer", 0.1)
    assert await experiments.running(user) == second
    assert await experiments.page(user, after=None, limit=10) == ([second, finished[0]], 2)


async def test_another_users_experiment_is_neither_seen_nor_finished(
    experiments: Experiments, catalog_database: Database, user: str
) -> None:
    begun = await experiments.begin(user, "Spring", 0.2)

    for call in (experiments.get, experiments.finish, experiments.results):
        with pytest.raises(ExperimentNotFound):
            await call("somebody else", begun.id)
    assert await experiments.running("somebody else") is None
    async with catalog_database.transaction("somebody else") as tx:
        assert (await tx.execute(text("SELECT count(*) FROM experiments"))).scalar_one() == 0
        assert (await tx.execute(text("UPDATE experiments SET finished_at = now()"))).rowcount == 0
        assert (await tx.execute(text("DELETE FROM experiments"))).rowcount == 0
    assert await experiments.running(user) == begun


async def test_a_customer_of_two_files_counts_once_and_as_gone_where_one_says_so(
    experiments: Experiments, catalog_database: Database, user: str
) -> None:
    begun = await experiments.begin(user, "Spring", 0.2)
    other = ExperimentId(new_id())
    # The customers a and b are treated, c is not; b left by the second file. d stands in another experiment's file.
    files = [(begun.id, {"a": False, "b": False, "c": True}), (begun.id, {"a": False, "b": True}), (other, {"d": True})]
    for experiment_id, churned in files:
        rows = [
            TrainingRow(key, [], 0.5, gone, "holdout" if key == "c" else "treatment", TOMORROW) for key, gone in churned.items()
        ]
        async with catalog_database.transaction(user) as tx:
            await store_outcomes.merge(
                tx,
                user,
                rows,
                prediction_id=PredictionId(new_id()),
                model_version="baseline-1",
                observed_on=NOON.date(),
                experiment_id=experiment_id,
                today=NOON.date(),
            )

    found = await experiments.results(user, begun.id)
    treated, held = found.treatment.counts, found.holdout.counts
    assert (treated.scored_count, treated.outcome_count, treated.churned_count) == (40, 2, 1)
    assert (held.scored_count, held.outcome_count, held.churned_count) == (10, 1, 1)


@pytest.mark.parametrize(
    ("observed_on", "outcome_on"),
    [(TOMORROW, TOMORROW), (NOON.date(), NOON.date() + timedelta(days=1))],
    ids=["what a file says of the day of scoring", "what happened before the experiment began"],
)
async def test_an_outcome_from_before_the_groups_were_given_shows_nothing_of_them(
    experiments: Experiments, catalog_database: Database, user: str, observed_on: date, outcome_on: date
) -> None:
    begun = await experiments.begin(user, "Spring", 0.2)
    of = {"model_version": "baseline-1", "observed_on": observed_on, "experiment_id": begun.id, "today": outcome_on}
    rows = [TrainingRow("a", [], 0.5, True, "treatment", outcome_on)]
    async with catalog_database.transaction(user) as tx:
        await store_outcomes.merge(tx, user, rows, prediction_id=PredictionId(new_id()), **of)

    assert (await experiments.results(user, begun.id)).treatment.counts.outcome_count == 0


async def test_a_customer_counts_once_though_the_key_of_pseudonyms_was_changed_between_two_files(
    experiments: Experiments, catalog_database: Database, user: str
) -> None:
    begun = await experiments.begin(user, "Spring", 0.2)
    keys = {"old": b"o" * 32, "new": b"n" * 32}
    for ring in (Pseudonyms({"old": keys["old"]}, current="old"), Pseudonyms(keys, current="new")):
        key, *older_keys = ring.all_of(user, "ann")
        async with catalog_database.transaction(user) as tx:
            await store_outcomes.merge(
                tx,
                user,
                [TrainingRow(key, older_keys, 0.5, True, "treatment", TOMORROW)],
                prediction_id=PredictionId(new_id()),
                model_version="baseline-1",
                observed_on=NOON.date(),
                experiment_id=begun.id,
                today=NOON.date(),
            )

    counts = (await experiments.results(user, begun.id)).treatment.counts
    assert (counts.outcome_count, counts.churned_count) == (1, 1)
