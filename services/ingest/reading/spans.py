"""Units that stand inside cells: "12 months", "3 años", "45 days ago", "$29.99/mo"."""

import re
from typing import NamedTuple

from services.runtime import letters

# Words for spans of time without accents and case: English, Spanish, Portuguese, French, German, Italian, Polish, Turkish, Dutch,
# Swedish, Danish, Norwegian. Headers use them, too.
WORDS: dict[str, str] = {
    "days": "day days d dia dias jour jours tag tage tagen giorno giorni gg dy dni dzien gun gunler dagen dgn dag"
    " dagar dagarna dgr dage dager dagene",
    "weeks": "week weeks wk wks semana semanas semaine semaines woche wochen settimana settimane tydzien tygodnie"
    " tygodni hafta weken vecka veckor veckan uge uger"
    " uke uker",
    "months": "month months mth mths mnth mnths mo mos mon mes meses mois monat monate monaten mese mesi mm mts"
    " miesiac miesiace miesiecy mies msc ay"
    " maand maanden mnd manad manader manaden manaderna maned maneder maaned maaneder mdr mnder",
    "quarters": "quarter quarters qtr trimestre trimestres quartal quartale trimestri kwartal kwartaly kwartalow kwartaal"
    " kwartalen kvartal kvartaler kvartalet",
    "years": "year years yr yrs ano anos annee annees an ans jahr jahre jahren anno anni yy yyyy anios annos"
    " rok roku lata lat yil jaar jaren ar aar",
    "hours": "hour hours hr hrs horas heures stunde stunden ore ora h godziny godzin saat uur uren timme timmar",
}
# Alone behind an amount, these say for which period it is.
_EACH = {
    "days": "daily diario diaria taglich giornaliero dziennie gunluk dagelijks daglig",
    "weeks": "weekly semanal hebdomadaire wochentlich settimanale tygodniowo haftalik wekelijks ugentlig ukentlig",
    "months": "monthly mensual mensal mensuel mensuelle monatlich mensile pm miesiecznie aylik maandelijks manedlig",
    "quarters": "quarterly trimestral trimestriel vierteljahrlich trimestrale kwartalnie kvartalsvis",
    "years": "yearly annually annual anual annuel annuelle jahrlich annuale pa rocznie yillik jaarlijks arlig",
}
# What stands before the unit of a period, and what says that a span ends today or is an age.
_PER = frozenset(["per", "a", "an", "each", "por", "al", "ao", "par", "pro", "im", "all", "za", "na", "pr", "om", "i"])
_BEHIND = frozenset(
    [
        "ago",
        "back",
        "old",
        "fa",
        "atras",
        "passados",
        "alt",
        "temu",
        "once",
        "geleden",
        "oud",
        "sedan",
        "gammal",
        "siden",
        "gammel",
    ]
)
_BEFORE = re.compile(r"(?:hace|h[aá]|vor|il y a|seit|depuis|desde|since|da|sinds|for|för|sedan|siden)\s+(?=\d)", re.IGNORECASE)
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
