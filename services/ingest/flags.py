"""Whether a customer left, as people write it: yes and no, states of a customer, or a date of leaving."""

import pyarrow as pa

from services.ingest.cells import MISSING_MARKER, Cell, Column, Reader, is_missing

NOT_A_FLAG = "not_a_flag"
INVERTED = "inverted"
BY_DATE = "date"

_YES = frozenset(["yes", "y", "true", "t", "1", "1.0", "on", "x", "si", "sí", "s", "sim", "oui", "o", "vrai", "ja", "j", "wahr", "sì", "vero", "verdadero", "verdadeiro", "positive"])
_NO = frozenset(["no", "n", "false", "f", "0", "0.0", "off", "não", "nao", "non", "faux", "nein", "falsch", "falso", "negative"])
# States of a customer mean what they say, whatever the column is called.
_LEFT = frozenset(
    (
        *["churned", "churn", "churner", "lost", "left", "cancelled", "canceled", "cancel", "attrited", "inactive", "closed", "terminated", "former", "expired", "lapsed", "ended", "quit", "exited"],
        *["deactivated", "unsubscribed", "disconnected", "departed", "gone", "baja", "perdido", "cancelado", "cancelada", "inactivo", "inactiva", "inativo", "inativa", "encerrado"],
        *["évadido", "evadido", "résilié", "résiliée", "resilie", "parti", "perdu", "inactif", "inactive", "ancien", "gekündigt", "gekuendigt", "verloren", "inaktiv", "ehemalig", "beendet"],
        *["abbandonato", "abbandonata", "perso", "persa", "cessato", "cessata", "disdetto", "inattivo", "inattiva", "ex"],
        *("attrited customer", "former customer", "lost customer", "churned customer", "closed lost", "closed - lost", "ex-customer", "ex customer"),
        *("customer churned", "dado de baja", "de baja", "ancien client", "ehemaliger kunde", "ex cliente", "opted out", "not renewed", "non-renewed"),
    )
)
_STAYED = frozenset(
    (
        *["retained", "retain", "active", "live", "current", "customer", "stayed", "stay", "open", "existing", "loyal", "renewed", "subscribed", "ongoing", "joined", "alta", "activo", "activa"],
        *["ativo", "ativa", "vigente", "retenido", "retido", "actif", "fidèle", "aktiv", "bestehend", "attivo", "attiva", "presente", "kept", "won", "enabled", "continued"],
        *("existing customer", "active customer", "current customer", "not churned", "no churn", "not churn", "non-churned", "de alta", "client actif"),
        *("aktiver kunde", "cliente attivo", "cliente activo", "cliente ativo", "closed won"),
    )
)


class Flags:
    """Reads a column that says who left (bool: True for who did), block by block. ``unit`` is None, "inverted" or "date"."""

    def __init__(self, unit: str | None) -> None:
        self._reader = Reader(lambda text: read_one(text, unit), pa.bool_())

    def read(self, cells: pa.Array) -> Column:
        """The column of ``cells`` (string). A cell that is no known word is null and a fault."""
        return self._reader.read(cells)


def read_one(text: str, unit: str | None = None) -> Cell:
    """One cell. "inverted": yes means stayed. "date": blank means stayed, anything else is when or why the customer left."""
    if unit == BY_DATE:
        return Cell(not is_missing(text))
    word = text.strip(" \t\r\n\x00\xa0.!").lower()
    if word in _LEFT:
        return Cell(True)
    if word in _STAYED:
        return Cell(False)
    if word in _YES or word in _NO:
        return Cell((word in _YES) != (unit == INVERTED))
    if is_missing(text):
        return Cell(rule=MISSING_MARKER if word else None)
    return Cell(rule=NOT_A_FLAG)
