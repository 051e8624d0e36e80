"""States of a customer: the mapper knows them by the same words by which they are read."""

from itertools import combinations

import pytest

from services.ingest.domain import ColumnMapping, Decision
from services.ingest.mapping import mapper
from services.ingest.reading import states, values

ROWS = 120


def mapped(header: str, cells: list[str]) -> ColumnMapping:
    """The column of ``cells``, again and again, beside an id and a charge."""
    ids, charges = [f"C{row:04}" for row in range(ROWS)], [f"{20 + row % 50}.5" for row in range(ROWS)]
    column = [cells[row % len(cells)] for row in range(ROWS)]
    return mapper.map_columns(["Customer ID", header, "Monthly charges"], [ids, column, charges])[1]


def test_no_word_says_two_things() -> None:
    kinds = (states.LEFT, states.STAYED, states.BETWEEN, states.YES, states.NO)
    assert [one & other for one, other in combinations(kinds, 2) if one & other] == []


def test_every_word_stands_as_cells_are_compared() -> None:
    assert [word for word in states.KNOWN if states.folded(word) != word] == []


@pytest.mark.parametrize(
    ("header", "stayed", "left"),
    [
        ("Churn", "aktiv", "abgewandert"),
        ("Churn status", "active", "stopped"),
        ("Kündigung", "aktiv", "GEKÜNDIGT"),
        ("Kündigung", "Aktiv", "gekundigt"),
        ("Abandono", "activo", "Abandonado"),
        ("Cancelado", "ativo", "cancelou"),
        ("Cancelamento", "Ativo", "Encerrada"),
        ("Disdetta", "attivo", "disattivo"),
        ("Churn", "cliente", "ex-cliente"),
        ("Statut", "Actif", "Clôturé"),
        ("Account status", "in_force", "Non-Renewed"),
        ("Situación", "Vigor", "Anulada"),
        ("Estado", "En progreso", "Cancelada"),
        ("Statut", "En vigueur", "Radié"),
        ("Estado", "Al corriente", "Baja voluntaria"),
        ("Situação", "Em dia", "Distratado"),
        ("Statut", "Actif", "Ancien adhérent"),
        ("Status", "Reaktiviert", "Ausgeschieden"),
        ("Stato", "In regola", "Non rinnovata"),
        ("Status", "ACT", "CANC"),
        ("Status umowy", "aktywna", "Rozwiązana"),
        ("Status", "Aktywny", "Zrezygnował"),
        ("Durum", "Aktif", "İPTAL"),
        ("Üyelik Durumu", "devam ediyor", "Ayrıldı"),
    ],
)
def test_a_label_that_is_mapped_without_asking_is_read_without_loss(header: str, stayed: str, left: str) -> None:
    column = mapped(header, [stayed, left])

    assert (column.field, column.decision) == ("churned", Decision.AUTO)
    assert values.flags([stayed, left]) == [False, True]


@pytest.mark.parametrize(
    "cells",
    [
        ["active", "cancelled", "in_trial", "non_renewing", "paused"],
        ["active", "churned", "zombie"],
    ],
)
def test_a_status_with_more_than_left_and_stayed_is_asked_for(cells: list[str]) -> None:
    column = mapped("Status", cells)

    assert (column.field, column.decision) == ("churned", Decision.ASK)
    assert column.confidence >= 0.5


@pytest.mark.parametrize(
    "cells",
    [
        ["Ativo", "Cancelado", "Bloqueado"],
        ["active", "paused", "cancelled"],
        ["Active", "On Hold", "Cancelled"],
        ["en cours", "résilié", "suspendu"],
        ["aktiv", "gekündigt", "ruhend"],
        ["Aktiv", "Gekündigt", "In Kündigung"],
        ["attivo", "disdettato", "in disdetta"],
        ["active", "cancelled", "pending-cancel"],
    ],
)
def test_a_status_of_which_most_values_say_left_or_stayed_is_clear(cells: list[str]) -> None:
    column = mapped("Status", cells)

    assert (column.field, column.decision) == ("churned", Decision.AUTO)


def test_a_label_of_which_a_value_would_be_lost_is_asked_for_and_says_so() -> None:
    column = mapped("Churned", ["churned", "active", "zombie"])

    assert (column.field, column.decision) == ("churned", Decision.ASK)
    assert "would count as missing" in column.reason


def test_states_of_a_membership_are_no_plans() -> None:
    assert mapped("Mitgliedschaft", ["aktiv", "gekündigt", "ruhend"]).field != "plan"
