"""The words of a text: sentences and clauses, states and outlets, numbers, conditions, verbs of speech, the first lines."""
