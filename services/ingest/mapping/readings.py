"""Which fields a header may name: its words held against the combinations of concepts in aliases."""

from dataclasses import dataclass
from functools import lru_cache

from services.ingest.mapping.aliases import ALWAYS_ALLOWED, CONTEXT, FAMILIES, RULES
from services.ingest.mapping.headers import Header, Word

# What an unknown word in a header costs in log-odds: enough to ask, not enough to overlook. A tail of more such words adds
# little to the doubt.
UNKNOWN_WORD, _MORE_UNKNOWN = 2.5, 1.0
# A word that is cut short and makes sense where it stands is hardly another one.
_SHORTENED = 1.0
# The name of the field itself settles a tie with other names for it.
_EXACT_NAME = 1.0


@dataclass(frozen=True)
class Reading:
    """How far a header names a field: log-odds before ``unknown`` words, or words of another subject, are held against it.

    ``is_open``: an unknown word was expected, and ``strength`` allows for it. ``is_shortened``: all of them seem to shorten
    words that the field is named by.
    """

    field: str
    strength: float
    unknown: tuple[str, ...]
    is_open: bool = False
    is_shortened: bool = False

    @property
    def log_odds(self) -> float:
        """What the whole header says."""
        if not self.unknown:
            return self.strength
        cost = 0.0 if self.is_open else _SHORTENED if self.is_shortened else UNKNOWN_WORD
        return self.strength - cost - _MORE_UNKNOWN * (len(self.unknown) - 1)


@dataclass(frozen=True)
class _Rule:
    """One way to name a field: every one of ``needs`` is met by a word of its own."""

    strength: float
    needs: tuple[frozenset[str], ...]
    allowed: frozenset[str]
    forbidden: frozenset[str]
    is_open: bool


def _rule(line: str) -> _Rule:
    strength, *terms = line.split()
    needs = tuple(_concepts(term) for term in terms if term[0] not in "+!?")
    allowed = [_concepts(term[1:]) for term in terms if term[0] == "+"]
    # To say the same thing twice, as in "industry sector", changes nothing.
    repeated = [need for need in needs if len(need) == 1]
    forbidden = frozenset(term[1:] for term in terms if term[0] == "!")
    return _Rule(float(strength), needs, ALWAYS_ALLOWED.union(*allowed, *repeated), forbidden, is_open="?" in terms)


def _concepts(term: str) -> frozenset[str]:
    return frozenset(concept for part in term.split("|") for concept in FAMILIES.get(part, part).split("|"))


_RULES = {field: tuple(_rule(line) for line in lines.strip().splitlines()) for field, lines in RULES.items()}


def of(header: Header) -> list[Reading]:
    """Every field that ``header`` may name, each once by its strongest rule, in the order of the fields; empty where none."""
    found = []
    for field, rules in _RULES.items():
        read = [reading for rule in rules if (reading := _read(field, rule, header)) is not None]
        if read:
            found.append(max(read, key=lambda reading: reading.log_odds))
    return found


def _read(field: str, rule: _Rule, header: Header) -> Reading | None:
    """What ``rule`` makes of the header, None where it does not hold."""
    if any(need.isdisjoint(header.concepts) for need in rule.needs) or rule.forbidden & header.concepts:
        return None
    left = _without_needs(header.words, rule.needs)
    if left is None:
        return None
    spare = [word for word in left if not word.is_silent and word.concepts.isdisjoint(rule.allowed)]
    # What a misspelled word was meant to be may not be what it is, so it rules nothing out.
    foreign = [word for word in spare if word.concepts and not word.is_guess]
    if any(rule.is_open or word.concepts.isdisjoint(CONTEXT) for word in foreign) or (rule.is_open and not spare):
        return None
    doubtful = [word for word in header.words if word in spare or word.is_guess]
    is_exact = field == "_".join(word.text for word in header.words)
    strength = rule.strength + (_EXACT_NAME if is_exact else 0)
    # Whoever travels, say, is a customer in few files.
    is_shortened = all(word.is_short and word not in left and word.concepts.isdisjoint(ALWAYS_ALLOWED) for word in doubtful)
    return Reading(field, strength, tuple(word.text for word in doubtful), rule.is_open, is_shortened)


@lru_cache(maxsize=8192)
def _without_needs(words: tuple[Word, ...], needs: tuple[frozenset[str], ...]) -> tuple[Word, ...] | None:
    """``words`` without those that meet ``needs``, one each; None where a need stays unmet."""
    if not needs:
        return words
    for at, word in enumerate(words):
        if not word.concepts.isdisjoint(needs[0]):
            left = _without_needs(words[:at] + words[at + 1 :], needs[1:])
            if left is not None:
                return left
    return None
