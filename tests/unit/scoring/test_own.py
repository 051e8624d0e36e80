"""Columns of the customer's own."""

import json
import tracemalloc
from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from retainwise.scoring.v1 import customer_pb2
from services.scoring import convert, features, own, pipeline
from services.scoring.additive import AdditiveModel, CategoricalFeature, NumericFeature, OneTable
from services.scoring.scorer import Scorer
from tests.unit.scoring.customers import AS_OF

REPORTS = NumericFeature("own:Reports exported", (3.5, 9.5), "")
BETA = CategoricalFeature("own:Beta user", ("no", "yes"))
RENEWAL = NumericFeature("own:Renewal", (-30.0, 0.0), features.DAYS_AGO)
TEAM = CategoricalFeature("own:Team", ("sales", "support"))


def numbers(texts: Sequence[str | None], decimal: str = ".") -> list[float]:
    """The texts as numbers, NaN for none."""
    return list(own.numbers(own.Cells(pa.array(texts, pa.string()), decimal)))


def days(texts: Sequence[str | None], order: str) -> list[date | None]:
    """The texts as dates."""
    found = own.days(own.Cells(pa.array(texts, pa.string()), "", order))
    return [None if np.isnan(day) else date.fromordinal(date(1970, 1, 1).toordinal() + int(day)) for day in found]


def described(headers: Sequence[str], listed: Sequence[dict[str, object]] | None = None, **fields: int) -> bytes:
    """A prepared file's description."""
    about = {"format": 2, "headers": list(headers), "fields": {name: {"index": index} for name, index in fields.items()}}
    return json.dumps(about | ({} if listed is None else {"own": listed})).encode()


def a_batch(headers: Sequence[str], columns: Sequence[Sequence[str | None]], **written: str) -> pa.RecordBatch:
    """A prepared batch of nothing but own columns, all written alike."""
    listed = [{"index": index, "header": header, "kind": "", **written} for index, header in enumerate(headers)]
    arrays = {f"column_{index}": pa.array(column, pa.string()) for index, column in enumerate(columns)}
    return pa.RecordBatch.from_pydict(arrays).replace_schema_metadata({own.METADATA_KEY: described(headers, listed)})


def a_model(*shown: NumericFeature | CategoricalFeature) -> AdditiveModel:
    """Random one-feature tables."""
    random = np.random.default_rng(3)
    tables = tuple(OneTable(at, random.normal(size=feature.code_count)) for at, feature in enumerate(shown))
    return AdditiveModel("m", "trained", "2025-01-01", 0.1, shown, tables)


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("12", ".", 12.0),
        (" -3.5 ", ".", -3.5),
        ("1,234.50", ".", 1234.5),
        ("1.234,50", ",", 1234.5),
        ("1.234", ",", 1234.0),
        ("1,234", ",", 1.234),
        ("€ 1 234,50", ",", 1234.5),
        ("EUR 12.00", ".", 12.0),
        ("73 %", ".", 73.0),
        ("1e3", ".", 1000.0),
    ],
)
def test_a_number_is_read_with_its_marks(text: str, decimal: str, number: float) -> None:
    assert numbers([text], decimal) == [number]


@pytest.mark.parametrize(
    ("text", "decimal"), [("", "."), (None, "."), ("twelve", "."), ("1,5", "."), ("1.5", ","), ("1e999", "."), ("nan", ".")]
)
def test_what_is_no_number_is_missing(text: str | None, decimal: str) -> None:
    assert np.isnan(numbers([text], decimal)).all()


def test_dates_are_read_in_the_order_of_their_column() -> None:
    assert days(["2024-03-04", "2024-03-04T10:00:00Z"], "iso") == [date(2024, 3, 4)] * 2
    assert days(["03/04/2024", "3.4.24", "2024-04-03"], "day-first") == [date(2024, 4, 3)] * 3
    assert days(["03/04/2024", "3/4/99 11:30"], "month-first") == [date(2024, 3, 4), date(1999, 3, 4)]


def test_what_is_no_day_is_missing() -> None:
    assert days(["30/02/2024", "1/13/2024", "", None, "soon", "31.12.9999", "01/01/1900"], "day-first") == [None] * 7


