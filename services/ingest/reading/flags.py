"""Whether a customer left, as people write it: yes and no, states of a customer, or a date of leaving."""

import pyarrow as pa

from services.ingest.reading.cells import MARKED_MISSING, MISSING, PLAIN, Cell, Column, Reader, is_missing

NOT_A_FLAG = "not_a_flag"
FLAG_WORD = "flag_word"
INVERTED_FLAG = "inverted_flag"
FLAG_BY_DATE = "flag_by_date"
INVERTED = "inverted"
BY_DATE = "date"

# Words and phrases, divided by commas: English, Spanish, Portuguese, French, German, Italian.
_YES_WORDS = (
    "yes, y, true, t, 1, 1.0, on, x, positive, si, sí, s, sim, oui, o, vrai, ja, j, wahr, sì, vero, verdadero, verdadeiro"
)
_NO_WORDS = "no, n, false, f, 0, 0.0, off, negative, não, nao, non, faux, nein, falsch, falso"
# States of a customer mean what they say, whatever the column is called.
_LEFT_WORDS = """
    churned, churn, churner, lost, left, cancelled, canceled, cancel, attrited, inactive, closed, terminated, former, expired,
    lapsed, ended, quit, exited, deactivated, unsubscribed, disconnected, departed, gone, ex, opted out, not renewed,
    non-renewed, attrited customer, former customer, lost customer, churned customer, customer churned, closed lost, closed -
    lost, ex customer, ex-customer, baja, de baja, dado de baja, perdido, cancelado, cancelada, inactivo, inactiva, ex cliente,
    inativo, inativa, encerrado, évadido, evadido, résilié, résiliée, resilie, parti, perdu, inactif, ancien, ancien client,
    gekündigt, gekuendigt, verloren, inaktiv, ehemalig, ehemaliger kunde, beendet, abbandonato, abbandonata, perso, persa,
    cessato, cessata, disdetto, inattivo, inattiva
"""
_STAYED_WORDS = """
    retained, retain, active, live, current, customer, stayed, stay, open, existing, loyal, renewed, subscribed, ongoing,
    joined, kept, won, enabled, continued, existing customer, active customer, current customer, not churned, no churn, not
    churn, non-churned, closed won, alta, de alta, activo, activa, vigente, retenido, cliente activo, ativo, ativa, retido,
    cliente ativo, actif, fidèle, client actif, aktiv, bestehend, aktiver kunde, attivo, attiva, presente, cliente attivo
"""


def _words(listed: str) -> frozenset[str]:
    return frozenset(word.strip() for word in listed.split(","))


# As programs write it; any other word is one of some language.
_PLAIN_WORDS = _words("true, false, 1, 0, 1.0, 0.0")
_YES, _NO, _LEFT, _STAYED = (_words(listed) for listed in (_YES_WORDS, _NO_WORDS, _LEFT_WORDS, _STAYED_WORDS))


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
        return Cell(not is_missing(text), coercions=(FLAG_BY_DATE,))
    word = text.strip(" \t\r\n\x00\xa0.!").lower()
    if word in _LEFT or word in _STAYED:
        return Cell(word in _LEFT, coercions=(FLAG_WORD,))
    if word in _YES or word in _NO:
        if unit == INVERTED:
            return Cell(word in _NO, coercions=(INVERTED_FLAG,))
        return Cell(word in _YES, coercions=PLAIN if word in _PLAIN_WORDS else (FLAG_WORD,))
    if is_missing(text):
        return MARKED_MISSING if word else MISSING
    return Cell(rule=NOT_A_FLAG)


def is_yes_or_no(text: str) -> bool:
    """Whether a cell is a plain yes or no, of whatever question."""
    return text.strip(" \t\r\n\x00\xa0.!").lower() in _YES | _NO
