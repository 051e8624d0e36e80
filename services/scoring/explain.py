"""From contributions to reasons: which facts count most for and against a customer, the risk level, and what to do.

Everything is prepared once per model; for the rows there are only array operations and positions in tables of texts.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from services.scoring import bands, phrases
from services.scoring.additive import AdditiveModel, Codes, Floats

Positions = NDArray[np.intp]
Keys = NDArray[np.int64]

# A reason changes the odds by at least a tenth (exp(0.1) = 1.105); less is not worth a customer manager's time.
REASON_THRESHOLD = 0.1
# More reasons are not read.
REASONS_AT_MOST = 3
HIGH_FROM = 0.6
MEDIUM_FROM = 0.3
LITTLE_DATA_BELOW = 0.3

# Contributions are ranked as integers with their band in the low bits: 2^-32 log-odds apart they rank truly, nearer
# than that the earlier band wins, so equal rows always get equal reasons. 2^10 log-odds at most fit in 64 bits.
_BAND_BITS = 20
SCALE = 2.0**32
THRESHOLD = int(REASON_THRESHOLD * SCALE)
# Up to here fewer calls count for more than the processor's cache (measured).
_AT_ONCE_UP_TO = 1000


@dataclass(frozen=True, eq=False)
class Reasons:
    """Positions of texts for each row: ``risks`` and ``strengths`` have shape (3, rows), strongest first, -1 for none.

    ``actions`` (rows,) is the position of the action of the strongest risk that can be acted on, -1 for none.
    """

    risks: Positions
    strengths: Positions
    actions: Positions


@dataclass(frozen=True, eq=False)
class PhraseBook:
    """The texts of one model. ``model`` is cut at the phrases' edges; ``bands`` gives for each feature the band of each code.

    ``texts`` are the phrases by band, ``recommendations`` the sentences by ``recommendation_positions``.
    """

    model: AdditiveModel
    texts: tuple[str, ...]
    recommendations: tuple[str, ...]
    bands: tuple[Positions, ...]
    actionable: tuple[int, ...]
    action_by_band: Positions

    def reasons(self, contributions: Floats, codes: list[Codes]) -> Reasons:
        """The reasons of each row; ``contributions`` (features, rows) belong to ``codes`` of ``model``."""
        rank = self._ranked_at_once if contributions.shape[1] <= _AT_ONCE_UP_TO else self._ranked_by_feature
        risks, strengths, action = rank(contributions, codes)
        strongest = self._band(action)
        return Reasons(
            risks=self._band(risks),
            strengths=self._band(strengths),
            actions=np.where(strongest < 0, -1, self.action_by_band[strongest]),
        )

    def _ranked_by_feature(self, contributions: Floats, codes: list[Codes]) -> tuple[Keys, Keys, Keys]:
        """The keys of the strongest risks and strengths (3, rows), and of the strongest risk to act on (rows,)."""
        row_count = contributions.shape[1]
        risks, strengths = np.zeros((2, REASONS_AT_MOST, row_count), dtype=np.int64)
        action = np.zeros(row_count, dtype=np.int64)
        # Feature by feature, so that the arrays of one step stay in the processor's cache.
        for feature, feature_codes in enumerate(codes):
            scaled = np.rint(contributions[feature] * SCALE).astype(np.int64)
            tie_break = self._tie_breaks[feature][feature_codes]
            if scaled.max(initial=0) >= THRESHOLD:
                keys = (scaled << _BAND_BITS) + tie_break
                _insert(risks, keys)
                if feature in self.actionable:
                    np.maximum(action, keys, out=action)
            if scaled.min(initial=0) <= -THRESHOLD:
                _insert(strengths, tie_break - (scaled << _BAND_BITS))
        return risks, strengths, action

    def _ranked_at_once(self, contributions: Floats, codes: list[Codes]) -> tuple[Keys, Keys, Keys]:
        """The same with few calls of NumPy."""
        shifted = np.rint(contributions * SCALE).astype(np.int64) << _BAND_BITS
        starts, tie_breaks_of_all = self._stacked_tie_breaks
        tie_breaks = tie_breaks_of_all.take(starts + np.array(codes))
        keys = shifted + tie_breaks
        return _strongest(keys), _strongest(tie_breaks - shifted), keys[list(self.actionable)].max(axis=0, initial=0)

    @cached_property
    def _tie_breaks(self) -> list[Positions]:
        """The low bits of a key by feature and code: of two equal contributions the earlier band has the greater key."""
        return [len(self.texts) - bands for bands in self.bands]

    @cached_property
    def _stacked_tie_breaks(self) -> tuple[Positions, Positions]:
        """Where each feature's begin (features, 1), and those of all features one after the other."""
        counts = [len(of) for of in self._tie_breaks]
        return np.cumsum([0, *counts[:-1]])[:, None], np.concatenate(self._tie_breaks)

    def recommendation_positions(self, levels: Positions, actions: Positions, is_little: NDArray[np.bool_]) -> Positions:
        """The position in ``recommendations`` for each row; levels as in phrases.LEVELS."""
        return (is_little * len(phrases.LEVELS) + levels) * self._actions_and_none + actions + 1

    def recommendation_position(self, level: int, action: int, *, is_little: bool) -> int:
        """The position in ``recommendations`` for one row."""
        return (is_little * len(phrases.LEVELS) + level) * self._actions_and_none + action + 1

    @property
    def _actions_and_none(self) -> int:
        return len(self.recommendations) // (2 * len(phrases.LEVELS))

    def _band(self, keys: Keys) -> Positions:
        bands_found: Positions = np.where(keys < THRESHOLD << _BAND_BITS, -1, len(self.texts) - (keys & ((1 << _BAND_BITS) - 1)))
        return bands_found


