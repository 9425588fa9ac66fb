"""Which inputs matter: effects on an outcome from rows at hand, by groups, by Shapley's rule, and by screening."""
