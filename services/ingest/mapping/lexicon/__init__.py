"""What the words of headers mean: a word or phrase, and the concepts it may stand for."""

from collections.abc import Sequence
from types import ModuleType

from services.ingest.mapping.lexicon import (
    behaviour,
    calendar,
    eastern,
    leaving,
    money,
    northern,
    northern_business,
    other,
    people,
)

# In the six languages in which most files are.
_USUAL = (people, calendar, money, behaviour, leaving, other)
# In the others, whose words are known as they are written: there are so many of them that no shortening could be told from those
# of the usual ones.
_FURTHER = (northern, northern_business, eastern)
# What may be left out of a phrase: "tempo casa" for "tempo de casa".
_LINKS = frozenset(["de", "do", "da", "du", "des", "del", "di", "d", "of"])


def _concepts(parts: Sequence[ModuleType]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for part in parts:
        for concept, words in part.WORDS.items():
            for word in words.split():
                for written in _writings(word):
                    found.setdefault(written, set()).add(concept)
    return {word: frozenset(concepts) for word, concepts in found.items()}


def _writings(word: str) -> set[str]:
    """The phrase with blanks, and the same without its links where several words are left."""
    parts = word.strip("_").split("_")
    short = [part for part in parts if part not in _LINKS]
    return {" ".join(parts), " ".join(short if len(short) > 1 else parts)}


# A word, or a phrase with blanks between its words, and its concepts; lower case, without accents.
CONCEPTS = _concepts((*_USUAL, *_FURTHER))

# Those that others may misspell or shorten.
SPELLED = {word: CONCEPTS[word] for word in _concepts(_USUAL)}

LONGEST_PHRASE = max(len(word.split()) for word in CONCEPTS)
