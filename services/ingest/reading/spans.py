"""Units that stand inside cells: "12 months", "3 años", "45 days ago", "$29.99/mo"."""

import re
from typing import NamedTuple

from services.runtime import letters

# Words for spans of time without accents and case: English, Spanish, Portuguese, French, German, Italian,
# Polish, Turkish. Headers use them, too.
WORDS: dict[str, str] = {
    "days": "day days d dia dias jour jours tag tage tagen giorno giorni gg dy dni dzien gun gunler",
    "weeks": "week weeks wk wks semana semanas semaine semaines woche wochen settimana settimane tydzien tygodnie tygodni hafta",
    "months": "month months mth mths mnth mnths mo mos mon mes meses mois monat monate monaten mese mesi mm mts "
    "miesiac miesiace miesiecy mies msc ay",
    "quarters": "quarter quarters qtr trimestre trimestres quartal quartale trimestri kwartal kwartaly kwartalow",
    "years": "year years yr yrs ano anos annee annees an ans jahr jahre jahren anno anni yy yyyy anios annos "
    "rok roku lata lat yil",
    "hours": "hour hours hr hrs horas heures stunde stunden ore ora h godziny godzin saat",
}
# Alone behind an amount, these say for which period it is.
_EACH = {
    "days": "daily diario diaria taglich giornaliero dziennie gunluk",
    "weeks": "weekly semanal hebdomadaire wochentlich settimanale tygodniowo haftalik",
    "months": "monthly mensual mensal mensuel mensuelle monatlich mensile pm miesiecznie aylik",
    "quarters": "quarterly trimestral trimestriel vierteljahrlich trimestrale kwartalnie",
    "years": "yearly annually annual anual annuel annuelle jahrlich annuale pa rocznie yillik",
}
# What stands before the unit of a period, and what says that a span ends today or is an age.
_PER = frozenset(["per", "a", "an", "each", "por", "al", "ao", "par", "pro", "im", "all", "za", "na"])
_BEHIND = frozenset(["ago", "back", "old", "fa", "atras", "passados", "alt", "temu", "once"])
_BEFORE = re.compile(r"(?:hace|h[aá]|vor|il y a|seit|depuis|desde|since|da)\s+(?=\d)", re.IGNORECASE)
_WORDS_AT_END = re.compile(r"(?:[^\W\d_]|[.\s])*$")
# Nothing that is read as a number with its unit is longer.
_LONGEST = 60


class Unit(NamedTuple):
    """A span of time such as "months"; with ``is_each`` the number is an amount for each of it."""

    span: str
    is_each: bool = False


class Split(NamedTuple):
    """A cell without its unit, and the unit."""

    number: str
    unit: Unit


_SPAN_OF = {word: span for span, words in WORDS.items() for word in words.split()}
_EACH_OF = {word: span for span, words in _EACH.items() for word in words.split()}


def split(cell: str) -> Split | None:
    """The number in ``cell`` as it is written, and its unit; None where it does not end with a unit of time."""
    text = cell.strip(" \t\r\n\x00\xa0")
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return None
    text = _BEFORE.sub("", text, count=1)
    number = _WORDS_AT_END.sub("", text, count=1)
    words = text[len(number) :].split()
    while words and _plain(words[-1]) in _BEHIND:
        words.pop()
    last = _plain(words.pop()) if words else ""
    if last in _EACH_OF:
        return Split(" ".join([number.rstrip(), *words]), Unit(_EACH_OF[last], is_each=True))
    if last not in _SPAN_OF:
        return None
    if words and _plain(words[-1]) in _PER:
        return Split(" ".join([number.rstrip(), *words[:-1]]), Unit(_SPAN_OF[last], is_each=True))
    if number.rstrip().endswith("/") and not words:
        return Split(number.rstrip()[:-1].rstrip(), Unit(_SPAN_OF[last], is_each=True))
    return Split(" ".join([number.rstrip(), *words]), Unit(_SPAN_OF[last]))


def _plain(word: str) -> str:
    """In lower case without accents, or a point at the end."""
    return letters.plain(word.rstrip("."))
