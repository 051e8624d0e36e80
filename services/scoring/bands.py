"""Bins of a model cut at the edges of the phrases, so that the code of a value also says which phrase is true of it."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from services.scoring import features, phrases, unlisted
from services.scoring.additive import AdditiveModel, CategoricalFeature, Feature, NumericFeature, OneTable, TwoTable
from services.scoring.phrases import CategoryPhrases, NumberPhrases

Positions = NDArray[np.intp]


def phrases_of(feature: Feature) -> NumberPhrases | CategoryPhrases:
    """The phrases of ``feature``: the listed ones if they are of its kind, else made from its name."""
    listed = phrases.PHRASES.get(feature.name)
    if isinstance(feature, CategoricalFeature):
        fits = isinstance(listed, CategoryPhrases) and set(feature.categories) <= set(listed.phrases)
        return listed if listed and fits else unlisted.category(feature.name, feature.categories)
    if isinstance(listed, NumberPhrases):
        return listed
    return unlisted.number(feature.name, feature.thresholds, is_days_ago=feature.unit == features.DAYS_AGO)


def texts_of(feature: Feature, words: NumberPhrases | CategoryPhrases) -> tuple[str, ...]:
    """The texts of a feature's bands in the order of ``bands_of``."""
    if isinstance(words, NumberPhrases):
        return (*words.phrases, words.missing)
    categories = feature.categories if isinstance(feature, CategoricalFeature) else ()
    return (*(words.phrases[category] for category in categories), words.unknown, words.missing)


def bands_of(feature: Feature, words: NumberPhrases | CategoryPhrases) -> Positions:
    """The band of each code of ``feature``, which must be cut at the edges of ``words`` already."""
    if isinstance(words, CategoryPhrases) or isinstance(feature, CategoricalFeature):
        return np.arange(feature.code_count)
    upper = [*feature.thresholds, np.inf]
    return np.append(np.searchsorted(words.edges, upper, side="left"), len(words.edges) + 1)


def cut(model: AdditiveModel) -> AdditiveModel:
    """A model that scores exactly like ``model`` and whose bins never straddle an edge of a phrase."""
    features = tuple(_cut_feature(feature) for feature in model.features)
    before = [old_codes(old, new) for old, new in zip(model.features, features, strict=True)]
    ones = tuple(OneTable(one.feature, one.contributions[before[one.feature]]) for one in model.ones)
    twos = tuple(
        TwoTable(two.first, two.second, two.contributions[np.ix_(before[two.first], before[two.second])]) for two in model.twos
    )
    return replace(model, features=features, ones=ones, twos=twos)


def _cut_feature(feature: Feature) -> Feature:
    words = phrases_of(feature)
    if isinstance(feature, NumericFeature) and isinstance(words, NumberPhrases):
        return replace(feature, thresholds=tuple(sorted({*feature.thresholds, *map(float, words.edges)})))
    return feature


def old_codes(old: Feature, new: Feature) -> Positions:
    """For each code of ``new`` the code of ``old`` that means the same values."""
    if isinstance(old, CategoricalFeature) or isinstance(new, CategoricalFeature):
        return np.arange(old.code_count)
    upper = [*new.thresholds, np.inf]
    return np.append(np.searchsorted(old.thresholds, upper, side="left"), old.code_count - 1)
