"""Trials of whether acting on scores keeps customers: begun, finished, and compared by what really happened."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from services.catalog import comparison, store_experiments
from services.catalog.comparison import Comparison
from services.catalog.domain import Experiment, ExperimentId, GroupCounts
from services.catalog.failures import ExperimentNotFound, ExperimentRunning
from services.catalog.scoring_client import ScoringClient
from services.runtime import audit, repeats
from services.runtime.database import Database
from services.runtime.pages import Position


class Experiments:
    """The experiments of the user who calls; one runs at most."""

    def __init__(
        self,
        database: Database,
        scoring: ScoringClient,
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], UUID],
        new_salt: Callable[[], bytes],
    ) -> None:
        self._database = database
        self._scoring = scoring
        self._now = now
        self._new_id = new_id
        self._new_salt = new_salt

    async def begin(self, user_id: str, display_name: str, holdout_share: float, *, request_key: str = "") -> Experiment:
        """Begin an experiment whose holdout has this share of customers. Raises ExperimentRunning while another one runs.

        The same ``request_key`` again returns the experiment that it began, or raises RequestReused where name or share differ.
        """
        request = repeats.request(user_id, "experiment", request_key, (display_name, repr(holdout_share)))
        experiment = Experiment(
            id=ExperimentId(self._new_id()),
            user_id=user_id,
            display_name=display_name,
            holdout_share=holdout_share,
            salt=self._new_salt(),
            created_at=self._now(),
        )
        async with self._database.transaction(user_id) as tx:
            begun_id = ExperimentId(await repeats.remember(tx, request, experiment.id)) if request else experiment.id
            if begun_id != experiment.id:
                return _found(await store_experiments.find(tx, user_id, begun_id), begun_id)
            if await store_experiments.insert_running(tx, experiment):
                await audit.note(tx, user_id, "experiment.create", experiment.id)
                return experiment
            running = await store_experiments.find_running(tx, user_id)
            # It may have been finished since; then the next try will do. The request is forgotten with the transaction.
            which = f"Experiment {running.id}" if running else "Another experiment"
            raise ExperimentRunning(f"{which} runs, and there is one at a time. Finish it first.")

    async def get(self, user_id: str, experiment_id: ExperimentId) -> Experiment:
        """The experiment. Raises ExperimentNotFound."""
        async with self._database.transaction(user_id) as tx:
            return _found(await store_experiments.find(tx, user_id, experiment_id), experiment_id)

    async def page(self, user_id: str, *, after: Position | None, limit: int) -> tuple[list[Experiment], int]:
        """Up to ``limit`` experiments behind ``after``, newest first, and how many there are in all."""
        async with self._database.transaction(user_id) as tx:
            found = await store_experiments.page(tx, user_id, after=after, limit=limit)
            return found, await store_experiments.count(tx, user_id)

    async def finish(self, user_id: str, experiment_id: ExperimentId) -> Experiment:
        """Finish the experiment; again is no fault. Raises ExperimentNotFound."""
        async with self._database.transaction(user_id) as tx:
            if await store_experiments.finish(tx, user_id, experiment_id, now=self._now()):
                await audit.note(tx, user_id, "experiment.finish", experiment_id)
            return _found(await store_experiments.find(tx, user_id, experiment_id), experiment_id)

    async def running(self, user_id: str) -> Experiment | None:
        """The running experiment, None without one."""
        async with self._database.transaction(user_id) as tx:
            return await store_experiments.find_running(tx, user_id)

    async def results(self, user_id: str, experiment_id: ExperimentId) -> Comparison:
        """What the outcomes that are known by now say. Raises ExperimentNotFound and ServiceUnavailable."""
        async with self._database.transaction(user_id) as tx:
            experiment = _found(await store_experiments.find(tx, user_id, experiment_id), experiment_id)
            known = await store_experiments.outcome_counts(tx, user_id, experiment)
        treated, held = await self._scoring.scored_counts(user_id, experiment_id)
        return comparison.of(
            GroupCounts(treated, *known.get("treatment", (0, 0))), GroupCounts(held, *known.get("holdout", (0, 0)))
        )


def _found(experiment: Experiment | None, experiment_id: ExperimentId) -> Experiment:
    if experiment is None:
        raise ExperimentNotFound(f"There is no experiment {experiment_id}.")
    return experiment
