"""Rows of an exploration: what may turn out otherwise."""