def _strongest(keys: Keys) -> Keys:
    """The greatest of each row's ``keys`` (features, rows) in descending order, (3, rows); 0 where there are fewer."""
    best = np.zeros((REASONS_AT_MOST, keys.shape[1]), dtype=np.int64)
    found = np.sort(keys, axis=0)[: -REASONS_AT_MOST - 1 : -1]
    best[: len(found)] = found
    return best


def _insert(best: Keys, keys: Keys) -> None:
    """Put each row's key among its ``best`` (3, rows), which stay in descending order; the least of the four falls out."""
    for rank in best[:-1]:
        falling = np.minimum(rank, keys)
        np.maximum(rank, keys, out=rank)
        keys = falling
    np.maximum(best[-1], keys, out=best[-1])


def phrase_book(model: AdditiveModel) -> PhraseBook:
    """All texts that rows scored by ``model`` may need."""
    cut = bands.cut(model)
    words = [bands.phrases_of(feature) for feature in model.features]
    texts = [bands.texts_of(feature, of) for feature, of in zip(cut.features, words, strict=True)]
    starts = np.cumsum([0, *(len(of) for of in texts)])
    actionable = tuple(position for position, of in enumerate(words) if of.action is not None)
    action_by_feature = {feature: action for action, feature in enumerate(actionable)}
    return PhraseBook(
        model=cut,
        texts=tuple(text for of in texts for text in of),
        recommendations=_recommendations([words[feature] for feature in actionable]),
        bands=tuple(start + bands.bands_of(f, of) for start, f, of in zip(starts, cut.features, words, strict=False)),
        actionable=actionable,
        action_by_band=np.array(
            [action_by_feature.get(feature, -1) for feature, of in enumerate(texts) for _ in of], dtype=np.intp
        ),
    )


def _recommendations(acting: list[phrases.NumberPhrases | phrases.CategoryPhrases]) -> tuple[str, ...]:
    return tuple(
        phrases.recommendation(level, feature, is_little=is_little)
        for is_little in (False, True)
        for level in range(len(phrases.LEVELS))
        for feature in (None, *acting)
    )
