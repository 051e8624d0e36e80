"""Trains a model and proves it, from examples to verdict. Pure: nothing is read or written, and the same examples give the same.

What is measured is the procedure that makes the model, on customers that it did not see: the choice of pairs, early stopping and
calibration all happen inside the training folds. Only what is left out is decided on all rows, which can make the figures worse
but not better.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from services.scoring import own
from services.scoring.additive import AdditiveModel, Feature, Floats
from services.scoring.learning import boosting, columns, folds, leaks, manifests, metrics, report, rivals
from services.scoring.learning.columns import Column
from services.scoring.learning.examples import Examples
from services.scoring.learning.folds import Fold
from services.scoring.learning.leaks import LeftOut
from services.scoring.learning.metrics import HeldOut
from services.scoring.learning.report import Report, Validation, Verdict, Window

FOLDS = 5
# Two rounds of folds steady the figures of small files; large ones are steady, and slow.
REPEATS_BELOW_ROWS = 20_000
# Each of five folds needs some leavers for its figures to mean anything, and each of five in it some more.
FEWEST = 30
TRAINED, BASELINE, LOGISTIC = "trained", "baseline", "logistic"

Progress = Callable[[str, float], None]


@dataclass(frozen=True, eq=False)
class Training:
    """What came of it: ``model`` is None where there were too few examples; without a win it is there, and not to be used."""

    model: AdditiveModel | None
    report: Report


@dataclass(frozen=True, eq=False)
class _Frame:
    """The columns that may teach, side by side."""

    columns: Sequence[Column]
    values: Floats
    examples: Examples

    @property
    def features(self) -> tuple[Feature, ...]:
        return tuple(column.feature for column in self.columns)

    def fit(self, rows: folds.Rows, tell: boosting.Tell) -> boosting.Bag:
        of = self.examples
        return boosting.fit(self.features, self.values[rows], of.labels[rows], of.customers[rows], tell=tell)


def train(examples: Examples, *, name: str, created: str, progress: Progress) -> Training:
    """Train a model called ``name`` on ``examples``, and measure it. ``created`` is an ISO 8601 day.

    ``progress`` is called with what is being done and the share done, 0 to 1, and may raise to stop the fit.
    """
    leavers = int(examples.labels.sum())
    if min(leavers, len(examples.labels) - leavers) < FEWEST:
        return Training(None, _too_few(examples, leavers))
    progress("looking for leaks", 0.0)
    kept, left_out = leaks.sift(columns.of(examples), examples.labels, examples.customers)
    left_out += leaks.unnamed(examples)
    if not kept:
        return Training(None, _nothing_to_learn_from(examples, left_out))
    frame = _Frame(kept, np.column_stack([column.values for column in kept]), examples)
    validation, rounds = _dealt(examples)
    measured, gain = metrics.measured(_predicted(frame, rounds, progress), better_than=(TRAINED, BASELINE))
    fits = sum(map(len, rounds))
    everybody = np.arange(len(examples.labels))
    bag = frame.fit(everybody, _share_of(progress, "training", done=fits, in_all=fits + 1))
    verdict, found = _verdict(measured, gain), bag.tables()
    told = Report(
        verdict=verdict,
        sentence=_sentence(verdict, measured, gain),
        validation=validation,
        row_count=len(examples.labels),
        positive_count=leavers,
        window=_window(examples),
        left_out=tuple(left_out),
        metrics=measured,
        gain=gain,
    )
    model = AdditiveModel(
        name=name,
        kind="trained",
        created=created,
        intercept=found.intercept,
        features=found.features,
        ones=found.ones,
        twos=found.twos,
        metrics={measure: estimate.value for measure, estimate in measured[TRAINED].items()},
        manifest=manifests.of(told, found.features, kept),
        curve=bag.curve,
    )
    progress("done", 1.0)
    return Training(model, replace(told, used=_used(model)))


def _dealt(examples: Examples) -> tuple[Validation, list[list[Fold]]]:
    """Rounds of folds: each round holds the same rows out."""
    later = folds.latest_period(examples.days, examples.labels, examples.customers, fewest=FEWEST)
    if later is not None:
        return Validation.LATER_PERIOD, [[later]]
    repeats = 2 if len(examples.labels) < REPEATS_BELOW_ROWS else 1
    return Validation.CROSS_VALIDATION, [
        folds.stratified(examples.labels, examples.customers, FOLDS, seed=100 + repeat) for repeat in range(repeats)
    ]


def _predicted(frame: _Frame, rounds: Sequence[Sequence[Fold]], progress: Progress) -> list[HeldOut]:
    """What each model says of those held out, in each round."""
    in_all, done, found = sum(map(len, rounds)) + 1, 0, []
    by_baseline = rivals.baseline(frame.examples)
    for dealt in rounds:
        said = {model: np.full(len(by_baseline), np.nan) for model in (TRAINED, LOGISTIC)} | {BASELINE: by_baseline}
        fold_of = np.full(len(by_baseline), -1)
        for at, fold in enumerate(dealt):
            bag = frame.fit(fold.train, _share_of(progress, "validating", done=done, in_all=in_all))
            said[TRAINED][fold.held_out] = bag.probabilities(frame.values[fold.held_out])
            said[LOGISTIC][fold.held_out] = rivals.logistic(frame.columns, frame.examples.labels, fold)
            fold_of[fold.held_out] = at
            done += 1
        training_rows = float(np.mean([len(fold.train) for fold in dealt]))
        found.append(_held_out(frame.examples, fold_of, said, training_rows))
    return found


def _held_out(examples: Examples, fold_of: folds.Ints, said: Mapping[str, Floats], training_rows: float) -> HeldOut:
    rows = np.flatnonzero(fold_of >= 0)
    predicted = {model: of[rows] for model, of in said.items()}
    return HeldOut(examples.labels[rows], examples.customers[rows], fold_of[rows], predicted, training_rows)


def _share_of(progress: Progress, doing: str, *, done: int, in_all: int) -> boosting.Tell:
    """Tells ``progress`` how much of ``in_all`` fits is done, of which ``done`` are done already."""
    return lambda share: progress(doing, (done + share) / in_all)


def _used(model: AdditiveModel) -> tuple[str, ...]:
    weights = model.weights()
    return tuple(own.shown(model.feature_names[at]) for at in np.argsort(-weights, kind="stable") if weights[at] > 0)


def _verdict(measured: report.Metrics, gain: metrics.Estimate) -> Verdict:
    """A win is better than the baseline, and than a guess, which a baseline without any column it knows is."""
    return Verdict.WIN if gain.low > 0 and measured[TRAINED]["auc"].low > 0.5 else Verdict.NO_SIGNAL


def _sentence(verdict: Verdict, measured: report.Metrics, gain: metrics.Estimate) -> str:
    ours, theirs = measured[TRAINED]["auc"], measured[BASELINE]["auc"]
    figures = (
        f"AUC {ours.value:.3f} (95 % interval {ours.low:.3f} to {ours.high:.3f}) against {theirs.value:.3f} of the baseline; "
        f"the difference is {gain.value:+.3f} ({gain.low:+.3f} to {gain.high:+.3f})."
    )
    if verdict is Verdict.WIN:
        return f"The trained model beats the baseline: {figures}"
    return f"There is not enough signal to beat the baseline. {figures}"


def _too_few(examples: Examples, leavers: int) -> Report:
    stayers = len(examples.labels) - leavers
    sentence = (
        f"Training needs at least {FEWEST} customers who left and {FEWEST} who stayed; there are {leavers} and {stayers} "
        "whose outcome is known."
    )
    return Report(Verdict.TOO_FEW, sentence, Validation.NONE, len(examples.labels), leavers, _window(examples))


def _nothing_to_learn_from(examples: Examples, left_out: Sequence[LeftOut]) -> Report:
    sentence = "There is not enough signal to beat the baseline. No column is left to learn from."
    leavers = int(examples.labels.sum())
    window = _window(examples)
    return Report(Verdict.NO_SIGNAL, sentence, Validation.NONE, len(examples.labels), leavers, window, tuple(left_out))


def _window(examples: Examples) -> Window | None:
    if not len(examples.days):
        return None
    first, last = (date(1970, 1, 1) + timedelta(days=int(day)) for day in (examples.days.min(), examples.days.max()))
    return Window(first, last)
