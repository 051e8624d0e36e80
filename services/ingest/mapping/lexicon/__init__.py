"""What the words of headers mean: a word or phrase, and the concepts it may stand for."""

from services.ingest.mapping.lexicon import behaviour, calendar, money, other, people


def _concepts() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for part in (people, calendar, money, behaviour, other):
        for concept, words in part.WORDS.items():
            for word in words.split():
                found.setdefault(word.strip("_").replace("_", " "), set()).add(concept)
    return {word: frozenset(concepts) for word, concepts in found.items()}


# A word, or a phrase with blanks between its words, and its concepts; lower case, without accents.
CONCEPTS = _concepts()

LONGEST_PHRASE = max(len(word.split()) for word in CONCEPTS)
