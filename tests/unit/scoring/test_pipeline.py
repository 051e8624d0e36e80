"""Batches through the pipeline, and online calls against files."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyarrow as pa

from services.scoring import pipeline
from services.scoring.scorer import CustomerScore
from tests.unit.scoring.customers import AS_OF, a_batch, a_scorer, customers


def rows_of(scored: pipeline.ScoredBatch) -> list[dict[str, Any]]:
    """The result columns as one dictionary per row."""
    rows: list[dict[str, Any]] = pa.table({name: c.dictionary_decode() for name, c in scored.columns.items()}).to_pylist()
    return rows


def row_of(score: CustomerScore) -> dict[str, Any]:
    """The result columns of an online score."""
    return {name: getattr(score, name) for name in pipeline.RESULT_COLUMNS}


def test_the_eight_result_columns_stand_in_their_order() -> None:
    scored = pipeline.score(a_batch(customers()), a_scorer(), AS_OF)
    assert tuple(scored.columns) == pipeline.RESULT_COLUMNS
    assert all(len(column) == 500 and column.null_count == 0 for column in scored.columns.values())


def test_online_scores_equal_those_of_the_file() -> None:
    columns, scorer = customers(), a_scorer()
    online = scorer.score_customers(columns, AS_OF)
    assert [row_of(score) for score in online] == rows_of(pipeline.score(a_batch(columns), scorer, AS_OF))
    assert [score.customer_id for score in online] == columns["customer_id"]


def test_one_customer_alone_scores_as_among_many() -> None:
    columns, scorer = customers(40), a_scorer()
    together = scorer.score_customers(columns, AS_OF)
    alone = [scorer.score_customers({name: [values[n]] for name, values in columns.items()}, AS_OF)[0] for n in range(40)]
    assert alone == together


def test_a_field_without_values_scores_like_an_absent_field() -> None:
    scorer, count = a_scorer(), 20
    with_empty = customers(count) | {"nps_score": [None] * count, "plan": [None] * count}
    without = {name: values for name, values in with_empty.items() if name not in {"nps_score", "plan"}}
    assert scorer.score_customers(with_empty, AS_OF) == scorer.score_customers(without, AS_OF)


def test_a_batch_without_rows_or_without_any_field_is_scored() -> None:
    for batch in (a_batch(customers()).slice(0, 0), a_batch({"customer_id": ["1"]})):
        scored = pipeline.score(batch, a_scorer(), AS_OF)
        assert scored.columns["risk_level"].to_pylist() == ["Low"] * batch.num_rows


def test_probabilities_for_the_scores_file_are_not_rounded() -> None:
    scored = pipeline.score(a_batch(customers()), a_scorer(), AS_OF)
    rounded, exact = scored.columns["churn_probability"].to_pylist(), scored.probabilities.to_pylist()
    assert max(abs(a - b) for a, b in zip(rounded, exact, strict=True)) <= 0.0005
    assert rounded != exact


def test_thirty_two_threads_on_one_scorer_give_the_results_of_one() -> None:
    scorer, batch = a_scorer(), a_batch(customers(2000))
    expected = rows_of(pipeline.score(batch, scorer, AS_OF))
    with ThreadPoolExecutor(32) as threads:
        results = list(threads.map(lambda _: rows_of(pipeline.score(batch, scorer, AS_OF)), range(64)))
    assert all(result == expected for result in results)
