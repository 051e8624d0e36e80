"""What the words of headers mean: a word or phrase, and the concepts it may stand for."""

from services.ingest.mapping.lexicon import behaviour, calendar, leaving, money, other, people

# What may be left out of a phrase: "tempo casa" for "tempo de casa".
_LINKS = frozenset(["de", "do", "da", "du", "des", "del", "di", "d", "of"])


# What stands behind it is known as it is written: nothing is taken for a misspelling or a shortening of these words, because
# there are so many of them that the shortenings of others could not be told apart.
WHOLE = "|"


def _concepts() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for part in (people, calendar, money, behaviour, leaving, other):
        for concept, words in part.WORDS.items():
            for word in words.replace(WHOLE, " ").split():
                for written in _writings(word):
                    found.setdefault(written, set()).add(concept)
    return {word: frozenset(concepts) for word, concepts in found.items()}


def _spelled() -> dict[str, frozenset[str]]:
    parts = (people, calendar, money, behaviour, leaving, other)
    listed = (word for part in parts for words in part.WORDS.values() for word in words.partition(WHOLE)[0].split())
    return {written: CONCEPTS[written] for word in listed for written in _writings(word)}


def _writings(word: str) -> set[str]:
    """The phrase with blanks, and the same without its links where several words are left."""
    parts = word.strip("_").split("_")
    short = [part for part in parts if part not in _LINKS]
    return {" ".join(parts), " ".join(short if len(short) > 1 else parts)}


# A word, or a phrase with blanks between its words, and its concepts; lower case, without accents.
CONCEPTS = _concepts()

# Those that others may misspell or shorten.
SPELLED = _spelled()

LONGEST_PHRASE = max(len(word.split()) for word in CONCEPTS)
