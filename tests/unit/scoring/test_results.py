"""A prepared file scored into its result files."""

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from services.scoring import pipeline, results, summary
from services.scoring.assignment import Assignment
from services.scoring.prepared import BATCH_ROWS, PreparedUnreadable
from services.scoring.results import Progress, ResultFiles
from tests.unit.scoring.customers import AS_OF, a_prepared_file, a_scorer, customers


def scored(tmp_path: Path, prepared: Path) -> tuple[list[Progress], list[list[str]], list[dict[str, Any]]]:
    """The progress, the lines of the CSV and the rows of the scores of a prepared file."""
    files = ResultFiles.within(tmp_path)
    progress = list(results.score_file(prepared, files, a_scorer(), as_of=AS_OF))
    with files.csv.open(encoding="utf-8-sig", newline="") as lines:
        return progress, list(csv.reader(lines)), pq.read_table(files.scores).to_pylist()


def test_the_customers_own_columns_come_back_untouched_and_in_order(tmp_path: Path) -> None:
    own: list[list[str | None]] = [["00123", "1E5", "é, ü"], ["", "N/A", None], ["dup", " 7 ", 'say "hi"\nthere']]
    prepared = a_prepared_file(tmp_path / "p", ["id", "x", "x"], own, {"customer_id": ["00123", "1E5", "é, ü"]})
    _, lines, scores = scored(tmp_path, prepared)
    assert lines[0] == ["id", "x", "x", *pipeline.RESULT_COLUMNS]
    assert [line[:3] for line in lines[1:]] == [["00123", "", "dup"], ["1E5", "N/A", " 7 "], ["é, ü", "", 'say "hi"\nthere']]
    assert [row["customer_id"] for row in scores] == ["00123", "1E5", "é, ü"]


def test_the_file_has_a_byte_order_mark_and_ends_its_lines_in_lf(tmp_path: Path) -> None:
    prepared = a_prepared_file(tmp_path / "p", ["id"], [["1"]], {"customer_id": ["1"]})
    scored(tmp_path, prepared)
    content = (tmp_path / "scored.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,churn_probability,")
    assert content.endswith(b",1\n")
    assert b"\r" not in content


def test_formulas_in_cells_and_headers_are_disarmed(tmp_path: Path) -> None:
    prepared = a_prepared_file(tmp_path / "p", ["=id", "amount"], [["@1", "=2"], ["-12.5", "+3"]], {"customer_id": ["@1", "=2"]})
    _, lines, scores = scored(tmp_path, prepared)
    assert [line[:2] for line in lines] == [["'=id", "amount"], ["'@1", "-12.5"], ["'=2", "+3"]]
    assert [row["customer_id"] for row in scores] == ["@1", "=2"]


def test_a_file_divided_by_semicolons_comes_back_so_with_its_own_decimal_mark(tmp_path: Path) -> None:
    own: list[list[str | None]] = [["1"], ["a;b"], ["1,5"]]
    for decimal in (",", "."):
        prepared = a_prepared_file(tmp_path / "p", ["id", "x", "y"], own, {"customer_id": ["1"]}, delimiter=";", decimal=decimal)
        files = ResultFiles.within(tmp_path)
        list(results.score_file(prepared, files, a_scorer(), as_of=AS_OF))
        with files.csv.open(encoding="utf-8-sig", newline="") as lines:
            header, row = csv.reader(lines, delimiter=";")
        assert header == ["id", "x", "y", *pipeline.RESULT_COLUMNS]
        assert row[:3] == ["1", "a;b", "1,5"]
        assert [decimal in row[place] for place in (3, 4)] == [True, True]
        score = a_scorer().score_customers({"customer_id": ["1"]}, AS_OF)[0]
        assert [text.replace(decimal, ".") for text in (*row[3:5], row[9])] == [
            str(score.churn_probability),
            score.churn_risk_pct,
            f"{score.data_coverage:g}",
        ]


