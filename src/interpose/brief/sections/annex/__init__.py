"""The annex: assumptions, what is left out, sources, and where each figure comes from."""
