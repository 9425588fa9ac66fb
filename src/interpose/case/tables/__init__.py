"""The row models: each field of the case format defined once."""
