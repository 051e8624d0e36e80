"""Finds the word that a misspelled or shortened one was meant to be.

Misspelled: one letter left out, put in, changed or swapped with its neighbour. Shortened: written without its vowels.
"""

from collections.abc import Collection, Mapping

# In shorter words one letter makes another word: "plan" and "plane".
_SHORTEST = 6
# "chrn" is hardly anything but churn; two consonants are too many words.
_SHORTEST_SKELETON = 3
_VOWELS = frozenset("aeiouy")


class Abbreviations:
    """Words by their consonants, as databases shorten them: chrn, lgn, pymt."""

    def __init__(self, meanings: Mapping[str, frozenset[str]]) -> None:
        found: dict[str, set[str]] = {}
        for word in meanings:
            if word.isalpha() and len(word) > _SHORTEST_SKELETON:
                found.setdefault(_skeleton(word), set()).add(word)
        # Words of one skeleton that share no meaning, such as cost and cast, are told apart by nobody.
        self._words = {
            skeleton: min(words, key=lambda word: (len(word), word))
            for skeleton, words in found.items()
            if frozenset.intersection(*(meanings[word] for word in words))
        }

    def find_meant(self, word: str) -> str | None:
        """The word that ``word`` was shortened from, None where it has vowels or there is no such word."""
        is_skeleton = len(word) >= _SHORTEST_SKELETON and _VOWELS.isdisjoint(word)
        return self._words.get(_skeleton(word)) if is_skeleton else None


class Typos:
    """The words that others may be misspellings of. Looking one up costs its length, not the number of words."""

    def __init__(self, words: Collection[str]) -> None:
        self._by_rest: dict[str, str] = {}
        for word in sorted(words):
            if len(word) >= _SHORTEST and word.isalpha():
                for rest in _rests(word):
                    self._by_rest.setdefault(rest, word)

    def find_meant(self, word: str) -> str | None:
        """The word that ``word`` was meant to be, None where there is none; both begin with the same letter."""
        if len(word) < _SHORTEST:
            return None
        meant = (self._by_rest.get(rest) for rest in _rests(word))
        return next((found for found in meant if found and found[0] == word[0]), None)


def _skeleton(word: str) -> str:
    """The consonants of ``word``, doubled ones once."""
    consonants = [letter for letter in word if letter not in _VOWELS]
    return "".join(letter for letter, before in zip(consonants, ["", *consonants], strict=False) if letter != before)


def _rests(word: str) -> list[str]:
    """The word, and what is left of it without one of its letters; misspellings share one of these with what was meant."""
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]
