"""Tells the rows of a table from the notes and totals that reports write below it."""

import re
from collections.abc import Sequence
from statistics import median

from services.ingest.reading.records import Record

_TOTAL_WORD = (
    r"(?:grand\s+|sub-?\s*|overall\s+)?totals?|totales?|totaux|totali|totais|gesamt(?:summe)?|summe|insgesamt|somme|suma|soma|"
    r"totaal|eindtotaal|subtotaal|totalt|summa|i\s+alt|gemiddelde?|genomsnitt|gennemsnit|gjennomsnitt|"
    r"sum|average|mean|razem|łącznie|ogółem|średnia|(?:genel\s+|ara\s+)?toplam|ortalama"
)
_TOTAL = re.compile(rf"\s*(?:{_TOTAL_WORD})\b", re.IGNORECASE)
_ONLY_TOTAL = re.compile(rf"\s*(?:{_TOTAL_WORD})(?:\s+general|\s+geral|\s+général|\s+generale)?\s*+:?\s*+", re.IGNORECASE)
_NOTE = re.compile(
    r"\s*(?:generated|exported|report|created|source|note|confidential|copyright|©|\(c\)|rows?\b|records?\b|count\b|page\b|"
    r"end of|filter|data as of|as of|\*|#|--|erstellt|generado|généré|gerado|generato|quelle|fuente|fonte|"
    r"wygenerowano|źródło|oluşturma|kaynak|"
    r"gegenereerd|geëxporteerd|bron|skapad|exporterad|källa|oprettet|eksporteret|kilde|opprettet|eksportert)",
    re.IGNORECASE,
)


def without_footer(rows: Sequence[Record], width: int) -> tuple[list[Record], list[Record]]:
    """``rows``, the last ones of a file whose table has ``width`` columns, as (rows of the table, rows below it)."""
    filled = [len(_filled(row)) for row in rows]
    usual = median(filled) if filled else 0
    end = len(rows)
    while end > 0 and _is_below(rows[end - 1], width, usual):
        end -= 1
    # Rows of blanks above a footer are no footer themselves, and end nothing.
    return list(rows[:end]), [row for row in rows[end:] if _filled(row)]


def _filled(row: Record) -> list[str]:
    return [cell for cell in row.cells if cell.strip()]


def _is_below(row: Record, width: int, usual: float) -> bool:
    filled = _filled(row)
    if not filled:
        return True
    if _ONLY_TOTAL.fullmatch(filled[0]):
        return True
    if len(filled) >= usual or width < 3:
        return False
    if _TOTAL.match(filled[0]):
        return True
    # A row with nothing but an id is a customer; a note has several words, or begins like one.
    is_note = bool(_NOTE.match(filled[0])) or filled[0].rstrip().endswith(":")
    return (is_note and len(filled) * 3 <= max(width, 6)) or (len(filled) == 1 and " " in filled[0].strip())
