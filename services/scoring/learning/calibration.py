"""Scores brought to probabilities: by a line, which goes into the tables, and then by a curve, which the model keeps.

Platt scaling: slope and shift of the log-odds by maximum likelihood, with the targets that Platt gives (Advances in Large Margin
Classifiers, 1999, page 66), so that few customers cannot make it certain. Where the risk rises in steps, no line fits: sums of
log-odds round the steps off. So isotonic regression (Zadrozny and Elkan, SIGKDD 2002) over groups of customers bends the line,
held back by it where they are few. Contributions add up to the score before the bend, and the bend keeps the order of scores.
"""

from dataclasses import dataclass

import numpy as np
from sklearn.isotonic import IsotonicRegression

from services.scoring.additive import Floats
from services.scoring.curve import Curve
from services.scoring.learning.folds import Bools

# Newton's method on two parameters is done in fewer than ten steps.
_STEPS = 50
_EXACT = 1e-12
# A knot for each twentieth of the customers: fewer round off the very steps that the curve is for.
_KNOTS = 20
# What the line says of a group counts as much as this many customers of it, so that chance in small files bends little.
_HELD_BACK_BY = 30
# Groups with the same share would tie customers of different scores; a slope of a twentieth keeps them apart.
_LEAST_SLOPE = 0.05


@dataclass(frozen=True)
class Line:
    """slope · score + shift, in log-odds."""

    slope: float = 1.0
    shift: float = 0.0

    def at(self, scores: Floats) -> Floats:
        """The calibrated scores."""
        return np.asarray(self.slope * scores + self.shift, dtype=np.float64)


def platt(scores: Floats, labels: Bools) -> Line:
    """The line that makes ``scores`` (log-odds, out of fold) agree with ``labels``; never one that turns them around."""
    positives, negatives = int(labels.sum()), int((~labels).sum())
    targets = np.where(labels, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    spread = float(scores.std())
    if spread < _EXACT:
        return Line(1.0, _log_odds(float(targets.mean())) - float(scores.mean()))
    standard = np.column_stack([(scores - scores.mean()) / spread, np.ones_like(scores)])
    weights = _likeliest(standard, targets, np.array([spread, scores.mean()]))
    # Scores that rank the wrong way round out of fold know nothing: then everybody gets the average.
    if weights[0] <= 0:
        return Line(0.0, _log_odds(float(targets.mean())))
    return Line(float(weights[0] / spread), float(weights[1] - weights[0] / spread * scores.mean()))


def curve(scores: Floats, labels: Bools) -> Curve:
    """The curve that bends ``scores`` (log-odds by the line, out of fold) to the shares of ``labels`` that were seen."""
    # Scores that differ by rounding only are one: knots between them would be no more than that.
    scores = np.round(scores, 9)
    borders = np.quantile(scores, np.arange(1, _KNOTS) / _KNOTS)
    # Equal scores fall into one group, so there may be fewer groups.
    _, group = np.unique(np.searchsorted(borders, scores), return_inverse=True)
    count = np.bincount(group)
    knots = np.bincount(group, scores) / count
    said = np.bincount(group, probabilities(scores)) / count
    seen = (np.bincount(group, labels) + _HELD_BACK_BY * said) / (count + _HELD_BACK_BY)
    shares = IsotonicRegression().fit_transform(knots, seen, sample_weight=count + _HELD_BACK_BY)
    return Curve(tuple(knots.tolist()), _rising(knots, np.log(shares / (1 - shares))))


def _rising(knots: Floats, log_odds: Floats) -> tuple[float, ...]:
    least = _LEAST_SLOPE * knots
    return tuple((np.maximum.accumulate(log_odds - least) + least).tolist())


def _likeliest(inputs: Floats, targets: Floats, weights: Floats) -> Floats:
    """The weights of ``inputs`` (rows, 2) under which ``targets`` are likeliest, by Newton's method from ``weights``."""
    loss = _loss(inputs @ weights, targets)
    for _ in range(_STEPS):
        share = probabilities(inputs @ weights)
        curve = (inputs * (share * (1 - share))[:, None]).T @ inputs + _EXACT * np.eye(2)
        step = np.linalg.solve(curve, inputs.T @ (share - targets))
        # A step from far away overshoots; the loss is convex, so a shorter one in the same direction gets nearer.
        while (shorter := _loss(inputs @ (weights - step), targets)) > loss and np.abs(step).max() > _EXACT:
            step = step / 2
        weights, gained, loss = weights - step, loss - shorter, shorter
        if gained <= _EXACT * len(targets):
            break
    return weights


def _loss(scores: Floats, targets: Floats) -> float:
    return float(np.sum(np.logaddexp(0, scores) - targets * scores))


def probabilities(scores: Floats) -> Floats:
    """The probabilities of log-odds."""
    # Beyond 500 they are 0 or 1 in float64 anyway, and exp would overflow.
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -500, 500))), dtype=np.float64)


def _log_odds(share: float) -> float:
    return float(np.log(share / (1 - share)))