def test_a_prepared_file_with_an_unknown_way_to_write_is_refused(tmp_path: Path) -> None:
    prepared = a_prepared_file(tmp_path / "p", ["id"], [["1"]], {"customer_id": ["1"]}, delimiter="|", decimal=".")
    with pytest.raises(PreparedUnreadable):
        scored(tmp_path, prepared)


def test_a_column_of_the_customer_with_our_name_keeps_it(tmp_path: Path) -> None:
    headers = ["id", "Risk_Level", "strengths", "strengths_retainwise"]
    assert results.result_headers(headers)[2:6] == (
        "risk_level_retainwise",
        "recommendation",
        "key_risks",
        "strengths_retainwise_2",
    )
    prepared = a_prepared_file(tmp_path / "p", headers, [["1"]] * 4, {"customer_id": ["1"]})
    assert len(set(scored(tmp_path, prepared)[1][0])) == 12


def test_csv_scores_and_online_calls_agree(tmp_path: Path) -> None:
    columns = customers(300)
    prepared = a_prepared_file(tmp_path / "p", ["id"], [columns["customer_id"]], columns, group_rows=70)
    progress, lines, scores = scored(tmp_path, prepared)
    online = a_scorer().score_customers(columns, AS_OF)
    for line, row, score in zip(lines[1:], scores, online, strict=True):
        assert line[3:7] == [score.risk_level, score.recommendation, score.key_risks, score.strengths]
        assert (float(line[1]), line[2], float(line[7])) == (score.churn_probability, score.churn_risk_pct, score.data_coverage)
        assert (row["risk_level"], row["data_coverage"], row["model_version"]) == (score.risk_level, score.data_coverage, "1")
        assert row["churn_probability"] == pytest.approx(score.churn_probability, abs=0.0005)
    levels = [score.risk_level for score in online]
    summed = summary.read((tmp_path / "summary.json").read_bytes())
    assert [(level.name, level.customer_count) for level in summed.levels] == [
        (name, levels.count(name)) for name in ("High", "Medium", "Low")
    ]
    assert progress[-1] == Progress(rows_done=300)


def test_texts_written_as_dictionaries_are_read_like_plain_ones(tmp_path: Path) -> None:
    columns = customers(300)
    own = [columns["customer_id"], columns["plan"], [f"=name {row // 5}" for row in range(300)]]
    found = []
    for are_coded in (True, False):
        prepared = a_prepared_file(tmp_path / "p", ["id", "x", "y"], own, columns, group_rows=70, are_coded=are_coded)
        _, lines, scores = scored(tmp_path, prepared)
        found.append((lines, scores, summary.read(ResultFiles.within(tmp_path).summary.read_bytes())))
    coded, plain = found
    assert coded == plain
    assert [line[1:3] for line in coded[0][1:]] == [[x or "", f"'{y}"] for x, y in zip(*own[1:], strict=True)]


