"""Logistic regression, the one way in which weights are fitted here."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STEPS = 60
SMALL = 1e-6
"""A step so small changes no digit that is kept."""


def logistic(features: Floats, answers: Floats, shares: Floats, ridge: float) -> Floats:
    """Logistic regression by Newton's method.

    Args:
        features: shape (cases, n).
        answers: shape (cases,), 1 for what is so and 0 for what is not.
        shares: shape (cases,), how much each counts; they add up to 1.
        ridge: the penalty on the squares of the weights.

    Returns:
        Shape (n + 1,): a weight for each feature, then the bias.
    """
    inputs = np.c_[features, np.ones(len(features))]
    found = np.zeros(inputs.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-inputs @ found))
        slope = inputs.T @ (shares * (chance - answers)) + ridge * found
        scaled = inputs * np.sqrt(shares * chance * (1 - chance))[:, None]
        curve = scaled.T @ scaled
        step = np.linalg.solve(curve + ridge * np.eye(len(found)), slope)
        found -= step
        if np.abs(step).max() < SMALL:
            break
    return found
