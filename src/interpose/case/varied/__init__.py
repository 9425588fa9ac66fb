"""Inputs that an exploration may vary: how they are named, which numbers they have, and what is refused."""
