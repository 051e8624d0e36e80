"""Turns a header into words with their possible meanings, whatever its case, separators, accents or language."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from services.ingest.mapping.lexicon import CONCEPTS, LONGEST_PHRASE, SPELLED
from services.ingest.mapping.typos import Abbreviations, Typos
from services.runtime.letters import plain

# A scale in brackets, such as "(1-5)", "[0 to 100]", "(-100..100)" or "(avg, 1-5)".
_SCALE = re.compile(
    r"(?:[(\[]|(?<=[,;:]))\s*(-?\d{1,3})\s*(?:-|–|\.\.|to|a|bis|à|/|tot|t/m|till?)\s*(\d{1,3})\s*(?:[)\]]|(?=[,;]))"
)
# The same at the end of a header without brackets: "_1_5", "1a5", "0-10"; and "sur 10", of which the cells tell the rest.
_SCALE_AT_END = re.compile(r"(?<=[^\W\d])[\s_]+([01])(?:[\s_]*(?:[-–]|a|to|bis|à)|[\s_]+)[\s_]*(5|7|10|100)\s*$", re.IGNORECASE)
_OUT_OF = re.compile(
    r"[\s_(]*(?:/|(?<=[\s_(])(?:sur|su|von|sobre|van|av|af|out[\s_]of))[\s_]*(?:5|7|10|100)\s*\)?\s*$", re.IGNORECASE
)
# "Fee / month", where the period is not the unit of a span, as in "tenure/months", or a second one, as in "month/year".
_PER = re.compile(r"([^\W\d_]*)\s*/\s*([^\W\d_]+)")
_OFTEN = {
    word: often
    for often, words in {
        "daily": "day dia jour tag giorno dag dzien gun",
        "weekly": "week wk semana semaine woche settimana vecka uge uke tydzien hafta",
        "monthly": "month mo mth mes mois monat mese maand manad maned mnd miesiac mies ay",
        "quarterly": "quarter qtr trimestre quartal kwartaal kvartal kwartal",
        "yearly": "year yr ano annee jahr anno jaar ar rok yil",
    }.items()
    for word in words.split()
}
# The end of a word behind a point, as Italians shorten it: abb.to, pag.to, iscr.ne, attiv.ne.
_SHORT_END = re.compile(r"(?<=[^\W\d]{3})\.(?:t[oaie]|n[ei]|m?ento|zione)(?![^\W_])", re.IGNORECASE)
_CASE_CHANGE = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[A-ZÀ-ÖØ-Þ])(?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ])")
_PIECE = re.compile(r"\d+|[^\W\d_]+|[%$€£#]")
# Shorter parts would cut any word to pieces; these two end many glued headers (customerid, kundennr).
_SHORTEST_PART = 3
_SHORT_PARTS = frozenset({"id", "nr"})
# What a letter behind a number counts, as in 90d, 30j and 12m.
_SPAN_LETTERS = {"d": "DAY", "j": "DAY", "g": "DAY", "w": "WEEK", "m": "MONTH", "y": "YEAR"}
# Letters that German puts between the parts of a compound.
_LINKS = ("", "s", "n", "en", "es", "er")
# Above this a word is text, not a header, and cutting it would take long.
_LONGEST_WORD = 60
_LONGEST_HEADER = 200
# Umlauts as they are written where there are none.
_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
# A shorter word is the end of many others.
_SHORTEST_HEAD = 5

_TYPOS = Typos(SPELLED)
_ABBREVIATIONS = Abbreviations(SPELLED)


@dataclass(frozen=True)
class Word:
    """A word or phrase of a header in lower case, and the concepts it may stand for; none means an unknown word.

    ``is_guess``: it is not in the lexicon, and its concepts are those of a word that it seems to misspell or to shorten;
    ``is_short``: it seems to shorten it.
    """

    text: str
    concepts: frozenset[str]
    is_guess: bool = False
    is_short: bool = False

    @property
    def is_silent(self) -> bool:
        """The word changes nothing about what a column is."""
        return "STOP" in self.concepts


@dataclass(frozen=True)
class Header:
    """The words of a header in order, and the scale it names in brackets as (lowest, highest)."""

    words: tuple[Word, ...]
    scale: tuple[int, int] | None = None

    @cached_property
    def concepts(self) -> frozenset[str]:
        """Every concept that any word may stand for."""
        return frozenset().union(*(word.concepts for word in self.words))


@lru_cache(maxsize=4096)
def read(header: str) -> Header:
    """The words of ``header``; none where it is blank or has no letters."""
    header = unicodedata.normalize("NFC", header[:_LONGEST_HEADER])
    header = _PER.sub(_how_often, _SHORT_END.sub(" ", _OUT_OF.sub("", header)))
    scale = _SCALE.search(header) or _SCALE_AT_END.search(header)
    if scale:
        header = header[: scale.start()] + " " + header[scale.end() :]
    pieces = [plain(piece) for piece in _PIECE.findall(_CASE_CHANGE.sub(" ", header))]
    words = _words([piece for piece in pieces if piece])
    return Header(tuple(words), _ends_of(scale) if scale else None)


def _how_often(found: re.Match[str]) -> str:
    often = _OFTEN.get(plain(found[2]))
    return f"{found[1]} {often}" if often and plain(found[1]) not in _OFTEN else found[0]


def _ends_of(scale: re.Match[str]) -> tuple[int, int] | None:
    """The lowest and the highest of a scale, None for one that runs downwards or nowhere."""
    low, high = int(scale[1]), int(scale[2])
    return (low, high) if low < high else None


def _words(pieces: list[str]) -> list[Word]:
    words: list[Word] = []
    at = 0
    while at < len(pieces):
        phrase = _phrase_at(pieces, at)
        if phrase:
            words.append(Word(phrase, CONCEPTS[phrase]))
            at += phrase.count(" ") + 1
        elif at and pieces[at - 1].isdigit() and pieces[at] in _SPAN_LETTERS:
            words.append(Word(pieces[at], frozenset({_SPAN_LETTERS[pieces[at]]})))
            at += 1
        else:
            words.extend(_single(pieces[at]))
            at += 1
    return words


def _phrase_at(pieces: list[str], at: int) -> str | None:
    """The longest phrase or word of the lexicon that begins at ``at``."""
    for length in range(min(LONGEST_PHRASE, len(pieces) - at), 0, -1):
        phrase = " ".join(pieces[at : at + length])
        if phrase in CONCEPTS:
            return phrase
    return None


def _single(piece: str) -> list[Word]:
    if piece.isdigit():
        return [Word(piece, frozenset({"DIGITS", "DAYS_30"} if piece in ("28", "30", "31") else {"DIGITS"}))]
    if len(piece) == 1:
        # A lone letter is a table's prefix or an elided article, as in c_name or d'activité.
        return [Word(piece, frozenset({"STOP"}))]
    parts = _parts(piece) or _parts(_without_digraphs(piece))
    if parts:
        return [Word(part, CONCEPTS[part]) for part in parts]
    head = _head(piece)
    if head:
        return [Word(piece[: -len(head)], frozenset()), Word(head, CONCEPTS[head])]
    shortened = _ABBREVIATIONS.find_meant(piece)
    meant = shortened or _TYPOS.find_meant(piece)
    is_short = shortened is not None
    return [Word(piece, CONCEPTS[meant] if meant else frozenset(), is_guess=meant is not None, is_short=is_short)]


def _without_digraphs(word: str) -> str:
    """``word`` as it stands without accents, where "ae", "oe" and "ue" are umlauts."""
    for written, letter in _DIGRAPHS:
        word = word.replace(written, letter)
    return word


def _head(word: str) -> str | None:
    """The longest word of the lexicon that a compound such as Lieferbeginn ends with, None where there is none.

    The last part of a compound says what it is; what stands before it is unknown and may change that.
    """
    ends = (word[at:] for at in range(_SHORTEST_PART, len(word) - _SHORTEST_HEAD + 1))
    return next((end for end in ends if end in SPELLED), None)


def _parts(word: str) -> tuple[str, ...]:
    """The words of the lexicon that ``word`` is glued from, as few and with as few links as possible; none if there is no way."""
    if len(word) > _LONGEST_WORD:
        return ()
    best: dict[int, tuple[int, tuple[str, ...]]] = {0: (0, ())}
    for start in range(len(word)):
        if start not in best:
            continue
        cost, before = best[start]
        for part in _parts_at(word, start):
            for end, link_length in _ends(word, start + len(part)):
                # A link of up to two letters must never outweigh a part.
                reached = cost + 10 + link_length
                if end not in best or reached < best[end][0]:
                    best[end] = (reached, (*before, part))
    return best[len(word)][1] if len(word) in best else ()


def _parts_at(word: str, start: int) -> list[str]:
    parts = (word[start:end] for end in range(start + 2, len(word) + 1))
    return [part for part in parts if part in CONCEPTS and (len(part) >= _SHORTEST_PART or part in _SHORT_PARTS)]


def _ends(word: str, end: int) -> list[tuple[int, int]]:
    """Where the next part may begin, and how many linking letters stand before it."""
    if end == len(word):
        return [(end, 0)]
    return [(end + len(link), len(link)) for link in _LINKS if word.startswith(link, end)]
