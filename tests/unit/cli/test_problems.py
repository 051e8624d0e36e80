"""What could not be taken as it is written in a file: told by `retainwise score`, and listed by `retainwise problems`."""

from pathlib import Path

from tests.unit.cli.conftest import Run
from tests.unit.cli.suite import PREDICTION_ID, UPLOAD_ID, Suite, a_prediction, a_problem_count, an_error, an_upload

LIST = b'line,column,rule,message,lines,cells\n17,tenure,not_a_number,"Line 17, column ""tenure"": no number.",17,1\n'
AN_UPLOAD_S, A_PREDICTION_S = f"/v1/uploads/{UPLOAD_ID}/problems", f"/v1/predictions/{PREDICTION_ID}"
NO_PREDICTION = an_error("ERR-2001", "There is no prediction with this id.")


def test_a_few_problems_are_told_by_place(suite: Suite, run: Run, customers: Path) -> None:
    message = 'Line 17, column "tenure": this is not a number, so it counts as missing.'
    problem = {"line": 17, "column": "tenure", "rule": "not_a_number", "message": message}
    suite.upload = an_upload(problem_count=1, problems=[problem], problem_counts=[a_problem_count(count=1)])

    done = run("score", str(customers))

    assert done.exit_code == 0
    assert "1 place in the file" in done.stderr
    assert message in done.stderr
    assert "retainwise problems" not in done.stderr


def test_many_problems_are_told_by_kind_the_most_common_first(suite: Suite, run: Run, customers: Path) -> None:
    dates = a_problem_count(count=3)
    twice = a_problem_count(
        column="Customer ID", rule="duplicate_customer_id", count=1200, first_line=9, message="an earlier row has the same id."
    )
    suite.upload = an_upload(problem_count=1203, problem_counts=[dates, twice])

    said = run("score", str(customers)).stderr.splitlines()

    assert "! 1,203 places in the file could not be taken as written:" in said
    first = said.index('  1,200 × column "Customer ID", first in line 9: an earlier row has the same id.')
    assert said[first + 1].startswith('      3 × column "Signup Date", first in line 4: this is not a date')
    assert f"  All of them: retainwise problems {UPLOAD_ID}" in said


def test_one_rule_in_many_columns_is_one_kind(suite: Suite, run: Run, customers: Path) -> None:
    counts = [a_problem_count(column=f"Day {number}", first_line=20 - number) for number in range(6)]
    suite.upload = an_upload(problem_count=18, problem_counts=counts)

    said = " ".join(run("score", str(customers)).stderr.split())

    assert '18 × columns "Day 0", "Day 1", "Day 2" and 3 more, first in line 15: this is not a date' in said


def test_rows_that_were_kept_out_are_of_no_column(suite: Suite, run: Run, customers: Path) -> None:
    suite.upload = an_upload(problem_count=5, problem_counts=[a_problem_count(column="", rule="blank_row", count=5)])

    assert "  5 × first in line 4: " in run("score", str(customers)).stderr


def test_problems_of_an_older_suite_name_the_command_that_shows_the_rest(suite: Suite, run: Run, customers: Path) -> None:
    suite.upload = an_upload(problem_count=30, problems=[{"message": f"Line {number}: wrong."} for number in range(30)])

    said = run("score", str(customers)).stderr

    assert said.count("wrong.") == 3
    assert f"and 27 more: retainwise problems {UPLOAD_ID}" in said


def test_cells_that_were_understood_are_counted_and_no_fault(suite: Suite, run: Run, customers: Path) -> None:
    problem = {"line": 2, "column": "mrr", "rule": "decimal_comma", "message": "The comma is read as the decimal mark."}
    counts = [a_problem_count(column="mrr", rule="decimal_comma", count=1200, is_coercion=True)]
    suite.upload = an_upload(problem_count=1200, problems=[problem], problem_counts=counts)

    done = run("score", str(customers))

    assert "1,200 cells were read otherwise than written" in done.stderr
    assert "could not be taken as written" not in done.stderr


def test_all_problems_of_a_prediction_are_printed_as_the_suite_has_them(suite: Suite, run: Run) -> None:
    suite.problems = LIST

    done = run("problems", PREDICTION_ID)

    assert (done.exit_code, done.stdout_bytes) == (0, LIST)
    assert suite.seen == [A_PREDICTION_S, AN_UPLOAD_S]


def test_all_problems_of_an_upload_go_where_they_are_told(suite: Suite, run: Run, tmp_path: Path) -> None:
    suite.problems = LIST
    suite.errors[f"/v1/predictions/{UPLOAD_ID}"] = [(404, NO_PREDICTION)]

    done = run("problems", UPLOAD_ID, "-o", "problems.csv")

    assert (done.exit_code, done.stdout) == (0, "")
    assert (tmp_path / "problems.csv").read_bytes() == LIST
    assert "Saved problems.csv" in done.stderr


def test_an_id_of_neither_is_said_to_be_none_and_leaves_nothing(suite: Suite, run: Run, tmp_path: Path) -> None:
    suite.errors = {
        A_PREDICTION_S: [(404, NO_PREDICTION)],
        f"/v1/uploads/{PREDICTION_ID}/problems": [(404, an_error("ERR-1010"))],
    }

    done = run("problems", PREDICTION_ID, "-o", "problems.csv")

    assert done.exit_code == 1
    assert "no upload and no prediction with this id" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_problems_of_which_only_a_part_arrives_replace_nothing(suite: Suite, run: Run, tmp_path: Path) -> None:
    (tmp_path / "problems.csv").write_text("last month's")
    suite.states, suite.missing_bytes = [a_prediction()], 5

    done = run("problems", PREDICTION_ID, "-o", "problems.csv")

    assert "broke off" in done.stderr
    assert (tmp_path / "problems.csv").read_text() == "last month's"
