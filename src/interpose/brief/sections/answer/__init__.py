"""The answer: bottom line, page one, options, what binds, and what would change it."""
