"""Which columns a model may learn from, as features with a value per customer."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from services.scoring import derived, features, own, vocabulary
from services.scoring.additive import CategoricalFeature, Feature, Floats, NumericFeature
from services.scoring.features import Texts
from services.scoring.learning.examples import Examples
from services.scoring.learning.folds import Bools

# Too few customers of a category say nothing about it; it is learned as "unknown", with whatever comes later.
FEWEST_OF_CATEGORY = 10
MOST_CATEGORIES = 50
# Of so many cells in a hundred that are no number, a column is rather one of texts.
_MOST_ODD = 0.1

_NUMBERS = {**features.CANONICAL_NUMBERS, **derived.RANGES}
# A text, and the feature that means the same in fewer words.
_MEANINGS = {
    "contract_type": ("contract_term", vocabulary.CONTRACT_TERMS),
    "payment_method": ("payment_kind", vocabulary.PAYMENT_KINDS),
    "plan": ("plan_tier", vocabulary.PLAN_TIERS),
}


@dataclass(frozen=True, eq=False)
class Column:
    """A feature without thresholds, and its value in each example: a number with NaN for missing, or the code of a category."""

    feature: Feature
    values: Floats

    @property
    def is_missing(self) -> Bools:
        """Where the value is missing."""
        if isinstance(self.feature, CategoricalFeature):
            return np.asarray(self.values == self.feature.code_count - 1, dtype=np.bool_)
        return np.asarray(np.isnan(self.values), dtype=np.bool_)


def of(examples: Examples) -> list[Column]:
    """Every column that holds anything, canonical ones first; those of the customer's own by their header in the latest part."""
    numbers = [_number(name, examples) for name in _NUMBERS]
    texts = [_text(name, examples) for name in features.CANONICAL_TEXTS]
    headers = {key: column.header for part in examples.parts for key, column in part.own_columns.items()}
    owned = [_own(key, header, examples) for key, header in headers.items()]
    return [column for column in (*numbers, *texts, *owned) if column is not None and not column.is_missing.all()]


def _number(name: str, examples: Examples) -> Column | None:
    unit, least, most = _NUMBERS[name]
    return _numeric(NumericFeature(name, (), unit, float(least), float(most)), examples)


def _numeric(feature: NumericFeature, examples: Examples) -> Column | None:
    parts = [features.numbers(feature, part.customers, part.observed_on) for part in examples.parts]
    if all(values is None for values in parts):
        return None
    filled = [
        np.full(part.customers.row_count, np.nan) if values is None else values
        for part, values in zip(examples.parts, parts, strict=True)
    ]
    values = np.concatenate(filled)
    least = -np.inf if feature.minimum is None else feature.minimum
    most = np.inf if feature.maximum is None else feature.maximum
    return Column(feature, np.where((values >= least) & (values <= most), values, np.nan))


def _text(name: str, examples: Examples) -> Column | None:
    """A canonical text by what it means, where no two of its values mean the same; else as it is written."""
    written = _categorical(name, examples, most_frequent)
    if name not in _MEANINGS or written is None:
        return written
    meaning, categories = _MEANINGS[name]
    meant = _categorical(meaning, examples, lambda counts: tuple(each for each in categories if counts[each]))
    if meant is None or not isinstance(meant.feature, CategoricalFeature) or not isinstance(written.feature, CategoricalFeature):
        return written
    is_as_telling = len(meant.feature.categories) >= len(written.feature.categories)
    return Column(CategoricalFeature(meaning, categories), _recoded(meant, categories)) if is_as_telling else written


def _recoded(column: Column, categories: tuple[str, ...]) -> Floats:
    """The values of ``column`` as codes of all ``categories``, so that one never seen in training is no unknown text."""
    old = column.feature.categories if isinstance(column.feature, CategoricalFeature) else ()
    code = [*(categories.index(each) for each in old), len(categories), len(categories) + 1]
    return np.array(code, dtype=np.float64)[column.values.astype(np.intp)]


def _categorical(name: str, examples: Examples, choose: Callable[[Counter[str]], tuple[str, ...]]) -> Column | None:
    shape = CategoricalFeature(name, (own.NO, own.YES) if choose is yes_and_no else ())
    found = [features.texts(shape, part.customers) for part in examples.parts]
    if all(texts is None for texts in found):
        return None
    parts = [
        texts or Texts((None,), np.zeros(part.customers.row_count, dtype=np.intp))
        for part, texts in zip(examples.parts, found, strict=True)
    ]
    feature = CategoricalFeature(name, choose(_counts(parts)))
    return Column(
        feature, np.concatenate([feature.codes_of(texts.distinct)[texts.position] for texts in parts]).astype(np.float64)
    )


def _counts(parts: Sequence[Texts]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for texts in parts:
        for text, count in zip(texts.distinct, np.bincount(texts.position, minlength=len(texts.distinct)).tolist(), strict=True):
            if text:
                counts[text] += count
    return counts


def most_frequent(counts: Counter[str]) -> tuple[str, ...]:
    """The categories worth a code: at least 10 customers, the 50 most frequent, by name."""
    frequent = [text for text, count in counts.most_common(MOST_CATEGORIES) if count >= FEWEST_OF_CATEGORY]
    return tuple(sorted(frequent))


def yes_and_no(counts: Counter[str]) -> tuple[str, ...]:
    """The categories of a question of yes and no."""
    return (own.NO, own.YES)


def _own(key: str, header: str, examples: Examples) -> Column | None:
    """A column of the customer's own as what its cells are, where the sample was right about them."""
    kinds = {part.own_columns[key].kind for part in examples.parts if key in part.own_columns}
    name = own.feature_name(header)
    flags = _categorical(name, examples, yes_and_no) if kinds <= {"flag"} else None
    if flags is not None and not (flags.values == len((own.NO, own.YES))).any():
        return flags
    if kinds <= {"date"}:
        return _numeric(NumericFeature(name, (), features.DAYS_AGO), examples)
    texts = _categorical(name, examples, most_frequent)
    if kinds <= {"number", "flag", ""}:
        numbers = _numeric(NumericFeature(name, ()), examples)
        if numbers is not None and texts is not None and (numbers.is_missing & ~texts.is_missing).mean() <= _MOST_ODD:
            return numbers
    return texts
