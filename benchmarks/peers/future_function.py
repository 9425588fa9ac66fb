"""The function that studies of futures are timed with: Ishigami's, after work that costs a known amount.

It needs nothing but Python, so that every package runs the same code.
"""

from __future__ import annotations

import math

__all__ = ["NAMES", "height"]

NAMES = ("x", "y", "z")
A, B = 7.0, 0.1


def height(x: float, y: float, z: float, work: int) -> float:
    """Compute Ishigami's function of three numbers from -pi to pi after so many rounds of arithmetic."""
    rest = 1
    for _ in range(work):
        rest = (rest * 1_103_515_245 + 12_345) % 2_147_483_648
    return math.sin(x) + A * math.sin(y) ** 2 + B * z**4 * math.sin(x) + 0.0 * rest
