"""Integrating over the common factor: adaptive, since a large body turns from blocked to passed within a narrow band."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

__all__ = ["normal_average"]

Floats = npt.NDArray[np.float64]

# Gauss–Kronrod pair of 7 and 15 nodes (Piessens et al. 1983, QUADPACK), the half from the outside inwards.
_OUTER = [0.991455371120812639, 0.949107912342758525, 0.864864423359769073, 0.741531185599394440, 0.586087235467691130]
_OUTER += [0.405845151377397167, 0.207784955007898468]
_WIDE = [0.022935322010529225, 0.063092092629978553, 0.104790010322250184, 0.140653259715525919, 0.169004726639267903]
_WIDE += [0.190350578064785410, 0.204432940075298892]
_NARROW = [0.0, 0.129484966168869693, 0.0, 0.279705391489276668, 0.0, 0.381830050505118945, 0.0]
NODES = np.array([*(-x for x in _OUTER), 0.0, *reversed(_OUTER)])
KRONROD = np.array([*_WIDE, 0.209482141084727828, *reversed(_WIDE)])
GAUSS = np.array([*_NARROW, 0.417959183673469388, *reversed(_NARROW)])

EDGES = np.array([-8.5, -4.0, -1.5, 1.5, 4.0, 8.5])
"""First panels; beyond 8.5 the normal law holds less than 1e-16."""

DEEPEST = 24


def normal_average(function: Callable[[Floats], Floats | None], tolerance: float) -> float | None:
    """Average a function between 0 and 1 over the standard normal law.

    Parameters
    ----------
    function : callable
        Takes many values of the factor at once; returns as many results, or None where there are none.
    tolerance : float
        Absolute error that is aimed at, by QUADPACK's estimate for each panel.

    Returns
    -------
    float or None
        None where the function has none.

    Examples
    --------
    >>> round(normal_average(lambda z: np.where(z > 1.0, 1.0, 0.0), 1e-9), 8)
    0.15865525
    """
    panels = np.stack([EDGES[:-1], EDGES[1:]], axis=1)
    total = 0.0
    for _ in range(DEEPEST):
        middle, half = panels.mean(axis=1), np.diff(panels, axis=1)[:, 0] / 2.0
        points = middle[:, None] + half[:, None] * NODES
        values = function(points.ravel())
        if values is None:
            return None
        density = np.exp(-(points**2) / 2.0) / np.sqrt(2.0 * np.pi)
        mass = half * (density @ KRONROD)
        found = half * ((values.reshape(points.shape) * density) @ KRONROD)
        difference = np.abs(found - half * ((values.reshape(points.shape) * density) @ GAUSS))
        error = mass * np.minimum(1.0, (200.0 * difference / np.maximum(mass, 1e-300)) ** 1.5)
        settled = error <= tolerance / 8.0
        total += float(found[settled].sum())
        left = panels[~settled]
        if not len(left):
            return total
        centre = left.mean(axis=1)
        panels = np.concatenate([np.stack([left[:, 0], centre], axis=1), np.stack([centre, left[:, 1]], axis=1)])
        panels = panels[np.argsort(panels[:, 0])]
    return total + float((found[~settled]).sum())