def test_a_column_is_found_by_its_header_wherever_it_stands_and_however_it_is_written() -> None:
    model = a_model(REPORTS)
    for header in ("Reports exported", "reports_exported", "REPORTS  EXPORTED", "Réports-Exported"):
        batch = a_batch(["Other", header], [["x"], ["5"]])
        found = features.from_batch(batch, features.sources(model))
        assert [int(codes[0]) for codes in features.codes(model, found, AS_OF)] == [1]


def test_of_two_columns_with_one_header_the_first_is_read() -> None:
    found = own.columns(described(["Score", "score", "", "x" * 99]))
    assert [(name, column.position) for name, column in found.items()] == [("own:score", 0)]
    assert [column.position for column in own.unnamed(described(["Score", "score", "", "x" * 99]))] == [1, 2, 3]


def test_a_mapped_column_is_not_one_of_the_customers_own() -> None:
    assert list(own.columns(described(["Tenure", "Score"], tenure_months=0))) == ["own:score"]


def test_yes_and_no_are_the_same_however_they_are_written() -> None:
    model = a_model(BETA)
    batch = a_batch(["Beta user"], [["Yes", "TRUE", "1", "no", "0.0", "", None, "maybe"]])
    codes = features.codes(model, features.from_batch(batch, features.sources(model)), AS_OF)[0]
    assert codes.tolist() == [1, 1, 1, 0, 0, 3, 3, 2]


def test_a_call_scores_own_columns_as_a_file_does() -> None:
    scorer = Scorer(a_model(REPORTS, BETA, RENEWAL, TEAM), version="1")
    rows = [["4", "Yes", "2025-07-15", "Sales"], ["1200.5", "0", "2025-05-01", "NEW"], ["", "n/a", "", ""]]
    headers = ["Reports exported", "beta_user", "Renewal", "Team"]
    written = [["4", "Yes", "15/07/2025", "Sales"], ["1.200,5", "0", "1.5.2025", "NEW"], rows[2]]
    batch = a_batch(headers, list(zip(*written, strict=True)), decimal=",", order="day-first")
    judged = pipeline.score(batch, scorer, AS_OF)
    called = scorer.score_customers(
        {"customer_id": ["a", "b", "c"], "own": [dict(zip(headers, row, strict=True)) for row in rows]}, AS_OF
    )

    raw = scorer.judge(
        features.from_columns({"own": [dict(zip(headers, row, strict=True)) for row in rows]}, len(rows), scorer.sources),
        AS_OF,
    ).probability
    np.testing.assert_allclose(raw, judged.probabilities.to_numpy(), rtol=0, atol=1e-12)
    shown = {name: column.dictionary_decode().to_pylist() for name, column in judged.columns.items()}
    assert [score.key_risks for score in called] == shown["key_risks"]
    assert [score.data_coverage for score in called] == shown["data_coverage"] == [1.0, shown["data_coverage"][1], 0.0]


def test_customers_without_own_columns_are_missing_them() -> None:
    scorer = Scorer(a_model(REPORTS), version="1")
    scores = scorer.score_customers({"customer_id": ["a", "b"], "own": [None, {"Something else": "4"}]}, AS_OF)
    assert [score.data_coverage for score in scores] == [0.0, 0.0]


def test_headers_too_long_to_be_named_are_passed_over_and_not_kept() -> None:
    tracemalloc.start()
    try:
        for number in range(20):
            assert not own.in_call([{f"{number} reports" * 100_000: "4"}], frozenset({"own:reports"}))
        kept_bytes, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept_bytes < 5_000_000


def test_a_message_carries_own_columns_by_header() -> None:
    sent = [
        customer_pb2.Customer(customer_id="a", own={"reports_exported": "4", "Something else": "x"}),
        customer_pb2.Customer(customer_id="b"),
    ]
    scorer = Scorer(a_model(REPORTS), version="1")
    scores = scorer.score_customers(convert.columns(sent, scorer.fields), AS_OF)

    assert [score.data_coverage for score in scores] == [1.0, 0.0]
