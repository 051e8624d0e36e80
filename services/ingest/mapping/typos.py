"""Finds the word that a misspelled one was meant to be: one letter left out, put in, changed or swapped with its neighbour."""

from collections.abc import Collection

# In shorter words one letter makes another word: "plan" and "plane".
_SHORTEST = 6


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


def _rests(word: str) -> list[str]:
    """The word, and what is left of it without one of its letters; misspellings share one of these with what was meant."""
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]
