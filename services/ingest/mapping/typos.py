"""Finds the word that a misspelled or shortened one was meant to be.

Misspelled: one letter left out, put in, changed or swapped with its neighbour. Shortened: without its vowels or its end.
"""

from collections.abc import Collection, Mapping

# In shorter words one letter makes another word: "plan" and "plane".
_SHORTEST = 6
# "chrn" is hardly anything but churn; two consonants are too many words.
_SHORTEST_SKELETON = 3
_VOWELS = frozenset("aeiouy")
# Fewer letters begin too many words, and a word that lacks one letter is another form of it.
_SHORTEST_STEM, _FEWEST_CUT = 5, 2
# Words of their own that others begin with, as collected with collect: nobody cut them short.
_WHOLE = """
    accord adjust affect alter anonym assent attend auditor automat avail begun beleg bereit broad chart citizen collect
    command commit compact complex concord concur connect conseil consist consult convent convert cours deliver demand
    depend desert differ digit direct elder erhalt exclus expect export extern extinct fonction frequent functional
    gains gestion gesund grant haupt inclus insert inspect interact intern invest kommen lament learn local merch mobil
    modal model nacional national neighbor organ paper parcel patent pension perfect plain plaint plant platt portal
    prefer present problem process proper prospect protect protocol proven provision quest question redeem reject relax
    remain remind report represent request resign respond reward rhythm schluss schul select sever signal solicit spiel
    sport station steuer steuern stopp student subject submit super suspend switch teach technik trail train transact
    travel univers valid viertel vierteljahr vorfall watch weiter wirtschaft withdraw wohnsitz
    """


class Abbreviations:
    """Words by their consonants and by their beginnings, as databases shorten them: chrn, instl, pymt, cessaz."""

    def __init__(self, meanings: Mapping[str, frozenset[str]]) -> None:
        self._whole = frozenset(_WHOLE.split())
        skeletons: dict[str, set[str]] = {}
        stems: dict[str, set[str]] = {}
        for word in meanings:
            if word.isalpha() and len(word) > _SHORTEST_SKELETON:
                skeletons.setdefault(_skeleton(word), set()).add(word)
                for stem in _stems(word):
                    stems.setdefault(stem, set()).add(word)
        self._by_skeleton, self._by_stem = _told_apart(skeletons, meanings), _told_apart(stems, meanings)

    def find_meant(self, word: str) -> str | None:
        """The word that ``word`` was shortened from; None for a word of its own, or one that shortens none."""
        if word in self._whole:
            return None
        return self._without_vowels(word) or self._by_stem.get(word)

    def _without_vowels(self, word: str) -> str | None:
        """The word of which ``word`` lacks vowels: all behind the first letter, or some where the rest is long enough."""
        is_bare = _VOWELS.isdisjoint(word[1:])
        if len(word) - (word[:1] in _VOWELS) < (_SHORTEST_SKELETON if is_bare else _SHORTEST):
            return None
        meant = self._by_skeleton.get(_skeleton(word))
        return meant if meant and (is_bare or _is_within(word, meant)) else None


def _told_apart(found: Mapping[str, Collection[str]], meanings: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """The shortest word for each shortening. Words that share no meaning, such as cost and cast, are told apart by nobody."""
    return {
        short: min(words, key=lambda word: (len(word), word))
        for short, words in found.items()
        if frozenset.intersection(*(meanings[word] for word in words))
    }


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


def _stems(word: str) -> list[str]:
    """The beginnings of ``word`` that it may be cut down to; words are cut behind a consonant."""
    ends = range(_SHORTEST_STEM, len(word) - _FEWEST_CUT + 1)
    return [word[:end] for end in ends if word[end - 1] not in _VOWELS]


def _skeleton(word: str) -> str:
    """The first letter and the consonants of ``word``, doubled ones once."""
    single = [letter for letter, before in zip(word, " " + word, strict=False) if letter != before]
    return "".join([word[0], *(letter for letter in single[1:] if letter not in _VOWELS)])


def _is_within(word: str, whole: str) -> bool:
    """``whole`` has the letters of ``word`` in their order."""
    rest = iter(whole)
    return all(letter in rest for letter in word)


def _rests(word: str) -> list[str]:
    """The word, and what is left of it without one of its letters; misspellings share one of these with what was meant."""
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]
