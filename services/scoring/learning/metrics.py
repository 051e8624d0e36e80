"""What predictions are worth: measures of held-out customers, each with a 95 % interval.

Intervals are percentiles of a bootstrap over customers (Efron and Tibshirani, An Introduction to the Bootstrap, 1993): the same
customers are drawn for every model, so that differences between models are paired. That shows the chance of who was held out, but
not of who trained, so the intervals are widened by the root of 1 + held out / training rows (Nadeau and Bengio, Inference for the
Generalization Error, Machine Learning 52, 2003). All replicates are computed at once, as weights on rows.

Rows with the same prediction are one group, whose order says nothing, so no measure depends on the order of rows. The quality of
predictions in use is measured alike (services/catalog/quality.py).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from services.scoring.additive import Floats
from services.scoring.learning.folds import Bools, Ints

REPLICATES = 500
LEVEL = 0.95
ECE_BINS = 10
TOP_SHARE = 0.1
# Replicates times rows that are held in memory at once: 64 MB.
_CELLS = 8_000_000
# A certain prediction that fails would cost infinitely much.
_SURE = 1e-12

Weights = Floats
"""How often each row counts: (replicates, rows)."""


@dataclass(frozen=True)
class Estimate:
    """A measure with the ends of its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class HeldOut:
    """Predictions for customers that did not train: probabilities by model, all for the same rows, and each row's fold.

    ``training_rows`` is how many rows trained what predicted a fold.
    """

    labels: Bools
    customers: Ints
    folds: Ints
    probabilities: Mapping[str, Floats]
    training_rows: float


def auc(labels: Bools, probabilities: Floats, weights: Weights) -> Floats:
    """The share of pairs of a leaver and a stayer that stand in the right order, ties half."""
    positives, negatives = _by_score(labels, probabilities, weights)
    below = np.cumsum(negatives, axis=1) - negatives / 2
    return _share((positives * below).sum(axis=1), positives.sum(axis=1) * negatives.sum(axis=1))


def log_loss(labels: Bools, probabilities: Floats, weights: Weights) -> Floats:
    """The mean of -log of the probability given to what happened."""
    sure = np.clip(probabilities, _SURE, 1 - _SURE)
    return _mean(-np.log(np.where(labels, sure, 1 - sure)), weights)


def brier(labels: Bools, probabilities: Floats, weights: Weights) -> Floats:
    """The mean squared difference of probability and outcome."""
    return _mean((probabilities - labels) ** 2, weights)


