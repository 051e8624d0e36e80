"""Which columns a model may learn from."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from services.scoring import features
from services.scoring.additive import CategoricalFeature, NumericFeature
from services.scoring.learning import columns, examples
from services.scoring.learning.columns import Column
from services.scoring.learning.examples import Source
from tests.unit.scoring.learning import customers

ROWS = 100


def found(folder: Path, *, kind: str = "", **change: Sequence[object]) -> dict[str, Column]:
    """The columns of a hundred customers by name, all own ones of ``kind``; with nothing but an id and a label by default."""
    few = customers.columns(ROWS)
    shown: dict[str, Sequence[object]] = {"customer_id": few["customer_id"], "churned": few["churned"], **change}
    kinds = dict.fromkeys(change, kind)
    return {column.feature.name: column for column in columns.of(customers.some(folder, shown, kinds=kinds))}


def test_the_id_and_the_label_are_no_columns(tmp_path: Path) -> None:
    assert found(tmp_path) == {}


def test_numbers_texts_and_flags_are_told_apart_by_their_cells(tmp_path: Path) -> None:
    shown = found(
        tmp_path, Exports=["1", "2.5"] * 50, Team=["IT", "Sales"] * 50, Odd=["1", "2", "three"] * 33 + ["1"], Empty=[None] * 100
    )
    assert isinstance(shown["own:Exports"].feature, NumericFeature)
    assert shown["own:Team"].feature == CategoricalFeature("own:Team", ("it", "sales"))
    assert shown["own:Odd"].feature == CategoricalFeature("own:Odd", ("1", "2", "three"))
    assert set(shown) == {"own:Exports", "own:Team", "own:Odd"}


def test_yes_and_no_are_a_question_unless_there_are_other_answers(tmp_path: Path) -> None:
    shown = found(tmp_path, kind="flag", Beta=["1", "0"] * 50, Count=["0", "1", "2", "1"] * 25)
    assert shown["own:Beta"].feature == CategoricalFeature("own:Beta", ("no", "yes"))
    assert shown["own:Beta"].values[:2].tolist() == [1.0, 0.0]
    assert isinstance(shown["own:Count"].feature, NumericFeature)


def test_dates_are_days_before_the_day_of_observation(tmp_path: Path) -> None:
    column = found(tmp_path, kind="date", Renewal=["2025-05-22", "2025-06-03"] * 50)["own:Renewal"]
    assert column.feature == NumericFeature("own:Renewal", (), features.DAYS_AGO)
    assert column.values[:2].tolist() == [10.0, -2.0]


def test_rare_texts_are_learned_as_unknown(tmp_path: Path) -> None:
    column = found(tmp_path, City=["Rome"] * 60 + ["Oslo"] * 30 + ["Bonn"] * 9 + [""])["own:City"]
    assert column.feature == CategoricalFeature("own:City", ("oslo", "rome"))
    assert np.bincount(column.values.astype(int)).tolist() == [30, 60, 9, 1]


@pytest.mark.parametrize(
    ("terms", "name"),
    [(["Month-to-month", "Two year"], "contract_term"), (["Gold deal", "Silver deal"], "contract_type")],
)
def test_a_contract_is_learned_by_what_it_means_where_that_is_known(tmp_path: Path, terms: list[str], name: str) -> None:
    shown = found(tmp_path, contract_type=[*terms] * 50)
    assert list(shown) == [name]
    assert len(np.unique(shown[name].values)) == 2


def test_terms_that_mean_the_same_stay_apart(tmp_path: Path) -> None:
    assert list(found(tmp_path, contract_type=["Monthly", "Monthly (old)", "Yearly", "Yearly"] * 25)) == ["contract_type"]


def test_an_implausible_value_is_missing_as_it_is_in_scoring(tmp_path: Path) -> None:
    assert np.isnan(found(tmp_path, tenure_months=[5.0, 5000.0] * 50)["tenure_months"].values[1])


def test_a_column_of_one_file_is_missing_in_the_others(tmp_path: Path) -> None:
    few = customers.columns(ROWS)
    bare = {"customer_id": few["customer_id"], "churned": few["churned"]}
    first = customers.a_file(tmp_path / "first.parquet", bare | {"Team": ["IT", "Ops"] * 50, "Exports": ["1"] * 100})
    second = customers.a_file(tmp_path / "second.parquet", bare | {"exports": ["2"] * 100})
    both = examples.read([Source(first, date(2025, 5, 1)), Source(second, date(2025, 6, 1))])
    shown = {column.feature.name: column for column in columns.of(both)}

    assert set(shown) == {"own:Team", "own:exports"}
    assert shown["own:Team"].values[100:].tolist() == [3.0] * 100
    assert shown["own:exports"].values.tolist() == [1.0] * 100 + [2.0] * 100
