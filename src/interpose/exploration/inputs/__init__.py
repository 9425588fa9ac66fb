"""Uncertain inputs of a case: which there are, how they are drawn, and a future written as a case."""
