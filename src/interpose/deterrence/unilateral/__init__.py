"""The unilateral deterrence game with two-sided incomplete information: thresholds, equilibria, quantal response."""

from interpose.deterrence.unilateral.answer import UnilateralAnswer, answer_unilateral

__all__ = ["UnilateralAnswer", "answer_unilateral"]
