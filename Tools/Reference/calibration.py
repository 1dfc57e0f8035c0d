"""Scores as probabilities, by scikit-learn: isotonic, logistic, and how reliable they are."""

import warnings

import numpy
import torch
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV, _SigmoidCalibration, calibration_curve
from sklearn.frozen import FrozenEstimator
from sklearn.isotonic import IsotonicRegression

from goldens import Goldens

goldens = Goldens("calibration")
# It has nothing to fit: weights matter to the calibration alone.
warnings.filterwarnings("ignore", message="Since FrozenEstimator does not appear to accept")


class Scorer(ClassifierMixin, BaseEstimator):
    """A classifier whose decision is its only feature."""

    def fit(self, features, truth):
        self.classes_ = numpy.unique(truth)
        return self

    def decision_function(self, features):
        return features[:, 0]

    def predict(self, features):
        return self.classes_[(features[:, 0] > 0).astype(int)]


def isotonic(scores, truth, weights, asked):
    curve = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip")
    return curve.fit(scores, truth, sample_weight=weights).predict(asked)


def sigmoid(scores, truth, weights, asked):
    curve = _SigmoidCalibration().fit(scores, truth, sample_weight=weights)
    found = curve.predict(asked)
    if 0 < truth.sum() < len(truth):
        scorer = FrozenEstimator(Scorer().fit(scores[:, None], truth))
        whole = CalibratedClassifierCV(scorer, method="sigmoid", ensemble=False)
        whole.fit(scores[:, None], truth, sample_weight=weights)
        numpy.testing.assert_allclose(whole.predict_proba(asked[:, None])[:, 1], found, atol=1e-9)
    return found


def curves(name, *, count, levels=0, weighted=False, right=None, scale=1):
    """Scores that tell something of what is right, asked for between, at and beyond them.

    `levels` makes ties, `right` says what all of them are, `scale` what scores are multiplied by.
    """
    goldens.seed(name)
    truth = torch.rand(count) < 0.4 if right is None else torch.full((count,), right)
    scores = 0.3 * torch.randn(count) + 0.3 * truth + 0.2
    if levels:
        scores = (scores * levels).round() / levels
    scores *= scale
    weights = torch.rand(count, dtype=torch.float64) * 3 + 0.01 if weighted else None
    if weighted:
        weights[::7] = 0
    asked = torch.cat([scores, torch.linspace(-2, 3, 41) * scale])
    arguments = (
        scores.double().numpy(),
        truth.double().numpy(),
        None if weights is None else weights.numpy(),
        asked.double().numpy(),
    )
    goldens.write(
        name,
        {
            "scores": scores,
            "right": truth,
            "weights": torch.ones(count, dtype=torch.float64) if weights is None else weights,
            "asked": asked,
            "isotonic": torch.from_numpy(isotonic(*arguments)),
            "sigmoid": torch.from_numpy(sigmoid(*arguments)),
        },
        {},
    )


def reliability(name, *, bins, hundredths=False):
    """Weights are whole numbers: so many times an answer is given."""
    goldens.seed(name)
    probabilities = (
        torch.arange(101, dtype=torch.float64) / 100
        if hundredths
        else torch.rand(200, dtype=torch.float64) ** 2
    )
    right = torch.rand(probabilities.shape) < probabilities
    weights = torch.randint(1, 4, probabilities.shape)
    times = lambda values: values.repeat_interleave(weights).numpy()
    frequencies, means = calibration_curve(
        times(right), times(probabilities), n_bins=bins, strategy="uniform"
    )
    goldens.write(
        name,
        {
            "probabilities": probabilities,
            "right": right,
            "weights": weights,
            "frequencies": torch.from_numpy(frequencies),
            "means": torch.from_numpy(means),
        },
        {"bins": bins},
    )


curves("curves_distinct", count=60)
curves("curves_tied", count=90, levels=12)
curves("curves_weighted", count=80, weighted=True)
curves("curves_weighted_tied", count=120, levels=9, weighted=True)
curves("curves_far", count=70, weighted=True, scale=50)
curves("curves_right", count=12, right=True)
curves("curves_wrong", count=12, right=False)
reliability("reliability_ten", bins=10)
reliability("reliability_seven", bins=7)
reliability("reliability_one", bins=1)
reliability("reliability_hundredths", bins=10, hundredths=True)
reliability("reliability_hundredths_twenty", bins=20, hundredths=True)
