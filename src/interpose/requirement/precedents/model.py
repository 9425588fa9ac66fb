"""The size model: ln persons by mandate, ground and lead, a hierarchical normal model in closed form."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interpose.case.tables.missions import Precedent
from interpose.case.tables.words import MANDATE_CLASSES, MandateClass
from interpose.errors import UsageError
from interpose.requirement.precedents.mixture import Mixture

__all__ = ["SizeModel", "fit", "scored"]

Array = NDArray[np.float64]

_CLASSES = len(MANDATE_CLASSES)
REFERENCE_KM, REFERENCE_PEOPLE = 250.0, 5e6
"""The ground at which levels are told: 250 km of line, 5 million people."""

_LEVEL = (8.0, 3.0)
_SLOPE = (0.5, 0.2, 0.15)
_LEAD = (math.log(2), 0.5)
"""Priors: mean and sd of the common level; mean, common and own sd of a slope; mean and sd of an alliance in the lead."""

_SIGMAS = np.linspace(0.5, 1.3, 9)
_TAUS = np.array([0.5, 1.0, 1.5, 2.0])
"""The grid of residual sd and of the spread of levels, over which the closed form is averaged; sigma has weight 1/sigma."""


@dataclass(frozen=True, kw_only=True)
class SizeModel:
    """The model, fitted: a normal distribution of the coefficients for each point of the grid.

    Parameters
    ----------
    weights, sigmas : ndarray, shape (points,)
        Posterior weight of each point of the grid, and its residual sd.
    means : ndarray, shape (points, 11)
        Coefficients: a level and a slope for each class in the order of `MANDATE_CLASSES`, then the lead of an alliance.
    covariances : ndarray, shape (points, 11, 11)
        Their covariance.
    design, sizes : ndarray
        What it was fitted to: rows of drivers, and ln persons.
    """

    weights: Array
    sigmas: Array
    means: Array
    covariances: Array
    design: Array
    sizes: Array

    def predict(self, mandate_class: MandateClass, driver: float, *, alliance: bool) -> Mixture:
        """Predict a mission on a ground.

        Parameters
        ----------
        mandate_class : str
            Its class.
        driver : float
            Length of line (km) for the classes along a line, people for the others.
        alliance : bool
            Whether an alliance or great power leads it.

        Returns
        -------
        Mixture
            Of ln persons.

        Raises
        ------
        UsageError
            Where the driver is not above 0.
        """
        if not driver > 0 or not math.isfinite(driver):
            raise UsageError(f"a ground of {driver:g} has no precedent", "give a length of line or people above 0")
        row = _row(mandate_class, driver, alliance)
        own = np.einsum("i,gij,j->g", row, self.covariances, row)
        return Mixture(self.weights, self.means @ row, np.sqrt(self.sigmas**2 + own))

    def without_itself(self) -> list[Mixture]:
        """Predict each mission from all others: exact for the closed form, without fitting again.

        Returns
        -------
        list of Mixture
            In the order of the missions that were fitted. With known variances, leaving a row out moves its mean and
            variance by its leverage; the weights of the grid are divided by how well the others foretold it.
        """
        fitted = self.means @ self.design.T
        leverage = np.einsum("ni,gij,nj->gn", self.design, self.covariances, self.design) / self.sigmas[:, None] ** 2
        variance = self.sigmas[:, None] ** 2 / (1 - leverage)
        mean = self.sizes - (self.sizes - fitted) / (1 - leverage)
        density = np.exp(-((self.sizes - mean) ** 2) / (2 * variance)) / np.sqrt(variance)
        weights = self.weights[:, None] / density
        weights /= weights.sum(axis=0)
        return [Mixture(weights[:, n], mean[:, n], np.sqrt(variance[:, n])) for n in range(len(self.sizes))]


def fit(missions: Sequence[Precedent]) -> SizeModel:
    """Fit the model to scored missions.

    ln persons = level[class] + slope[class] ln(driver / reference) + lead · alliance + noise of sd sigma. Levels are pooled
    with sd tau, slopes are near 0.5, an alliance doubles a force before any data. For known sigma and tau this is linear
    regression with a normal prior; the two are averaged over a grid by their marginal likelihood.

    Parameters
    ----------
    missions : sequence of Precedent
        Those to fit; each has a peak and what its class is measured by.

    Returns
    -------
    SizeModel
        The model.

    Raises
    ------
    UsageError
        Where there are fewer than four.

    Examples
    --------
    >>> from interpose.case.read.precedents import load_precedents
    >>> found = fit(scored(load_precedents())).predict("interpose", 1057, alliance=True)
    >>> round(found.quantile(0.5), -2)
    6400.0
    """
    if len(missions) < 4:
        raise UsageError(f"only {len(missions)} missions can be scored", "a model of sizes needs four with a peak and a ground")
    design = np.array([_row(each.mandate_class, each.driver or 0.0, each.lead == "alliance") for each in missions])
    sizes = np.array([math.log(each.peak or 0) for each in missions])
    sigmas, taus = (each.ravel() for each in np.meshgrid(_SIGMAS, _TAUS, indexing="ij"))
    prior_mean, prior = _prior(taus)
    residual = sizes - design @ prior_mean
    precision = np.linalg.inv(prior)
    noise = sigmas[:, None, None] ** 2
    covariances = np.linalg.inv(precision + design.T @ design / noise)
    moved = np.einsum("gij,j->gi", covariances, design.T @ residual) / sigmas[:, None] ** 2
    # ln of the marginal likelihood by the matrix determinant lemma and the Woodbury identity.
    misfit = (residual @ residual - moved @ (design.T @ residual)) / sigmas**2
    volume = _log_det(prior) - _log_det(covariances) + 2 * len(sizes) * np.log(sigmas)
    likelihood = -(misfit + volume) / 2 - np.log(sigmas)
    weights = np.exp(likelihood - likelihood.max())
    return SizeModel(
        weights=weights / weights.sum(),
        sigmas=sigmas,
        means=prior_mean + moved,
        covariances=covariances,
        design=design,
        sizes=sizes,
    )


def scored(table: Sequence[Precedent]) -> tuple[Precedent, ...]:
    """Return the missions of a table that the model is fitted to."""
    return tuple(row for row in table if row.scored)


def _row(mandate_class: MandateClass, driver: float, alliance: bool) -> Array:
    """Put a mission into a row of the design: its level, its slope, its lead."""
    place = MANDATE_CLASSES.index(mandate_class)
    reference = REFERENCE_KM if mandate_class in ("observe_line", "interpose") else REFERENCE_PEOPLE
    row = np.zeros(2 * _CLASSES + 1)
    row[place], row[_CLASSES + place], row[-1] = 1.0, math.log(driver / reference), float(alliance)
    return row


def _prior(taus: Array) -> tuple[Array, Array]:
    """Give the prior mean of the coefficients, and their covariance for each spread of levels."""
    level, level_sd = _LEVEL
    slope, common, own = _SLOPE
    mean = np.concatenate([np.full(_CLASSES, level), np.full(_CLASSES, slope), [_LEAD[0]]])
    every, one = np.ones((_CLASSES, _CLASSES)), np.eye(_CLASSES)
    covariance = np.zeros((len(taus), 2 * _CLASSES + 1, 2 * _CLASSES + 1))
    covariance[:, :_CLASSES, :_CLASSES] = level_sd**2 * every + taus[:, None, None] ** 2 * one
    covariance[:, _CLASSES:-1, _CLASSES:-1] = common**2 * every + own**2 * one
    covariance[:, -1, -1] = _LEAD[1] ** 2
    return mean, covariance


def _log_det(matrices: Array) -> Array:
    found: Array = np.linalg.slogdet(matrices)[1]
    return found
