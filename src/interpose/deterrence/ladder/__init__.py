"""The escalation ladder: a tree of decisions, its equilibria, and who decides what after an attack."""