def calibration_error(labels: Bools, probabilities: Floats, weights: Weights) -> Floats:
    """The expected calibration error over ten bands of about equal size: the mean gap of predicted and observed share.

    Equal predictions are in one band, by the tenth of rows that their middle is in.
    """
    _, which, counts = np.unique(probabilities, return_inverse=True, return_counts=True)
    band = ((2 * np.cumsum(counts) - counts) * ECE_BINS // max(2 * len(labels), 1))[which]
    gaps = weights @ ((band[:, None] == np.arange(ECE_BINS)) * (probabilities - labels)[:, None])
    return np.asarray(np.abs(gaps).sum(axis=1) / weights.sum(axis=1), dtype=np.float64)


def lift(labels: Bools, probabilities: Floats, weights: Weights) -> Floats:
    """How many times more leavers stand in the top tenth than in a tenth by lot.

    Of equal predictions that the tenth's border cuts, the part inside has their share of leavers.
    """
    left, stayed = (each[:, ::-1] for each in _by_score(labels, probabilities, weights))
    count = left + stayed
    total = count.sum(axis=1)
    room = np.clip((total * TOP_SHARE)[:, None] - (np.cumsum(count, axis=1) - count), 0, count)
    inside = (room * np.divide(left, count, out=np.zeros_like(count), where=count > 0)).sum(axis=1)
    return _share(inside / (total * TOP_SHARE), left.sum(axis=1) / total)


Measure = Callable[[Bools, Floats, Weights], Floats]
MEASURES: dict[str, Measure] = {
    "auc": auc,
    "log_loss": log_loss,
    "brier": brier,
    "calibration_error": calibration_error,
    "lift_top_decile": lift,
}


# What ranks; the others take a probability at its word.
_BY_FOLD = frozenset({"auc", "lift_top_decile"})
# The greatest that a measure can be; the others have no end.
_MOST = {"auc": 1.0, "brier": 1.0, "calibration_error": 1.0}


def measured(rounds: Sequence[HeldOut], *, better_than: tuple[str, str]) -> tuple[dict[str, dict[str, Estimate]], Estimate]:
    """Every measure of every model, and the paired difference in AUC of the first model of ``better_than`` to the second.

    ``rounds`` hold the same rows out, each in folds of its own; figures are means over them. AUC and lift are taken within each
    fold, since different models' scores need not rank against each other (Forman and Scholz, SIGKDD Explorations 12, 2010).
    """
    first, second = better_than
    pieces = [_of_rounds(rounds, weights) for weights in _weights(rounds[0].customers)]
    replicates = {
        model: {name: np.concatenate([piece[model][name] for piece in pieces]) for name in MEASURES}
        for model in rounds[0].probabilities
    }
    wider = float(np.sqrt(1 + len(rounds[0].labels) / rounds[0].training_rows))
    estimates = {
        model: {name: _within(_estimate(values, wider), most=_MOST.get(name, np.inf)) for name, values in of.items()}
        for model, of in replicates.items()
    }
    return estimates, _estimate(replicates[first]["auc"] - replicates[second]["auc"], wider)


def _of_rounds(rounds: Sequence[HeldOut], weights: Weights) -> dict[str, dict[str, Floats]]:
    """Every measure of every model under ``weights``, one value per replicate."""
    return {
        model: {name: np.mean([_measure(each, model, name, weights) for each in rounds], axis=0) for name in MEASURES}
        for model in rounds[0].probabilities
    }


def _measure(held_out: HeldOut, model: str, name: str, weights: Weights) -> Floats:
    measure, probabilities = MEASURES[name], held_out.probabilities[model]
    if name not in _BY_FOLD:
        return measure(held_out.labels, probabilities, weights)
    found, shares = [], []
    for fold in np.unique(held_out.folds):
        rows = np.flatnonzero(held_out.folds == fold)
        found.append(measure(held_out.labels[rows], probabilities[rows], weights[:, rows]))
        shares.append(len(rows))
    return np.asarray(np.average(found, axis=0, weights=shares), dtype=np.float64)


def _weights(customers: Ints) -> Iterator[Weights]:
    """One row of ones, then the bootstrap's draws of customers, in pieces that fit into memory."""
    random = np.random.default_rng(0)
    distinct, row_of = np.unique(customers, return_inverse=True)
    count = len(distinct)
    at_once = max(1, _CELLS // len(customers))
    yield np.ones((1, len(customers)))
    for start in range(0, REPLICATES, at_once):
        drawn = random.integers(0, count, (min(at_once, REPLICATES - start), count))
        yield np.stack([np.bincount(each, minlength=count)[row_of] for each in drawn]).astype(np.float64)


def _estimate(replicates: Floats, wider: float) -> Estimate:
    """The first replicate with the percentiles of the others about it, ``wider`` times as far away.

    The percentiles are shifted by the bootstrap's bias, the draws' mean less the value (Efron and Tibshirani 1993, chapter 10):
    every draw adds chance to the gaps of a calibration error, so that its percentiles may lie above the value as a whole. Of the
    other measures the bias is about 0.
    """
    tail = (1 - LEVEL) / 2 * 100
    value = float(replicates[0])
    # A draw without leavers, or without stayers, says nothing.
    drawn = replicates[1:][np.isfinite(replicates[1:])]
    if not len(drawn):
        return Estimate(value, -np.inf, np.inf)
    low, high = np.percentile(drawn, [tail, 100 - tail]) - drawn.mean()
    return Estimate(value, value + wider * float(low), value + wider * float(high))


def _within(estimate: Estimate, *, most: float) -> Estimate:
    """An interval cut to what the measure can be."""
    return replace(estimate, low=max(estimate.low, 0.0), high=min(estimate.high, most))


def _by_score(labels: Bools, probabilities: Floats, weights: Weights) -> tuple[Floats, Floats]:
    """How many left and how many stayed of each distinct probability, from the lowest: (replicates, distinct) each."""
    order = np.argsort(probabilities, kind="stable")
    left, weight = labels[order], weights[:, order]
    starts = np.flatnonzero(np.diff(probabilities[order], prepend=-np.inf))
    return np.add.reduceat(weight * left, starts, axis=1), np.add.reduceat(weight * ~left, starts, axis=1)


def _mean(values: Floats, weights: Weights) -> Floats:
    return np.asarray(weights @ values / weights.sum(axis=1), dtype=np.float64)


def _share(above: Floats, below: Floats) -> Floats:
    shares: Floats = np.divide(above, below, out=np.full(len(above), np.nan), where=below > 0)
    return shares