def test_progress_is_told_after_every_batch(tmp_path: Path) -> None:
    count = 2 * BATCH_ROWS + 2
    ids = [str(number) for number in range(count)]
    prepared = a_prepared_file(tmp_path / "p", ["id"], [ids], {"customer_id": ids})
    progress, lines, _ = scored(tmp_path, prepared)
    assert [step.rows_done for step in progress] == [count // 3, 2 * count // 3, count]
    assert [line[0] for line in lines[1:]] == ids


def test_a_table_without_rows_still_gives_every_file(tmp_path: Path) -> None:
    prepared = a_prepared_file(tmp_path / "p", ["id"], [[]], {"customer_id": []})
    assert scored(tmp_path, prepared) == ([], [["id", *pipeline.RESULT_COLUMNS]], [])
    assert summary.read(ResultFiles.within(tmp_path).summary.read_bytes()).total.customer_count == 0


def test_a_scoring_that_is_given_up_leaves_no_file(tmp_path: Path) -> None:
    columns = customers(10)
    prepared = a_prepared_file(tmp_path / "p", ["id"], [columns["customer_id"]], columns)
    steps = results.score_file(prepared, ResultFiles.within(tmp_path), a_scorer(), as_of=AS_OF)
    next(steps)
    steps.close()
    assert [path.name for path in tmp_path.iterdir()] == ["p"]


def test_a_file_of_the_first_format_where_ids_stand_twice_is_scored_alike(tmp_path: Path) -> None:
    own: list[list[str | None]] = [["x", "y"], ["1", "2"]]
    prepared = a_prepared_file(tmp_path / "p", ["id", "of"], [own[1], own[0]], {"customer_id": ["1", "2"]})
    _, today, scores = scored(tmp_path, prepared)
    table = pa.table({"column_0": own[0], "column_1": own[1], "customer_id": own[1]})
    about = {"format": 1, "headers": ["of", "id"], "fields": {"customer_id": {"index": 1}}}
    pq.write_table(table.replace_schema_metadata({b"retainwise": json.dumps(about).encode()}), tmp_path / "first")
    _, first, first_scores = scored(tmp_path, tmp_path / "first")

    assert [[cells[1], cells[0], *cells[2:]] for cells in first] == today
    assert first_scores == scores


def test_a_file_that_is_not_prepared_is_refused(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(b"not a parquet file")
    pq.write_table(pa.table({"customer_id": ["1"]}), tmp_path / "foreign")
    a_prepared_file(tmp_path / "short", ["id", "more"], [["1"]], {"customer_id": ["1"]})
    a_prepared_file(tmp_path / "anonymous", ["id"], [["1"]], {})
    for name in ("noise", "foreign", "short", "anonymous"):
        with pytest.raises(PreparedUnreadable):
            scored(tmp_path, tmp_path / name)
        assert not (tmp_path / "scored.csv").exists()


def test_while_an_experiment_runs_the_group_is_our_last_column_and_in_the_scores(tmp_path: Path) -> None:
    ids = [str(number) for number in range(40)]
    prepared = a_prepared_file(tmp_path / "p", ["id", "Experiment_Group"], [ids, ids], {"customer_id": ids})
    files, assignment = ResultFiles.within(tmp_path), Assignment(bytes(32), 0.5)
    *_, last = results.score_file(prepared, files, a_scorer(), as_of=AS_OF, assignment=assignment)

    groups = assignment.groups(pa.array(ids)).to_pylist()
    with files.csv.open(encoding="utf-8-sig", newline="") as lines:
        header, *body = csv.reader(lines)
    assert header == ["id", "Experiment_Group", *pipeline.RESULT_COLUMNS, "experiment_group_retainwise"]
    assert [line[-1] for line in body] == groups
    assert pq.read_table(files.scores).column("experiment_group").to_pylist() == groups
    assert last.holdout_count == groups.count("holdout")
    assert set(groups) == {"treatment", "holdout"}
    # Who works from this file must not spoil the experiment.
    at = header.index("recommendation")
    assert [line[at].endswith("RISK: Leave alone for the experiment") for line in body] == [
        group == "holdout" for group in groups
    ]


def test_nobody_is_told_to_call_customers_whom_an_experiment_leaves_alone(tmp_path: Path) -> None:
    ids = [str(number) for number in range(40)]
    risky: dict[str, list[Any]] = {"contract_type": ["Month-to-month"] * 40, "last_activity_days_ago": [90.0] * 40}
    prepared = a_prepared_file(tmp_path / "p", ["id"], [ids], {"customer_id": ids, **risky})
    files, assignment = ResultFiles.within(tmp_path), Assignment(bytes(32), 0.7)
    *_, _ = results.score_file(prepared, files, a_scorer(), as_of=AS_OF, assignment=assignment)

    found = summary.read(files.summary.read_bytes())
    treated = [one for one, group in zip(ids, assignment.groups(pa.array(ids)).to_pylist(), strict=True) if group == "treatment"]
    assert found.total.customer_count == 40
    assert [customer.score.customer_id for customer in found.customers] == treated
