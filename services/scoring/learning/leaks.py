"""Columns that no model may learn from: those that know the outcome, tell one customer from another, or say nothing.

A column that is known only after the fact makes a model that is right about the past and useless about the future.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from services.scoring import own, vocabulary
from services.scoring.additive import CategoricalFeature, Floats
from services.scoring.learning import folds, metrics
from services.scoring.learning.columns import Column
from services.scoring.learning.examples import Examples
from services.scoring.learning.folds import Bools, Ints

# No honest column alone ranks leavers so well: the strongest in the labelled files we know of reaches 0.88 (docs/learning.md).
AUC_LIMIT = 0.97
_BINS = 64
# Fewer rows in a bin are hardly a share of leavers.
_ROWS_OF_BIN = 20
_FOLDS = 5
# A leaver's and a stayer's worth of prior keeps rare values from looking certain.
_PRIOR = 1.0
# Of so many different whole numbers or texts in a hundred rows, a column names its row.
_UNIQUE_FROM = 0.98
_FEWEST_UNIQUE = 50

# Words of a header that speak of leaving, and of guesses about it, in twelve languages, as stems.
_LEAVING = re.compile(
    r"churn|attrit|cancel|terminat|unsubscri|lapsed|resilia|abandon|abwander|kundig|kuendig|disdett|cessat"
    r"|opzeg|opgezegd|uitschrij|uitgeschrev|royement|uppsag|opsigelse|opsagt|oppsigelse|oppsagt|udmeld|utmeld"
    r"|rezygn|odejsci|odszed|iptal|ayrilma|ayrildi"
    r"|\b(exit(ed)?|left|leave|leaving|closed|closing|lost|baja|win ?back|reactivat\w*|off ?board\w*|deactivat\w*)\b"
    r"|\b(end|ended|expired|final|last) (date|day|bill|invoice)\b|\bdate (ended|closed|left)\b"
    r"|\b(refund|retention|retain)\w*\b|\bsave (offer|desk)\b"
)
# What such words are harmless with: things that are cancelled or lost in passing, and terms that are agreed on beforehand.
_IN_PASSING = re.compile(
    r"\b(orders?|pedidos?|bestelling\w*|bestallning\w*|ordre\w*|zamowien\w*|siparis\w*|class(es)?|clases?|lessons?|cours\w*|bookings?|reservas?|citas?|meetings?|appointments?|calls?|trips?|rides?"
    r"|tickets?|handed|previous|prior|anterior\w*|contract|contrato|subscription|term|trial|renewal|warranty)\b"
)
_GUESS = re.compile(r"\b(predict\w*|prob|probab\w*|propensity|naive bayes|risk (score|segment|level|band|class|group|flag))\b")
_ID = re.compile(
    r"\b(id|uid|uuid|guid|nr|no|num|number|key|row|index|phone|telephone|mobile|telefon\w*|e ?mail|iban|surname|name|nombre|nome"
    r"|nom|zip|zip ?code|postal|post ?code|url|address|street)$"
)
_NAMELESS = "Its header is empty, longer than 80 characters, or that of another column: it could not be found in the next file."
_CASE_CHANGE = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[a-z])(?=[0-9])")


@dataclass(frozen=True)
class LeftOut:
    """A column that is not learned from, by its name, and why, as a sentence."""

    name: str
    reason: str


def sift(columns: Sequence[Column], labels: Bools, customers: Ints) -> tuple[list[Column], list[LeftOut]]:
    """The columns that may teach, and the others with reasons. ``customers`` says whose each row is."""
    kept, left_out = [], []
    for column in columns:
        reason = _reason(column) or _knows_too_much(column, labels, customers)
        if reason:
            left_out.append(LeftOut(own.shown(column.feature.name), reason))
        else:
            kept.append(column)
    return kept, left_out


def unnamed(examples: Examples) -> list[LeftOut]:
    """The columns that were not even read, since the next file's could not be told by their header."""
    headers = dict.fromkeys(header for part in examples.parts for header in part.unnamed)
    return [LeftOut(header[: own.LONGEST_HEADER] or "(no header)", _NAMELESS) for header in headers]


def _reason(column: Column) -> str | None:
    is_own = column.feature.name.startswith(own.PREFIX)
    words = _words(own.shown(column.feature.name))
    if is_own and _LEAVING.search(words) and not _IN_PASSING.search(words):
        return "It is about leaving, and known only after the fact."
    if is_own and _GUESS.search(words):
        return "It is somebody's guess about leaving, not a fact about the customer."
    if isinstance(column.feature, CategoricalFeature) and not column.feature.categories:
        return "It is free text: no value is shared by 10 customers."
    if len(np.unique(column.values)) == 1:
        return "It has the same value for every customer."
    if is_own and _names_its_row(column, words):
        return "It names the customer: nearly every row has a value of its own."
    return None


def _names_its_row(column: Column, words: str) -> bool:
    if isinstance(column.feature, CategoricalFeature):
        return False
    known = column.values[~np.isnan(column.values)]
    distinct = np.unique(known)
    if len(known) < _FEWEST_UNIQUE or len(distinct) < _UNIQUE_FROM * len(known) or (known % 1).any():
        return False
    is_counter = float(np.ptp(distinct)) < 2 * len(distinct)
    digits = {len(str(abs(int(number)))) for number in (distinct[0], distinct[-1])}
    return bool(_ID.search(words)) or is_counter or (len(digits) == 1 and min(digits) >= len("10000"))


def _knows_too_much(column: Column, labels: Bools, customers: Ints) -> str | None:
    found = alone(column, labels, customers)
    if found <= AUC_LIMIT:
        return None
    return (
        f"It alone tells leavers from stayers almost perfectly (AUC {found:.3f} on held-out customers), so it knows the outcome."
    )


def alone(column: Column, labels: Bools, customers: Ints) -> float:
    """The AUC on held-out folds of a model that knows nothing but ``column``: the share of leavers in each of its bins."""
    codes, scores = _codes(column), np.zeros(len(labels))
    count = int(codes.max(initial=0)) + 1
    for fold in folds.stratified(labels, customers, _FOLDS, seed=0):
        seen, left = codes[fold.train], labels[fold.train]
        rows = np.bincount(seen, minlength=count)
        leavers = np.bincount(seen, weights=left, minlength=count)
        scores[fold.held_out] = ((leavers + _PRIOR * left.mean()) / (rows + _PRIOR))[codes[fold.held_out]]
    return float(metrics.auc(labels, scores, np.ones((1, len(labels))))[0])


def _codes(column: Column) -> Ints:
    """The values in at most 64 bins of about equal size, and one for missing."""
    if isinstance(column.feature, CategoricalFeature):
        return column.values.astype(np.int64)
    return _binned(column.values)


def _binned(values: Floats) -> Ints:
    is_missing = np.isnan(values)
    known = values[~is_missing]
    bins = min(_BINS, len(known) // _ROWS_OF_BIN)
    edges = np.unique(np.quantile(known, np.linspace(0, 1, bins + 1)[1:-1])) if bins > 1 else np.zeros(0)
    codes = np.searchsorted(edges, values, side="left")
    codes[is_missing] = len(edges) + 1
    return codes.astype(np.int64)


def _words(name: str) -> str:
    return vocabulary.normalised(_CASE_CHANGE.sub(" ", name))
